"""What a test can reach holds all that passes it, and little more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xhs_kb import KnowledgeBase
from xhs_kb.engine import testing
from xhs_kb.engine.limits import DEFAULT
from xhs_kb.engine.plan import AllTest, AnyTest, BelowTest, EdgeTest, NotTest, Setting, Test
from xhs_kb.engine.reaching import reach
from xhs_kb.engine.run import candidates

KB = KnowledgeBase.open(Path(__file__).parents[2] / "tests" / "toy_world")
DAYS = (date(1999, 1, 1), date(2017, 6, 1), date(2025, 6, 1))


def every_test() -> list[Test]:
    things = list(KB.knowledge.entities)
    below: list[Test] = [BelowTest(thing) for thing in things]
    edges: list[Test] = [
        EdgeTest(relation, (thing,), inverse)
        for relation in KB.schema.relations
        for thing in things
        for inverse in (False, True)
    ]
    several: list[Test] = [
        EdgeTest("accepts", ("violin", "power_bank")),
        AllTest((BelowTest("dangerous_goods"), NotTest(BelowTest("liquid")))),
        AllTest((BelowTest("dangerous_goods"), BelowTest("liquid"))),
        AnyTest((BelowTest("battery"), EdgeTest("travels_with", ("camera",)))),
        AnyTest((BelowTest("battery"), NotTest(BelowTest("liquid")))),
    ]
    return below + edges + several


@pytest.mark.parametrize("day", DAYS)
def test_nothing_that_passes_is_missing(day: date) -> None:
    world = KB.base.world(day)
    tester = testing.Tester(KB.base, Setting(day), world, DEFAULT)
    kinds = tuple(KB.schema.kinds)
    everybody = candidates(KB.base, world, kinds)
    for test in every_test():
        passing = [id for id in everybody if tester.test(id, test).truth]
        near = candidates(KB.base, world, kinds, test)
        assert [id for id in near if tester.test(id, test).truth] == passing, test
        if isinstance(test, BelowTest | EdgeTest):
            assert near == passing, test


def test_what_names_nothing_reaches_everything() -> None:
    world = KB.base.world(DAYS[2])
    assert reach(world, NotTest(BelowTest("liquid"))) is None
    assert reach(world, AnyTest((BelowTest("battery"), NotTest(BelowTest("liquid"))))) is None


def test_little_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    real = testing.Tester.test

    def test(self: testing.Tester, id: str, test: Test) -> object:
        looked.append(id)
        return real(self, id, test)

    monkeypatch.setattr(testing.Tester, "test", test)
    answer = KB.ask("which items are below battery", as_of="2025-06-01")
    assert len(answer.table) == 4 and len(set(looked)) == 4
