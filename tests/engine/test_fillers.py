"""Groups of fillers: those that are never looked at belong where looking at them would have put them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.made import base_of
from second_opinion.worlds import seeded_world, yaml_text

from xhs_kb import check
from xhs_kb.engine.base import Base
from xhs_kb.engine.examining import examine
from xhs_kb.engine.rulebook import BoundRule
from xhs_kb.engine.verdicts import fillers
from xhs_kb.engine.verdicts.case import Case
from xhs_kb.engine.verdicts.fillers import _Marks, role_cells, role_groups
from xhs_kb.engine.verdicts.scope import NOVEL, CaseScope
from xhs_kb.ground.values import Day

TOY = Path(__file__).parent.parent / "toy_world"


def by_looking(role: str, rules: list[BoundRule], scope: CaseScope) -> list[list[str]]:
    """The groups as they come out when every filler is looked at."""
    marks = _Marks(role, rules, scope)
    groups: dict[object, list[str]] = {}
    for id in scope.case.world.entities(scope.case.roles[role].kinds):
        groups.setdefault(marks.of(id), []).append(id)
    found: list[list[str]] = []
    for group in groups.values():
        found += [group[:1], group[1:]] if len(group) > 1 and marks.has_gaps(group[0]) else [group]
    return found


def situations(base: Base) -> Iterator[tuple[str, list[BoundRule], CaseScope]]:
    """Every role of every action that nobody fills, for each rule alone and for all together."""
    world = base.world(Day(2024).first)
    for action in base.knowledge.schema.actions:
        rules = list(base.book.of(action))
        case = Case(world, action, {}, base.knowledge.schema.roles(action))
        for role in case.roles:
            for some in (*([rule] for rule in rules), rules):
                yield role, some, CaseScope(case)


def compare(base: Base) -> int:
    count = 0
    for role, rules, scope in situations(base):
        groups = role_groups(role, rules, scope)
        known = [group for group in groups if not group[0].startswith(NOVEL)]
        assert known == by_looking(role, rules, scope), (role, [rule.id for rule in rules])
        assert [cell.value.id for cell in role_cells(role, rules, scope)] == [group[0] for group in groups]  # type: ignore[union-attr]
        count += 1
    return count


def test_groups_of_the_toy_world() -> None:
    kb, _ = check(TOY)
    assert kb is not None
    assert compare(kb.base) > 50


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_groups_of_random_worlds(first: int, tmp_path: Path) -> None:
    count = 0
    for seed in range(first, first + 20):
        (tmp_path / "kb.yaml").write_text(yaml_text(seeded_world(seed)), "utf-8")
        kb, _ = check(tmp_path, meaning=False)
        if kb is not None:
            count += compare(kb.base)
    assert count > 100


def test_examining_looks_at_what_rules_name_and_not_at_all_records(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    look = fillers._Marks.of
    monkeypatch.setattr(fillers._Marks, "of", lambda self, id: looked.append(id) or look(self, id))  # type: ignore[func-returns-value]
    base = base_of(3_000)
    examine(base)
    world = base.world(Day(2024).first)
    tops = [top for rule in base.book.rules.values() for top in rule.rule.scope["object"]]
    assert 0 < len(looked) <= sum(1 + len(world.below(top)) for top in tops) < len(tops) * 300
