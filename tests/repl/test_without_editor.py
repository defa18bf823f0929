"""Where there is no line editor: pipes, dumb terminals, and the plain prompt for screen readers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from xhs_kb.faces.repl.session import Answered
from xhs_kb.faces.repl.showing import shown
from xhs_kb.faces.repl.stepping import step

from .driving import ROOT, TOY, Driven
from .made import run, session

DRAWN = "│├└─✗✓^|"


def piped(text: str, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xhs_kb", "--kb", str(TOY), "--as-of", "2025-06-01", *arguments], input=text,
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", **env},
    )  # fmt: skip


def test_a_pipe_gets_answers_and_nothing_else() -> None:
    done = piped("# comment\nhow heavy is a violin?\nnonsense\nassume pouch\nwhich fares suit adult?\n", "repl")
    assert done.returncode == 1
    assert "mass of violin: 0.5 kg" in done.stdout
    assert "super light fare" in done.stdout
    assert "error[" in done.stderr
    assert "error[" not in done.stdout
    assert not {"kb>", "\x1b", "xhs-kb 0"} & {part for part in ("kb>", "\x1b", "xhs-kb 0") if part in done.stdout}
    assert max(map(len, done.stdout.splitlines())) > 80


def test_a_pipe_of_a_transcript_without_a_home() -> None:
    done = piped("kb> how heavy is a violin?\nmass: old\n\nkb> .quit\nkb> nonsense\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0.5 kg" in done.stdout


@pytest.mark.parametrize("text", ["", "x" * 1_000_000, "why " * 250_000, "kb> ", "\x00\x1b]0;title\x07\n"])
def test_odd_pipes_end_quietly(text: str) -> None:
    done = piped(text, "repl")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_a_dumb_terminal_gets_a_plain_prompt(tmp_path: Path) -> None:
    driven = Driven(tmp_path, "--kb", str(TOY), "repl", env={"TERM": "dumb"}).see("kb>")
    driven.press("which fares suit", "\n").see("..>").press("adult", "\n").see("light fare").quiet()
    assert "\x1b" not in driven.raw.replace("\x1b[?2004h", "").replace("\x1b[?2004l", "")
    driven.press("nonsense", "ctrl-c").see("interrupted").press("ctrl-d")
    assert driven.end() == 0


def test_the_plain_prompt_speaks_in_sentences(tmp_path: Path) -> None:
    driven = Driven(tmp_path, "--kb", str(TOY), "--as-of", "2025-06-01", "repl", "--plain", lines=40).see("kb>")
    driven.press("which fares suit adult?", "\n").see("Row 2 of 2, fare: super light fare.")
    driven.press("how heavy is vioxlin?", "\n").see("At line 1, column 14: vioxlin").quiet()
    assert not set(DRAWN) & set(driven.text())
    driven.press(".quit", "\n")
    assert driven.end() == 0


@pytest.mark.parametrize("question", ["why can lamp oil be transported?", "can lamp oil be transported?",
                                      "what is violin", "为什么灯油可以运输", "compare violin and camera",
                                      "which items can be packed?",
                                      "how do I pack a violin?"])  # fmt: skip
def test_sentences_draw_nothing_and_leave_nothing_out(question: str) -> None:
    _, output = step(session(), question)
    (piece,) = output.pieces
    assert isinstance(piece, Answered)
    text = shown(piece, sentences=True)
    assert not set(DRAWN) & set(text)
    assert piece.answer.summary.splitlines()[0] in text
    assert all(reason.name in text for reason in piece.answer.reasons)
    assert all(need.ask in text for need in piece.answer.needs)
    assert all(cited.title in text for cited in piece.answer.citations)
    ends = (".", "。", "?", "？", "!", ")", "forbidden", "allowed", "conditional", "允许")
    assert all(line.endswith(ends) for line in text.splitlines()[1:])


def test_tables_of_the_session_are_sentences_too() -> None:
    _, output = step(run(session(), "assume pouch")[0], "assumptions")
    assert shown(output.pieces[1], sentences=True) == "about pouch, assumed true."
