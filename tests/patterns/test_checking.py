"""Patterns against the shape of a knowledge base."""

from __future__ import annotations

import pytest

from xhs_kb.language.patterns.binder import bind_query
from xhs_kb.language.patterns.checking import check_against
from xhs_kb.language.patterns.reader import read_query
from xhs_kb.model.shape import EdgeShape, Shape

_PERSON, _DOG = frozenset({"id", "name", "age"}), frozenset({"id", "name"})
SHAPE = Shape(
    {"person": _PERSON, "dog": _DOG},
    {"knows": EdgeShape(frozenset({("person", "person")}), frozenset({"since"})),
     "has": EdgeShape(frozenset({("person", "dog")}), frozenset())},
)

CASES = [
    ("MATCH (n:persn) RETURN n", "unknown-label", "persn", ["person"]),
    ("MATCH (n) WHERE n:cat RETURN n", "unknown-label", "cat", []),
    ("MATCH ()-[:nows]->() RETURN 1 AS x", "unknown-type", "nows", ["knows"]),
    ("MATCH (n:dog) RETURN n.age", "unknown-property", "age", []),
    ("MATCH (n) RETURN n.nam", "unknown-property", "nam", ["name"]),
    ("MATCH (n:person {agee: 1}) RETURN n", "unknown-property", "agee", ["age"]),
    ("MATCH ()-[r:knows]->() RETURN r.sinse", "unknown-property", "sinse", ["since"]),
    ("MATCH (:dog)-[:has]->(:person) RETURN 1 AS x", "impossible-edge", "-[:has]->", []),
    ("MATCH (:dog)-[:knows]-(:dog) RETURN 1 AS x", "impossible-edge", "-[:knows]-", ["(:person)-[:knows]->(:person)"]),
    ("MATCH (n:person) WHERE EXISTS { (n)<-[:has]-() } RETURN n", "impossible-edge", "<-[:has]-", []),
]


@pytest.mark.parametrize(("text", "code", "marked", "suggested"), CASES)
def test_what_cannot_occur(text: str, code: str, marked: str, suggested: list[str]) -> None:
    (trouble,) = check_against(bind_query(read_query(text)), SHAPE)
    assert (trouble.code, trouble.span.text if trouble.span else None) == (code, marked)
    assert [suggestion.text for suggestion in trouble.suggestions] == suggested


def test_the_possible_direction_is_named() -> None:
    (trouble,) = check_against(bind_query(read_query("MATCH (:dog)-[:has]->(:person) RETURN 1 AS x")), SHAPE)
    assert trouble.help == "the other way round it can: (:person)-[:has]->(:dog)"


@pytest.mark.parametrize("text", [
    "MATCH (a:person)-[:knows|has]->(b) WHERE b.name = 'x' RETURN a.age",
    "MATCH (a)-[r]-(b:dog) RETURN r.since, a.age, b.name",
    "MATCH (a:person)-[:knows*]->(b:person) RETURN b",
    "WITH {x: 1} AS m RETURN m.x",
])
def test_what_can_occur(text: str) -> None:
    assert check_against(bind_query(read_query(text)), SHAPE) == []
