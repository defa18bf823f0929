"""Patterns against brute force, and against themselves: rewrites on or off, prepared or fresh, one after another."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_kb.engine.patterns.graph import query_graph
from xhs_kb.engine.patterns.index import GraphIndex
from xhs_kb.engine.patterns.prepared import prepare
from xhs_kb.engine.patterns.rewrites import REWRITES
from xhs_kb.engine.patterns.values import Node, Relationship
from xhs_kb.ground.trouble import XhsKbError

from .brute_force import answer
from .drawing import graphs, patterns
from .made import village


def _ids(value: Any) -> Any:
    match value:
        case Node(id) | Relationship(id):
            return id
        case list():
            return tuple(map(_ids, value))
        case _:
            return value


def bag(rows: list[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(map(_ids, row)) for row in rows)


@settings(max_examples=400, deadline=None)
@given(graphs(), patterns())
def test_brute_force_agrees(graph: nx.MultiDiGraph, text: str) -> None:
    assert bag(query_graph(graph, text).rows) == answer(graph, text)


@settings(max_examples=100, deadline=None)
@given(graphs(), patterns())
def test_rewrites_change_no_answer(graph: nx.MultiDiGraph, text: str) -> None:
    index = GraphIndex(graph)
    plain = bag(prepare(text, index, rewrites=())().rows)
    for left_out in REWRITES:
        some = tuple(rewrite for rewrite in REWRITES if rewrite is not left_out)
        assert bag(prepare(text, index, rewrites=some)().rows) == plain
        assert bag(prepare(text, index, rewrites=(left_out,))().rows) == plain


@settings(max_examples=100, deadline=None)
@given(graphs(), st.lists(patterns(), min_size=2, max_size=3))
def test_what_ran_before_does_not_matter(graph: nx.MultiDiGraph, texts: list[str]) -> None:
    fresh = [query_graph(graph, text).rows for text in texts]
    index = GraphIndex(graph)
    statements = [prepare(text, index) for text in texts]
    for _ in range(2):
        assert [statement().rows for statement in statements] == fresh
    assert [statement().rows for statement in reversed(statements)] == fresh[::-1]


QUERIES = [
    "MATCH (a:person) RETURN a.name AS n ORDER BY n DESC LIMIT 2",
    "MATCH (a:person) WHERE a.name = 'Ann' MATCH (a)-[:knows*1..3]->(b) RETURN b.name, count(*) ORDER BY b.name",
    "MATCH (a)-[r:knows]->(b) WITH a, count(r) AS c ORDER BY c DESC, a.name LIMIT 2 RETURN a.name, c",
    "MATCH (a:person), (b:person) WHERE a.age = b.age AND a.name < b.name RETURN a.name, b.name",
    "MATCH (a:person) OPTIONAL MATCH (a)-[:has]->(d:dog) RETURN a.name, d.name ORDER BY a.name",
    "MATCH (a:person) WHERE NOT (a)-[:has]->() RETURN collect(a.name) AS names",
    "MATCH (a:person) RETURN a.name, [(a)-[:knows]->(b) WHERE b <> a | b.name] AS friends ORDER BY a.name",
    "MATCH (a:person) RETURN a.name, COUNT { (a)-[:knows]->() } AS c ORDER BY c, a.name",
    "UNWIND [3, 1, null, 2] AS x RETURN x ORDER BY x SKIP 1 LIMIT 2",
    "MATCH (a:person) RETURN DISTINCT a.age ORDER BY a.age",
    "MATCH (a:baker) RETURN a.name AS n UNION MATCH (d:dog) RETURN d.name AS n",
    "MATCH p = (a {name: 'Di'})-[*2]->(b) RETURN length(p), [n IN nodes(p) | n.name] AS names ORDER BY names[2]",
    "MATCH (a)-[rs:knows*2]->(b) WITH rs MATCH (c)-[rs:knows*]->(d) RETURN count(*)",
    "MATCH (a)-[r:knows]->(b) WITH r MATCH (x)-[r]-(y) RETURN x.name, y.name ORDER BY x.name, y.name",
]


@pytest.mark.parametrize("text", QUERIES)
def test_whole_queries_with_and_without_rewrites(text: str) -> None:
    index = GraphIndex(village())
    assert prepare(text, index, rewrites=())().rows == prepare(text, index)().rows


@pytest.mark.parametrize("text", QUERIES)
def test_plans_print_the_same_every_time(text: str) -> None:
    assert prepare(text, GraphIndex(village())).explain() == prepare(text, GraphIndex(village())).explain()


WORDS = """
( ) [ ] { } : , . .. - -- --> <- * | + = < a b x count sum 1 1.5 'x' null $p MATCH RETURN WITH WHERE AS UNWIND IN AND
NOT CASE WHEN THEN END ORDER BY LIMIT SKIP UNION EXISTS DISTINCT
"""


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)))
def test_any_text_works_or_is_refused(text: str) -> None:
    try:
        query_graph(village(), text)
    except XhsKbError as problem:
        assert problem.code and problem.message
