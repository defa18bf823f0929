"""Functions of nodes, relationships and paths."""

from __future__ import annotations

from typing import Any

from ..run import Run
from ..values import Node, Path, Relationship
from .function import ArgumentError, Function, called


def _node(name: str, value: Any) -> Node:
    if isinstance(value, Node):
        return value
    raise ArgumentError(f"`{name}` takes a node, not {called(value)}")


def _relationship(name: str, value: Any) -> Relationship:
    if isinstance(value, Relationship):
        return value
    raise ArgumentError(f"`{name}` takes a relationship, not {called(value)}")


def _path(name: str, value: Any) -> Path:
    if isinstance(value, Path):
        return value
    raise ArgumentError(f"`{name}` takes a path, not {called(value)}")


def labels(value: Any) -> list[str]:
    """The labels of a node, in alphabetical order."""
    return sorted(_node("labels", value).labels)


def type_of(value: Any) -> str:
    """The type of a relationship."""
    return _relationship("type", value).type


def id_of(value: Any) -> Any:
    """The id of a node or relationship, as the graph has it."""
    match value:
        case Node(id):
            return id
        case Relationship(id):
            return list(id) if isinstance(id, tuple) else id
    raise ArgumentError(f"`id` takes a node or a relationship, not {called(value)}")


def element_id(value: Any) -> str:
    """The id as text."""
    return str(id_of(value))


def properties(value: Any) -> dict[str, Any]:
    """All properties as a map."""
    match value:
        case Node() | Relationship():
            return dict(value.properties)
        case dict():
            return value
    raise ArgumentError(f"`properties` takes a node, a relationship or a map, not {called(value)}")


def keys(value: Any) -> list[str]:
    """The names of all properties."""
    return list(properties(value))


def start_node(run: Run, value: Any) -> Any:
    """Where a relationship begins."""
    return run.index.by_id[_relationship("startNode", value).start]


def end_node(run: Run, value: Any) -> Any:
    """Where a relationship ends."""
    return run.index.by_id[_relationship("endNode", value).end]


def nodes(value: Any) -> list[Node]:
    """The nodes of a path."""
    return list(_path("nodes", value).nodes)


def relationships(value: Any) -> list[Relationship]:
    """The relationships of a path."""
    return list(_path("relationships", value).relationships)


def length(value: Any) -> int:
    """The number of relationships of a path."""
    return len(_path("length", value).relationships)


GRAPH: dict[str, Function] = {
    "labels": Function(labels),
    "type": Function(type_of),
    "id": Function(id_of),
    "elementid": Function(element_id),
    "properties": Function(properties),
    "keys": Function(keys),
    "startnode": Function(start_node, run=True),
    "endnode": Function(end_node, run=True),
    "nodes": Function(nodes),
    "relationships": Function(relationships),
    "length": Function(length),
}
