"""A knowledge base of any size as files, for measuring: wares under wares, rules about them, sources.

`python -m tests.docs_site.large OUT [RECORDS]` writes it; then, for the figures of docs/documentation.md,
`python -m tests.docs_site.measured -m xhs_kb --kb OUT docs build SITE`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

ACTIONS, INPUTS, ROADS, EXAMPLES = 20, 40, 10, 200
_PER_FILE = 2000
_KINDS = """\
kb: {id: large, title: Large, version: 1, language: en, stale_after: 3 years}
authorities: [{id: law}, {id: house}]
kinds:
  - id: ware
    plural: wares
    name: {en: [ware, wares], zh: [货物]}
    attributes: {weight: {type: number in kg, phrase: {en: ["how heavy is {}"]}}}
  - {id: road, plural: roads, closed: true, name: {en: [road, roads], zh: [道路]}}
relations:
  - {id: sits_by, from: ware, to: ware, phrase: {en: [sits by, sit by]}}
actions:
"""
_ACTION = """\
  - id: act{n}
    forms: {{en: [carry{n}, carried{n}, carrying{n}], zh: [搬运{n}]}}
    roles: {{object: {{kind: ware}}, over: {{kind: road, phrase: {{en: [over], zh: [经]}}}}}}
"""
_INPUT = "  - {{id: share{n}, type: percent, name: {{en: [share number {n}]}}, ask: What share?, min: 0%, max: 100%}}\n"


def write(folder: Path, records: int) -> None:
    """Writes so many records: 82 % wares, 15 % rules, 3 % sources; the same number gives the same bytes."""
    chance = random.Random(records)
    wares, rules, sources = records * 82 // 100, records * 15 // 100, max(1, records * 3 // 100)
    folder.mkdir(parents=True, exist_ok=True)
    acts = "".join(_ACTION.format(n=n) for n in range(ACTIONS))
    asks = "inputs:\n" + "".join(_INPUT.format(n=n) for n in range(INPUTS))
    roads = [f"  - {{id: road{n}, name: {{en: [road number {n}], zh: [{n}号道路]}}}}\n" for n in range(ROADS)]
    _file(folder, "schema", _KINDS + acts + asks)
    _file(folder, "sources", "sources:\n" + "".join(map(_source, range(sources))))
    _file(folder, "roads", "source: src-0\nroads:\n" + "".join(roads))
    lines = [_ware(n, wares, sources, chance) for n in range(wares)]
    for first in range(0, wares, _PER_FILE):
        _file(folder, f"wares{first // _PER_FILE}", "wares:\n" + "".join(lines[first : first + _PER_FILE]))
    text = "rules:\n" + "".join(line for n in range(rules) for line in _rule(n, wares, sources, chance))
    _file(folder, "rules", text + "examples:\n" + "".join(_example(n) for n in range(min(EXAMPLES, wares))))


def _file(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.yaml").write_text(text, "utf-8")


def _source(n: int) -> str:
    made = f"publisher: P{n % 9}, date: {2015 + n % 11}, authority: {'law' if n % 2 else 'house'}"
    return f"  - {{id: src-{n}, title: Source number {n}, {made}}}\n"


def _ware(n: int, wares: int, sources: int, chance: random.Random) -> str:
    up = f", is_a: [ware{chance.randrange(max(1, n // 8))}]" if n else ""
    by = f", sits_by: [ware{chance.randrange(wares)}]" if n % 3 == 0 else ""
    name = f"{{en: [ware number {n}], zh: [{n}号货物]}}"
    return f"  - {{id: ware{n}, name: {name}, weight: {n % 50} kg{up}{by}, source: src-{n % sources}}}\n"


def _rule(n: int, wares: int, sources: int, chance: random.Random) -> Iterator[str]:
    effect = ("forbid", "require", "discourage", "allow")[n % 4]
    yield f"  - id: rule{n}\n    name: {{en: Rule number {n}, zh: 第{n}条}}\n    effect: {effect}\n"
    yield f"    action: act{n % ACTIONS}\n    object: ware{chance.randrange(wares // 40, wares)}\n"
    yield f"    because: {{en: Reason number {n}.}}\n    source: src-{n % sources}#p{n}\n"
    if effect == "require":
        yield f"    that: share{n % INPUTS} <= {n % 90}%\n"
    if n % 5 == 0:
        yield f"    when: object.weight > {n % 40} kg\n"


def _example(n: int) -> str:
    return f"  - {{ask: can ware{n} be carried{n % ACTIONS}?, expect: {{kind: verdict}}}}\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
