"""Checks of what rules mean, beyond how they are written: a rule that can never apply, a condition always true.

Each check tries the completions of a rule with nothing known, so that what it says is shown by a case: the witness.
It is for editors (`validate`); opening a knowledge base to ask it does not wait for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from ..ground.frozen import dataclass, replace
from ..ground.span import Span
from ..ground.trouble import Trouble
from ..ground.values import EntityRef, Value, write
from ..language.expressions import Expression
from ..model.records import Condition
from .base import Base
from .rulebook import BoundRule
from .verdicts.case import Case, Slot
from .verdicts.components import RuleCells, linked
from .verdicts.effects import State, asides_in
from .verdicts.scope import NOVEL, CaseScope
from .verdicts.tree import Leaf, Split, TooManyCells, Tree, grow, leaves

_LEAVES = 512
_OPPOSITE = {"forbid": "allow", "allow": "forbid", "recommend": "discourage", "discourage": "recommend"}


def examine(base: Base) -> tuple[Trouble, ...]:
    """All findings about the rules of a base, as warnings, by rule."""
    rules = _Rules(base)
    found = [*_single(rules), *_pairs(rules), *_inputs(base)]
    return tuple(sorted(found, key=_place))


def _place(trouble: Trouble) -> tuple[str, int]:
    return (trouble.span.source.name, trouble.span.start) if trouble.span is not None else ("", 0)


class _Rules:
    """The rules of a base with what the checks ask of them again and again."""

    def __init__(self, base: Base) -> None:
        self.base, self.book = base, base.book.rules
        self.schema = base.knowledge.schema
        self.days = sorted(set(_days_of_change(base)))
        self.excepting: dict[str, list[BoundRule]] = {}
        for rule in self.book.values():
            for name in rule.rule.exception_to:
                self.excepting.setdefault(name, []).append(rule)

    def blank(self, rule: BoundRule, action: str | None = None) -> Case:
        """A case in which nothing is known, not even what roles take by default, on a day on which the rule holds.

        Where the things stand as on an earlier day it is that day, so that few worlds are looked at.
        """
        wanted = action or rule.rule.action
        place = bisect_right(self.days, _day(rule))
        world = self.base.world(self.days[place - 1] if place else date.min)
        return Case(world, wanted, {}, self.schema.roles(wanted))

    @cached_property
    def above(self) -> dict[str, frozenset[str]]:
        """Each action with those above it."""
        return {action: frozenset(self.schema.actions_above(action)) for action in self.schema.actions}


def _days_of_change(base: Base) -> Iterator[date]:
    """Every day on which something about an entity begins, ends or is read."""
    for entity in base.knowledge.entities.values():
        readings = [reading for known in entity.attributes.values() for reading in known]
        grounds = [entity.grounds, *(parent.grounds for parent in entity.parents)]
        grounds += [*(edge.grounds for edge in entity.edges), *(reading.grounds for reading in readings)]
        for one in grounds:
            yield from (day for day in (one.valid.start, one.valid.end) if day is not None)
        yield from (reading.at.first for reading in readings if reading.at is not None)


def _day(rule: BoundRule) -> date:
    valid = rule.rule.grounds.valid
    return valid.start or (date.fromordinal(valid.end.toordinal() - 1) if valid.end else date(2020, 1, 1))


@dataclass(frozen=True, slots=True)
class _Path:
    """One way through a tree: what was tried, and how the rules then stand."""

    tried: tuple[tuple[Slot, Value], ...]
    state: State


def _paths(tree: Tree, tried: tuple[tuple[Slot, Value], ...] = ()) -> Iterator[_Path]:
    match tree:
        case Leaf(state):
            yield _Path(tried, state)
        case Split(slot, branches):
            for cell, branch in branches:
                yield from _paths(branch, (*tried, (slot, cell.value)))


def _tree(case: Case, rules: Sequence[BoundRule]) -> Tree | None:
    """How rules that bear on each other stand in a case; None past the limit on leaves."""
    scope = CaseScope(case)
    try:
        return grow(rules, asides_in(rules), scope, RuleCells(rules, scope), _LEAVES)
    except TooManyCells:
        return None


# --- one rule alone -----------------------------------------------------------------------------------------------


def _single(rules: _Rules) -> Iterator[Trouble]:
    """What is found of each rule, in their order; rules of one time are looked at together."""
    found: dict[str, list[Trouble]] = {}
    for rule in sorted(rules.book.values(), key=_day):
        if rule.rule.grounds.valid.start == rule.rule.grounds.valid.end is not None:
            continue
        found[rule.id] = [*_applicability(rules, rule)]
        for part in ("when", "unless", "that"):
            found[rule.id] += _constant(rules, rule, part)
    for id in rules.book:
        yield from found.get(id, ())


def _applicability(rules: _Rules, rule: BoundRule) -> Iterator[Trouble]:
    case = rules.blank(rule)
    tree = _tree(case, [rule])
    if tree is None:
        return
    if all(state.statuses[0] == "not_applicable" for state in leaves(tree)):
        yield _warn("never-applies", f"the rule `{rule.id}` can never apply", rule, "when" if rule.when else "object")
        return
    excepting = rules.excepting.get(rule.id, ())
    over = [other for other in excepting if other.sets_aside(rule) and _always_beside(rules, other, rule)]
    joint = _tree(case, [rule, *over]) if over else None
    if joint is None:
        return
    applying = [path for path in _paths(joint) if path.state.applies[0] is not False]
    if applying and all(path.state.statuses[0] == "set_aside" for path in applying):
        names = " and ".join(f"`{other.id}`" for other in over)
        witness = _witness(applying[0])
        yield _warn("always-set-aside", f"the rule `{rule.id}` is always set aside, by {names}", rule, None, witness)


def _constant(rules: _Rules, rule: BoundRule, part: str) -> Iterator[Trouble]:
    condition: Expression | None = getattr(rule, part)
    if condition is None or (part == "when" and not rule.inputs and not rule.roles):
        return
    alone = replace(rule.rule, id="it", scope=rule.rule.scope, exception_to=())
    probe = BoundRule(replace(alone, effect="require"), None, None, condition, rule.rank)
    if part != "that":
        probe = BoundRule(replace(alone, effect="require", scope={}), None, None, condition, rule.rank)
    tree = _tree(rules.blank(probe, rule.rule.action), [probe])
    if tree is None:
        return
    statuses = {state.statuses[0] for state in leaves(tree)} - {"not_applicable"}
    if statuses == {"met"}:
        yield _warn("always-true", f"`{part}` of `{rule.id}` is always true", rule, part)
    elif statuses == {"violated"} and part != "when":
        yield _warn("always-false", f"`{part}` of `{rule.id}` is never true", rule, part)


# --- two rules ----------------------------------------------------------------------------------------------------


def _pairs(rules: _Rules) -> Iterator[Trouble]:
    for rule in rules.book.values():
        for name in rule.rule.exception_to:
            other = rules.book.get(name)
            if other is not None and not _can_meet(rules, rule, other):
                message = f"`{rule.id}` is an exception to `{name}`, but the two can never apply together"
                yield _warn("exception-to-nothing", message, rule, "exception_to")
    yield from _contradictions(rules)


def _contradictions(rules: _Rules) -> Iterator[Trouble]:
    groups: dict[object, list[BoundRule]] = {}
    for rule in rules.book.values():
        scope = tuple(sorted((role, tuple(sorted(ids))) for role, ids in rule.rule.scope.items()))
        groups.setdefault((rule.rule.action, scope, rule.rule.authority), []).append(rule)
    for group in groups.values():
        by_effect: dict[str, list[tuple[int, BoundRule]]] = {}
        for place, rule in enumerate(group):
            if rule.that is None:
                by_effect.setdefault(rule.rule.effect, []).append((place, rule))
        for place, one in enumerate(group):
            opposed = by_effect.get(_OPPOSITE.get(one.rule.effect, ""), ()) if one.that is None else ()
            for later, other in opposed:
                if later > place:
                    yield from _contradiction(rules, one, other)


def _contradiction(rules: _Rules, one: BoundRule, other: BoundRule) -> Iterator[Trouble]:
    named = other.id in one.rule.exception_to or one.id in other.rule.exception_to
    meeting = None if named or not _overlap(one, other) else _meeting(rules, one, other)
    if meeting is not None:
        message = f"`{one.id}` and `{other.id}` say opposite things of the same, on the same authority and days"
        yield _warn("contradiction-of-rules", message, other, "effect", _witness(meeting))


def _overlap(one: BoundRule, other: BoundRule) -> bool:
    return one.rule.grounds.valid.meets(other.rule.grounds.valid)


def _always_beside(rules: _Rules, one: BoundRule, other: BoundRule) -> bool:
    """Whether one rule counts for every question for which the other does."""
    mine, theirs = one.rule.grounds.valid, other.rule.grounds.valid
    before = mine.start is None or (theirs.start is not None and mine.start <= theirs.start)
    after = mine.end is None or (theirs.end is not None and theirs.end <= mine.end)
    return before and after and one.rule.action in rules.above[other.rule.action]


def _can_meet(rules: _Rules, one: BoundRule, other: BoundRule) -> bool:
    if not _overlap(one, other):
        return False
    common = (action for action, above in rules.above.items() if {one.rule.action, other.rule.action} <= above)
    return any(_meeting(rules, one, other, action) is not None for action in common)


def _meeting(rules: _Rules, one: BoundRule, other: BoundRule, action: str | None = None) -> _Path | None:
    """A case in which both rules apply or may apply; None where there is none."""
    later = max(one, other, key=lambda rule: rule.rule.grounds.valid.start or date.min)
    bare = [
        BoundRule(replace(rule.rule, exception_to=()), rule.when, rule.unless, None, rule.rank) for rule in (one, other)
    ]
    case = rules.blank(later, action or one.rule.action)
    trees = [_tree(case, group) for group in linked(bare, CaseScope(case))]
    if any(tree is None for tree in trees):
        return _Path((), State((), (), (), frozenset(), frozenset()))
    ways = [next(_both_applying(tree), None) for tree in trees if tree is not None]
    found = [way for way in ways if way is not None]
    if len(found) < len(ways):
        return None
    return _Path(tuple(step for way in found for step in way.tried), found[0].state)


def _both_applying(tree: Tree) -> Iterator[_Path]:
    return (path for path in _paths(tree) if all(applies is not False for applies in path.state.applies))


# --- the rest -----------------------------------------------------------------------------------------------------


def _inputs(base: Base) -> Iterator[Trouble]:
    used = {name for rule in base.book.rules.values() for name in rule.inputs}
    for declared in base.knowledge.schema.inputs.values():
        if declared.id not in used and base.book.rules:
            message = f"no rule asks for the input `{declared.id}`"
            yield Trouble("unused-input", message, declared.span, severity="warning")


def _warn(code: str, message: str, rule: BoundRule, part: str | None, witness: str | None = None) -> Trouble:
    condition = getattr(rule.rule, part or "", None)
    place: Span | None = condition.span if isinstance(condition, Condition) else rule.rule.spans.get(part or "")
    span = place or rule.rule.span
    return Trouble(code, message, span, help=witness, severity="warning")


def _witness(path: _Path) -> str | None:
    said = ", ".join(f"{slot} = {_named(value)}" for slot, value in path.tried)
    return f"for example with {said}" if said else "in every case"


def _named(value: Value) -> str:
    if isinstance(value, EntityRef) and value.id.startswith(NOVEL):
        return "something that is not recorded"
    return write(value)
