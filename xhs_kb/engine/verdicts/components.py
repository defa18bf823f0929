"""Rules that bear on each other are judged together: those linked by a shared unknown or by setting aside.

Rules linked by neither are judged apart, so that the number of completions to try is a sum and not a product.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...ground.frozen import dataclass, replace
from ..rulebook import BoundRule
from .case import Case, Slot
from .cuts import Cuts, Term, cuts_of
from .domain import cells_of
from .effects import Asides, Outcomes, asides_in, state_of
from .fillers import role_cells
from .lines import Cell
from .linking import linked, linked_by_aside
from .scope import CaseScope
from .search import search
from .tree import Leaf, TooManyCells, Tree, grow, leaves

__all__ = ["Component", "RuleCells", "component_apart", "component_of", "components", "linked"]


@dataclass(frozen=True, slots=True)
class Component:
    """Rules judged together, and the tree of how they stand; not `complete` where the limit on cells was passed.

    Where the whole tree is not grown, `parts` are the same rules linked by setting aside alone, from which each one's
    status is known, and `found` is what a search among the completions came to (None where that passed the limit, too).
    """

    rules: tuple[BoundRule, ...]
    asides: Asides
    tree: Tree
    complete: bool = True
    parts: tuple[Component, ...] = ()
    found: tuple[Outcomes, Outcomes] | None = None

    @property
    def exact(self) -> bool:
        """Whether all that is said of the rules holds in every completion."""
        grown = all(part.exact for part in self.parts) if self.parts else all(s.settled for s in leaves(self.tree))
        return self.complete and grown


def components(case: Case, rules: Sequence[BoundRule], limit: int) -> tuple[Component, ...]:
    """The components of the rules of a case, each with its tree of at most `limit` leaves."""
    scope = CaseScope(case)
    return tuple(component_of(group, scope, limit) for group in linked(rules, scope))


def component_of(
    rules: Sequence[BoundRule], scope: CaseScope, limit: int, uncut: frozenset[Term] = frozenset()
) -> Component:
    """These rules judged together. `uncut` are terms that other rules leave without cells."""
    aside = asides_in(rules)
    fresh = scope.under({})
    state = state_of(rules, aside, fresh)
    if state.settled:
        return Component(tuple(rules), aside, Leaf(state))
    cells = RuleCells(rules, scope, uncut)
    try:
        return Component(tuple(rules), aside, grow(rules, aside, fresh, cells, limit))
    except TooManyCells:
        return replace(_searched(rules, scope, cells, limit), complete=False)


def component_apart(rules: Sequence[BoundRule], scope: CaseScope, limit: int) -> Component:
    """The same without the whole tree: each rule's status from its part, and the outcomes from a search."""
    state = state_of(rules, asides_in(rules), scope.under({}))
    if state.settled or len(linked_by_aside(rules)) == 1:
        return component_of(rules, scope, limit)
    searched = _searched(rules, scope, RuleCells(rules, scope), limit)
    return searched if searched.complete else component_of(rules, scope, limit)


def _searched(rules: Sequence[BoundRule], scope: CaseScope, cells: RuleCells, limit: int) -> Component:
    aside, apart = asides_in(rules), linked_by_aside(rules)
    parts = tuple(component_of(group, scope, limit, cells.uncut) for group in apart) if len(apart) > 1 else ()
    found = search(rules, scope, cells, limit)
    tree = Leaf(state_of(rules, aside, scope.under({})))
    return Component(tuple(rules), aside, tree, found is not None, parts, found)


class RuleCells:
    """The cells of the unknowns of a component, found once each."""

    def __init__(self, rules: Sequence[BoundRule], scope: CaseScope, uncut: frozenset[Term] = frozenset()) -> None:
        self.rules, self.scope, self.beside = rules, scope.under({}), uncut
        self.found: dict[Slot, Sequence[Cell] | None] = {}
        self._cuts: Cuts | None = None

    def __call__(self, slot: Slot) -> Sequence[Cell] | None:
        if slot not in self.found:
            self.found[slot] = self._cells(slot)
        return self.found[slot]

    @property
    def uncut(self) -> frozenset[Term]:
        """The terms that have no cells, here or beside."""
        return self._read().uncut | self.beside

    def _read(self) -> Cuts:
        if self._cuts is None:
            self._cuts = cuts_of((c for rule in self.rules for c in rule.conditions), self.scope)
        return self._cuts

    def _cells(self, slot: Slot) -> Sequence[Cell] | None:
        if slot.kind == "role":
            return role_cells(slot.name, self.rules, self.scope)
        term = (slot.kind, slot.name)
        type_ = self.scope.case.type_of(slot)
        if type_ is None or term in self.uncut:
            return None
        return cells_of(type_, self._read().constants.get(term, ()), self.scope.case.constraints(slot))
