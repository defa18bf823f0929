"""The rules of a knowledge base with their conditions read and compiled, and the ways to those that may count.

Which rules are looked at for a question depends on what the question names, not on how many rules there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..ground.frozen import dataclass, field
from ..ground.values import EntityRef
from ..language.expressions import (
    And,
    Arithmetic,
    Compare,
    Contains,
    Expression,
    In,
    InputRef,
    IsA,
    ListOf,
    Literal,
    Negative,
    Not,
    Or,
    Property,
    Related,
    RoleRef,
)
from ..model.records import Rule
from ..model.schema import Schema
from .expressions import Scope, compile_expression

if TYPE_CHECKING:
    from .tables.glimpses import Glimpse

Test = Callable[[Scope], Any]
ADVICE = ("discourage", "recommend")


@dataclass(frozen=True)
class BoundRule:
    """A rule with its conditions as trees and as compiled tests; a condition that is absent is None."""

    rule: Rule
    when: Expression | None = None
    unless: Expression | None = None
    that: Expression | None = None
    rank: int = 0

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    @property
    def is_advice(self) -> bool:
        """Whether it advises rather than rules."""
        return self.rule.effect in ADVICE

    @cached_property
    def tests(self) -> tuple[Test | None, Test | None, Test | None]:
        """`when`, `unless` and `that` as functions of a scope."""
        return _compiled(self.when), _compiled(self.unless), _compiled(self.that)

    @cached_property
    def loose_tests(self) -> tuple[Test | None, Test | None]:
        """`when` and `unless` with identity of entities loosened to is_a, to see what covers a part of something."""
        when, unless = (c if c is None else _loosened(c) for c in (self.when, self.unless))
        return _compiled(when), _compiled(unless)

    @cached_property
    def conditions(self) -> tuple[Expression, ...]:
        """The conditions that it has."""
        return tuple(c for c in (self.when, self.unless, self.that) if c is not None)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The inputs that its conditions mention, sorted."""
        return tuple(sorted({node.id for c in self.conditions for node in parts(c) if isinstance(node, InputRef)}))

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The roles that its scope or its conditions mention, sorted."""
        named = {node.id for c in self.conditions for node in parts(c) if isinstance(node, RoleRef)}
        return tuple(sorted(named | set(self.rule.scope)))

    @cached_property
    def attributes(self) -> tuple[tuple[str, str], ...]:
        """The attributes of roles that its conditions mention, as (role, attribute), sorted."""
        found = set()
        for condition in self.conditions:
            for node in parts(condition):
                if isinstance(node, Property) and isinstance(node.subject, RoleRef):
                    found.add((node.subject.id, node.key))
        return tuple(sorted(found))

    def sets_aside(self, other: BoundRule) -> bool:
        """Whether it may set the other rule aside where both apply: named, strong enough, and no advice over a rule."""
        strong = self.rank <= other.rank and (other.is_advice or not self.is_advice)
        return strong and other.id in self.rule.exception_to


def _compiled(condition: Expression | None) -> Test | None:
    return None if condition is None else compile_expression(condition)


def _loosened(expression: Expression) -> Expression:
    match expression:
        case And(operands):
            return And(tuple(_loosened(operand) for operand in operands))
        case Or(operands):
            return Or(tuple(_loosened(operand) for operand in operands))
        case Not(operand):
            return Not(_loosened(operand))
        case Compare("=", RoleRef() as role, Literal(EntityRef()) as thing):
            return IsA(role, thing)
        case In(RoleRef() as role, ListOf(items)):
            return Or(tuple(IsA(role, item) for item in items))
    return expression


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and all in it, outermost first."""
    yield expression
    for inner in inside(expression):
        yield from parts(inner)


def _named(expression: Expression) -> Iterator[str]:
    for node in parts(expression):
        match node:
            case Literal(EntityRef(id)) | InputRef(id) | RoleRef(id):
                yield id


def inside(expression: Expression) -> tuple[Expression, ...]:
    """The operands of an expression."""
    match expression:
        case And(operands) | Or(operands):
            return operands
        case Not(operand) | Negative(operand):
            return (operand,)
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return (left, right)
        case In(item, items):
            return (item, items)
        case Contains(whole, item):
            return (whole, item)
        case ListOf(items):
            return items
        case Property(subject, _):
            return (subject,)
        case IsA(subject, kind):
            return (subject, kind)
        case Related(subject, _, object_):
            return (subject, object_)
    return ()


@dataclass(frozen=True)
class Rulebook:
    """All rules of a knowledge base, by action."""

    schema: Schema
    rules: Mapping[str, BoundRule] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()
    """The rules that are not as they were when the book was made; for what was worked out then."""

    @cached_property
    def by_action(self) -> Mapping[str, tuple[BoundRule, ...]]:
        """The rules of exactly this action, by id."""
        groups: dict[str, list[BoundRule]] = {}
        for bound in self.rules.values():
            groups.setdefault(bound.rule.action, []).append(bound)
        return {action: tuple(rules) for action, rules in groups.items()}

    @cached_property
    def requiring(self) -> Mapping[str, tuple[BoundRule, ...]]:
        """The requirements whose `that` names an input, or a thing that fills a role, by what they name."""
        groups: dict[str, dict[str, BoundRule]] = {}
        for bound in self.rules.values():
            if bound.rule.effect == "require" and bound.that is not None:
                for id in _named(bound.that):
                    groups.setdefault(id, {})[bound.id] = bound
        return {id: tuple(rules.values()) for id, rules in groups.items()}

    @cached_property
    def actions_below(self) -> Mapping[str, tuple[str, ...]]:
        """The actions strictly below an action, sorted."""
        below: dict[str, list[str]] = {}
        for action in sorted(self.schema.actions):
            for above in self.schema.actions_above(action)[1:]:
                below.setdefault(above, []).append(action)
        return {action: tuple(found) for action, found in below.items()}

    @cached_property
    def _sorted(self) -> dict[tuple[str, bool], tuple[BoundRule, ...]]:
        return {}

    def glimpses(self, action: str) -> Iterator[Glimpse]:
        """Glimpses of the rules of an action, of those above and of those below it."""
        for one in (*self.schema.actions_above(action), *self.actions_below.get(action, ())):
            yield from self.glimpses_at(one)

    def glimpses_at(self, action: str) -> Sequence[Glimpse]:
        """Glimpses of the rules of exactly this action, by id."""
        from .tables.glimpses import glimpse_of

        found = self._glimpses.get(action)
        if found is None:
            found = self._glimpses[action] = tuple(map(glimpse_of, self.by_action.get(action, ())))
        return found

    @cached_property
    def _glimpses(self) -> dict[str, tuple[Glimpse, ...]]:
        return {}

    def of(self, action: str) -> Sequence[BoundRule]:
        """The rules of an action and of those above it, by id."""
        found = self._sorted.get((action, True))
        if found is None:
            found = self._sorted[action, True] = self._of(self.schema.actions_above(action))
        return found

    def below(self, action: str) -> Sequence[BoundRule]:
        """The rules of the actions strictly below an action, by id."""
        found = self._sorted.get((action, False))
        if found is None:
            found = self._sorted[action, False] = self._of(self.actions_below.get(action, ()))
        return found

    def _of(self, actions: Iterable[str]) -> tuple[BoundRule, ...]:
        rules = [rule for action in actions for rule in self.by_action.get(action, ())]
        return tuple(sorted(rules, key=lambda bound: bound.id))
