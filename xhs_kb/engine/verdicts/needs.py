"""What would settle a verdict: the unknowns on which the permission depends, and what each kind of reply leads to.

An unknown is needed if two completions that differ in it alone differ in permission (spec: verdicts §4).
"""

from __future__ import annotations

from collections.abc import Sequence

from ...ground.values import EntityRef
from .case import Case, Slot
from .combine import join, outcomes_in, outcomes_of, permission_of
from .components import Component
from .effects import Outcomes, State
from .fillers import role_groups
from .judgement import Need, Reply
from .lines import Cell
from .scope import NOVEL, CaseScope
from .tree import depends_on, restrict, slots


def needs_of(case: Case, parts: Sequence[Component]) -> tuple[Need, ...]:
    """The needs of a judgement, those that settle most first."""
    outcomes = [outcomes_in(part)[0] for part in parts]
    found: list[Need] = []
    for index, part in enumerate(parts):
        others = join(outcome for place, outcome in enumerate(outcomes) if place != index)
        for slot, cells in slots(part.tree).items():
            if depends_on(part.tree, slot, lambda one, two, others=others: _matters(one, two, others)):  # type: ignore[misc]
                found.append(Need(slot, about(case, slot), _replies(case, part, slot, cells, others)))
    return tuple(sorted(found, key=lambda need: (-_settled(need), need.slot.kind, need.about)))


def about(case: Case, slot: Slot) -> str:
    """What `given` calls a slot: an attribute by the role through which it is reached."""
    if slot.kind != "attribute":
        return slot.name
    if slot.owner.startswith(NOVEL):
        return f"{slot.owner[1:]}.{slot.name}"
    role = next((role for role, filler in case.fillers.items() if filler == slot.owner), None)
    return f"{role or slot.owner}.{slot.name}"


def _matters(one: State, two: State, others: Outcomes) -> bool:
    for other in others:
        beside = [frozenset({other})]
        if join([one.permission, *beside]) != join([two.permission, *beside]):
            return True
    return False


def _replies(case: Case, part: Component, slot: Slot, cells: Sequence[Cell], others: Outcomes) -> tuple[Reply, ...]:
    groups: dict[str, list[str]] = {}
    if slot.kind == "role":
        groups = {group[0]: group for group in role_groups(slot.name, part.rules, CaseScope(case))}
    replies: list[Reply] = []
    for cell in cells:
        outcome = outcomes_of(restrict(part.tree, slot, cell.value))[0]
        permission = permission_of(join([outcome, others]))
        fillers = tuple(groups.get(cell.value.id, ())) if isinstance(cell.value, EntityRef) else ()
        last = replies[-1] if replies else None
        alike = last is not None and last.permission == permission and _joined(last.fillers, fillers)
        if last is not None and alike and not isinstance(cell.value, bool):
            replies[-1] = Reply((*last.cells, cell), permission, last.fillers + fillers)
        else:
            replies.append(Reply((cell,), permission, fillers))
    return tuple(replies)


def _joined(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return (bool(one) == bool(two)) and not any(filler.startswith(NOVEL) for filler in two)


def _settled(need: Need) -> float:
    settling = [reply for reply in need.replies if reply.permission != "conditional"]
    return len(settling) / len(need.replies)
