"""Data cannot steer a terminal, add to a page, or lead out of its folder; limits end what is too much."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from xhs_kb import KnowledgeBase, KnowledgeError, Limits, XhsKbError
from xhs_kb.__main__ import main
from xhs_kb.faces.formats import FORMATS

WORLD = """
kb: {id: bad, title: Bad, version: "1", language: en}
authorities:
  - {id: law}
sources:
  - id: s
    title: "<b>S</b>\\e[31m"
    publisher: "<script>alert(1)</script>"
    date: 2020
    authority: law
    url: "javascript:alert(1)"
kinds:
  - {id: thing, plural: things}
actions:
  - {id: do, forms: {en: [do, done]}, roles: {object: {kind: thing}}}
things:
  - {id: one, name: "<img src=x onerror=alert(1)>\\e]0;owned\\a", source: s}
rules:
  - {id: r, name: "\\e[2Jno <i>", effect: forbid, action: do, object: one, because: "<script>\\e[31m", source: s}
"""
ASKED = ("can one be done?", "what is one?", "list the rules", "why can one be done?", "MATCH (n) RETURN n.name, n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.yaml").write_text(WORLD, "utf-8")
    return tmp_path / "bad"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("asked", ASKED)
def test_nothing_steers_the_terminal(folder: Path, form: str, asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", asked, "--kb", str(folder), "--format", form, "--as-of", "2021"]) == 0
    out = capsys.readouterr()
    assert not [char for char in out.out + out.err if ord(char) < 32 and char not in "\n\r\t"]


@pytest.mark.parametrize("asked", ASKED)
def test_nothing_reaches_the_page(folder: Path, asked: str) -> None:
    page = KnowledgeBase.open(folder).ask(asked, as_of="2021")._repr_html_()
    for bad in ("<script", "<img", "<i>", "javascript:", "\x1b", "\x07"):
        assert bad not in page


def test_a_link_out_of_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("things: [{id: two, source: s}]\n", "utf-8")
    os.symlink(tmp_path / "secret.yaml", folder / "b.yaml")
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.open(folder)
    assert "link" in {trouble.code for trouble in caught.value.troubles}


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("can one be done " + "x" * 400, Limits(text=100)),
        ("is " + "(" * 60 + "one" + ")" * 60 + " done", Limits(nesting=5)),
        ("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*)", Limits(steps=10_000)),
        (
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*)",
            Limits(seconds=0.2, steps=10**12),
        ),
        ("UNWIND range(1, 1000) AS a RETURN a", Limits(rows=10)),
        ("RETURN " + "[" * 200 + "]" * 200, Limits()),
    ],
)
def test_limits_end_it(folder: Path, text: str, limits: Limits) -> None:
    with pytest.raises(XhsKbError) as caught:
        KnowledgeBase.open(folder).ask(text, limits=limits)
    assert caught.value.code in ("limit", "syntax")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_troubles_of_a_folder_do_not_steer_the_terminal(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a\x1b[31m.yaml").write_text(
        'rules:\n  - {id: "\\e[2Jr", effect: "\\e]0;x\\a", x: "\u202e"}\n', "utf-8"
    )
    assert main(["validate", str(tmp_path), "--format", form]) == 1
    out = capsys.readouterr()
    assert not [char for char in out.out + out.err if ord(char) < 32 and char not in "\n\r\t"]
    assert form in ("json", "sarif") or "\u202e" not in out.out


@pytest.mark.parametrize("arguments", [["validate", "a", "\x1b[2J"], ["ask", "--kb", "a\0b", "x"], ["a\x1b[2J\x07"]])
def test_wrong_uses_do_not_steer_the_terminal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) in (1, 2)
    out = capsys.readouterr()
    assert not [char for char in out.out + out.err if ord(char) < 32 and char not in "\n\r\t"]


@pytest.mark.parametrize(
    ("things", "more"),
    [(3, {}), ({"object": 1.5}, {}), ("one", {}), (["one"], {"facts": {"x": True}}), (["one"], {"given": [1]})],
)
def test_columns_that_are_none(folder: Path, things: Any, more: dict[str, Any]) -> None:
    with pytest.raises(XhsKbError) as caught:
        KnowledgeBase.open(folder).verdicts("do", things, **more)
    assert caught.value.code == "type"


SLOW = Limits(seconds=0.0)


@pytest.mark.parametrize(
    "asked",
    ["which things can be done", "how many things can be done", "RETURN verdict('do', {object: 'one'}).permission"],
)
def test_time_ends_every_question(folder: Path, asked: str) -> None:
    kb = KnowledgeBase.open(folder)
    with pytest.raises(XhsKbError) as caught:
        kb.ask(asked, as_of="2021", limits=SLOW)
    assert caught.value.code == "limit" and "seconds" in caught.value.message
    assert kb.ask(asked, as_of="2021").kind


def test_time_ends_a_question_about_many_things(tmp_path: Path) -> None:
    things = "".join(f"  - {{id: t{number}, is_a: one, source: s}}\n" for number in range(2000))
    (tmp_path / "a.yaml").write_text(WORLD.replace("rules:\n", things + "rules:\n"), "utf-8")
    kb = KnowledgeBase.open(tmp_path, limits=Limits(seconds=0.01))
    begun = monotonic()
    with pytest.raises(XhsKbError) as caught:
        kb.ask("which things can be done", as_of="2021")
    assert caught.value.code == "limit" and monotonic() - begun < 0.5


def test_rows_are_limited_in_questions_too(folder: Path) -> None:
    kb = KnowledgeBase.open(folder)
    with pytest.raises(XhsKbError) as caught:
        kb.ask("list the things", limits=Limits(rows=0))
    assert caught.value.code == "limit"
    assert kb.ask("how many things are there", limits=Limits(rows=0)).value == 1


@pytest.mark.parametrize(
    ("limit", "asked"),
    [
        ("text=10", "can one be done?"),
        ("nesting=2", "RETURN [[[[[[1]]]]]]"),
        ("rows=2", "UNWIND [1, 2, 3] AS a RETURN a"),
        ("steps=5", "UNWIND range(1, 100) AS a RETURN sum(a)"),
        ("seconds=0", "can one be done?"),
    ],
)
def test_limits_are_said_on_the_command_line(
    folder: Path, limit: str, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = ["ask", "--kb", str(folder), "--as-of", "2021", asked, "--format", "json"]
    assert main(asking) == 0
    assert main([*asking, "--limit", limit]) == 1
    assert json.loads(capsys.readouterr().err)["code"] == "limit"


@pytest.mark.parametrize("said", ["rows", "rows=x", "rows=-1", "seconds=nan", "seconds=inf", "x=1", "=", "look=1"])
def test_limits_that_are_none(said: str) -> None:
    assert main(["ask", "list the rules", "--limit", said]) == 2


def test_a_session_keeps_its_limits(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("UNWIND [1, 2, 3] AS a RETURN a;\n"))
    assert main(["repl", "--kb", str(folder), "--limit", "rows=2"]) == 1
    assert "limit" in "".join(capsys.readouterr())


def test_time_ends_one_judgement(tmp_path: Path) -> None:
    """Hundreds of open rules over one role that nobody filled: looking through its completions takes seconds."""
    numbers = range(600)
    things = "".join(f"  - {{id: t{number}, source: s}}\n" for number in numbers)
    rules = "".join(f"  - {{id: r{n}, effect: forbid, action: do, object: t{n}, source: s}}\n" for n in numbers)
    (tmp_path / "a.yaml").write_text(WORLD.replace("rules:\n", things + "rules:\n") + rules, "utf-8")
    kb = KnowledgeBase.open(tmp_path)
    begun = monotonic()
    with pytest.raises(XhsKbError) as caught:
        kb.verdict("do", as_of="2021", limits=Limits(seconds=0.3))
    assert caught.value.code == "limit" and monotonic() - begun < 2.5
