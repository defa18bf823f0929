"""The graph of a knowledge base as plain nodes and edges, in one order whatever the order of the files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...ground.frozen import dataclass

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class Node:
    """A record: its id, its kind, and its properties in JSON types."""

    id: str
    label: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two records; `key` is unique in the graph."""

    key: str
    type: str
    source: str
    target: str
    properties: dict[str, Any]


def nodes(graph: networkx.MultiDiGraph) -> Iterator[Node]:
    """The nodes by kind and id."""
    found = [Node(str(id), min(data["labels"]), dict(data["properties"])) for id, data in graph.nodes(data=True)]
    yield from sorted(found, key=lambda node: (node.label, node.id))


def links(graph: networkx.MultiDiGraph) -> Iterator[Link]:
    """The edges by their key."""
    edges = graph.edges(keys=True, data=True)
    found = [Link(str(key), data["type"], str(a), str(b), dict(data["properties"])) for a, b, key, data in edges]
    yield from sorted(found, key=lambda link: link.key)


def around(graph: networkx.MultiDiGraph, centre: str, steps: int) -> networkx.MultiDiGraph:
    """Cuts a graph of one's own down to what lies within some steps of a node, whatever the direction."""
    pairs = {(str(a), str(b)) for a, b in graph.edges()}
    near = {centre}
    for _ in range(steps):
        near |= {end for pair in pairs for end in pair if not near.isdisjoint(pair)}
    far = [node for node in graph if node not in near]
    graph.remove_nodes_from(far)
    return graph
