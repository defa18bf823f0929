"""Prepared patterns: read, bound and planned once, run many times with other parameters.

A prepared pattern holds no state of a run: every run has a row of its own, so that no run can see another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from ...ground.frozen import dataclass
from ...ground.trouble import EvaluationError, LanguageError, Suggestion, Trouble
from ...language.patterns.binder import bind_query
from ...language.patterns.bound import BoundQuery
from ...language.patterns.reader import read_query
from ...language.patterns.signatures import Signature
from ..limits import DEFAULT, Limits
from . import plan as p
from .executor import Executor, planned
from .explaining import explain
from .extending import Extras, all_functions, all_signatures
from .foreign import given_value
from .index import GraphIndex
from .planner import plan_query
from .rewrites import REWRITES, Rewrite
from .run import Run
from .scanning import Row, Rows
from .values import Node, Relationship, exported

_PLAIN = frozenset({str, int, float, bool, type(None)})
Check: TypeAlias = Callable[[BoundQuery], Sequence[Trouble]]
"""Looks a bound pattern over; troubles of severity `error` refuse it, the others become warnings."""


@dataclass(frozen=True, slots=True)
class PatternResult:
    """Names of columns and rows of plain values, nodes, relationships and paths; warnings from the check, if any."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    warnings: tuple[Trouble, ...] = ()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Every row by the names of its columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@lru_cache(maxsize=256)
def _bound(text: str, longest: int, deepest: int, extras: tuple[Signature, ...]) -> BoundQuery:
    """Trees are immutable, so that a text read once serves every graph."""
    try:
        return bind_query(read_query(text, longest=longest, deepest=deepest), all_signatures(extras))
    except RecursionError:
        raise LanguageError(Trouble("limit", f"the pattern is nested more than {deepest} deep")) from None


def prepare(
    text: str,
    index: GraphIndex,
    *,
    limits: Limits = DEFAULT,
    extras: Extras | None = None,
    check: Check | None = None,
    rewrites: tuple[Rewrite, ...] = REWRITES,
) -> Prepared:
    """A pattern ready to run; raises LanguageError where it cannot be understood or does not pass `check`."""
    extras = extras or {}
    bound, troubles = understood(text, limits, tuple(extra.signature for extra in extras.values()), check)
    return Prepared(bound, index, limits, extras, rewrites, troubles)


def understood(
    text: str, limits: Limits = DEFAULT, extras: tuple[Signature, ...] = (), check: Check | None = None
) -> tuple[BoundQuery, tuple[Trouble, ...]]:
    """A pattern read and looked over, without any graph, and the warnings; raises LanguageError where it is refused."""
    bound = _bound(text, limits.text, limits.nesting, extras)
    troubles = tuple(check(bound)) if check is not None else ()
    if any(trouble.severity == "error" for trouble in troubles):
        raise LanguageError(troubles)
    return bound, troubles


class Prepared:
    """A pattern for one graph. `columns` and `parameters` are names; `bound` and `plan` are there to be looked at."""

    def __init__(
        self,
        bound: BoundQuery,
        index: GraphIndex,
        limits: Limits,
        extras: Extras,
        rewrites: tuple[Rewrite, ...],
        warnings: tuple[Trouble, ...],
    ) -> None:
        self.columns = bound.columns
        self.parameters = bound.parameters
        self.bound = bound
        self.warnings = warnings
        self._index = index
        self._limits = limits
        self._functions = all_functions(extras)
        self._rewrites = rewrites
        try:
            self.plan = planned(plan_query(bound, index), rewrites)
            self._rows = Executor(index, self._functions, rewrites).query(self.plan)
        except RecursionError:
            raise LanguageError(Trouble("limit", "the pattern is nested too deep")) from None

    def __call__(self, parameters: Mapping[str, Any] | None = None) -> PatternResult:
        """Run it; raises EvaluationError for parameters that are missing or surplus, and for what goes wrong.

        With `EXPLAIN` before it, the steps of the plan are the rows and nothing runs; with `PROFILE` each step has the
        number of rows that it gave.
        """
        match self.bound.mode:
            case "explain":
                lines = explain(self.plan, self.bound.slots)
                return PatternResult(("step",), [(text,) for text, _ in lines], self.warnings)
            case "profile":
                return self._profile(self._given(parameters or {}))
            case "run":
                return PatternResult(self.columns, self._run(self._rows, self._given(parameters or {})), self.warnings)

    def explain(self) -> str:
        """The plan as text."""
        return "\n".join(text for text, _ in explain(self.plan, self.bound.slots))

    def _run(self, rows: Callable[[Row], Iterator[tuple[Any, ...]]], given: dict[str, Any]) -> list[tuple[Any, ...]]:
        row: Row = [None] * len(self.bound.slots)
        row[0] = Run(self._index, given, self._limits)
        found: list[tuple[Any, ...]] = []
        most = self._limits.rows
        try:
            for values in rows(row):
                found.append(values)
                if len(found) > most:
                    raise EvaluationError(Trouble("limit", f"the pattern gives more than {most} rows"))
            return [_plain(values) for values in found]
        except RecursionError:
            raise EvaluationError(Trouble("limit", "a value is nested too deep")) from None
        except MemoryError:
            raise EvaluationError(Trouble("limit", "the pattern needs too much memory")) from None

    def _profile(self, given: dict[str, Any]) -> PatternResult:
        counts: dict[int, int] = {}

        def watch(step: p.Plan, rows: Rows) -> Rows:
            counts[id(step)] = 0

            def watched(row: Row) -> Iterator[None]:
                for _ in rows(row):
                    counts[id(step)] += 1
                    yield

            return watched

        self._run(Executor(self._index, self._functions, self._rewrites, watch).query(self.plan), given)
        return PatternResult(("step", "rows"), list(explain(self.plan, self.bound.slots, counts)), self.warnings)

    def _given(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        missing = [name for name in self.parameters if name not in parameters]
        if missing:
            raise EvaluationError([Trouble("parameter", f"`${name}` has no value") for name in missing])
        surplus = [str(name) for name in parameters if name not in self.parameters]
        if surplus:
            known = tuple(Suggestion(f"${name}") for name in self.parameters[:3])
            raise EvaluationError(
                [Trouble("parameter", f"there is no `${name}` in the text", None, known) for name in surplus]
            )
        return {name: self._own(given_value(name, value)) for name, value in parameters.items()}

    def _own(self, value: Any) -> Any:
        """Nodes and relationships of an earlier result as those of this graph."""
        match value:
            case Node(id):
                return self._index.by_id.get(id, value)
            case Relationship(id):
                return self._index.relationship(id) or value
            case list():
                return [self._own(item) for item in value]
            case dict():
                return {key: self._own(item) for key, item in value.items()}
            case _:
                return value


def _plain(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for value in values:
        if type(value) not in _PLAIN:
            return tuple([value if type(value) in _PLAIN else exported(value) for value in values])
    return values
