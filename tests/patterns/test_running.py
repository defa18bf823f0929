"""Running patterns: parameters, limits, values in and out, plans, extra functions."""

from __future__ import annotations

import math
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from threading import Thread
from typing import Any

import networkx as nx
import pytest

from xhs_kb.engine.limits import Limits
from xhs_kb.engine.patterns.aggregates import AGGREGATES
from xhs_kb.engine.patterns.builtin import FUNCTIONS
from xhs_kb.engine.patterns.extending import Extra
from xhs_kb.engine.patterns.functions import ArgumentError
from xhs_kb.engine.patterns.graph import query_graph
from xhs_kb.engine.patterns.index import GraphIndex
from xhs_kb.engine.patterns.prepared import prepare
from xhs_kb.engine.patterns.values import Node, Path, Relationship
from xhs_kb.ground.trouble import XhsKbError
from xhs_kb.ground.values import Percent, Range
from xhs_kb.language.patterns.signatures import SIGNATURES, Signature
from xhs_kb.language.patterns.types import STRING

from .made import graph_of, village


def refused(pattern: str, parameters: dict[str, Any] | None = None, **limits: Any) -> str:
    with pytest.raises(XhsKbError) as caught:
        query_graph(village(), pattern, parameters, limits=Limits(**limits))
    return caught.value.code


def value(text: str, **parameters: Any) -> Any:
    ((found,),) = query_graph(village(), f"RETURN {text}", parameters).rows
    return found


def test_columns_rows_and_values() -> None:
    result = query_graph(village(), "MATCH p = (a:baker)-[r:has]->(d) RETURN a, r, p, d.name AS dog")
    assert result.columns == ("a", "r", "p", "dog")
    ((a, r, p, dog),) = result.rows
    assert isinstance(a, Node) and (a.id, a.properties["name"]) == (3, "Cy") and a.labels == {"person", "baker"}
    assert isinstance(r, Relationship) and (r.type, r.start, r.end) == ("has", 3, 6)
    assert isinstance(p, Path) and [node.id for node in p.nodes] == [3, 6] and p.relationships == (r,)
    assert dog == "Ulf" and result.to_dicts()[0]["dog"] == "Ulf"


def test_parameters_are_complete_and_no_more() -> None:
    assert refused("RETURN $a") == "parameter"
    assert refused("RETURN 1", {"a": 1}) == "parameter"
    assert refused("RETURN $a", {"a": object()}) == "parameter"
    assert refused("RETURN $a", {"a": 2**63}) == "parameter"


def test_parameters_of_other_classes() -> None:
    assert value("$a", a=(1, 2)) == [1, 2]
    assert value("$a", a=Decimal("1.5")) == 1.5
    assert value("$a + 1", a=Fraction(1, 2)) == 1.5


def test_a_result_can_be_a_parameter() -> None:
    graph = village()
    ((ann,),) = query_graph(graph, "MATCH (a {name: 'Ann'}) RETURN a").rows
    assert query_graph(graph, "MATCH (x)-[:has]->(d) WHERE x = $who RETURN d.name", {"who": ann}).rows == [("Rex",)]


def test_changing_a_result_changes_nothing() -> None:
    index = GraphIndex(village())
    for _ in range(2):
        ((ann,),) = query_graph(index, "MATCH (a {name: 'Ann'}) RETURN a").rows
        ann.properties["name"] = "changed"


def test_the_graph_is_read_anew() -> None:
    graph = village()
    assert query_graph(graph, "MATCH (n:cat) RETURN n").rows == []
    graph.add_node(9, labels={"cat"}, properties={})
    assert len(query_graph(graph, "MATCH (n:cat) RETURN n")) == 1


def test_bare_graphs_and_odd_values() -> None:
    graph = nx.MultiDiGraph([("x", "y"), ("y", "x")])
    assert query_graph(graph, "MATCH (a)-[r]->(b) RETURN type(r), labels(a), keys(a)").rows == [("", [], [])] * 2
    odd = graph_of({1: ("a", {"t": (1, 2), "none": None, "when": timedelta(1)})}, [])
    assert query_graph(odd, "MATCH (n) RETURN n.t, keys(n), n.when = n.when").rows == [([1, 2], ["t", "when"], True)]


@pytest.mark.parametrize("graph", [nx.MultiGraph(), None, 5, {}])
def test_what_is_no_directed_graph_is_refused(graph: Any) -> None:
    with pytest.raises(XhsKbError):
        query_graph(graph, "RETURN 1")


