"""YAML without guesses: texts stay texts, everything has its place, and what cannot be read is said in one trouble."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_kb.data.nodes import Limits, Mapping, Node, Scalar, Sequence
from xhs_kb.data.yaml_reader import decode, read_yaml
from xhs_kb.ground.span import Source
from xhs_kb.ground.trouble import Trouble


def plain(text: str) -> Any:
    root, troubles = read_yaml(Source("x.yaml", text))
    assert troubles == ()
    return root.plain() if root is not None else None


def test_nothing_is_guessed() -> None:
    text = "a: 9:1\nb: no\non: 2019-11-28\nd: 0123\ne: 1_000\nf: ~\ng: .inf\nh:\n'1': null\n<<: 1e3\n"
    assert plain(text) == {"a": "9:1", "b": "no", "on": "2019-11-28", "d": "0123", "e": "1_000", "f": "~", "g": ".inf",
                           "h": "", "1": "null", "<<": "1e3"}


def test_anchors_are_followed() -> None:
    assert plain("a: &x [1, {b: 2}]\nc: *x\n") == {"a": ["1", {"b": "2"}], "c": ["1", {"b": "2"}]}


def test_every_scalar_has_its_place() -> None:
    text = '小红书:\n  好: [a b, "c", \'d\']   # said\n  x: |\n    e\n    f\n  y: 最后 # end\r\n'
    root, troubles = read_yaml(Source("x.yaml", text))
    assert troubles == ()
    assert [(s.text, s.span.text, s.style) for s in scalars(root)] == [
        ("小红书", "小红书", "plain"), ("好", "好", "plain"), ("a b", "a b", "plain"), ("c", '"c"', "double"),
        ("d", "'d'", "single"), ("x", "x", "plain"), ("e\nf\n", "|\n    e\n    f\n", "literal"), ("y", "y", "plain"),
        ("最后", "最后", "plain")]


def scalars(node: Node | None) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Sequence():
            return [scalar for item in node.items for scalar in scalars(item)]
        case Mapping():
            return [scalar for e in node.entries for scalar in (e.key, *scalars(e.value))]
    return []


BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
FAULTS = [
    ("a: 1\na: 2", "duplicate-key", "a"), ('a: 1\n"a": 2', "duplicate-key", '"a"'),
    ("a: 1\n---\nb: 2", "several-documents", "---"), ("a: !x 1", "tag", "!x 1"), ("\ta: 1", "yaml", "\t"),
    ("? [a]\n: 1", "yaml", "[a]"), ("a: *b", "yaml", "*b"), ("a: &b [*b]", "yaml", "*b"),
    ("a: [", "yaml", ""), ("a: 'x", "yaml", ""), ("[" * 3000, "limit", "["), ("a: \x07", "encoding", "\x07"),
    ("a: &b {x: &b 1, x: 2}", "duplicate-key", "x"),
]


@pytest.mark.parametrize(("text", "code", "under"), FAULTS)
def test_a_fault(text: str, code: str, under: str) -> None:
    _, troubles = read_yaml(Source("x.yaml", text))
    assert [(t.code, t.span.text if t.span else None) for t in troubles] == [(code, under)]


def test_duplicate_keys_keep_the_first_and_show_both() -> None:
    root, troubles = read_yaml(Source("x.yaml", "a: 1\nb: 2\na: 3\na: 4"))
    assert root is not None and root.plain() == {"a": "1", "b": "2"}
    assert [(t.span and t.span.line, t.related[0].line) for t in troubles] == [(3, 1), (4, 1)]


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    _, troubles = read_yaml(Source("x.yaml", BOMB))
    assert [t.code for t in troubles] == ["limit"]


def test_limits_are_arguments() -> None:
    assert read_yaml(Source("x", "[a, b, c]"), Limits(nodes=3))[1][0].code == "limit"
    assert read_yaml(Source("x", "[[a]]"), Limits(depth=1))[1][0].code == "limit"
    found = decode("x", b"a: 1", Limits(file_bytes=3))
    assert isinstance(found, Trouble) and found.code == "limit"


@pytest.mark.parametrize("data", [b"\xff\xfea\x00:\x00", b"a: \xff", b"a\x00b", b"\x80"])
def test_binary_is_refused(data: bytes) -> None:
    found = decode("x.yaml", data)
    assert isinstance(found, Trouble) and found.code == "encoding" and found.span is not None


def test_a_byte_order_mark_is_passed_over() -> None:
    found = decode("x.yaml", b"\xef\xbb\xbfa: 1")
    assert isinstance(found, Source) and found.text == "a: 1"


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    source = decode("x.yaml", data)
    if isinstance(source, Source):
        read_yaml(source)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"\n \t#?,%@`~\r\u2028\x85\ufeff小", max_size=60))
def test_no_likely_text_raises_and_spans_stay_inside(text: str) -> None:
    root, troubles = read_yaml(Source("x.yaml", text))
    for span in [s.span for s in scalars(root)] + [t.span for t in troubles if t.span]:
        assert 0 <= span.start <= span.end <= len(text)
    for scalar in scalars(root):
        if scalar.style == "plain" and len(scalar.span.text.splitlines()) < 2 and not text.startswith("\ufeff"):
            assert scalar.span.text.endswith(scalar.text)
