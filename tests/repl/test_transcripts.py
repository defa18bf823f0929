"""Transcripts are tests: they are replayed, compared and rewritten; those of the docs and the tour hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_kb.__main__ import main
from xhs_kb.faces.repl.replaying import replay
from xhs_kb.faces.repl.running import OPEN
from xhs_kb.faces.repl.session import Session
from xhs_kb.faces.repl.tour import read_tour
from xhs_kb.faces.repl.transcripts import Exchange, parse, written

from .driving import ROOT, TOY
from .made import run, session, shipped

SHORT = "# a comment\n\nkb> as of 2025-06-01\nas of 2025-06-01\n\nkb> which fares suit\n..> adult\nold text\n"
PAGES = [path for path in sorted((ROOT / "docs").glob("*.md")) if "```session" in path.read_text("utf-8")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_sessions_of_the_docs_hold(page: Path) -> None:
    text = page.read_text("utf-8")
    new, count = replay(Session(shipped(), tour=read_tour(ROOT / "kb")), text, markdown=True)
    assert count > 3
    assert new == text, f"rewrite it with `xhs-kb replay {page.relative_to(ROOT)} --update`"


def test_the_tour_has_ten_steps_without_a_trouble() -> None:
    steps = read_tour(ROOT / "kb")
    assert len(steps) == 10
    assert all(step.prose for step in steps)
    start = Session(shipped(), tour=steps)
    statements = sum(len(step.statements) for step in steps)
    _, said = run(start, ".tour", *[""] * statements)
    assert [text for text in said if "error[" in text] == []
    assert said[-1].endswith("That was the tour.")


def test_replay_finds_and_rewrites_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "session.txt"
    file.write_text(SHORT, "utf-8")
    command = ["replay", str(file), "--kb", str(TOY)]
    assert main(command) == 1
    shown = capsys.readouterr()
    assert "-old text" in shown.out
    assert "+light fare" in shown.out
    assert "--update" in shown.err
    assert main([*command, "--update"]) == 0
    assert main(command) == 0
    assert "2 statements, all as they were" in capsys.readouterr().out
    assert file.read_text("utf-8").startswith(SHORT.removesuffix("old text\n"))
    assert main(["replay", str(tmp_path / "none.txt"), "--kb", str(TOY)]) == 1
    assert main(["replay"]) == 2


def test_a_replay_writes_no_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "kb> .once a.txt\nkb> how heavy is violin?\nkb> .save b.yaml\nkb> .transcript c.txt\nkb> .edit\n"
    replay(session(), text)
    assert list(tmp_path.iterdir()) == []


def test_a_session_is_written_as_a_transcript(tmp_path: Path) -> None:
    file = tmp_path / "session.txt"
    asked = ["assume pouch", "which fares suit\nadult", "nonsense", ".help facts", "can lamp oil be transported?",
             "needs", "12:1", "why", f".transcript {file}"]  # fmt: skip
    run(session(), *asked, doors=OPEN)
    text = file.read_text("utf-8")
    assert text.startswith("kb> assume pouch\nassumed: pouch = true\n\nkb> which fares suit\n..> adult\n2: light fare")
    assert replay(session(), text)[0].rstrip() == text.rstrip()


def test_only_fenced_sessions_of_markdown_are_replayed() -> None:
    page = "kb> not this\n\n```sh\nkb> nor this\n```\n\n```session\nkb> as of 2024-01-01\nold\n```\n\nend\n"
    new, count = replay(session(), page, markdown=True)
    assert count == 1
    assert new == page.replace("old", "as of 2024-01-01")


BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
TEXT = st.text(st.characters(exclude_characters=BREAKS, exclude_categories=["Cs"]), min_size=1, max_size=12)
LINE = TEXT.map(str.strip).filter(lambda text: bool(text) and not text.startswith(("kb>", "..>")))


@given(st.lists(st.tuples(LINE, st.lists(LINE, max_size=3)), max_size=4))
def test_what_is_written_is_read_back(said: list[tuple[str, list[str]]]) -> None:
    exchanges = tuple(Exchange(statement, "\n".join(lines)) for statement, lines in said)
    assert parse(written(exchanges)) == exchanges
