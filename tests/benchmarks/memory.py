"""Whether asking grows: python -m tests.benchmarks.memory [--asks 100000] [--kb toy|shipped|made]

Asks so many questions that hardly any two are alike - other things, days, facts, unknown names, texts that mean
nothing, patterns with other types and labels, prepared and unprepared - and prints what is resident after each tenth of
them. Memory must level off: exit code 1 where the last half adds more than a tenth to what was there, and more than
15 MB.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]

from xhs_kb import KnowledgeBase, Limits, XhsKbError  # noqa: E402
from xhs_kb.faces.preparing import Prepared  # noqa: E402

LIMITS = Limits(steps=20_000, seconds=2.0, cells=300, rows=500)


def asker(kb: KnowledgeBase, seed: int = 1) -> Callable[[], None]:
    """A function that asks one more question, another one every time."""
    chance = random.Random(seed)
    things, actions = list(kb.knowledge.entities), list(kb.schema.actions)
    relations, kinds, inputs = list(kb.schema.relations), list(kb.schema.kinds), list(kb.schema.inputs)
    prepared: list[Prepared] = []
    for action in actions:
        with contextlib.suppress(XhsKbError):
            form = kb.schema.actions[action].forms["en"][1]
            prepared.append(kb.prepare(f"can $x be {form}", limits=LIMITS))

    def day() -> date:
        return date(1990, 1, 1) + timedelta(days=chance.randrange(14_000))

    def thing() -> str:
        return chance.choice(things)

    def nonsense() -> str:
        return "".join(chance.choice("abcdefghijklm ") for _ in range(12))

    def verdict() -> None:
        facts = {chance.choice(inputs): chance.randrange(10**6)} if inputs and chance.random() < 0.3 else {}
        kb.verdict(chance.choice(actions), {"object": thing()}, as_of=day(), given=facts, limits=LIMITS)

    def question() -> None:
        form = chance.choice(
            ("what is {}", "why is {} a {}", "is {} a {}", "what changed about {}", "{}", "does {} {}")
        )
        kb.ask(form.format(thing(), thing()), as_of=day(), limits=LIMITS)

    def unknown() -> None:
        kb.ask(f"can {nonsense()} be {chance.choice(actions)}", as_of=day(), limits=LIMITS)

    def bound() -> None:
        chosen = chance.choice(prepared)
        if chance.random() < 0.5:
            chosen.permission(x=thing(), as_of=day())
        else:
            chosen(x=thing(), as_of=day())

    def pattern() -> None:
        types = "|".join(chance.sample(relations, k=min(len(relations), chance.randrange(1, 6))))
        label = chance.choice((*kinds, "rule", nonsense().replace(" ", "")))
        key = f"x{chance.randrange(10**6)}"
        text = f"MATCH (n:{label} {{id: $id}})-[:{types}]-(m) WHERE m.{key} IS NULL RETURN m.name LIMIT 5"
        on = date(2020, 1, 1 + chance.randrange(12))
        kb.ask(text, parameters={"id": thing()}, as_of=on, strict="off", limits=LIMITS)

    ways = (verdict, verdict, question, question, unknown, bound if prepared else verdict, pattern)

    def ask() -> None:
        with contextlib.suppress(XhsKbError):
            chance.choice(ways)()

    return ask


def resident() -> float:
    """Megabytes of this process that are in memory now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def opened(which: str, folder: str) -> KnowledgeBase:
    """The knowledge base to ask."""
    if which != "made":
        return KnowledgeBase.open(ROOT / "tests" / "toy_world" if which == "toy" else None)
    from xhs_kb.data.mapped import MappedFile
    from xhs_kb.engine.compiled import read_compiled, write_compiled

    from .made import base_of

    path = Path(folder, "made.kb")
    write_compiled(base_of(3000), path)
    return replace(KnowledgeBase.open(), base=read_compiled(MappedFile(path)), language="en")


def measured(which: str, asks: int) -> list[float]:
    """What is resident after each tenth of the asks, in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        ask = asker(opened(which, folder))
        found = []
        begun = time.perf_counter()
        for number in range(1, asks + 1):
            ask()
            if number % (asks // 10) == 0:
                gc.collect()
                found.append(resident())
                print(
                    f"{which:8} {number:>8,} asks {time.perf_counter() - begun:6.0f} s {found[-1]:7.1f} MB", flush=True
                )
    return found


def main() -> int:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--asks", type=int, default=100_000)
    parser.add_argument("--kb", default="toy", choices=("toy", "shipped", "made"))
    said = parser.parse_args()
    found = measured(said.kb, said.asks)
    grown = found[-1] - found[4]
    print(f"{said.kb}: the last half added {grown:.1f} MB to {found[4]:.1f} MB")
    return 1 if grown > max(15.0, found[4] / 10) else 0


if __name__ == "__main__":
    sys.exit(main())
