"""Which rules bear on each other, so that they have to be judged together."""

from __future__ import annotations

from collections.abc import Sequence

from ..rulebook import BoundRule
from .case import Slot
from .scope import CaseScope


def linked_by_aside(rules: Sequence[BoundRule]) -> list[list[BoundRule]]:
    """The rules in groups that are linked by setting aside, whatever is unknown."""
    return grouped(rules, [[] for _ in rules])


def grouped(rules: Sequence[BoundRule], unknowns: Sequence[Sequence[object]]) -> list[list[BoundRule]]:
    """The rules in groups that are linked by setting aside or by the same unknown; `unknowns` has those of each."""
    leader = list(range(len(rules)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    first: dict[object, int] = {}
    known = {rule.id: rule for rule in rules}
    for index, rule in enumerate(rules):
        over = (id for id in rule.rule.exception_to if id in known and rule.sets_aside(known[id]))
        named = (("rule", id) for id in (rule.id, *over))
        for link in (*unknowns[index], *named):
            leader[find(index)] = find(first.setdefault(link, index))
    groups: dict[int, list[BoundRule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(find(index), []).append(rule)
    return list(groups.values())


def linked(rules: Sequence[BoundRule], scope: CaseScope) -> list[list[BoundRule]]:
    """The rules in groups that bear on each other: by a shared unknown or by setting aside."""
    return grouped(rules, [_unknowns(rule, scope) for rule in rules])


def _unknowns(rule: BoundRule, scope: CaseScope) -> list[object]:
    case = scope.case
    found: list[object] = [Slot("input", id) for id in rule.inputs if scope.input(id) is None]
    found += [Slot("role", role) for role in rule.roles if role not in case.fillers]
    for role, key in rule.attributes:
        filler = case.fillers.get(role)
        if filler is None or case.world.value(filler, key) is None:
            found.append(("attribute", key))
    return found
