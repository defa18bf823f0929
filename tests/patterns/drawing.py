"""Random small graphs and random patterns over them."""

from __future__ import annotations

import networkx as nx
from hypothesis import strategies as st

from .made import graph_of

LABELS, TYPES, KEYS = ("a", "b"), ("r", "s"), ("x", "y")


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Up to four nodes and five edges, loops and parallel edges among them."""
    count = draw(st.integers(1, 4))
    labels = st.sampled_from(["", "a", "b", "a b"])
    properties = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 2), max_size=2)
    nodes = {number: (draw(labels), draw(properties)) for number in range(count)}
    ends = st.integers(0, count - 1)
    edges = st.lists(st.tuples(ends, st.sampled_from(TYPES), ends, properties), max_size=5)
    return graph_of(nodes, draw(edges))


_names = st.sampled_from(["n", "m", "o"])
_asked = st.sampled_from(["", "", "", " {x: 1}", " {y: 0}", " {x: null}"])


@st.composite
def _node(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(_names)
    return name, f"({name}{draw(st.sampled_from(['', '', ':a', ':b', ':a:b']))}{draw(_asked)})"


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """`MATCH` with one or two paths, perhaps a condition, `RETURN` of all names."""
    nodes: list[str] = []
    edges: list[str] = []
    paths = []
    for _ in range(draw(st.integers(1, 2))):
        name, text = draw(_node())
        nodes.append(name)
        for _ in range(draw(st.integers(0, 2))):
            edge = f"e{len(edges)}"
            length = draw(st.sampled_from(["", "", "", "*", "*1..2", "*0..1", "*2", "*0"]))
            kind = draw(st.sampled_from(["", ":r", ":s", ":r|s"]))
            left, right = draw(st.sampled_from([("-", "->"), ("<-", "-"), ("-", "-"), ("<-", "->")]))
            name, node = draw(_node())
            text += f"{left}[{edge}{kind}{length}{draw(_asked)}]{right}{node}"
            nodes.append(name)
            edges.append(edge + length)
        paths.append(text)
    known = sorted(set(nodes))
    single = [edge for edge in edges if "*" not in edge]
    where = draw(st.one_of(st.just(""), conditions(known + single, known).map(" WHERE {}".format)))
    columns = known + [edge.split("*")[0] for edge in edges]
    return f"MATCH {', '.join(paths)}{where} RETURN {', '.join(columns)}"


def conditions(things: list[str], nodes: list[str]) -> st.SearchStrategy[str]:
    """Conditions on the names of a pattern."""
    side = st.builds("{}.{}".format, st.sampled_from(things), st.sampled_from(KEYS))
    test = st.one_of(
        st.builds("{} {} {}".format, side, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]),
                  st.one_of(side, st.sampled_from(["0", "1", "null"]))),
        st.builds("{} IS {}NULL".format, side, st.sampled_from(["", "NOT "])),
        st.builds("{}:{}".format, st.sampled_from(nodes), st.sampled_from(LABELS)),
    )
    return st.recursive(test, lambda inner: st.one_of(
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("(NOT {})".format, inner),
    ), max_leaves=4)
