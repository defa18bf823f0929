"""Runs the public conformance scenarios beside the repository, and writes what this repository says about them.

    python -m tests.patterns.conformance          rewrite `passing.txt` and `docs/conformance.md`

The scenarios are openCypher's and stay outside the repository; only the ids of those that pass are kept here.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from xhs_kb.engine.patterns.graph import query_graph
from xhs_kb.engine.patterns.values import Node, Relationship
from xhs_kb.engine.patterns.values import Path as Walk
from xhs_kb.ground.trouble import XhsKbError

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT.parent / "shared" / "tck"
PASSING = Path(__file__).with_name("passing.txt")
PAGE = ROOT / "docs" / "conformance.md"
SILENT = {"rows", "order", "no-error", "columns", "side-effect"}
"""Outcomes in which an answer is wrong without anyone noticing."""


@dataclass(frozen=True)
class Outcome:
    """What became of one case."""

    scenario: str
    folder: str
    scope: str
    error: bool
    outcome: str
    note: str


def available() -> bool:
    """Whether the scenarios and what reads them are there."""
    try:
        import_module("gherkin")
    except ImportError:
        return False
    return KIT.is_dir()


class Adapter:
    """What the runner asks of an engine."""

    name = "xhs-kb"

    def __init__(self) -> None:
        self.values = import_module("tck_values")
        self.refused = import_module("adapters.base").QueryError
        self.graph: Any = None

    def load(self, graph: Any) -> None:
        """The graph of the next case."""
        self.graph = graph

    def run(self, query: str, parameters: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
        """One query in the runner's own values."""
        try:
            result = query_graph(self.graph, query, parameters)
        except XhsKbError as problem:
            raise self.refused(str(problem)) from problem
        return list(result.columns), [[self._value(value) for value in row] for row in result.rows]

    def _value(self, value: Any) -> Any:
        match value:
            case Node():
                return self.values.Node(value.id, value.labels, value.properties)
            case Relationship():
                return self.values.Relationship(value.id, value.type, value.properties, value.start, value.end)
            case Walk(nodes, relationships):
                return self.values.Path([self._value(node) for node in nodes],
                                        [self._value(step) for step in relationships])
            case list():
                return [self._value(item) for item in value]
            case dict():
                return {key: self._value(item) for key, item in value.items()}
            case _:
                return value


def run_all() -> list[Outcome]:
    """Every public read-only case whose graph the runner can build, in the runner's own judgement."""
    sys.path.insert(0, str(KIT))
    try:
        scenarios, runner = import_module("tck_scenarios"), import_module("tck_run")
        features, adapter = str(KIT / "features"), Adapter()
        found = []
        for case in scenarios.load(features):
            if case.read_only and case.half == "public":
                outcome, note = runner.run_case(case, adapter, features)
                wrong = case.error is not None
                if outcome != "setup-unsupported":
                    found.append(Outcome(case.scenario_id, case.folder, case.scope, wrong, outcome, note))
        return found
    finally:
        sys.path.remove(str(KIT))


def passing(outcomes: Iterable[Outcome]) -> list[str]:
    """The scenarios of which every case passes."""
    whole: dict[str, bool] = {}
    for one in outcomes:
        whole[one.scenario] = whole.get(one.scenario, True) and one.outcome == "pass"
    return sorted(scenario for scenario, good in whole.items() if good)


def listed() -> list[str]:
    """The scenarios that this repository says to pass."""
    return PASSING.read_text(encoding="utf-8").splitlines()


def page(outcomes: Sequence[Outcome]) -> str:
    """The conformance page."""
    return "\n".join([_HEAD, *_table(outcomes), "", *_left_out(outcomes), "", _TAIL, ""])


def _table(outcomes: Sequence[Outcome]) -> list[str]:
    per: dict[str, Counter[str]] = defaultdict(Counter)
    for one in outcomes:
        for folder in (one.folder, "all"):
            kind = "error" if one.error else "result"
            per[folder][kind] += 1
            per[folder][f"{kind} passed"] += one.outcome == "pass"
            per[folder]["silent"] += one.outcome in SILENT
    lines = ["| folder | result cases | error cases | silently wrong |", "|---|---|---|---|"]
    folders = [*sorted(folder for folder in per if folder != "all"), "all"]
    lines += [f"| {folder} | {per[folder]['result passed']}/{per[folder]['result']} "
              f"| {per[folder]['error passed']}/{per[folder]['error']} | {per[folder]['silent']} |"
              for folder in folders]
    return lines


def _left_out(outcomes: Sequence[Outcome]) -> list[str]:
    failed = Counter((one.scenario, one.outcome) for one in outcomes if one.outcome != "pass")
    if not failed:
        return ["No public scenario is left out."]
    lines = ["Scenarios that do not pass:", ""]
    return lines + [f"- `{scenario}`: {count} × {outcome}" for (scenario, outcome), count in sorted(failed.items())]


_HEAD = """# Conformance of the pattern language

Patterns are a read-only language with openCypher's syntax. How far they mean what openCypher means is measured with
the scenarios of openCypher's own Technology Compatibility Kit that change nothing, in the half of them that this
project can see. This page is written by `python -m tests.patterns.conformance`; a test keeps it true.

Scenarios whose graph the kit's runner cannot build itself are not counted. A case is *silently wrong* if rows, their
order or names differ, or if an answer comes where an error is due.
"""

_TAIL = """## What is not there

What is not there is refused with a trouble, never answered some other way.

| feature | code |
|---|---|
| `CREATE`, `MERGE`, `SET`, `DELETE`, `REMOVE`, `FOREACH`, `LOAD CSV` and other clauses that write | `write-clause` |
| `CALL`: there are no procedures | `syntax` |
| `=~`: there are no regular expressions | `syntax` |
| `shortestPath`, `allShortestPaths` | `syntax` |
| map projections (`n {.name}`), `COLLECT { }`, quantified path patterns | `syntax` |
| label expressions with `\\|`, `&`, `!` | `syntax` |
| a pattern as a value in `WITH` or `RETURN`; `exists((a)-->(b))`, `EXISTS { }` and `COUNT { }` are values | `syntax` |
| `!=`, `==`, `&&`, `\\|\\|`: habits from elsewhere, each refused with what to write | `syntax` |

## Differences from Neo4j

- `id(n)` is the id that the graph has for a node; it need not be a number. `id(r)` of a relationship is the list of
  start, end and edge key.
- A surplus parameter is an error, just as a missing one.
- Type errors that can be known before anything runs are found then, even where no row would meet them.
- `labels(n)` is in alphabetical order.
- A property that is not a plain value (a class of the user's own) can be returned and compared for equality only.
- `=` between values of a knowledge base (amounts, shares, lengths of time, ranges) follows the value grammar; a range
  satisfies a comparison where all of it does, and where only a part does, the result is null.
- `toUpper` and `toLower` follow Unicode as Python does.
- `date()`, `time()` and their like read the clock once for each run, in UTC where no zone is named. A named zone is
  known for the years 2 to 9998.
- `toInteger` and `toBoolean` refuse what openCypher's scenarios refuse: a truth value, a number.
- Steps, rows, seconds, length and nesting are limited; passing a limit is the trouble `limit`."""


def main() -> int:
    """Write the list and the page."""
    outcomes = run_all()
    PASSING.write_text("\n".join(sorted({*passing(outcomes)})) + "\n", encoding="utf-8")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(outcomes), encoding="utf-8")
    print(Counter((one.scope, one.error, one.outcome) for one in outcomes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
