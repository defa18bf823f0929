"""Tails in any order, before and after (spec: language §1)."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from xhs_kb.ground.trouble import LanguageError
from xhs_kb.ground.values import Day, Percent, Quantity, Range
from xhs_kb.language.expressions import Parameter
from xhs_kb.language.questions import Fact, Filler, Named, Permitted, Tails, Whether, Which
from xhs_kb.language.reader import read_question

from .worlds import odd, toy

PACKED = Whether(Named("lamp_oil"), Permitted("pack", "object"))

TAILS: dict[str, Tails] = {
    "by a child": Tails(fillers=(Filler("by", Named("child")),)),
    "inside the hold": Tails(fillers=(Filler("stowed", Named("hold")),)),
    "at $airport": Tails(fillers=(Filler("station", Parameter("airport")),)),
    "as of 2020-03-01": Tails(as_of=Day(2020, 3, 1)),
    "as of 2020-03": Tails(as_of=Day(2020, 3)),
    "as of $day": Tails(as_of=Parameter("day")),
    "in 2019": Tails(as_of=Day(2019)),
    "today": Tails(as_of="today"),
    "with approval": Tails(given=(Fact("approval", "=", True),)),
    "without padding": Tails(given=(Fact("padded", "=", False),)),
    "with approval and padding": Tails(given=(Fact("approval", "=", True), Fact("padded", "=", True))),
    "given weight = 5 kg": Tails(given=(Fact("weight", "=", Quantity(5, "kg")),)),
    "given weight is 5": Tails(given=(Fact("weight", "=", Quantity(5, "kg")),)),
    "given weight < 5 kg, pieces >= 2": Tails(given=(Fact("weight", "<", Quantity(5, "kg")), Fact("pieces", ">=", 2))),
    "given weight = 2..5 kg": Tails(given=(Fact("weight", "=", Range(Quantity(2, "kg"), Quantity(5, "kg"))),)),
    "given fill level = 9 of 40": Tails(given=(Fact("fill_level", "=", Percent(0.225)),)),
    "given cabin class in [economy, first]": Tails(given=(Fact("cabin_class", "in", ("economy", "first")),)),
    "given cabin_class = business and approval": Tails(
        given=(Fact("cabin_class", "=", "business"), Fact("approval", "=", True))),
    "given not approval": Tails(given=(Fact("approval", "=", False),)),
    "given label = \"to \\\"Jo\\\"\"": Tails(given=(Fact("label", "=", 'to "Jo"'),)),
    "given contents contains \"glass\"": Tails(given=(Fact("contents", "contains", "glass"),)),
    "given weight = $w": Tails(given=(Fact("weight", "=", Parameter("w")),)),
    "given object.energy <= 100 Wh": Tails(given=(Fact("object.energy", "<=", Quantity(100, "Wh")),)),
    "given by = child": Tails(fillers=(Filler("by", Named("child")),)),
    "according to Air Code": Tails(according_to=Named("air-code-2019")),
    "according to skyline-terms-2023": Tails(according_to=Named("skyline-terms-2023")),
    "according to the Civil Air Office": Tails(according_to="Civil Air Office"),
    "according to law": Tails(according_to="law"),
    "in Chinese": Tails(language="zh"),
    "in English": Tails(language="en"),
}


@pytest.mark.parametrize("text", TAILS)
def test_tail(text: str) -> None:
    assert read_question(f"can lamp oil be packed {text}?", toy()) == replace(PACKED, tails=TAILS[text])
    assert read_question(f"{text}, can lamp oil be packed?", toy()) == replace(PACKED, tails=TAILS[text])


def test_tails_in_any_order() -> None:
    texts = ("by a child", "as of 2020", "given weight = 5 kg", "with padding", "in Chinese", "according to law")
    trees = set()
    for order in permutations(texts):
        question = read_question("can lamp oil be packed " + " ".join(order), toy())
        assert isinstance(question, Whether)
        assert question.tails.as_of == Day(2020)
        assert {fact.about for fact in question.tails.given} == {"weight", "padded"}
        trees.add(replace(question.tails, given=()))
    assert len(trees) == 1


def test_a_word_that_can_open_both_opens_a_predicate_after_the_noun_and_a_tail_after_a_predicate() -> None:
    after_noun = read_question("which items in 2019", toy())
    assert isinstance(after_noun, Which)
    assert after_noun.predicate is not None
    assert after_noun.tails.as_of is None
    after_predicate = read_question("which items are under liquid in 2019", toy())
    assert isinstance(after_predicate, Which)
    assert after_predicate.tails.as_of == Day(2019)
    with_name = read_question("can word be posted with town", odd())
    assert isinstance(with_name, Whether)
    assert with_name.tails.fillers == (Filler("on", Named("town")),)
    with_input = read_question("can word be posted with care", odd())
    assert isinstance(with_input, Whether)
    assert with_input.tails.given == (Fact("care", "=", True),)


@pytest.mark.parametrize(("text", "code"), [
    ("as of 2020 as of 2021", "syntax"),
    ("as of 2019-02-30", "type"),
    ("as of 5 kg", "type"),
    ("by a child by an adult", "syntax"),
    ("by the hold", "wrong-kind"),
    ("with weight", "type"),
    ("given weight = 5 lb", "type"),
    ("given weight = 120%", "type"),
    ("given cabin class = luxury", "type"),
    ("given pieces = 1.5", "type"),
    ("given wieght = 5", "unknown-name"),
    ("given station.mass = 5", "wrong-kind"),
    ("according to lamp oil", "wrong-kind"),
    ("according to law according to custom", "syntax"),
])
def test_refused(text: str, code: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read_question(f"can lamp oil be packed {text}", toy())
    assert caught.value.code == code


def test_a_role_that_the_action_does_not_have() -> None:
    with pytest.raises(LanguageError) as caught:
        read_question("can lamp oil be charged by a child", toy())
    assert caught.value.code == "syntax"
    assert "`charge` has no role" in caught.value.message
