"""Children of any expression node, and the same node with other children: what every pass over trees shares."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import fields
from functools import cache
from typing import Any, TypeGuard, cast, get_args

from ...ground.frozen import replace
from ..expressions import Expression
from .tree import PatternComprehension, PatternTest, Subquery, Variable

_NODES: tuple[type, ...] = get_args(Expression)
_OWN_SCOPE = (PatternTest, PatternComprehension, Subquery)


def _is_node(value: object) -> TypeGuard[Expression]:
    return isinstance(value, _NODES)


@cache
def names(kind: Hashable) -> tuple[str, ...]:
    """The fields of a class of nodes that carry meaning: all but the span."""
    return tuple(field.name for field in fields(cast(Any, kind)) if field.name != "span")


def children(node: Expression) -> Iterator[Expression]:
    """The expressions directly below a node, in reading order; what is drawn inside has a scope of its own."""
    for name in names(cast(Hashable, type(node))):
        yield from _expressions(getattr(node, name))


def _expressions(value: Any) -> Iterator[Expression]:
    if _is_node(value):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _expressions(item)


def rebuilt(node: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The node with every child changed; the node itself where none is."""
    changes: dict[str, Any] = {}
    for name in names(cast(Hashable, type(node))):
        before = getattr(node, name)
        after = _changed(before, change)
        if after is not before:
            changes[name] = after
    return cast(Expression, replace(cast(Any, node), **changes)) if changes else node


def _changed(value: Any, change: Callable[[Expression], Expression]) -> Any:
    if _is_node(value):
        return change(value)
    if isinstance(value, tuple):
        items = tuple(_changed(item, change) for item in value)
        return items if any(one is not two for one, two in zip(items, value, strict=True)) else value
    return value


def walk(node: Expression) -> Iterator[Expression]:
    """A node and everything below it, without what is drawn."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack += [] if isinstance(current, _OWN_SCOPE) else list(children(current))


def variables(node: Expression) -> Iterator[Variable]:
    """The variables that occur below a node."""
    return (found for found in walk(node) if isinstance(found, Variable))
