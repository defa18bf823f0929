"""Measures the embedding API and writes docs/performance.md. By hand: python tests/benchmarks/embedding.py [--sizes …]

Every figure stands beside a baseline of the same run, since machines are noisy: quote the ratios. Times are processor
time of this process, whole processes are by the clock, interleaved with `python -c pass`.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "benchmarks")]

import edits  # type: ignore[import-not-found]  # noqa: E402
from conditions import measured  # type: ignore[import-not-found]  # noqa: E402
from made import base_of  # type: ignore[import-not-found]  # noqa: E402

from xhs_kb import KnowledgeBase  # noqa: E402
from xhs_kb.data.mapped import MappedFile  # noqa: E402
from xhs_kb.engine.compiled import read_compiled, write_compiled  # noqa: E402

DAY = "2026-03-01"
QUESTION = "can perfume be promoted"


def clock(work: Callable[[], Any], least: float = 0.2, repeats: int = 5) -> float:
    """Seconds of processor time for one call: the median of several runs, each long enough to be measured."""
    work()
    count, spent = 1, 0.0
    while spent < least / repeats:
        count *= 2
        spent = _spent(work, count)
    return statistics.median(_spent(work, count) / count for _ in range(repeats))


def _spent(work: Callable[[], Any], count: int) -> float:
    begun = time.process_time()
    for _ in range(count):
        work()
    return time.process_time() - begun


def once(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds by the clock for one call, and what it gave."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def processes(*commands: list[str], rounds: int = 7, **env: str) -> list[float]:
    """Median seconds of whole processes, run in turn after one round that does not count."""
    times: list[list[float]] = [[] for _ in commands]
    for number in range(rounds + 1):
        for place, command in enumerate(commands):
            spent, done = once(
                lambda c=command: subprocess.run(
                    c,
                    cwd=ROOT,
                    capture_output=True,
                    check=False,  # type: ignore[misc]
                    env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **env},  # as an installed package
                )
            )
            assert done.returncode == 0, done.stderr
            if number:
                times[place].append(spent)
    return [statistics.median(own) for own in times]


def resident() -> float:
    """Megabytes of this process that are in memory now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def cold(lines: list[str]) -> None:
    python = sys.executable
    api = f"from xhs_kb import KnowledgeBase; KnowledgeBase.open().ask({QUESTION!r}, as_of={DAY!r})"
    asked = [python, "-m", "xhs_kb", "ask", QUESTION, "--as-of", DAY]
    with tempfile.TemporaryDirectory() as cache:
        bare, through, shell, lib = processes(
            [python, "-c", "pass"],
            [python, "-c", api],
            asked,
            [python, "-c", "import networkx, lark, click, yaml"],
            XHS_KB_CACHE=cache,
        )
    (fresh,) = processes([python, "-c", api], rounds=3, XHS_KB_CACHE="off")
    lines += [
        row(
            "one question from the shell, cold, from the cache",
            shell,
            f"{shell / bare:.1f} × `python -c pass`",
            "≤ 5 ×",
        ),
        row("the same through the API", through, f"{through / bare:.1f} × `python -c pass`", "≤ 3 ×"),
        row("the same without a cache (YAML)", fresh, f"{fresh / bare:.1f} × `python -c pass`", ""),
        row("importing networkx, lark, click and yaml alone", lib, f"{lib / bare:.1f} × `python -c pass`", ""),
    ]


