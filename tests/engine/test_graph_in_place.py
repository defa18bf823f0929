"""The graph that is made on the way gives what the whole graph gives, in the same order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from xhs_kb import KnowledgeBase
from xhs_kb.engine import base as bases
from xhs_kb.engine.graph_in_place import GraphInPlace
from xhs_kb.engine.patterns.index import GraphIndex
from xhs_kb.engine.patterns.prepared import prepare
from xhs_kb.model.graph import build_graph

ROOT = Path(__file__).parents[2]
DAYS = (date(1999, 1, 1), date(2017, 6, 1), date(2025, 6, 1))
TYPES = ("is_a", "cites", "governs", "of_action", "exception_to", "protects", "suits", "travels_with")


@pytest.fixture(scope="module", params=["folder", "compiled"])
def kb(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    kb = KnowledgeBase.open(ROOT / "tests" / "toy_world")
    if request.param == "compiled":
        return KnowledgeBase.open(kb.compile(tmp_path_factory.mktemp("compiled") / "toy.kb"))
    return kb


def both(kb: KnowledgeBase, day: date) -> tuple[GraphIndex, GraphInPlace]:
    whole = GraphIndex(build_graph(kb.knowledge, day, compared=True))
    return whole, GraphInPlace(kb.knowledge, kb.base.index, day)


@pytest.mark.parametrize("day", DAYS)
def test_nodes_and_relationships(kb: KnowledgeBase, day: date) -> None:
    whole, made = both(kb, day)
    assert [(n.id, n.labels, n.properties) for n in made.nodes] == [(n.id, n.labels, n.properties) for n in whole.nodes]
    said: Callable[[GraphIndex], list[object]] = lambda index: [  # noqa: E731
        (one.id, one.type, one.properties, one.start, one.end) for one in index.relationships
    ]
    assert said(made) == said(whole)
    for one in whole.relationships:
        assert made.relationship(one.id) == one
    assert made.relationship(("a", "b", "c")) is None and made.by_id.get("nothing") is None
    for label in (*kb.schema.kinds, "rule", "source", "action", "input", "procedure", "none"):
        assert [node.id for node in made.labelled(label)] == [node.id for node in whole.labelled(label)]


@pytest.mark.parametrize("direction", ["out", "in", "both"])
@pytest.mark.parametrize("day", DAYS)
def test_neighbours(kb: KnowledgeBase, day: date, direction: str) -> None:
    whole, made = both(kb, day)
    for types in [(), *permutations(TYPES, 1), *list(permutations(TYPES, 2))[::3], ("is_a", "none"), ("none",)]:
        told, found = whole.neighbours(direction, types), made.neighbours(direction, types)
        for node in whole.nodes:
            assert found.get(node.id, ()) == told.get(node.id, ()), (node.id, types)
            for _, other in told.get(node.id, ()):
                between = whole.between(direction, types).get((node.id, other.id))
                assert made.between(direction, types).get((node.id, other.id)) == between


def test_what_is_held_stays_the_same_object(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xhs_kb.engine.graph_in_place._KEPT", 1)
    _, made = both(kb, DAYS[2])
    node = made.node("lamp_oil")
    pairs = made.neighbours("out", ()).get("lamp_oil")
    for other in made.nodes:
        made.neighbours("both", ()).get(other.id)
    assert made.node("lamp_oil") is node and len(made._recent) <= 1 and len(made._leaving) <= 1
    assert all(
        one is two for (one, _), (two, _) in zip(made.neighbours("both", ()).get("lamp_oil"), pairs, strict=False)
    )


PATTERNS = (
    "MATCH (n:item {id: 'lamp_oil'})-[r]-(m) RETURN n, r, m",
    "MATCH (n)-[:is_a*1..3]->(m) WHERE m.id = 'liquid' RETURN n.id, n.name",
    "MATCH (n:item)-[:is_a*0..]->(m:item) WHERE n.mass > 0.3 RETURN n.id, m.id, n.mass ORDER BY n.id",
    "MATCH (a:bag)-[:protects]->(b), (b)<-[:is_a]-(c) RETURN a.id, b.id, c.id",
    "MATCH p = (r:rule)-[:governs]->(n) RETURN r.id, length(p), startNode(relationships(p)[0]).name",
    "MATCH (n {name: 'violin'}) RETURN n",
    "MATCH (n) WHERE n.nothing = 1 RETURN n",
    "MATCH (n) RETURN count(*), count(n.mass)",
    "MATCH (a:item)-[x]->(b)-[y]-(c) RETURN a.id, b.id, c.id, type(y)",
    "MATCH (a:item), (b:bag) WHERE EXISTS { (b)-[:protects]->(a) } RETURN a.id, b.id",
    "MATCH (n:rule)-[:cites]->(s:source) RETURN s.id, collect(n.id)",
)


@pytest.mark.parametrize("text", PATTERNS)
def test_patterns(kb: KnowledgeBase, text: str) -> None:
    whole, made = both(kb, DAYS[2])
    told, found = prepare(text, whole)(), prepare(text, made)()
    key: Callable[[object], str] = repr
    assert sorted(found.rows, key=key) == sorted(told.rows, key=key) and found.columns == told.columns


def test_large_ones_are_not_made_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bases, "_WHOLE", 3)
    kb = KnowledgeBase.open(ROOT / "tests" / "toy_world")
    asked = "MATCH (n:item {id: 'lamp_oil'})-[:is_a]->(m) RETURN m.id, verdict('transport', {object: n}).permission"
    answer = kb.ask(asked, as_of="2025-06-01")
    graph = kb.base.graph_index(date(2025, 6, 1))
    assert [row[0] for row in answer.table] == ["liquid", "flammable"]
    assert isinstance(graph, GraphInPlace) and len(graph._recent) < 20
