"""Children of any expression node, and the same node with other children: what every pass over trees shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any, get_args

from ..expressions import Expression
from .tree import PatternComprehension, PatternTest, Subquery, Variable

_NODES: tuple[type, ...] = get_args(Expression)
_OWN_SCOPE = (PatternTest, PatternComprehension, Subquery)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name != "span")


def children(node: Expression) -> Iterator[Expression]:
    """The expressions directly below a node, in reading order; what is drawn inside has a scope of its own."""
    for name in _names(type(node)):
        yield from _expressions(getattr(node, name))


def _expressions(value: Any) -> Iterator[Expression]:
    if isinstance(value, _NODES):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _expressions(item)


def rebuilt(node: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The node with every child changed; the node itself where none is."""
    changes: dict[str, Any] = {}
    for name in _names(type(node)):
        before = getattr(node, name)
        after = _changed(before, change)
        if after is not before:
            changes[name] = after
    return replace(node, **changes) if changes else node  # type: ignore[type-var]


def _changed(value: Any, change: Callable[[Expression], Expression]) -> Any:
    if isinstance(value, _NODES):
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
