"""One completion for each outcome that there is, without trying them all.

What a decision tree finds by growing, found by looking only where something is still to be found, and first at what
leaves a rule the least choice. Many rules over many unknowns have too many completions for a tree, but what they
can come to is mostly seen in a few.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from ...ground.frozen import dataclass
from ...ground.values import Value
from ..rulebook import BoundRule
from .case import Slot
from .effects import Outcome, Outcomes, State, applies, asides_in, holds, state_of
from .lines import Cell
from .linking import linked_by_aside
from .scope import CaseScope
from .tree import Cells, TooManyCells

_PERMISSION: tuple[Outcome, ...] = ("forbidden", "allowed", "unregulated")
_ADVICE: tuple[Outcome, ...] = ("against", "for", "none")
Assigned: TypeAlias = Mapping[Slot, Value]
Kept: TypeAlias = dict[Outcome, "Assigned | None"]


@dataclass(frozen=True, slots=True)
class Found:
    """The outcomes that completions come to, each with what was assigned in one of them.

    Whatever is not assigned may have any value. None stands where a completion could not be settled: the outcome is
    possible as far as is known.
    """

    permission: Mapping[Outcome, Assigned | None]
    advice: Mapping[Outcome, Assigned | None]

    @property
    def outcomes(self) -> tuple[Outcomes, Outcomes]:
        """The outcomes alone: permissions, and advice."""
        return frozenset(self.permission), frozenset(self.advice)


def search(rules: Sequence[BoundRule], scope: CaseScope, cells: Cells, limit: int) -> Found | None:
    """What the completions of these rules come to; None where that takes more than `limit` looks.

    Once a completion is found that says nothing (`unregulated`, `none`), one that allows or favours is not looked for,
    as it changes no verdict.
    """
    regulating = [rule for rule in rules if not rule.is_advice]
    advising = [rule for rule in rules if rule.is_advice or any(rule.sets_aside(a) for a in rules if a.is_advice)]
    try:
        permission = _looked(regulating, scope, cells, limit, lambda state: state.permission, _PERMISSION)
        return Found(permission, _looked(advising, scope, cells, limit, lambda state: state.advice, _ADVICE))
    except TooManyCells:
        return None


def _looked(
    every: Sequence[BoundRule], scope: CaseScope, cells: Cells, limit: int,
    come_to: Callable[[State], Outcomes], order: Sequence[Outcome],
) -> Kept:  # fmt: skip
    """The outcomes, of the rules that are open together with what those that are settled come to."""
    worst, rules = len(order) - 1, list[BoundRule]()
    for group in linked_by_aside(every):
        state = state_of(group, asides_in(group), scope.under({}))
        if state.settled:
            worst = min(worst, *(order.index(outcome) for outcome in come_to(state)))
        else:
            rules += group
    if not worst or not rules:
        return {order[worst]: {}}
    found: Kept = {}
    asides = asides_in(rules)
    left = limit

    def look(scope: CaseScope, before: State | None) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise TooManyCells
        state = state_of(rules, asides, scope, before)
        outcomes = frozenset(order[min(worst, order.index(outcome))] for outcome in come_to(state))
        if len(outcomes) == 1:
            found.setdefault(next(iter(outcomes)), scope.assigned)
        if not _matter(outcomes, found):
            return
        options = _tightest(rules, state, scope, cells)
        if options is None:
            for outcome in outcomes:
                found.setdefault(outcome, None)
            return
        slot, choices = options
        for cell in choices:
            look(scope.under({**scope.assigned, slot: cell.value}), state)

    look(scope.under({}), None)
    return found


def _matter(outcomes: Outcomes, found: Kept) -> bool:
    """Whether an outcome is possible that was not found before and that changes a verdict."""
    new = outcomes - found.keys()
    said_nothing = "unregulated" in found or "none" in found
    return bool(new - {"allowed", "for"} if said_nothing else new)


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
