"""Judges a case: finds the rules that may count, tries all completions, and records what was considered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from ...ground.frozen import replace
from ...language.expressions import Expression
from ..limits import DEFAULT, Limits
from ..rulebook import BoundRule, Rulebook
from .case import Case
from .combine import advice_of, asides_of, join, join_advice, outcomes_in, permission_of, statuses_of
from .components import Component, component_apart, component_of, linked
from .effects import Status, asides_in, state_of
from .judgement import Advice, Considered, Judgement, Notice, Permission, Standing
from .narrower import covers_part
from .needs import needs_of
from .residual import residual_of
from .scope import CaseScope


def judge(
    book: Rulebook, case: Case, limits: Limits = DEFAULT, bearing: Sequence[BoundRule] | None = None
) -> Judgement:
    """The verdict on a case, with everything that was considered.

    `bearing` are the rules, by id, that can bear on the case or on a part of it: the others are then passed over, and
    with them only what does not apply is missing from the record. None looks at all rules.
    """
    scope = CaseScope(case, look=limits.look)
    of_action: Sequence[BoundRule]
    of_lower: Sequence[BoundRule]
    if bearing is None:
        of_action, of_lower = book.of(case.action), book.below(case.action)
    else:
        above = book.schema.actions_above(case.action)
        of_action = [rule for rule in bearing if rule.rule.action in above]
        of_lower = [rule for rule in bearing if rule.rule.action not in above]
    in_time = [rule for rule in of_action if _counts(rule, case)]
    near = near_rules(in_time, case)
    parts_ = _parts(case, near, limits)
    outcomes = [outcomes_in(part) for part in parts_]
    permission = join(outcome[0] for outcome in outcomes)
    considered = {item.rule.id: item for part in parts_ for item in _considered(part, scope)}
    for rule in in_time:
        if rule.id not in considered:
            considered[rule.id] = _elsewhere(rule, scope)
    for rule in of_lower:
        if _counts(rule, case) and covers_part(rule, scope):
            considered[rule.id] = _record(rule, "narrower", case)
    for rule in of_action if bearing is None else ():
        if rule.id not in considered and case.world.heard(rule.rule.grounds) and _may_apply(rule, case):
            considered[rule.id] = _record(rule, "out_of_time", case)
    listed = tuple(sorted(considered.values(), key=_rank))
    exact = all(part.exact for part in parts_)
    return Judgement(
        case,
        permission_of(permission),
        advice_of(join_advice(outcome[1] for outcome in outcomes)),
        listed,
        needs_of(case, parts_) if permission_of(permission) in ("conditional", "unregulated") else (),
        _used(listed, case),
        _notices(listed, exact),
        exact,
        permission == {"forbidden", "allowed"},
    )


def outlook(book: Rulebook, case: Case, limits: Limits = DEFAULT) -> tuple[Permission, Advice]:
    """The verdict on a case alone, without the record of what was considered: permission and advice."""
    near = near_rules(book.of(case.action), case)
    outcomes = [outcomes_in(part) for part in _parts(case, near, limits)]
    return permission_of(join(one for one, _ in outcomes)), advice_of(join_advice(two for _, two in outcomes))


def near_rules(rules: Iterable[BoundRule], case: Case) -> list[BoundRule]:
    """Those of an action's rules that count on the day and that the fillers do not rule out."""
    return [rule for rule in rules if _counts(rule, case) and _may_apply(rule, case)]


def _parts(case: Case, rules: Sequence[BoundRule], limits: Limits) -> tuple[Component, ...]:
    """The components of a case, with whole trees only where a need may be read off them.

    What one rule forbids in every completion stays forbidden whatever the others come to, and needs nothing.
    """
    scope = CaseScope(case, look=limits.look)
    groups = linked(rules, scope)
    forbidden = any(state_of(group, asides_in(group), scope.under({})).permission == {"forbidden"} for group in groups)
    made = component_apart if forbidden else component_of
    return tuple(made(group, scope, limits.cells) for group in groups)


def _counts(rule: BoundRule, case: Case) -> bool:
    return case.world.holds(rule.id, rule.rule.grounds) and case.world.heard(rule.rule.grounds)


def _may_apply(rule: BoundRule, case: Case) -> bool:
    """Whether no role that is filled already keeps the rule out."""
    for role, tops in rule.rule.scope.items():
        filler = case.fillers.get(role)
        if filler is not None and not any(case.world.is_below(filler, top) for top in tops):
            return False
    return True


