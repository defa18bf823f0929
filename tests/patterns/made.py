"""Small graphs for tests of patterns."""

from __future__ import annotations

from typing import Any

import networkx as nx

Edge = tuple[int, str, int, dict[str, Any]]


def graph_of(nodes: dict[int, tuple[str, dict[str, Any]]], edges: list[Edge]) -> nx.MultiDiGraph:
    """A graph; labels are written `"a b"`, edges `(start, type, end, properties)`."""
    graph = nx.MultiDiGraph()
    for number, (labels, properties) in nodes.items():
        graph.add_node(number, labels=frozenset(labels.split()), properties=properties)
    for key, (start, kind, end, properties) in enumerate(edges):
        graph.add_edge(start, end, key=key, type=kind, properties=properties)
    return graph


def village() -> nx.MultiDiGraph:
    """Four people, two of them with a dog."""
    return graph_of(
        {
            1: ("person", {"name": "Ann", "age": 30}),
            2: ("person", {"name": "Bo", "age": 41}),
            3: ("person baker", {"name": "Cy", "age": 30}),
            4: ("person", {"name": "Di"}),
            5: ("dog", {"name": "Rex"}),
            6: ("dog", {"name": "Ulf"}),
        },
        [
            (1, "knows", 2, {"since": 2001}),
            (2, "knows", 3, {"since": 2011}),
            (3, "knows", 1, {"since": 2005}),
            (1, "knows", 1, {}),
            (1, "has", 5, {}),
            (3, "has", 6, {}),
            (4, "knows", 2, {"since": 2011}),
        ],
    )
