"""Two questions about any two values: are they the same for grouping, and which comes first in a sorted column.

Unlike `=`, grouping finds null the same as null and NaN the same as NaN; unlike `<`, sorting orders values of any
two kinds (openCypher's equivalence and orderability).
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from .values import Node, Path, Relationship

_AS_THEY_ARE = frozenset({int, str, type(None), Node, Relationship})


def identity(value: Any) -> Hashable:
    """A hashable form, equal for two values exactly where they are the same for grouping."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value  # type: ignore[no-any-return]
    if kind is float:
        return value if value == value else ("\0nan",)
    if kind is bool:
        return ("\0bool", value)
    match value:
        case list() | tuple():
            return ("\0list", *map(identity, value))
        case dict():
            return ("\0map", frozenset((key, identity(item)) for key, item in value.items()))
        case Path(nodes, relationships):
            return ("\0path", nodes, relationships)
        case Hashable():
            return (kind, value)
        case _:
            return (kind, repr(value))


MAP, NODE, RELATIONSHIP, LIST, PATH, TEMPORAL, OTHER, TEXT, BOOLEAN, NUMBER, NULL = range(11)


def sort_key(value: Any) -> tuple[Any, ...]:
    """A key that sorts any values: maps, nodes, relationships, lists, paths, times, texts, truth, numbers, null."""
    kind = type(value)
    if kind is str:
        return (TEXT, value)
    if kind is int:
        return (NUMBER, 0, value)
    if kind is float:
        return (NUMBER, 0, value) if value == value else (NUMBER, 1, 0)
    if kind is bool:
        return (BOOLEAN, value)
    match value:
        case None:
            return (NULL,)
        case list() | tuple():
            return (LIST, tuple(map(sort_key, value)))
        case dict():
            keys = sorted(value)
            return (MAP, tuple((key, sort_key(value[key])) for key in keys))
        case Node(id):
            return (NODE, by_id(id))
        case Relationship(id):
            return (RELATIONSHIP, by_id(id))
        case Path(nodes, relationships):
            return (PATH, tuple(by_id(node.id) for node in nodes), tuple(by_id(step.id) for step in relationships))
        case _:
            own = getattr(value, "sort_key", None)
            return (TEMPORAL, *own()) if own is not None else (OTHER, kind.__name__, repr(value))


def by_id(id: Any) -> tuple[Any, ...]:
    """A key for ids, which a user's graph may mix: numbers before texts before the rest."""
    match id:
        case int() | float():
            return (0, id)
        case str():
            return (1, id)
        case tuple():
            return (2, tuple(map(by_id, id)))
        case _:
            return (3, repr(id))
