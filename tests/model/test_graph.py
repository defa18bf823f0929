"""The graph of a knowledge base: what its nodes and edges hold, on every day and on one."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from xhs_kb.data.folder import load_folder
from xhs_kb.ground.values import Percent, Quantity
from xhs_kb.model.graph import Graph, build_graph
from xhs_kb.model.reading import read_knowledge
from xhs_kb.model.records import Knowledge
from xhs_kb.model.schema import Name, Period
from xhs_kb.model.shape import name_on, shape_of

from .test_planted import read
from .test_reading import ROOT


@pytest.fixture(scope="module")
def bakery() -> Knowledge:
    return read()[0]


@pytest.fixture(scope="module")
def graph(bakery: Knowledge) -> Graph:
    return build_graph(bakery)


def properties(graph: Graph, node: str) -> dict[str, Any]:
    found: dict[str, Any] = graph.nodes[node]["properties"]
    return found


def edges(graph: Graph, type_: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [(s, t, data["properties"]) for s, t, data in graph.edges(data=True) if data["type"] == type_]


def test_labels_are_kinds(graph: Graph) -> None:
    labels = {node: data["labels"] for node, data in graph.nodes(data=True)}
    assert labels["roll"] == frozenset(["ware"]) and labels["no_cake"] == frozenset(["rule"])
    assert labels["bake"] == frozenset(["action"]) and labels["heat"] == frozenset(["input"])
    assert labels["code-7"] == frozenset(["source"]) and labels["rolls"] == frozenset(["procedure"])
    assert len(labels) == 5 + 3 + 4 + 1 + 2 + 2


def test_values_are_plain(graph: Graph) -> None:
    assert properties(graph, "bread") == {
        "id": "bread", "name": "bread", "source": "bylaws#1", "weight": 1, "price": "CNY 5", "fat": 0.02, "mix": "9:1",
        "vegan": True}
    roll = properties(graph, "roll")
    assert (roll["since"], roll["baking"], roll["sold"], roll["tags"], roll["made_by"], roll["name"]) == (
        "2019", "20 minutes..1 hour", 80_000, ["a", "b"], "anna", "roll")
    assert properties(graph, "heat") == {"id": "heat", "name": "heat", "type": "number in degrees", "ask": "How hot?",
                                         "min": 20, "max": 300}
    assert properties(graph, "cake_by_anna")["that"] == "clean = true and heat < 200"


def test_typed_values_stay_what_they_are(bakery: Knowledge) -> None:
    bread = properties(build_graph(bakery, typed=True), "bread")
    assert bread["weight"] == Quantity(1, "kg") and bread["fat"] == Percent(0.02)
    assert properties(build_graph(bakery, typed=True), "roll")["since"] == "2019"


def test_edges(graph: Graph) -> None:
    assert edges(graph, "is_a") == [
        ("roll", "bread", {"source": "code-7#2", "valid_from": "2019-01-01"}), ("toast", "bake", {})]
    assert edges(graph, "goes_with") == [
        ("roll", "bread", {"share": 0.225, "source": "bylaws#1"}), ("roll", "bread", {"source": "bylaws#1"}),
        ("roll", "roll", {"source": "bylaws#1", "valid_until": "2020-01-01"})]
    assert ("cake_by_anna", "anna") in [(s, t) for s, t, said in edges(graph, "governs") if said["role"] == "by"]
    assert [(s, t) for s, t, _ in edges(graph, "exception_to")] == [("cake_by_anna", "no_cake")]
    assert ("no_cake", "bake") in [(s, t) for s, t, _ in edges(graph, "of_action")]
    assert ("bread", "bylaws", {"locator": "1"}) in edges(graph, "cites")
    assert ("no_cake", "code-7", {}) in edges(graph, "cites")


def test_every_edge_has_a_key_of_its_own(graph: Graph) -> None:
    keys = [key for _, _, key in graph.edges(keys=True)]
    assert len(keys) == len(set(keys)) and "goes_with:roll:bread:1" in keys


def test_as_of_a_day_the_graph_is_what_held(bakery: Knowledge) -> None:
    early, late = build_graph(bakery, date(2018, 6, 1)), build_graph(bakery, date(2021, 6, 1))
    assert "cake_by_anna" not in early and "newer" not in late and "newest" in late and "bert" in early
    assert "bert" not in build_graph(bakery, date(2022, 1, 1))
    assert [(s, t) for s, t, _ in edges(early, "is_a")] == [("toast", "bake")]
    assert "sold" not in properties(early, "roll") and properties(late, "roll")["sold"] == 80_000
    assert (properties(early, "roll")["name"], properties(late, "roll")["name"]) == ("bun", "roll")
    assert edges(late, "goes_with")[-1][1] == "bread"


def test_names_have_their_days() -> None:
    old, new = Name("old", "en", Period(None, date(2020, 1, 1))), Name("new", "en", Period(date(2020, 1, 1)))
    assert name_on((old, new), "en", date(2019, 1, 1)) == "old" and name_on((old, new), "en", date(2020, 1, 1)) == "new"
    assert name_on((old, new), "en", None) == "new" and name_on((old,), "zh", date(2030, 1, 1)) == "old"
    assert name_on((), "en", None) is None


@pytest.mark.parametrize("folder", ["kb", "tests/toy_world"])
@pytest.mark.parametrize("day", [None, date(2019, 6, 1), date(2026, 1, 1)])
def test_no_graph_leaves_its_shape(folder: str, day: date | None) -> None:
    knowledge, _ = read_knowledge(load_folder(ROOT / folder))
    shape, graph = shape_of(knowledge.schema), build_graph(knowledge, day)
    label = {node: next(iter(data["labels"])) for node, data in graph.nodes(data=True)}
    for node, data in graph.nodes(data=True):
        assert set(data["properties"]) <= shape.labels[label[node]] and data["properties"]["id"] == node
        assert data["properties"]["name"]
    for source, target, data in graph.edges(data=True):
        expected = shape.edges[data["type"]]
        assert (label[source], label[target]) in expected.ends and set(data["properties"]) <= expected.properties


def test_reading_loads_no_networkx() -> None:
    code = "import sys, xhs_kb.model.reading, xhs_kb.model.shape; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
