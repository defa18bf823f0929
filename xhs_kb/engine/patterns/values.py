"""What a pattern can return besides plain values: nodes, relationships and paths.

Nodes and relationships are not frozen: one is made for every element whenever a graph is read, and a frozen class takes
four times as long. What a caller gets are copies of his own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, unsafe_hash=True, weakref_slot=True)
class Node:
    """A node; two are equal where their ids are."""

    id: Any
    labels: frozenset[str] = field(default=frozenset(), compare=False)
    properties: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(slots=True, unsafe_hash=True, weakref_slot=True)
class Relationship:
    """A relationship; its id is (start, end, edge key), `start` and `end` are ids of nodes."""

    id: Any
    type: str = field(compare=False)
    properties: dict[str, Any] = field(default_factory=dict, compare=False)
    start: Any = field(default=None, compare=False)
    end: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """A walk: one node more than relationships, in the order walked, whichever way they point."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...] = ()


def exported(value: Any) -> Any:
    """A copy that its receiver may change without changing the graph."""
    match value:
        case Node(id, labels, properties):
            return Node(id, labels, exported(properties))
        case Relationship():
            return Relationship(value.id, value.type, exported(value.properties), value.start, value.end)
        case Path(nodes, relationships):
            return Path(tuple(exported(node) for node in nodes), tuple(exported(step) for step in relationships))
        case list() | tuple():
            return [exported(item) for item in value]
        case dict():
            return {key: exported(item) for key, item in value.items()}
        case _:
            return value