def warm(lines: list[str]) -> None:
    kb = KnowledgeBase.open()
    things = kb.base.world(date.fromisoformat(DAY)).entities(kb.schema.roles("promote")["object"].kinds)
    plain = dict.fromkeys(things, "x")
    can = kb.prepare("can $what be promoted", as_of=DAY)
    lookup = clock(lambda: [plain[thing] for thing in things]) / len(things)
    table = can.permissions()

    def bits() -> None:
        for thing in things:
            can.permission(what=thing)

    asks = clock(lambda: [kb.ask(f"can {thing} be promoted", as_of=DAY) for thing in things]) / len(things)
    first, _ = once(lambda: [KnowledgeBase.open().ask(QUESTION, as_of=DAY)])
    answers = clock(lambda: [can(what=thing) for thing in things]) / len(things)
    light = clock(bits) / len(things)
    direct = clock(lambda: [table[thing] for thing in things]) / len(things)
    bulk = clock(lambda: kb.verdicts("promote", things, as_of=DAY)) / len(things)
    which = clock(lambda: kb.ask("which categories can be promoted", as_of=DAY))
    yes = clock(lambda: kb.ask("is whisky an alcohol", as_of=DAY))
    from xhs_kb.language.reader import read_question

    parse = clock(lambda: read_question(QUESTION, kb.vocabulary))
    lines += [
        row("a dict of the same keys", lookup, rate(lookup), ""),
        row(
            "`table[what]`, a table",
            direct,
            f"{rate(direct)}, {direct / lookup:.1f} × the dict",
            "≥ 700,000/s",
        ),
        row("`can.permission(what=…)`", light, f"{rate(light)}, {light / lookup:.0f} × the dict", "≥ 700,000/s"),
        row("`can(what=…)`, the whole answer, asked before", answers, rate(answers), "≥ 50,000/s"),
        row("`kb.verdicts(…)`, a row", bulk, rate(bulk), ""),
        row("`kb.ask(text)`, another thing each time, groups judged before", asks, rate(asks), "≥ 3,000/s"),
        row("of which reading the text", parse, rate(parse), ""),
        row("`kb.ask('is whisky an alcohol')`", yes, rate(yes), "≥ 3,000/s"),
        row("`kb.ask('which categories can be promoted')`", which, rate(which), ""),
        row("opening, and the very first answer of a process that is warm", first, "", ""),
    ]


def scale(sizes: list[int], lines: list[str], touched: list[str], edited: list[str]) -> None:
    smallest: dict[str, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "made.kb")
            built, base = once(lambda size=size: base_of(size))  # type: ignore[misc]
            written, _ = once(lambda base=base, path=path: write_compiled(base, path))  # type: ignore[misc]
            edit = edits.measured(base, size)
            del base
            figures = _measured(path, size)
            figures["write"], figures["build"], figures["file"] = written, built, path.stat().st_size / 2**20
        for name in GROWING:
            smallest.setdefault(name, figures[name])
        grown = max(figures[name] / smallest[name] for name in ("verdict", "light", "hop"))
        ways = ("tied", "narrow", "pattern", "upward")
        more = max(figures[name] / smallest[name] for name in ways)
        shown = "".join(f"| {figures[name] * 1e6:,.0f} µs " for name in ways)
        touched.append(f"| {size:,} {shown}| {figures['graph'] * 1e3:,.0f} ms | {more:.1f} × |")
        made_in = f"| {size:,} | {built:.1f} s | {written:.1f} s, {figures['file']:.0f} MB "
        opened = f"| {figures['open'] * 1e3:.1f} ms | {figures['memory']:.1f} MB | {figures['first'] * 1e3:.0f} ms "
        asked = "".join(f"| {figures[name] * 1e6:.0f} µs " for name in ("one", "hop"))
        light = f"| {figures['verdict'] * 1e6:.0f} µs | {1 / figures['light']:,.0f}/s "
        lines.append(f"{made_in}{opened}{light}{asked}| {grown:.1f} × |")
        spent = f"{edit['edit'] * 1e3:.1f} ms | {edit['after'] * 1e3:.1f} ms"
        edited.append(f"| {size:,} | {edit['rules']:,.0f} | {edit['judged']:.0f} | {edit['again']:.0f} | {spent} |")


def _measured(path: Path, size: int) -> dict[str, float]:
    before = resident()
    opened, base = once(lambda: read_compiled(MappedFile(path)))
    memory = resident() - before
    kb = replace(KnowledgeBase.open(), base=base, language="en")
    names = [f"p{number * 7919 % (size - size // 9 - 1)}" for number in range(200)]
    first, _ = once(lambda: kb.ask(f"can {names[0]} be sold", as_of=DAY))
    can = kb.prepare("can $what be sold", as_of=DAY)
    narrow = f"which products are under c{max(2, size // 9) - 1}"
    hop = kb.prepare("MATCH (p:product {id: $id})-[:is_a]->(c) RETURN c.id", as_of=DAY)
    up = kb.prepare(
        "MATCH (p:product {id: $id})-[:is_a*1..3]->(c:category) WHERE p.mass < 90 AND c.id <> 'c1' RETURN c.id",
        as_of=DAY,
    )
    graph, _ = once(lambda: hop(id=names[0]))

    def light() -> None:
        for name in names:
            can.permission(what=name)

    return {
        "open": opened,
        "memory": memory,
        "first": first,
        "verdict": clock(lambda: [kb.ask(f"can {name} be sold", as_of=DAY) for name in names]) / len(names),
        "light": clock(light) / len(names),
        "graph": graph,
        "tied": clock(lambda: [kb.ask(f"which products stand near {name}", as_of=DAY) for name in names]) / len(names),
        "narrow": clock(lambda: kb.ask(narrow, as_of=DAY)),
        "pattern": clock(lambda: [hop(id=name) for name in names]) / len(names),
        "upward": clock(lambda: [up(id=name) for name in names]) / len(names),
        "one": clock(lambda: [kb.ask(f"is {name} a c0", as_of=DAY) for name in names]) / len(names),
        "hop": clock(lambda: [kb.ask(f"does {name} stand near {names[0]}", as_of=DAY) for name in names]) / len(names),
    }


