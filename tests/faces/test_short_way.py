"""The short way to an answer and click's say the same, and what is not typed often is left to click."""

from __future__ import annotations

from pathlib import Path

import pytest

from xhs_kb.faces.cli.plain import plain
from xhs_kb.faces.cli.root import clicked

TOY = str(Path(__file__).parents[1] / "toy_world")
CASES = [
    ["ask", "can lamp oil be transported?", "--kb", TOY],
    ["ask", "--kb", TOY, "can", "lamp", "oil", "be", "transported"],
    ["ask", f"--kb={TOY}", "list the rules", "what is lamp oil", "--as-of", "2020-03-01"],
    ["ask", "--format=json", "--kb", TOY, "which items can be transported", "--lang=zh"],
    ["ask", "--format", "jsonl", "--kb", TOY, "list the rules", "what is gibberish", "--as-of=2020"],
    ["ask", "--kb", TOY, "what is gibberish"],
    ["ask", "--kb", TOY, "what is gibberish", "--format", "json"],
    ["ask", "--kb", TOY, ""],
    ["ask", "--kb", TOY, "list the rules", "--as-of", "someday"],
    ["ask", "--kb", TOY, "list the rules", "--as-of="],
    ["ask", "--kb", TOY, "list the rules", "--lang", "fr"],
    ["ask", "--kb", TOY, "list the rules", "--as-of", "2020", "--as-of", "2021", "--format", "json", "--format", "csv"],
    ["ask", "--kb", "nowhere", "list the rules"],
    ["ask", "--kb", TOY, "灯油可以运输吗"],
    ["ask", "--kb", TOY, "MATCH (r:rule) RETURN r.id LIMIT 2"],
]


@pytest.mark.parametrize("arguments", CASES, ids=range(len(CASES)))
def test_both_ways_say_the_same(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    short = plain(arguments), capfd.readouterr()
    assert short[0] is not None
    assert short == (clicked(arguments), capfd.readouterr())


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["--kb", TOY, "ask", "list the rules"], ["validate"], ["ask"], ["ask", "--kb", TOY], ["ask", "-"],
        ["ask", "list the rules", "--kb"], ["ask", "list the rules", "--format", "xml"], ["ask", "--help"],
        ["ask", "list the rules", "--exit-verdict"], ["ask", "list the rules", "--given", "a=1"], ["ask", "-f", "x"],
        ["ask", "list the rules", "--limit", "cells=3"], ["ask", "--", "list the rules"], ["ask", "list", "--as", "x"],
        ["ask", "list the rules", "--color", "always"], ["ask", "list the rules", "--kb", "--lang", "en"],
    ],
)  # fmt: skip
def test_what_is_left_to_click(arguments: list[str]) -> None:
    assert plain(arguments) is None


def test_completion_of_shells_is_left_to_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_XHS_KB_COMPLETE", "bash_complete")
    assert plain(CASES[0]) is None
