"""Checks of what rules mean, beyond how they are written: a rule that can never apply, a condition always true.

Each check tries the completions of a rule with nothing known, so that what it says is shown by a case: the witness.
It is for editors (`validate`); opening a knowledge base to ask it does not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..ground.frozen import dataclass, replace
from ..ground.span import Span
from ..ground.trouble import Trouble
from ..ground.values import EntityRef, Value, write
from ..language.expressions import Expression
from ..model.records import Condition
from .base import Base
from .rulebook import BoundRule
from .verdicts.case import Case, Slot
from .verdicts.components import Component, components
from .verdicts.effects import State
from .verdicts.scope import NOVEL
from .verdicts.tree import Leaf, Split, Tree

_LEAVES = 512
_OPPOSITE = {"forbid": "allow", "allow": "forbid", "recommend": "discourage", "discourage": "recommend"}


def examine(base: Base) -> tuple[Trouble, ...]:
    """All findings about the rules of a base, as warnings, by rule."""
    found = [*_single(base), *_pairs(base), *_inputs(base)]
    return tuple(sorted(found, key=_place))


def _place(trouble: Trouble) -> tuple[str, int]:
    return (trouble.span.source.name, trouble.span.start) if trouble.span is not None else ("", 0)


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


def _day(rule: BoundRule) -> date:
    valid = rule.rule.grounds.valid
    return valid.start or (date.fromordinal(valid.end.toordinal() - 1) if valid.end else date(2020, 1, 1))


def _blank(base: Base, rule: BoundRule, action: str | None = None) -> Case:
    """A case in which nothing is known, not even what roles take by default, on a day on which the rule holds."""
    wanted = action or rule.rule.action
    return Case(base.world(_day(rule)), wanted, {}, base.knowledge.schema.roles(wanted))


def _tree(base: Base, rules: Sequence[BoundRule], action: str | None = None) -> Component | None:
    parts = components(_blank(base, rules[0], action), rules, _LEAVES)
    whole = [part for part in parts if rules[0] in part.rules]
    return whole[0] if whole and whole[0].complete else None


# --- one rule alone -----------------------------------------------------------------------------------------------


def _single(base: Base) -> Iterator[Trouble]:
    for rule in base.book.rules.values():
        if rule.rule.grounds.valid.start == rule.rule.grounds.valid.end is not None:
            continue
        yield from _applicability(base, rule)
        for part in ("when", "unless", "that"):
            yield from _constant(base, rule, part)


def _applicability(base: Base, rule: BoundRule) -> Iterator[Trouble]:
    component = _tree(base, [rule])
    if component is None:
        return
    paths = list(_paths(component.tree))
    if all(path.state.statuses[0] == "not_applicable" for path in paths):
        yield _warn("never-applies", f"the rule `{rule.id}` can never apply", rule, "when" if rule.when else "object")
        return
    over = [other for other in base.book.rules.values() if other.sets_aside(rule) and _always_beside(base, other, rule)]
    joint = _tree(base, [rule, *over]) if over else None
    if joint is None:
        return
    place = joint.rules.index(rule)
    applying = [path for path in _paths(joint.tree) if path.state.applies[place] is not False]
    if applying and all(path.state.statuses[place] == "set_aside" for path in applying):
        names = " and ".join(f"`{other.id}`" for other in over)
        witness = _witness(applying[0])
        yield _warn("always-set-aside", f"the rule `{rule.id}` is always set aside, by {names}", rule, None, witness)


def _constant(base: Base, rule: BoundRule, part: str) -> Iterator[Trouble]:
    condition: Expression | None = getattr(rule, part)
    if condition is None or (part == "when" and not rule.inputs and not rule.roles):
        return
    alone = replace(rule.rule, id="it", scope=rule.rule.scope, exception_to=())
    probe = BoundRule(replace(alone, effect="require"), None, None, condition, rule.rank)
    if part != "that":
        probe = BoundRule(replace(alone, effect="require", scope={}), None, None, condition, rule.rank)
    component = _tree(base, [probe], rule.rule.action)
    if component is None:
        return
    statuses = {path.state.statuses[0] for path in _paths(component.tree)} - {"not_applicable"}
    if statuses == {"met"}:
        yield _warn("always-true", f"`{part}` of `{rule.id}` is always true", rule, part)
    elif statuses == {"violated"} and part != "when":
        yield _warn("always-false", f"`{part}` of `{rule.id}` is never true", rule, part)


# --- two rules ----------------------------------------------------------------------------------------------------


def _pairs(base: Base) -> Iterator[Trouble]:
    for rule in base.book.rules.values():
        for name in rule.rule.exception_to:
            other = base.book.rules.get(name)
            if other is not None and not _can_meet(base, rule, other):
                message = f"`{rule.id}` is an exception to `{name}`, but the two can never apply together"
                yield _warn("exception-to-nothing", message, rule, "exception_to")
    yield from _contradictions(base)


def _contradictions(base: Base) -> Iterator[Trouble]:
    groups: dict[object, list[BoundRule]] = {}
    for rule in base.book.rules.values():
        scope = tuple(sorted((role, tuple(sorted(ids))) for role, ids in rule.rule.scope.items()))
        groups.setdefault((rule.rule.action, scope, rule.rule.authority), []).append(rule)
    for group in groups.values():
        for index, one in enumerate(group):
            for other in group[index + 1 :]:
                yield from _contradiction(base, one, other)


def _contradiction(base: Base, one: BoundRule, other: BoundRule) -> Iterator[Trouble]:
    named = other.id in one.rule.exception_to or one.id in other.rule.exception_to
    if named or _OPPOSITE.get(one.rule.effect) != other.rule.effect or not _overlap(one, other):
        return
    if one.that is not None or other.that is not None:
        return
    meeting = _meeting(base, one, other)
    if meeting is not None:
        message = f"`{one.id}` and `{other.id}` say opposite things of the same, on the same authority and days"
        yield _warn("contradiction-of-rules", message, other, "effect", _witness(meeting))


def _overlap(one: BoundRule, other: BoundRule) -> bool:
    return one.rule.grounds.valid.meets(other.rule.grounds.valid)


def _always_beside(base: Base, one: BoundRule, other: BoundRule) -> bool:
    """Whether one rule counts for every question for which the other does."""
    mine, theirs = one.rule.grounds.valid, other.rule.grounds.valid
    before = mine.start is None or (theirs.start is not None and mine.start <= theirs.start)
    after = mine.end is None or (theirs.end is not None and theirs.end <= mine.end)
    return before and after and one.rule.action in base.knowledge.schema.actions_above(other.rule.action)


def _can_meet(base: Base, one: BoundRule, other: BoundRule) -> bool:
    if not _overlap(one, other):
        return False
    schema = base.knowledge.schema
    common = [a for a in schema.actions if {one.rule.action, other.rule.action} <= set(schema.actions_above(a))]
    return any(_meeting(base, one, other, action) is not None for action in common)


def _meeting(base: Base, one: BoundRule, other: BoundRule, action: str | None = None) -> _Path | None:
    """A case in which both rules apply or may apply; None where there is none."""
    later = max(one, other, key=lambda rule: rule.rule.grounds.valid.start or date.min)
    linked = [
        BoundRule(replace(r.rule, exception_to=(), id=r.id), r.when, r.unless, None, r.rank) for r in (one, other)
    ]
    day = _day(later)
    wanted = action or one.rule.action
    case = Case(base.world(day), wanted, {}, base.knowledge.schema.roles(wanted))
    parts = components(case, linked, _LEAVES)
    if not all(part.complete for part in parts):
        return _Path((), State((), (), (), frozenset(), frozenset()))
    ways = [[path for path in _paths(part.tree) if all(a is not False for a in path.state.applies)] for part in parts]
    if not all(ways):
        return None
    return _Path(tuple(step for way in ways for step in way[0].tried), ways[0][0].state)


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