@pytest.mark.parametrize("data", [{"labels": 5}, {"properties": 5}, {"properties": ["a"]}])
def test_attributes_of_another_shape_are_refused(data: dict[str, Any]) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node(1, **data)
    with pytest.raises(XhsKbError):
        query_graph(graph, "MATCH (n) RETURN n")


@pytest.mark.parametrize("text", [
    "reduce(s = 'ab', x IN range(1, 99) | s + s)",
    "reduce(s = [1], x IN range(1, 99) | s + s)",
    "reduce(s = [], x IN range(1, 100000) | [s])",
    "[x IN range(1, 100000) | [y IN range(1, 100000) | y]]",
    "range(1, 9223372036854775807)",
    "replace(reduce(s = 'ab', x IN range(1, 20) | s + s), 'a', 'aaaaaaaaaaaaaa')",
])
def test_nothing_grows_without_end(text: str) -> None:
    assert refused(f"RETURN {text}") in ("limit", "type")


@pytest.mark.parametrize(("text", "limits"), [
    ("MATCH (a)-[*]-(b)-[*]-(c) RETURN count(*)", {"steps": 100}),
    ("UNWIND range(1, 100) AS x RETURN x", {"rows": 10}),
    ("RETURN range(1, 10000000)", {"steps": 1000}),
    ("WITH range(1, 100) AS l RETURN [x IN l | [y IN l | all(z IN l WHERE z > 0)]]", {"steps": 10_000}),
    ("RETURN 1 AS a_long_name", {"text": 10}),
    ("RETURN [[[[[1]]]]]", {"nesting": 3}),
    ("UNWIND range(1, 2000) AS x UNWIND range(1, 2000) AS y RETURN count(*)", {"seconds": 0.0}),
])
def test_limits(text: str, limits: dict[str, Any]) -> None:
    assert refused(text, **limits) == "limit"


def test_limit_and_exists_stop_early() -> None:
    complete = nx.MultiDiGraph()
    complete.add_nodes_from(range(30))
    complete.add_edges_from((a, b) for a in range(30) for b in range(30))  # type: ignore[no-untyped-call]
    few = Limits(steps=5_000)
    assert len(query_graph(complete, "MATCH (a)-->(b)-->(c)-->(d) RETURN d LIMIT 3", limits=few)) == 3
    assert query_graph(complete, "MATCH (a) WHERE EXISTS { (a)-->()-->() } RETURN count(a)", limits=few).rows == [(30,)]


def test_an_index_finds_what_equality_finds() -> None:
    values: list[Any] = [1, 1.0, True, "1", math.nan, [1], [math.nan], {"a": 1}, Percent(0.2), 0.2, Range(1, 1), None]
    graph = graph_of({number: ("a", {"x": value}) for number, value in enumerate(values)}, [])
    for wanted in values:
        for text in ("MATCH (n:a) WHERE n.x = $v RETURN id(n)", "MATCH (n:a {x: $v}) RETURN id(n)"):
            index = GraphIndex(graph)
            scanned = prepare(text, index, rewrites=())({"v": wanted}).rows
            assert sorted(prepare(text, index)({"v": wanted}).rows) == sorted(scanned)


def test_explain_and_profile() -> None:
    index = GraphIndex(village())
    text = "MATCH (a:person {name: 'Ann'})-[:knows]->(b) WHERE b.age > 1 RETURN b.name"
    assert prepare(text, index).explain().splitlines() == [
        "Result `b.name`",
        "  Project b.name",
        "    Filter b.age > 1",
        "      Expand (a)-[#2:knows]->(b)",
        "        SeekProperty a:person.name = 'Ann'",
    ]
    assert query_graph(index, "EXPLAIN " + text).rows[0] == ("Result `b.name`",)
    assert [rows for _, rows in query_graph(index, "PROFILE " + text).rows] == [2, 2, 2, 2, 1]


def test_extra_functions() -> None:
    def shout(text: str) -> str:
        if text == "no":
            raise ArgumentError("not that")
        return text.upper() + "!"

    extras = {"shout": Extra(Signature("shout", (frozenset({"string"}),), STRING), shout)}
    index = GraphIndex(village())
    assert prepare("MATCH (n:dog) RETURN shout(n.name)", index, extras=extras)().rows == [("REX!",), ("ULF!",)]
    with pytest.raises(XhsKbError) as caught:
        prepare("RETURN shout('no')", index, extras=extras)()
    assert (caught.value.code, caught.value.spans) == ("type", [[7, 18]])
    with pytest.raises(XhsKbError):
        prepare("RETURN shout('x')", index)


