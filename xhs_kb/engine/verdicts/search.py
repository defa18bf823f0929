"""What the completions of many rules come to, without trying them all.

A decision tree grows with the product of all unknowns. Here only outcomes are looked for: rules that share no unknown
any more are looked at apart, first what leaves a rule the least choice is tried, and what is found is not looked for
again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..rulebook import BoundRule
from .case import Slot
from .effects import ADVICE, PERMISSION, Outcome, Outcomes, State, applies, asides_in, holds, state_of
from .lines import Cell
from .linking import linked, linked_by_aside
from .scope import CaseScope
from .tree import Cells, TooManyCells

_SILENT = frozenset({"unregulated", "none"})
_FAVOURABLE = frozenset({"allowed", "for"})


def search(rules: Sequence[BoundRule], scope: CaseScope, cells: Cells, limit: int) -> tuple[Outcomes, Outcomes] | None:
    """What the completions of these rules come to: permissions, and advice. None after `limit` looks for either.

    Where a completion that says nothing (`unregulated`, `none`) is found, one that allows or favours may be missing: it
    would change no verdict.
    """
    regulating = [rule for rule in rules if not rule.is_advice]
    advising = [rule for rule in rules if rule.is_advice or any(rule.sets_aside(a) for a in rules if a.is_advice)]
    try:
        permission = _Search(cells, limit, PERMISSION, lambda state: state.permission)
        advice = _Search(cells, limit, ADVICE, lambda state: state.advice)
        return permission.outcomes(regulating, scope.under({})), advice.outcomes(advising, scope.under({}))
    except TooManyCells:
        return None


class _Search:
    """One search; `order` has the outcomes from the one that decides to the one that says nothing."""

    def __init__(
        self, cells: Cells, limit: int, order: Sequence[Outcome], come_to: Callable[[State], Outcomes]
    ) -> None:
        self.cells, self.left, self.order, self.come_to = cells, limit, order, come_to

    def outcomes(self, rules: Sequence[BoundRule], scope: CaseScope, known: Outcomes = frozenset()) -> Outcomes:
        """What these rules come to together; what is `known` need not be found."""
        self.left -= 1
        if self.left < 0:
            raise TooManyCells
        whole: Outcomes = frozenset({self.order[-1]})
        unsettled: list[BoundRule] = []
        for group in linked_by_aside(rules):
            state = state_of(group, asides_in(group), scope)
            if state.settled:
                whole = self._joined(whole, self.come_to(state))
            else:
                unsettled += group
        if self.order[0] in whole or not unsettled:
            return whole
        groups = linked(unsettled, scope)
        for group in groups:
            whole = self._joined(whole, self._tried(group, scope, known if len(groups) == 1 else frozenset()))
        return whole

    def _joined(self, one: Outcomes, other: Outcomes) -> Outcomes:
        return frozenset(min(a, b, key=self.order.index) for a in one for b in other)

    def _tried(self, rules: Sequence[BoundRule], scope: CaseScope, known: Outcomes) -> Outcomes:
        """What rules that share an unknown come to, with the cells of one that the tightest of them waits for."""
        state = state_of(rules, asides_in(rules), scope.under(scope.assigned))
        possible = self.come_to(state)
        options = _tightest(rules, state, scope, self.cells)
        if options is None or not _new(possible, known):
            return possible
        slot, choices = options
        found: Outcomes = frozenset()
        for cell in choices:
            found |= self.outcomes(rules, scope.under({**scope.assigned, slot: cell.value}), found | known)
            if not _new(possible, found | known):
                break
        return found


def _new(possible: Outcomes, found: Outcomes) -> bool:
    """Whether something that changes a verdict may still be found."""
    return bool(possible - found - (_FAVOURABLE if found & _SILENT else frozenset()))


def _tightest(
    rules: Sequence[BoundRule], state: State, scope: CaseScope, cells: Cells
) -> tuple[Slot, Sequence[Cell]] | None:
    """The unknown to try next, with its cells: one of the rule that waits for the fewest."""
    best: tuple[int, Slot, Sequence[Cell]] | None = None
    for rule, applying, holding in zip(rules, state.applies, state.holds, strict=True):
        if applying is False or (applying is not None and holding is not None):
            continue
        probe = scope.under(scope.assigned)
        holds(rule, applies(rule, probe), probe)
        asked = [(slot, choices) for slot in probe.asked if (choices := cells(slot))]
        if asked and (best is None or len(asked) < best[0]):
            best = (len(asked), *asked[0])
    return None if best is None else best[1:]
