"""Completion comes from the parser's state, and every path through it ends in a question (spec: language §2)."""

from __future__ import annotations

import random

import pytest

from xhs_kb.ground.trouble import XhsKbError
from xhs_kb.language.completion import Completion, complete
from xhs_kb.language.reader import read_question

from .worlds import toy


def texts(text: str, limit: int = 2000) -> list[str]:
    return [completion.text for completion in complete(text, toy(), limit)]


def test_an_empty_text_offers_the_openers_of_both_languages() -> None:
    offered = texts("")
    assert {"can", "is", "does", "which", "what", "who", "list", "how many", "how", "why", "pattern", "compare",
            "describe", "what changed", "what happens"} <= set(offered)
    assert {"哪些", "为什么", "怎么", "比较"} <= set(offered)
    assert not {"given", "as of", "under"} & set(offered)


@pytest.mark.parametrize(("text", "there", "absent"), [
    ("which ", ["items", "fares", "rule", "物品"], ["can", "lamp oil"]),
    ("which fares ", ["suit", "include", "适合"], ["protect", "accept", "can"]),
    ("which fares suit ", ["adult", "Skyline", "成人"], ["lamp oil", "cabin", "suit"]),
    ("which fares suit ad", ["adult", "adults"], ["child"]),
    ("which bags protect e-b", ["e-bike battery"], ["battery"]),
    ("which bags protect e-bike ", ["e-bike battery"], []),
    ("can ", ["lamp oil", "adult", "pack"], ["light fare"]),
    ("can lamp oil be ", ["packed", "stored"], ["pack"]),
    ("can lamp oil be packed ", ["inside", "by", "as of", "given", "with"], ["via"]),
    ("can lamp oil be packed inside ", ["cabin", "hold"], ["adult", "lamp oil"]),
    ("can lamp oil be packed given ", ["weight", "cabin class", "重量"], ["lamp oil"]),
    ("can lamp oil be packed given cabin class = ", ["economy", "business", "first"], ["full"]),
    ("can lamp oil be packed given weight <= ", ["5 kg"], []),
    ("can lamp oil be packed with ", ["approval", "padding"], ["weight"]),
    ("can lamp oil be packed according to ", ["Air Code", "law", "Skyline"], ["lamp oil"]),
    ("what is the mass of ", ["lamp oil", "camera"], ["light fare"]),
    ("how heavy is ", ["camera"], ["light fare"]),
    ("哪些票价", ["适合", "包含"], ["保护"]),
    ("哪些票价适合", ["成人", "adult"], ["灯油"]),
    ("灯油可以", ["运输", "打包"], []),
    ("灯油可以运", ["运输"], ["打包"]),
])
def test_only_what_fits_is_offered(text: str, there: list[str], absent: list[str]) -> None:
    offered = texts(text)
    assert [word for word in there if word not in offered] == []
    assert [word for word in absent if word in offered] == []


def test_a_completion_says_what_it_is_and_what_it_replaces() -> None:
    text = "which bags protect sham"
    assert complete(text, toy(), 5) == [Completion("shampoo", "item", "", text.index("sham"), "shampoo")]
    liquid = next(c for c in complete("what is liq", toy(), 50) if c.id == "liquid")
    assert liquid.detail == "Whatever pours."


def test_the_limit_is_kept() -> None:
    assert len(complete("what is ", toy(), 7)) == 7


def walk(seed: int) -> str:
    """A path through the menu, chosen at random, until a question may be asked."""
    chooser, text = random.Random(seed), ""
    for _ in range(24):
        offered = [c for c in complete(text, toy(), 2000) if c.replaces_from == len(text) and c.text.isascii()]
        assert offered, f"nothing may follow {text!r}"
        sort = chooser.choice(sorted({c.kind_label if c.kind_label != "keyword" else c.text for c in offered}))
        chosen = chooser.choice([c for c in offered if sort in (c.kind_label, c.text)])
        text = text[: chosen.replaces_from] + chosen.text + " "
        try:
            read_question(text, toy())
        except XhsKbError:
            continue
        return text
    return text


@pytest.mark.parametrize("seed", range(60))
def test_every_path_ends_in_a_question(seed: int) -> None:
    read_question(walk(seed), toy())