def test_every_declared_function_works_and_the_other_way_round() -> None:
    aggregates = {name for name, signature in SIGNATURES.items() if signature.aggregate}
    assert aggregates == set(AGGREGATES)
    assert set(SIGNATURES) - aggregates == set(FUNCTIONS)


def test_threads_share_a_statement() -> None:
    statement = prepare("MATCH (a:person) WHERE a.age = $age RETURN a.name", GraphIndex(village()))
    found: dict[int, list[Any]] = {}

    def ask(number: int) -> None:
        found[number] = [statement({"age": 30 + 11 * (number % 2)}).rows for _ in range(50)]

    threads = [Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] == [[("Ann",), ("Cy",)]] * 50 and found[1] == [[("Bo",)]] * 50


VALUES: list[tuple[str, Any]] = [
    ("7 / 2", 3), ("-7 / 2", -3), ("7 / 2.0", 3.5), ("-7 % 3", -1), ("2 ^ 3", 8.0), ("-3 ^ 2", 9.0),
    ("1 = 1.0", True), ("1 = '1'", False), ("true = 1", False), ("null = null", None), ("[1, null] = [1, 2]", None),
    ("[1, null] = [2, null]", False), ("{a: null} = {a: 1}", None), ("1 < 'a'", None), ("[1, 2] < [1, 3]", True),
    ("1 < 2 < 3", True), ("1 < 3 < 2", False), ("null AND false", False), ("null OR true", True), ("NOT null", None),
    ("true XOR null", None), ("2 IN [1, null]", None), ("2 IN [2, null]", True), ("2 IN []", False),
    ("null IN []", False),
    ("[1, 2, 3][-1]", 3), ("[1, 2, 3][5]", None), ("[1, 2, 3][1..]", [2, 3]), ("{a: 1}.a", 1), ("{a: 1}['b']", None),
    ("'abc' STARTS WITH 'a'", True), ("'abc' CONTAINS 1", None), ("'a' + 1", "a1"), ("[1] + 2", [1, 2]),
    ("1 + [2]", [1, 2]), ("all(x IN [] WHERE false)", True), ("any(x IN [null] WHERE x)", None),
    ("none(x IN [1, 2] WHERE x = 3)", True), ("single(x IN [1, 2] WHERE x = 1)", True),
    ("single(x IN [1, 1] WHERE x = 1)", False), ("[x IN [1, 2, 3] WHERE x > 1 | x * 10]", [20, 30]),
    ("reduce(s = 0, x IN [1, 2, 3] | s + x)", 6), ("CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "b"),
    ("CASE WHEN null THEN 1 ELSE 2 END", 2), ("coalesce(null, 3, 4)", 3), ("range(5, 1, -2)", [5, 3, 1]),
    ("size('abc')", 3), ("reverse([1, 2])", [2, 1]), ("split('a,b', ',')", ["a", "b"]),
    ("substring('hello', 1, 3)", "ell"), ("toInteger('7.9')", 7), ("toInteger('x')", None), ("toFloat('1e3')", 1000.0),
    ("toBoolean('TRUE')", True), ("toString(1.0)", "1.0"), ("round(2.5)", 3.0), ("round(-2.5)", -2.0),
    ("sign(-3)", -1), ("0x1F", 31), ("0o17", 15), (r"'a\u0041\n'", "aA\n"), ('"it\'s"', "it's"),
    ("-9223372036854775808", -(2**63)), ("1.0 / 0", math.inf), ("[1, 'a', null][2] IS NULL", True),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values(text: str, expected: Any) -> None:
    found = value(text)
    assert found == expected and type(found) is type(expected)


def test_not_a_number_is_equal_to_nothing() -> None:
    assert value("0.0 / 0.0 = 0.0 / 0.0") is False
    assert value("0.0 / 0.0 < 1") is False
    text = "UNWIND [0.0 / 0.0, 0.0 / 0.0, 1] AS x RETURN DISTINCT x ORDER BY x DESC"
    assert query_graph(village(), text).rows[1] == (1,)


@pytest.mark.parametrize("text", [
    "1 / 0", "9223372036854775807 + 1", "-9223372036854775807 - 2", "[1]['a']", "{a: 1}[0]", "'a' - 1", "toInteger([])",
    "range(1, 2, 0)", "head('a')", "NOT $p", "$p IN $p", "abs(-9223372036854775808)", "left('a', -1)", "$p.x", "-$p",
    "$p AND true", "[x IN $p | x]", "[1][1.5]",
])
def test_type_errors_are_raised(text: str) -> None:
    assert refused(f"RETURN {text}", {"p": "text"} if "$p" in text else {}) == "type"
