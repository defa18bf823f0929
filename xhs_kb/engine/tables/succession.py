"""Judgements carried over an edit of rules: only cases that an edited rule bears on, or bore on, are judged again."""

from __future__ import annotations

from ...ground.frozen import replace
from ..verdicts.case import Case
from ..world import World
from .sight import Sight


def succeed(world: World, before: World, edited: frozenset[str]) -> None:
    """Leaves to a world of an edited knowledge base what the same world had found out before.

    What lies above what is not for rules to say. Judgements wait until their action is asked about.
    """
    for mine, old in ((world._above, before._above), (world._kinds, before._kinds), (world._alike, before._alike)):
        mine.update(old)  # type: ignore[arg-type]
    for action, (sight, since) in dict(before.past).items():
        world.past[action] = sight, since | edited
    before.past.clear()  # else each world would keep the one before it, and so on for ever
    for sight in list(before.sights.values()):
        world.past[sight.action] = sight, edited


def inherit(sight: Sight) -> None:
    """Takes over the judgements that no edited rule touches."""
    left = sight.world.past.pop(sight.action, None)
    if left is None:
        return
    before, edited = left
    for key, judgement in dict(before.memory).items():
        _, *rest = key
        case = replace(judgement.case, world=sight.world)
        if not (_touched(before, judgement.case, edited) or _touched(sight, case, edited)):
            marks = sight.marks(case, (about for about, _, _ in key[2]))
            sight.memory[marks, *rest] = replace(judgement, case=case)


def _touched(sight: Sight, case: Case, edited: frozenset[str]) -> bool:
    return any(rule.id in edited for rule in sight.rules(case))