def patterns(lines: list[str]) -> None:
    """Prepared patterns over 10,000 records, read whole, as the peers were asked."""
    kb = replace(KnowledgeBase.open(), base=base_of(10_000), language="en")
    for name, text in PATTERNS.items():
        found = kb.prepare(text, as_of=DAY)
        rows = len(found().table)
        spent = clock(found)
        loose = clock(lambda text=text: kb.ask(text, as_of=DAY))  # type: ignore[misc]
        counted = f"{rows:,} row{'' if rows == 1 else 's'}"
        lines.append(f"| {name} | {spent * 1e3:.2f} ms | {loose * 1e3:.2f} ms | {counted} |")


PATTERNS = {
    "one thing, one hop": "MATCH (p:product {id: 'p7'})-[:is_a]->(c) RETURN c.id",
    "`(p)-[:is_a*1..3]->(c)`, one mass, some categories": (
        "MATCH (p:product)-[:is_a*1..3]->(c:category) WHERE p.mass = 5 AND c.id < 'c2' RETURN p.id, c.id"
    ),
    "the same, counted": (
        "MATCH (p:product)-[:is_a*1..3]->(c:category) WHERE p.mass = 5 AND c.id < 'c2' RETURN count(*)"
    ),
    "all that is up to three below one category, heavy ones": (
        "MATCH (p)-[:is_a*1..3]->(c {id: 'c50'}) WHERE p.mass > 90 RETURN p.id, p.mass"
    ),
}
GROWING = ("verdict", "light", "hop", "tied", "narrow", "pattern", "upward")


def row(what: str, seconds: float, ratio: str, target: str) -> str:
    shown = (
        f"{seconds * 1e3:,.0f} ms"
        if seconds >= 0.1
        else f"{seconds * 1e3:.1f} ms"
        if seconds > 1e-3
        else f"{seconds * 1e6:.2f} µs"
    )
    return f"| {what} | {shown} | {ratio} | {target} |"


def rate(seconds: float) -> str:
    return f"{1 / seconds:,.0f}/s"


def noise() -> str:
    """How much the same small loop differs within one run: the honest error of every figure here."""
    loop = [_spent(lambda: sum(range(20_000)), 50) for _ in range(15)]
    return f"{min(loop) / statistics.median(loop):.2f} to {max(loop) / statistics.median(loop):.2f} of its median"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md")
    said = parser.parse_args()
    names = ("cold", "warm", "conditions", "patterns", "scale", "touched", "edited")
    parts: dict[str, list[str]] = {name: [] for name in names}
    load = os.getloadavg()[0]
    cold(parts["cold"])
    warm(parts["warm"])
    parts["conditions"] = [row(*line) for line in measured()]
    patterns(parts["patterns"])
    scale([int(size) for size in said.sizes.split(",")], parts["scale"], parts["touched"], parts["edited"])
    said.out.write_text(
        PAGE.format(
            python=platform.python_version(),
            cores=os.cpu_count(),
            load=f"{load:.1f}",
            after=f"{os.getloadavg()[0]:.1f}",
            noise=noise(),
            **{name: "\n".join(lines) for name, lines in parts.items()},
        ),
        "utf-8",
    )
    print(said.out.read_text("utf-8"))


PAGE = (Path(__file__).parent / "performance.template.md").read_text("utf-8")

if __name__ == "__main__":
    main()