def _rank(item: Considered) -> tuple[int, str]:
    order: tuple[Standing, ...] = ("violated", "open", "met", "set_aside", "narrower", "not_applicable", "out_of_time")
    return order.index(item.status), item.rule.id


def _considered(part: Component, scope: CaseScope) -> list[Considered]:
    found, setting_aside = [], asides_of(part)
    for index, (rule, statuses) in enumerate(zip(part.rules, statuses_of(part), strict=True)):
        status = standing(statuses)
        residual: Expression | None = None
        part_false: str | None = None
        if status == "open":
            residual = residual_of(rule, [part.rules[e] for e in part.asides[index]], scope)
        elif status == "not_applicable":
            if covers_part(rule, scope):
                status = "narrower"
            else:
                part_false = _false_part(rule, scope)
        by = tuple(setting_aside[index])
        found.append(replace(_record(rule, status, scope.case), residual=residual, set_aside_by=by, part=part_false))
    return found


def standing(statuses: set[Status]) -> Standing:
    """The one status of a rule that has these in its completions."""
    if len(statuses) > 1:
        return "open"
    only = next(iter(statuses))
    return "open" if only == "unsettled" else only


def _elsewhere(rule: BoundRule, scope: CaseScope) -> Considered:
    if covers_part(rule, scope):
        return _record(rule, "narrower", scope.case)
    return Considered(rule, "not_applicable", part=_false_part(rule, scope))


def _false_part(rule: BoundRule, scope: CaseScope) -> str | None:
    for role, tops in rule.rule.scope.items():
        filler = scope.case.fillers.get(role)
        if filler is not None and not any(scope.case.world.is_below(filler, top) for top in tops):
            return role
    when, unless, _ = rule.tests
    if when is not None and when(scope.under({})) is False:
        return "when"
    return "unless" if unless is not None and unless(scope.under({})) is True else None


def _record(rule: BoundRule, status: Standing, case: Case) -> Considered:
    """A considered rule with the way by which the case falls under it."""
    for role in sorted(rule.rule.scope, key=lambda role: (role != "object", role)):
        filler = case.fillers.get(role)
        chains = [case.world.chain(filler, top) for top in rule.rule.scope[role]] if filler is not None else []
        reached = sorted((chain for chain in chains if chain), key=len)
        if reached:
            return Considered(rule, status, role=role, chain=reached[0])
    return Considered(rule, status)


def recorded(item: Considered, case: Case) -> Considered:
    """A considered rule as it is in another case that looks the same to all rules: only the way up differs."""
    found = _record(item.rule, item.status, case)
    return Considered(item.rule, item.status, item.residual, item.set_aside_by, found.role, found.chain, item.part)


# --- what the record is read for ----------------------------------------------------------------------------------


def _used(considered: Sequence[Considered], case: Case) -> tuple[str, ...]:
    """The roles, in the order of the action, then the inputs, that the rules which bear on the verdict mention."""
    rules = [item.rule for item in considered if item.status in ("violated", "open", "met", "set_aside")]
    roles = {name for rule in rules for name in rule.roles}
    inputs = {name for rule in rules for name in rule.inputs}
    return (*(role for role in case.roles if role in roles), *sorted(inputs))


def _notices(considered: Sequence[Considered], exact: bool) -> tuple[Notice, ...]:
    found = [] if exact else [Notice("not-exact", tuple(i.rule.id for i in considered if i.status == "open"))]
    live = [item for item in considered if item.status in ("violated", "met", "open", "set_aside")]
    for one, other in product(live, live):
        if other.rule.id in one.rule.rule.exception_to and not one.rule.sets_aside(other.rule):
            found.append(Notice("weak-exception", (one.rule.id, other.rule.id)))
        if one.rule.rule.effect == "allow" and one.status == "met" and _bans(other) and not _named(one, other):
            found.append(Notice("conflict", (one.rule.id, other.rule.id)))
    return tuple(found)


def _bans(item: Considered) -> bool:
    return item.rule.rule.effect == "forbid" and item.status == "violated"


def _named(one: Considered, other: Considered) -> bool:
    return other.rule.id in one.rule.rule.exception_to or one.rule.id in other.rule.rule.exception_to
