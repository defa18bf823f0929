"""Patterns beside hand-written loops and, where it is installed, the nearest peer, on the same graph in one run.

    python -m tests.benchmarks.patterns_against_loops

Prints one line for each question: milliseconds of each, and the two ratios. The best of several runs counts.
`first` includes reading the graph; the others ask a graph that is read already, as the loops do.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

import networkx as nx

from xhs_kb.engine.patterns.graph import query_graph
from xhs_kb.engine.patterns.index import GraphIndex

NODES, EDGES = 1_000, 5_000


def make_graph(nodes: int = NODES, edges: int = EDGES) -> nx.MultiDiGraph:
    """A random graph of people who know each other, the same every time."""
    chance = random.Random(7)
    graph = nx.MultiDiGraph()
    for number in range(nodes):
        graph.add_node(number, labels=frozenset({"person"}),
                       properties={"name": f"p{number}", "age": chance.randrange(90), "town": f"t{number % 20}"})
    for number in range(edges):
        graph.add_edge(chance.randrange(nodes), chance.randrange(nodes), key=number, type="knows",
                       properties={"since": 1990 + chance.randrange(30)})
    return graph


def one_hop(graph: nx.MultiDiGraph) -> list[Any]:
    """Names of all pairs, the first older than 60."""
    data = graph.nodes
    return [(data[a]["properties"]["name"], data[b]["properties"]["name"])
            for a, b, edge in graph.edges(data=True)
            if edge["type"] == "knows" and data[a]["properties"]["age"] > 60]


def two_hops(graph: nx.MultiDiGraph) -> list[Any]:
    """Names of the ends of all chains of two."""
    data, found = graph.nodes, []
    for a in graph:
        for _, b, key, edge in graph.out_edges(a, keys=True, data=True):
            if edge["type"] != "knows":
                continue
            for _, c, other, onward in graph.out_edges(b, keys=True, data=True):
                if onward["type"] == "knows" and other != key:
                    found.append((data[a]["properties"]["name"], data[c]["properties"]["name"]))
    return found


def chains(graph: nx.MultiDiGraph) -> list[Any]:
    """How many chains of one to three relationships there are."""
    count = 0
    for a in graph:
        stack: list[tuple[Any, tuple[Any, ...]]] = [(a, ())]
        while stack:
            node, taken = stack.pop()
            for _, b, key, edge in graph.out_edges(node, keys=True, data=True):
                if edge["type"] == "knows" and key not in taken:
                    count += 1
                    if len(taken) < 2:
                        stack.append((b, (*taken, key)))
    return [(count,)]


def aggregate(graph: nx.MultiDiGraph) -> list[Any]:
    """For every town, how many relationships lead into it."""
    data = graph.nodes
    counts = Counter(data[b]["properties"]["town"] for _, b, edge in graph.edges(data=True) if edge["type"] == "knows")
    return list(counts.items())


QUESTIONS: dict[str, tuple[str, Callable[[nx.MultiDiGraph], list[Any]]]] = {
    "1 hop": ("MATCH (a:person)-[:knows]->(b) WHERE a.age > 60 RETURN a.name, b.name", one_hop),
    "2 hops": ("MATCH (a:person)-[:knows]->()-[:knows]->(c) RETURN a.name, c.name", two_hops),
    "1..3 hops": ("MATCH (a:person)-[:knows*1..3]->(b) RETURN count(*)", chains),
    "aggregate": ("MATCH (a:person)-[:knows]->(b) RETURN b.town, count(*)", aggregate),
}

PEER_TEXTS = {
    "1..3 hops": "MATCH (a:person)-[:knows*1..3]->(b) RETURN a.name, b.name",
    "aggregate": "MATCH (a:person)-[:knows]->(b) RETURN b.town, COUNT(b.name)",
}
"""What the peer is asked where it has no `count(*)`."""


def best(action: Callable[[], Any], times: int = 5) -> float:
    """The shortest of several runs, in milliseconds."""
    shortest = float("inf")
    for _ in range(times):
        begin = perf_counter()
        action()
        shortest = min(shortest, perf_counter() - begin)
    return shortest * 1000


def measure(names: Iterable[str] = QUESTIONS) -> dict[str, tuple[float, float, float]]:
    """For each question the milliseconds of pattern, pattern with reading the graph, and loop; answers must agree."""
    graph = make_graph()
    index = GraphIndex(graph)
    times = {}
    for name in names:
        text, loop = QUESTIONS[name]
        if Counter(query_graph(index, text).rows) != Counter(loop(graph)):
            raise AssertionError(f"pattern and loop disagree on {name}")

        def ask(text: str = text) -> Any:
            return query_graph(index, text)

        def first(text: str = text) -> Any:
            return query_graph(graph, text)

        def walk(loop: Callable[[nx.MultiDiGraph], list[Any]] = loop) -> Any:
            return loop(graph)

        times[name] = best(ask), best(first), best(walk)
    return times


def peer() -> Callable[[nx.MultiDiGraph, str], Any] | None:
    """grand-cypher, the nearest peer on the same stack, where it is installed."""
    try:
        from grandcypher import GrandCypher
    except ImportError:
        return None
    return lambda graph, text: GrandCypher(graph).run(text)


def peer_graph(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same graph with the attributes that the peer reads."""
    other = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        other.add_node(node, __labels__=set(data["labels"]), **data["properties"])
    for start, end, key, data in graph.edges(keys=True, data=True):
        other.add_edge(start, end, key=key, __labels__={data["type"]}, **data["properties"])
    return other


def main() -> int:
    """Print the table."""
    ask_peer, graph = peer(), peer_graph(make_graph())
    print(f"{'':12}{'pattern':>10}{'first':>10}{'loop':>10}{'x loop':>8}{'peer':>12}{'peer x':>8}")
    for name, (ours, first, loop) in measure().items():
        theirs = None
        if ask_peer is not None:
            begin = perf_counter()
            ask_peer(graph, PEER_TEXTS.get(name, QUESTIONS[name][0]))
            theirs = (perf_counter() - begin) * 1000
        shown = f"{theirs:12.1f}{theirs / ours:8.0f}" if theirs is not None else f"{'-':>12}{'-':>8}"
        print(f"{name:12}{ours:10.2f}{first:10.2f}{loop:10.2f}{ours / loop:8.1f}{shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
