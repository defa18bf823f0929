"""Whatever comes in, only XhsKbError comes out, and it can be shown. `XHS_KB_FUZZ` sets how many examples are tried."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xhs_kb import KnowledgeBase, Limits, XhsKbError, check, query_graph
from xhs_kb.__main__ import main
from xhs_kb.data.mapped import DamagedError, MappedFile
from xhs_kb.ground.excerpt import report

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "toy_world"
MANY = int(os.environ.get("XHS_KB_FUZZ", "60"))
KB = KnowledgeBase.open(TOY)
LIMITS = Limits(text=2000, nesting=20, rows=2000, steps=50_000, seconds=5.0, cells=500)
WORDS = st.sampled_from(
    [
        *list(KB.knowledge.entities)[:12],
        *KB.schema.actions,
        *KB.schema.inputs,
        *KB.schema.kinds,
        "can",
        "be",
        "which",
        "what",
        "is",
        "a",
        "why",
        "pattern",
        "given",
        "as of",
        "2020",
        "2020-03-01",
        "not",
        "and",
        "or",
        "but not",
        "(",
        ")",
        "<=",
        "=",
        "9:1",
        "5%..15%",
        "$x",
        '"',
        "'",
        "可以",
        "吗",
        "哪些",
        "为什么",
        "MATCH",
        "(n)",
        "-[r*1..3]->",
        "RETURN",
        "WHERE",
        "n.id",
        "count(*)",
        "UNION",
        "ORDER BY",
        "{",
        "}",
        "[",
        "]",
        "|",
        "CREATE",
        "\x1b[2J",
        "\u202e",
        "\ud800",
        "\0",
        "🦜",
        "9" * 40,
        "1e999",
        "-",
        "..",
        ",",
        "in",
        "$",
        "`",
        "//",
        "/*",
        "is not",
        "forbidden",
        "compare",
        "since",
        "until",
        "in Chinese",
    ]
)
TEXT = st.one_of(
    st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=60), st.lists(WORDS, max_size=8).map("".join)
)
ANYTHING = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.binary(max_size=5), st.dates()
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.tuples(inner, inner), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=5,
)
SHORT = settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))


def shown(error: XhsKbError) -> None:
    """An error can be shown in every form, and nothing in it steers a terminal."""
    assert error.code and error.message and "\n" not in error.message
    json.dumps(error.to_dict())
    for trouble in error.troubles:
        assert "\x1b" not in report(trouble)


@SHORT
@given(TEXT, st.sampled_from(["2020-03-01", "1999", None]))
def test_queries(text: str, day: str | None) -> None:
    try:
        json.loads(KB.ask(text, as_of=day, limits=LIMITS).to_json())
    except XhsKbError as error:
        shown(error)


@SHORT
@given(ANYTHING, ANYTHING, ANYTHING)
def test_arguments(one: Any, two: Any, three: Any) -> None:
    for call in (
        lambda: KB.ask("can $x be transported", as_of=one, parameters={"x": two}),
        lambda: KB.ask("can lamp oil be transported", given=one, parameters=two),
        lambda: KB.verdict("transport", {"object": one}, given={"dilution": two}),
        lambda: KB.verdict(one, two, as_of=three),
        lambda: KB.verdicts("transport", [one, two], given={"dilution": three}),
        lambda: KB.prepare("can $x be transported given dilution = $d").permission(x=one, d=two),
        lambda: KB.ask("MATCH (n) WHERE n.id = $x RETURN n.id, $y", parameters={"x": one, "y": two}, limits=LIMITS),
        lambda: KB.ask(one),
        lambda: KB.ask("list the rules", language=one),
        lambda: KnowledgeBase.open(TOY, language=one),
    ):
        try:
            call()
        except XhsKbError as error:
            shown(error)


PIECES = st.sampled_from(
    [
        "kb: {id: x}\n",
        "kinds:\n",
        "  thing: {}\n",
        "things:\n",
        "  - id: a\n",
        "    is_a: a\n",
        "    is_a: [b, c]\n",
        "rules:\n",
        "  - {id: r, effect: forbid, action: do}\n",
        "actions:\n  do: {}\n",
        "inputs:\n  share: {type: percent}\n",
        "- &a [*a]\n",
        "!!python/object:os.system {}\n",
        "a: &x [1]\nb: *x\n",
        "? {}\n: 1\n",
        "\t",
        "'",
        '"',
        "---\n",
        "...\n",
        "%YAML 9.9\n",
        "sources:\n  - {id: s, title: t}\n",
        "source: s\n",
        "    when: share >\n",
        "    valid: {from: 2020-13-45}\n",
        "{{{{",
        "]",
        "authorities: [law]\n",
        "\x00",
        "\ufeff",
        "  - 1\n",
        "  x: [\n",
        "    name: {en: [\x1b[31m]}\n",
        "examples:\n  - ask: 3\n",
    ]
)


@SHORT
@given(st.lists(PIECES, max_size=12).map("".join), st.binary(max_size=40))
def test_yaml(text: str, junk: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        Path(folder, "b.yaml").write_bytes(junk)
        _, troubles = check(folder)
        for trouble in troubles:
            assert "\x1b" not in report(trouble)
        try:
            KnowledgeBase.open(folder)
        except XhsKbError as error:
            shown(error)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return KB.compile(tmp_path_factory.mktemp("compiled") / "toy.kb").read_bytes()


@SHORT
@given(data=st.data())
def test_compiled_files(compiled: bytes, data: st.DataObject) -> None:
    broken = bytearray(compiled)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place] = data.draw(st.integers(0, 255))
    broken = broken[: data.draw(st.sampled_from([len(broken), len(broken), len(broken) - 3, 50]))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "broken.kb")
        path.write_bytes(broken)
        try:
            MappedFile(path, guarded=True).whole()
            kb = KnowledgeBase.open(path)
            for text in ("can lamp oil be transported", "which items can be transported", "list the rules"):
                kb.ask(text, as_of="2020-03-01")
        except XhsKbError as error:
            shown(error)
        except DamagedError:
            raise AssertionError from None


@SHORT
@given(st.text(max_size=40), ANYTHING)
def test_graphs_of_others(text: str, value: Any) -> None:
    import networkx

    graph = networkx.MultiDiGraph()
    graph.add_node(1, labels=["A"], value=value)
    for asked in (text, f"MATCH (n:A) RETURN n.value {text}", "MATCH (n) WHERE n.value = $x RETURN n"):
        try:
            query_graph(graph, asked, {"x": value} if "$x" in asked else {})
        except XhsKbError as error:
            shown(error)


@settings(max_examples=max(5, MANY // 4), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    arguments=st.lists(
        st.one_of(TEXT, st.sampled_from(["ask", "--given", "--param", "--format", "json", "--as-of", "validate"])),
        max_size=5,
    )
)
def test_the_command_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    clean = [argument.encode("utf-8", "replace").decode() for argument in arguments if not argument.startswith("-")]
    code = main(["ask", "--kb", str(TOY), *clean])
    out = capsys.readouterr()
    assert code in (0, 1, 2) and "\x1b" not in out.out + out.err and "Traceback" not in out.err
