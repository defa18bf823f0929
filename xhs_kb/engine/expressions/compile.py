"""Turns an expression tree into nested closures.

The shared nodes are compiled here, once for everyone. What a leaf stands for (a fact told, a slot of a row) and the
nodes that patterns add are the business of `Leaves`; `ScopeLeaves` serves conditions.

Longer than most: one case for every node.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias, assert_never

from ...ground.span import Span
from ...ground.values import Range
from ...language.expressions import (
    And,
    Arithmetic,
    Compare,
    Contains,
    Expression,
    Extension,
    In,
    InputRef,
    IsA,
    ListOf,
    Literal,
    Negative,
    Not,
    Operator,
    Or,
    Parameter,
    Property,
    Related,
    RoleRef,
)
from .arithmetic import OPERATIONS, ComputationError, negative
from .comparison import COMPARISONS, contains, member
from .decimals import on_paper
from .failure import Failure, unknown
from .ranges import holds
from .scope import Scope

Closure: TypeAlias = Callable[[Any], Any]
"""Takes the scope (in a pattern: the row) and gives the value."""

_ALIKE = frozenset({int, str, float, bool})


class Leaves(Protocol):
    """How the leaves of a tree are reached."""

    @property
    def fail(self) -> Failure:
        """What a type error does."""

    def operation(self, operator: Operator) -> Callable[[Any, Any], Any]:
        """How two values are computed with."""

    def leaf(self, node: Parameter | InputRef | RoleRef | Related | IsA | Property | Extension) -> Closure:
        """The closure of a node that depends on where the expression stands."""

    def spend(self, row: Any, steps: int) -> None:
        """Count the items that a comprehension goes through, where somebody counts."""


def compile_expression(expression: Expression) -> Callable[[Scope], Any]:
    """The expression as a function of a scope; None is unknown, and so is a type error."""
    return compile_with(expression, ScopeLeaves())


def compile_with(expression: Expression, leaves: Leaves) -> Closure:
    """The expression as a function of whatever `leaves` read from."""
    match expression:
        case Literal(value):
            return lambda _: value
        case Parameter() | InputRef() | RoleRef() | Property() | IsA() | Related() | Extension():
            return leaves.leaf(expression)
        case Compare():
            return _compare(expression, leaves)
        case In():
            return _in(expression, leaves)
        case Contains():
            whole, item = compile_with(expression.whole, leaves), compile_with(expression.item, leaves)
            return lambda row: contains(whole(row), item(row))
        case ListOf(items):
            parts = tuple(compile_with(item, leaves) for item in items)
            return lambda row: [part(row) for part in parts]
        case Arithmetic():
            return _arithmetic(expression, leaves)
        case Negative():
            return _negative(expression, leaves)
        case Not():
            return _not(expression, leaves)
        case And():
            return _connect(expression.operands, False, leaves)
        case Or():
            return _connect(expression.operands, True, leaves)
        case _:
            assert_never(expression)


def _compare(node: Compare, leaves: Leaves) -> Closure:
    left, right = compile_with(node.left, leaves), compile_with(node.right, leaves)
    test = COMPARISONS[node.operator]
    if node.operator != "=":
        return lambda row: test(left(row), right(row))

    def equal(row: Any) -> bool | None:
        one, two = left(row), right(row)
        if type(one) is type(two) and type(one) in _ALIKE:
            return bool(one == two)
        return test(one, two)

    return equal


def _in(node: In, leaves: Leaves) -> Closure:
    item, items = compile_with(node.item, leaves), compile_with(node.items, leaves)
    fail, span = leaves.fail, node.items.span if not isinstance(node.items, Extension) else node.span

    def is_in(row: Any) -> bool | None:
        one, many = item(row), items(row)
        match many:
            case list() | tuple():
                return member(one, many)
            case None:
                return None
            case Range():
                return None if one is None else holds(many, one)
            case _:
                fail("`IN` looks into a list", span)
                return None

    return is_in


def _arithmetic(node: Arithmetic, leaves: Leaves) -> Closure:
    left, right = compile_with(node.left, leaves), compile_with(node.right, leaves)
    fail, span = leaves.fail, node.span
    compute = leaves.operation(node.operator)

    def computed(row: Any) -> Any:
        one, two = left(row), right(row)
        if one is None or two is None:
            return None
        try:
            return compute(one, two)
        except ComputationError as problem:
            return fail(str(problem), span)
        except OverflowError:
            return fail("the number is too large", span)

    return computed


def _negative(node: Negative, leaves: Leaves) -> Closure:
    operand, fail, span = compile_with(node.operand, leaves), leaves.fail, node.span

    def turned(row: Any) -> Any:
        value = operand(row)
        try:
            return None if value is None else negative(value)
        except ComputationError as problem:
            return fail(str(problem), span)

    return turned


def _not(node: Not, leaves: Leaves) -> Closure:
    operand, fail, span = compile_with(node.operand, leaves), leaves.fail, node.span

    def negated(row: Any) -> bool | None:
        value = operand(row)
        if value is True:
            return False
        if value is False:
            return True
        if value is not None:
            fail("`NOT` takes a truth value", span)
        return None

    return negated


def _connect(operands: tuple[Expression, ...], decisive: bool, leaves: Leaves) -> Closure:
    """`And` and `Or`: the decisive value wins, then unknown; a type error counts as unknown or is raised."""
    parts = tuple(compile_with(operand, leaves) for operand in operands)
    fail, spans = leaves.fail, tuple(_span(operand) for operand in operands)
    message = f"`{'OR' if decisive else 'AND'}` takes truth values"

    def connected(row: Any) -> bool | None:
        answer: bool | None = not decisive
        for index, part in enumerate(parts):
            value = part(row)
            if value is decisive:
                return bool(decisive)
            if value is None:
                answer = None
            elif value is not True and value is not False:
                fail(message, spans[index])
                answer = None
        return answer

    return connected


def _span(node: Expression) -> Span | None:
    return getattr(node, "span", None)


class ScopeLeaves:
    """Leaves that are read from a `Scope`; a type error is unknown."""

    fail: Failure = staticmethod(unknown)

    def operation(self, operator: Operator) -> Callable[[Any, Any], Any]:
        """Arithmetic as on paper."""
        return on_paper(operator, OPERATIONS[operator])

    def leaf(self, node: Parameter | InputRef | RoleRef | Related | IsA | Property | Extension) -> Closure:
        """The closure of a leaf over a scope; a node of the patterns has no meaning here and is unknown."""
        match node:
            case Parameter(name):
                return lambda scope: scope.parameter(name)
            case InputRef(id):
                return lambda scope: scope.input(id)
            case RoleRef(id):
                return lambda scope: scope.role(id)
            case Property(subject, key):
                return self._property(compile_with(subject, self), key)
            case IsA():
                return self._is_a(compile_with(node.subject, self), compile_with(node.kind, self), node.strict)
            case Related(subject, relation, object):
                return self._related(compile_with(subject, self), relation, compile_with(object, self))
            case Extension():
                return self._variable(node)
            case _:
                assert_never(node)

    def spend(self, row: Any, steps: int) -> None:
        """Nobody counts in a condition: it draws from no list."""

    def _property(self, subject: Closure, key: str) -> Closure:
        def of(scope: Scope) -> Any:
            value = subject(scope)
            return None if value is None else scope.property(value, key)

        return of

    def _is_a(self, subject: Closure, kind: Closure, strict: bool) -> Closure:
        def test(scope: Scope) -> bool | None:
            thing, above = subject(scope), kind(scope)
            return None if thing is None or above is None else scope.is_a(thing, above, strict)

        return test

    def _related(self, subject: Closure, relation: str, object: Closure) -> Closure:
        def test(scope: Scope) -> bool | None:
            one, other = subject(scope), object(scope)
            return None if one is None or other is None else scope.related(one, relation, other)

        return test

    def _variable(self, node: Extension) -> Closure:
        name = getattr(node, "name", None)
        return (lambda scope: scope.variable(name)) if isinstance(name, str) else (lambda _: None)
