"""Rules that bear on each other are judged together: those linked by a shared unknown or by setting aside.

Rules linked by neither are judged apart, so that the number of completions to try is a sum and not a product.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...ground.frozen import dataclass
from ..rulebook import BoundRule
from .case import Case, Slot
from .cuts import Cuts, cuts_of
from .domain import cells_of
from .effects import Asides, state_of
from .fillers import role_cells
from .lines import Cell
from .scope import CaseScope
from .tree import Leaf, TooManyCells, Tree, grow


@dataclass(frozen=True, slots=True)
class Component:
    """Rules judged together, and the tree of how they stand; not `complete` where the limit on cells was passed."""

    rules: tuple[BoundRule, ...]
    asides: Asides
    tree: Tree
    complete: bool = True


def components(case: Case, rules: Sequence[BoundRule], limit: int) -> tuple[Component, ...]:
    """The components of the rules of a case, each with its tree of at most `limit` leaves."""
    scope = CaseScope(case)
    return tuple(_component(group, scope, limit) for group in _groups(case, rules, scope))


def _groups(case: Case, rules: Sequence[BoundRule], scope: CaseScope) -> list[list[BoundRule]]:
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
        for link in (*_unknowns(rule, case, scope), *named):
            leader[find(index)] = find(first.setdefault(link, index))
    groups: dict[int, list[BoundRule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(find(index), []).append(rule)
    return list(groups.values())


def _unknowns(rule: BoundRule, case: Case, scope: CaseScope) -> list[object]:
    found: list[object] = [Slot("input", id) for id in rule.inputs if scope.input(id) is None]
    found += [Slot("role", role) for role in rule.roles if role not in case.fillers]
    for role, key in rule.attributes:
        filler = case.fillers.get(role)
        if filler is None or case.world.value(filler, key) is None:
            found.append(("attribute", key))
    return found


def _component(rules: Sequence[BoundRule], scope: CaseScope, limit: int) -> Component:
    places = {rule.id: index for index, rule in enumerate(rules)}
    aside = tuple(tuple(places[e.id] for e in rules if e.sets_aside(rule)) for rule in rules)
    fresh = scope.under({})
    state = state_of(rules, aside, fresh)
    if state.settled:
        return Component(tuple(rules), aside, Leaf(state))
    try:
        return Component(tuple(rules), aside, grow(rules, aside, fresh, _Cells(rules, scope), limit))
    except TooManyCells:
        return Component(tuple(rules), aside, Leaf(state), complete=False)


class _Cells:
    """The cells of the unknowns of a component, found once each."""

    def __init__(self, rules: Sequence[BoundRule], scope: CaseScope) -> None:
        self.rules, self.scope = rules, scope.under({})
        self.found: dict[Slot, Sequence[Cell] | None] = {}
        self.cuts: Cuts | None = None

    def __call__(self, slot: Slot) -> Sequence[Cell] | None:
        if slot not in self.found:
            self.found[slot] = self._cells(slot)
        return self.found[slot]

    def _cells(self, slot: Slot) -> Sequence[Cell] | None:
        if slot.kind == "role":
            return role_cells(slot.name, self.rules, self.scope)
        if self.cuts is None:
            self.cuts = cuts_of((c for rule in self.rules for c in rule.conditions), self.scope)
        term = (slot.kind, slot.name)
        type_ = self.scope.case.type_of(slot)
        if type_ is None or term in self.cuts.uncut:
            return None
        return cells_of(type_, self.cuts.constants.get(term, ()), self.scope.case.constraints(slot))
