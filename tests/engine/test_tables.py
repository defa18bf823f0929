"""A judgement that is looked up is the one that would be made: over every entity, action and many days and facts."""

from __future__ import annotations

import os
import random
from datetime import date
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest

from xhs_kb import KnowledgeBase, XhsKbError
from xhs_kb.engine.limits import DEFAULT
from xhs_kb.engine.tables.judged import judged
from xhs_kb.engine.verdicts.case import make_case
from xhs_kb.engine.verdicts.judge import judge
from xhs_kb.engine.verdicts.judgement import Judgement, Standing

ROOT = Path(__file__).parents[2]
BASES = [path for path in (ROOT / "kb", ROOT / "tests" / "toy_world") if path.is_dir()]
DAYS = (date(2019, 6, 1), date(2026, 3, 1))
BEARING: tuple[Standing, ...] = ("violated", "open", "met", "set_aside", "narrower")


def seen(judgement: Judgement) -> Any:
    """All of a judgement but the rules that do not bear on it."""
    bearing = judgement.by_status(*BEARING)
    return (
        judgement.permission, judgement.advice, bearing, judgement.needs, judgement.used, judgement.notices,
        judgement.exact, judgement.all_else_allowed, judgement.case.fillers,
    )  # fmt: skip


def cases(kb: KnowledgeBase, most: int) -> list[tuple[date, str, dict[str, str]]]:
    """Some of all days, actions and fillers, always the same."""
    schema = kb.schema
    every = [
        (day, action, {role.id: thing})
        for day, action in product(DAYS, schema.actions)
        for role in schema.roles(action).values()
        for thing in kb.base.world(day).entities(role.kinds)
    ]
    return random.Random(1).sample(every, min(most, len(every)))


@pytest.mark.parametrize("path", BASES, ids=lambda path: path.name)
def test_looked_up_is_as_judged(path: Path) -> None:
    kb = KnowledgeBase.open(path)
    asked = cases(kb, int(os.environ.get("XHS_KB_CASES", "200")))
    for day, action, fillers in asked:
        world = kb.base.world(day)
        found = judged(kb.base.book, world, action, fillers, (), DEFAULT)
        assert seen(found) == seen(judge(kb.base.book, make_case(world, action, fillers))), (day, action, fillers)
    worlds = [kb.base.world(day) for day in DAYS]
    assert sum(len(sight.memory) for world in worlds for sight in world.sights.values()) < len(asked)


@pytest.mark.parametrize("path", BASES, ids=lambda path: path.name)
def test_the_same_with_facts(path: Path) -> None:
    kb = KnowledgeBase.open(path)
    values = {"bool": "true", "percent": "15%", "integer": "3", "number": "4", "money": "CNY 600"}
    told = [(name, values[item.type.base]) for name, item in kb.schema.inputs.items() if item.type.base in values]
    for (day, action, fillers), (name, value) in zip(cases(kb, 60), cycle(told), strict=False):
        try:
            facts = kb._facts({name: value})
            case = make_case(kb.base.world(day), action, fillers, facts)
        except XhsKbError:
            continue
        found = judged(kb.base.book, kb.base.world(day), action, fillers, facts, DEFAULT)
        assert seen(found) == seen(judge(kb.base.book, case)), (day, action, fillers, name, value)
