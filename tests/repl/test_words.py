"""What the words of a statement are, when it is complete, and how a text is split into statements."""

from __future__ import annotations

import pytest

from xhs_kb.faces.repl.colouring import marks_as_typed
from xhs_kb.faces.repl.splitting import is_whole, split

from .made import run, session


def sorts(text: str) -> list[tuple[str, str]]:
    return [(text[mark.start : mark.end], mark.sort) for mark in marks_as_typed(text, session())]


@pytest.mark.parametrize(("text", "found"), [
    ("which bags protect violin", [("which", "keyword"), ("bags", "name"), ("protect", "verb"), ("violin", "name")]),
    ("which bags frob violin", [("which", "keyword"), ("bags", "name"), ("frob", "wrong")]),
    ("which bags prot", [("which", "keyword"), ("bags", "name")]),
    ("which bags protect drone p", [("which", "keyword"), ("bags", "name"), ("protect", "verb")]),
    ("哪些箱包保护小提琴琴", [("哪些", "keyword"), ("箱包", "name"), ("保护", "verb"), ("小提琴", "name"),
                               ("琴", "wrong")]),
    (".format json", [(".format", "command")]),
    ("assume weight = 5 kg", [("assume", "command"), ("weight", "name"), ("=", "keyword"), ("5 kg", "value")]),
    ("as of 2020", [("as of", "command")]),
    ("why", [("why", "command")]),
    ("MATCH (a:item) RETURN a", [("MATCH", "keyword"), ("(", "plain"), ("a", "name"), (":", "plain"), ("item", "verb"),
                                 (")", "plain"), ("RETURN", "keyword"), ("a", "name")]),
    ("MATCH (a) RETURN )", [("MATCH", "keyword"), ("(", "plain"), ("a", "name"), (")", "plain"),
                            ("RETURN", "keyword"), (")", "wrong")]),
    ("", []),
])  # fmt: skip
def test_words_have_the_colours_of_the_parser(text: str, found: list[tuple[str, str]]) -> None:
    assert sorts(text)[: len(found)] == found
    assert [word for word, sort in sorts(text) if sort == "wrong"] == [word for word, sort in found if sort == "wrong"]


@pytest.mark.parametrize(("text", "whole"), [
    ("", True), ("which fares suit adult", True), ("which fares suit", False), ("which fares", True), ("which", False),
    ("which fares frob", True), ("which fares suit\n\n", True), ("MATCH (a)", False), ("MATCH (a) RETURN", False),
    ("MATCH (a) RETURN a", True), ("MATCH (a);", True), ("MATCH (a) RETURN )", True), ("哪些票价适合", False),
    ("哪些票价适合成人", True), (".help", True), ("assume weight = ", True), ("assume", True),
    ("how heavy is violin\nwhich fares suit", False), ("how heavy is violin\nwhich fares suit adult", True),
])  # fmt: skip
def test_enter_submits_what_is_whole(text: str, whole: bool) -> None:
    assert is_whole(text, session()) is whole


def test_while_a_reply_is_wanted_enter_submits() -> None:
    asking, _ = run(session(), "can lamp oil be transported?", "needs")
    assert is_whole("which", asking)


@pytest.mark.parametrize(("text", "found"), [
    ("which fares\nsuit adult", ["which fares\nsuit adult"]),
    ("how heavy is violin\nhow heavy is camera", ["how heavy is violin", "how heavy is camera"]),
    ("# why\nhow heavy is violin\n\n// no\nwhy", ["how heavy is violin", "why"]),
    ("MATCH (a:item)\nRETURN a.id;\nwhy", ["MATCH (a:item)\nRETURN a.id", "why"]),
    ("MATCH (a:item)\nRETURN a.id\n\nwhy", ["MATCH (a:item)\nRETURN a.id", "why"]),
    ("as of 2020\nassume pouch\nhow heavy is violin?", ["as of 2020", "assume pouch", "how heavy is violin?"]),
    ("which fares suit\n.help", ["which fares suit", ".help"]),
    ("  \n ", []),
])  # fmt: skip
def test_a_text_is_split_into_statements(text: str, found: list[str]) -> None:
    assert list(split(text, session())) == found
