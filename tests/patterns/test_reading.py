"""What is refused before anything runs: the code, and the characters that are marked."""

from __future__ import annotations

import pytest

from xhs_kb.ground.trouble import LanguageError, Trouble
from xhs_kb.language.patterns.binder import bind_query
from xhs_kb.language.patterns.reader import read_query
from xhs_kb.language.patterns.writing import write_path

CASES = [
    ("CREATE (n)", "write-clause", "CREATE"),
    ("MATCH (n) SET n.x = 1", "write-clause", "SET"),
    ("MATCH (n) DETACH DELETE n", "write-clause", "DETACH"),
    ("MERGE (n) RETURN n", "write-clause", "MERGE"),
    ("match (n) remove n.x", "write-clause", "remove"),
    ("MATCH (n) WHERE n.x == 1 RETURN n", "syntax", "=="),
    ("MATCH (n) WHERE n.x != 1 RETURN n", "syntax", "!="),
    ("MATCH (n) WHERE n.x && n.y RETURN n", "syntax", "&&"),
    ("MATCH (n) WHERE n.x =~ 'a' RETURN n", "syntax", "=~"),
    ("SELECT * FROM n", "syntax", "SELECT"),
    ("CALL db.labels()", "syntax", "CALL"),
    ("MATCH (n) RETURN n WHERE n.x = 1", "syntax", "WHERE"),
    ("MATCH (n) RETRUN n", "syntax", "RETRUN"),
    ("MATCH (n) RETURN m", "syntax", "m"),
    ("MATCH (n) RETURN foo(n)", "syntax", "foo(n)"),
    ("MATCH (n)", "syntax", "MATCH (n)"),
    ("RETURN 1 AS a, 2 AS a", "syntax", "a"),
    ("MATCH (n) WITH n.x RETURN 1", "syntax", "n.x"),
    ("MATCH (n) WHERE count(n) > 1 RETURN n", "syntax", "count(n)"),
    ("RETURN 1 + true", "type", "true"),
    ("RETURN NOT 'x'", "type", "'x'"),
    ("RETURN 9223372036854775808", "type", "9223372036854775808"),
    ("MATCH p = (a) RETURN labels(p)", "type", "p"),
    ("MATCH (n $all) RETURN n", "parameter", "$all"),
    ("MATCH (a)-[r]->()-[r]->(a) RETURN r", "syntax", "r"),
    ("MATCH ()-[r]->() MATCH (r) RETURN r", "type", "r"),
    ("MATCH (a) RETURN a.x + count(a)", "syntax", "a"),
    ("MATCH (a) RETURN DISTINCT a.x ORDER BY a.y", "syntax", "a"),
    ("RETURN 1 AS a UNION RETURN 2 AS b", "syntax", "RETURN 1 AS a UNION RETURN 2 AS b"),
    ("RETURN '\\q'", "syntax", "'\\q'"),
    ("MATCH (n) RETURN (n)-->()", "syntax", "(n)-->()"),
    ("MATCH (n) WITH NOT (n)-->() AS x RETURN x", "syntax", "(n)-->()"),
    ("MATCH (n) RETURN [x IN [1] | count(*)]", "syntax", "count(*)"),
    ("MATCH (n) RETURN count(count(n))", "syntax", "count(n)"),
    ("MATCH (n) RETURN size((n)-->())", "syntax", "(n)-->()"),
    ("MATCH (n) RETURN n LIMIT -1", "type", "-1"),
    ("MATCH (n) RETURN n SKIP n.x", "syntax", "n.x"),
    ("MATCH p = shortestPath((a)-[*]->(b)) RETURN p", "syntax", "shortestPath"),
]


def trouble_of(text: str) -> Trouble:
    with pytest.raises(LanguageError) as caught:
        bind_query(read_query(text))
    return caught.value.trouble


@pytest.mark.parametrize(("text", "code", "marked"), CASES)
def test_refused(text: str, code: str, marked: str) -> None:
    trouble = trouble_of(text)
    assert (trouble.code, trouble.span.text if trouble.span else None) == (code, marked)
    assert not trouble.message.endswith(".") and "\n" not in trouble.message


def test_habits_say_what_to_write() -> None:
    assert trouble_of("RETURN 1 == 1").help == "write `=`"
    assert trouble_of("RETURN 1 AS x SELECT").code == "syntax"


def test_all_troubles_come_at_once() -> None:
    with pytest.raises(LanguageError) as caught:
        bind_query(read_query("MATCH (n) WHERE a.x = 1 AND foo(n) RETURN b"))
    assert [trouble.span.text for trouble in caught.value.troubles if trouble.span] == ["a", "foo(n)", "b"]


def test_the_end_is_named() -> None:
    assert "too early" in trouble_of("MATCH (n) RETURN").message


def test_limits_of_reading() -> None:
    assert _code("RETURN " + "1" * 50, longest=40) == "limit"
    assert _code("RETURN " + "[" * 60 + "]" * 60, deepest=50) == "limit"
    assert _code("RETURN " + "NOT " * 3000 + "true", deepest=50) == "limit"


def _code(text: str, longest: int = 20_000, deepest: int = 50) -> str:
    with pytest.raises(LanguageError) as caught:
        read_query(text, longest=longest, deepest=deepest)
    return caught.value.code


def test_brackets_around_a_path_mean_nothing() -> None:
    one, two = (read_query(f"MATCH {drawn} RETURN 1").parts[0][0] for drawn in ("p = (a)-->(b), (c)",
                                                                             "p = ((a)-->(b)), (((c)))"))
    assert one == two


@pytest.mark.parametrize("drawn", [
    "(a:b {x: 1})-[r:s|t*1..3]->(c)", "(a)<-[:s]-()", "p = (a)--(b)-[*2..]-(c)", "(`x y`:`a-b`)",
])
def test_what_is_drawn_can_be_written_again(drawn: str) -> None:
    match = read_query(f"MATCH {drawn} RETURN 1").parts[0][0]
    again = read_query(f"MATCH {write_path(match.paths[0])} RETURN 1").parts[0][0]  # type: ignore[union-attr]
    assert again.paths == match.paths  # type: ignore[union-attr]
