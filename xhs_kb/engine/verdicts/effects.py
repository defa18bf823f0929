"""What the rules amount to, as far as it is known which apply: the second section of spec/verdicts, in three values.

With everything known this is one completion; with something unknown each status may also be `unsettled`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from ...ground.frozen import dataclass
from ..rulebook import BoundRule
from .scope import CaseScope

Status: TypeAlias = Literal["violated", "met", "set_aside", "not_applicable", "unsettled"]
Outcome: TypeAlias = Literal["forbidden", "allowed", "unregulated", "against", "for", "none"]
Outcomes: TypeAlias = frozenset[Outcome]
PERMISSION: tuple[Outcome, ...] = ("forbidden", "allowed", "unregulated")
ADVICE: tuple[Outcome, ...] = ("against", "for", "none")
"""The outcomes of either axis, from the one that decides to the one that says nothing."""
Truth: TypeAlias = bool | None
Asides: TypeAlias = Sequence[Sequence[int]]
"""For each rule of a component the places of the rules that may set it aside."""


@dataclass(frozen=True, slots=True)
class State:
    """How the rules of a component stand, in its order: what applies, each status, and which rules set it aside."""

    applies: tuple[Truth, ...]
    statuses: tuple[Status, ...]
    aside_by: tuple[tuple[str, ...], ...]
    permission: frozenset[Outcome]
    advice: frozenset[Outcome]
    holds: tuple[Truth, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing unknown bears on any of the rules."""
        return "unsettled" not in self.statuses


def asides_in(rules: Sequence[BoundRule]) -> Asides:
    """For each rule the places of those that may set it aside."""
    places = {rule.id: index for index, rule in enumerate(rules)}
    return tuple(tuple(places[e.id] for e in rules if e.sets_aside(rule)) for rule in rules)


def scope_holds(rule: BoundRule, scope: CaseScope) -> Truth:
    """Whether every role that the rule names is filled by one of its entities or something below one."""
    truth: Truth = True
    for role, wanted in rule.rule.scope.items():
        filler = scope.role(role)
        if filler is None:
            truth = None
        elif not any(scope.case.world.is_below(filler.id, top) for top in wanted):  # type: ignore[union-attr]
            return False
    return truth


def applies(rule: BoundRule, scope: CaseScope) -> Truth:
    """Whether a rule applies: its scope, its `when`, and not its `unless`."""
    when, unless, _ = rule.tests
    truth = scope_holds(rule, scope)
    if truth is not False and when is not None:
        truth = _both(truth, when(scope))
    if truth is not False and unless is not None:
        hindrance = unless(scope)
        truth = _both(truth, None if hindrance is None else not hindrance)
    return truth


def _both(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def state_of(rules: Sequence[BoundRule], asides: Asides, scope: CaseScope, before: State | None = None) -> State:
    """The state of a component under what is known; `before` is its state when less was known.

    What was settled then still is, so that only the rest is looked at.
    """
    if before is None:
        applying = tuple(applies(rule, scope) for rule in rules)
        holding = tuple(holds(rule, truth, scope) for rule, truth in zip(rules, applying, strict=True))
    else:
        applying = tuple(
            applies(rule, scope) if known is None else known for rule, known in zip(rules, before.applies, strict=True)
        )
        holding = tuple(
            holds(rule, truth, scope) if known is None and truth is not False else known
            for rule, truth, known in zip(rules, applying, before.holds, strict=True)
        )
    return state_from(rules, asides, applying, holding)


def state_from(
    rules: Sequence[BoundRule], asides: Asides, applying: tuple[Truth, ...], holding: tuple[Truth, ...]
) -> State:
    """The state of rules of which it is known how far each applies, and whether what it wants holds."""
    statuses = tuple(_status(index, applying, holding, asides) for index in range(len(rules)))
    by = tuple(
        tuple(rules[e].id for e in asides[index] if applying[e]) if status == "set_aside" else ()
        for index, status in enumerate(statuses)
    )
    permission = _permission(rules, applying, statuses, asides)
    return State(applying, statuses, by, permission, _advice(rules, statuses), holding)


def holds(rule: BoundRule, applying: Truth, scope: CaseScope) -> Truth:
    """Whether what a rule wants is so; None where that is not known, or the rule does not apply."""
    if applying is False:
        return None
    that = rule.tests[2]
    if that is None:
        return rule.rule.effect in ("allow", "recommend")
    truth = that(scope)
    return truth if truth is None else bool(truth)


def _status(index: int, applying: Sequence[Truth], holding: Sequence[Truth], asides: Asides) -> Status:
    if applying[index] is False:
        return "not_applicable"
    over = [applying[e] for e in asides[index]]
    if applying[index] is None or (None in over and True not in over):
        return "unsettled"
    if True in over:
        return "set_aside"
    truth = holding[index]
    return "unsettled" if truth is None else "met" if truth else "violated"


def _permission(
    rules: Sequence[BoundRule], applying: Sequence[Truth], statuses: Sequence[Status], asides: Asides
) -> frozenset[Outcome]:
    restrictions = [s for rule, s in zip(rules, statuses, strict=True) if rule.rule.effect in ("forbid", "require")]
    if "violated" in restrictions:
        return frozenset({"forbidden"})
    certain, possible = _allowing(rules, applying, statuses, asides)
    outcomes: set[Outcome] = {"allowed"} if certain else {"allowed", "unregulated"} if possible else {"unregulated"}
    return frozenset(outcomes | {"forbidden"}) if "unsettled" in restrictions else frozenset(outcomes)


def _allowing(
    rules: Sequence[BoundRule], applying: Sequence[Truth], statuses: Sequence[Status], asides: Asides
) -> tuple[bool, bool]:
    certain = possible = False
    for index, rule in enumerate(rules):
        if statuses[index] not in ("met", "unsettled"):
            continue
        reach: Truth = rule.rule.effect == "allow"
        if rule.rule.effect == "require":
            bans = [applying[f] for f, over in enumerate(asides) if index in over and rules[f].rule.effect == "forbid"]
            reach = True if True in bans else None if None in bans else False
        certain = certain or (reach is True and statuses[index] == "met")
        possible = possible or reach is not False
    return certain, possible


def _advice(rules: Sequence[BoundRule], statuses: Sequence[Status]) -> frozenset[Outcome]:
    advice = [status for rule, status in zip(rules, statuses, strict=True) if rule.is_advice]
    favours = [s for rule, s in zip(rules, statuses, strict=True) if rule.rule.effect == "recommend"]
    if "violated" in advice:
        return frozenset({"against"})
    outcomes: set[Outcome] = {"for"} if "met" in favours else {"for", "none"} if "unsettled" in favours else {"none"}
    return frozenset(outcomes | {"against"}) if "unsettled" in advice else frozenset(outcomes)
