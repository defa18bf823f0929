"""Judgements looked up: a case that the rules cannot tell from one judged before is not judged again.

What differs between the two (names, the way up, whose attribute is unknown) is put right; everything else is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...ground.frozen import replace
from ...language.questions import Fact
from ..limits import Limits
from ..rulebook import Rulebook
from ..verdicts.case import Case, make_case
from ..verdicts.judge import judge, recorded
from ..verdicts.judgement import Judgement, Need
from ..world import World
from .sight import Sight
from .succession import inherit

_KEPT = 1024
_SIGHTS_KEPT = 64


def judged(
    book: Rulebook, world: World, action: str, fillers: Mapping[str, str], facts: Sequence[Fact], limits: Limits
) -> Judgement:
    """The judgement of a case, without the rules that do not bear on it; raises as `make_case` does."""
    case = make_case(world, action, fillers, facts)
    known = _looked_up(book, case, facts, limits)
    return known if known.case.fillers == case.fillers else moved(known, case)


def alike(
    book: Rulebook, world: World, action: str, fillers: Mapping[str, str], facts: Sequence[Fact], limits: Limits
) -> Judgement:
    """The judgement of a case that the rules cannot tell from this one: names and ways up may be another's."""
    return _looked_up(book, make_case(world, action, fillers, facts), facts, limits)


def _looked_up(book: Rulebook, case: Case, facts: Sequence[Fact], limits: Limits) -> Judgement:
    world, action = case.world, case.action
    sight = sight_of(book, world, action)
    key = key_of(sight, case, facts, limits)
    known: Judgement | None = sight.memory.get(key)
    if known is None:
        known = judge(book, case, limits, sight.rules(case))
        if len(sight.memory) >= _KEPT:
            sight.memory.clear()
        sight.memory[key] = known
    return known


def sight_of(book: Rulebook, world: World, action: str) -> Sight:
    """What the rules of an action see in a world; made once."""
    key = (id(book), action)
    found: Sight | None = world.sights.get(key)
    if found is None or found.book is not book:
        if len(world.sights) >= _SIGHTS_KEPT:
            world.sights.clear()
        found = Sight(book, world, action)
        inherit(found)
        world.sights[key] = found
    return found


def key_of(sight: Sight, case: Case, facts: Sequence[Fact], limits: Limits) -> tuple[Any, ...]:
    """What is the same for cases that the rules cannot tell apart."""
    marks = sight.marks(case, (fact.about for fact in facts))
    said = tuple((fact.about, fact.operator, repr(fact.value)) for fact in facts) if facts else ()
    return marks, case.defaults, said, limits.cells


def moved(judgement: Judgement, case: Case) -> Judgement:
    """A judgement as that of another case which looks the same to the rules."""
    owners = {old: case.fillers[role] for role, old in judgement.case.fillers.items()}
    considered = tuple(item if item.role is None else recorded(item, case) for item in judgement.considered)
    needs = tuple(_moved_need(need, owners) for need in judgement.needs)
    return replace(judgement, case=case, considered=considered, needs=needs, origin=judgement)


def _moved_need(need: Need, owners: dict[str, str]) -> Need:
    owner = owners.get(need.slot.owner)
    return need if owner is None else replace(need, slot=replace(need.slot, owner=owner))
