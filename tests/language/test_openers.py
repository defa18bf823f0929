"""Every opener of the language, in English, gives its tree (spec: language §1)."""

from __future__ import annotations

import pytest

from xhs_kb.ground.values import Day
from xhs_kb.language.expressions import Parameter
from xhs_kb.language.questions import (
    About,
    Below,
    Changes,
    Consequences,
    Contrast,
    Describe,
    EdgeValue,
    Filler,
    How,
    Judged,
    Named,
    Needs,
    PatternOf,
    Permitted,
    Question,
    Relates,
    Requirements,
    ValueOf,
    Whether,
    Which,
    Why,
)
from xhs_kb.language.reader import read_question

from .worlds import toy

OIL, VIOLIN, BANK = Named("lamp_oil"), Named("violin"), Named("power_bank")
LIGHT, FLEX, ADULT, CHILD = Named("light"), Named("flex"), Named("adult"), Named("child")
PACK_VIOLIN = (Filler("object", VIOLIN),)
OIL_PACKED = Whether(OIL, Permitted("pack", "object"))
OIL_LIQUID = Whether(OIL, Below(Named("liquid")))
PROTECTS = Which(("bag",), Relates("protects", (VIOLIN,)))
UNDER_LIQUID = Which(("item",), Below(Named("liquid")))

OPENERS: dict[str, Question] = {
    # yes or no: the verb itself
    "is lamp oil under liquid?": OIL_LIQUID,
    "is lamp oil a liquid": OIL_LIQUID,
    "are batteries a kind of dangerous goods": Whether(Named("battery"), Below(Named("dangerous_goods"))),
    "was lamp oil under liquid": OIL_LIQUID,
    "were batteries under dangerous goods": Whether(Named("battery"), Below(Named("dangerous_goods"))),
    "does the trolley protect a violin": Whether(Named("trolley"), Relates("protects", (VIOLIN,))),
    "did the light fare suit an adult?": Whether(LIGHT, Relates("suits", (ADULT,))),
    "do batteries need approval": Whether(Named("battery"), Needs(Named("approval"))),
    "can lamp oil be packed?": OIL_PACKED,
    "may lamp oil be packed": OIL_PACKED,
    "can I pack lamp oil": OIL_PACKED,
    "can one pack lamp oil, please?": OIL_PACKED,
    "could we please pack the lamp oil": OIL_PACKED,
    "cannot lamp oil be packed": Whether(OIL, Permitted("pack", "object", negated=True)),
    "can lamp oil not be packed": Whether(OIL, Permitted("pack", "object", negated=True)),
    "can a child pack lamp oil": Whether(CHILD, Permitted("pack", "by", (Filler("object", OIL),))),
    "can I pack": Whether(None, Permitted("pack", "object")),
    "is the film camera protected by a hard case":
        Whether(Named("film_camera"), Relates("protects", (Named("hard_case"),), inverse=True)),
    "is lamp oil forbidden to transport": Whether(OIL, Judged("forbidden", "transport", "object")),
    "is it forbidden to transport lamp oil": Whether(OIL, Judged("forbidden", "transport", "object")),
    "lamp oil can be packed": OIL_PACKED,
    # rows
    "which bags protect a violin?": PROTECTS,
    "what bags protect violin": PROTECTS,
    "what are the bags that protect a violin": PROTECTS,
    "list the bags that protect violin": PROTECTS,
    "list bags": Which(("bag",)),
    "what are the bags": Which(("bag",)),
    "which items does a trolley protect": Which(("item",), Relates("protects", (Named("trolley"),), inverse=True)),
    "which items can a diplomat transport":
        Which(("item",), Permitted("transport", "object", (Filler("by", Named("diplomat")),))),
    "who can pack lamp oil": Which(("traveller", "company"), Permitted("pack", "by", (Filler("object", OIL),))),
    "who needs approval": Which(("traveller", "company"), Needs(Named("approval"))),
    "what can be packed": Which(("item",), Permitted("pack", "object")),
    "which rules are about lamp oil": Which(("rule",), About(OIL)),
    # how many
    "how many items are under liquid": Which(("item",), Below(Named("liquid")), count=True),
    "how many items are there?": Which(("item",), count=True),
    "how many items does a trolley protect":
        Which(("item",), Relates("protects", (Named("trolley"),), inverse=True), count=True),
    # a value
    "what is the mass of the camera": ValueOf("mass", Named("camera")),
    "what is the camera's mass": ValueOf("mass", Named("camera")),
    "how heavy is the camera?": ValueOf("mass", Named("camera")),
    "how long can flex fare be kept open": ValueOf("hold_period", FLEX),
    "how much does the trolley hold": ValueOf("load", Named("trolley")),
    "how much does the light fare cost": ValueOf("price", LIGHT),
    "how many bags does a light fare include": EdgeValue("includes", "count", LIGHT, None, "bag"),
    "how many hard case does flex include": EdgeValue("includes", "count", FLEX, Named("hard_case")),
    # all about it
    "what is shampoo": Describe(Named("shampoo")),
    "who is a diplomat": Describe(Named("diplomat")),
    "describe shampoo": Describe(Named("shampoo")),
    "what is a fare": Describe(None, "fare"),
    "describe fare": Describe(None, "fare"),
    "what is approval": Describe(Named("approval")),
    "what is skyline-terms-2023": Describe(Named("skyline-terms-2023")),
    # reasons, the pattern
    "why can lamp oil be packed": Why(OIL_PACKED),
    "explain which bags protect a violin": Why(PROTECTS),
    "pattern which bags protect a violin": PatternOf(PROTECTS),
    "pattern why is lamp oil a liquid": PatternOf(Why(OIL_LIQUID)),
    # what is missing, how, consequence
    "what do I need to pack a violin": Requirements("pack", PACK_VIOLIN),
    "what do we need to pack a violin?": Requirements("pack", PACK_VIOLIN),
    "what is required to pack a violin": Requirements("pack", PACK_VIOLIN),
    "what does a child need to pack a violin": Requirements("pack", (*PACK_VIOLIN, Filler("by", CHILD))),
    "how do I pack a violin": How("pack", PACK_VIOLIN),
    "how can a child pack a violin": How("pack", (*PACK_VIOLIN, Filler("by", CHILD))),
    "how to pack a violin": How("pack", PACK_VIOLIN),
    "what happens if a power bank is packed": Consequences("pack", (Filler("object", BANK),)),
    "what happens if I pack a power bank": Consequences("pack", (Filler("object", BANK),)),
    "what happens if a child packs a power bank": Consequences("pack", (Filler("object", BANK), Filler("by", CHILD))),
    "what happens if lamp oil is under liquid": Consequences(subject=OIL, predicate=Below(Named("liquid"))),
    # differences, changes
    "compare light fare and flex": Contrast((LIGHT, FLEX)),
    "compare light, flex and the super light fare": Contrast((LIGHT, FLEX, Named("super_light"))),
    "compare light with flex": Contrast((LIGHT, FLEX)),
    "what changed": Changes(None),
    "what changed since 2021-03": Changes(Day(2021, 3)),
    "what changed between 2020-01-15 and 2021": Changes(Day(2020, 1, 15), Day(2021)),
    "what changed about light since 2020": Changes(Day(2020), about=LIGHT),
    "what changed since 2020 about light": Changes(Day(2020), about=LIGHT),
    "what changed in 2020": Changes(Day(2020), Day(2020)),
    # parameters
    "can $what be packed": Whether(Parameter("what"), Permitted("pack", "object")),
    "which bags protect $x": Which(("bag",), Relates("protects", (Parameter("x"),))),
    "compare $a and $b": Contrast((Parameter("a"), Parameter("b"))),
    "what is $x": Describe(Parameter("x")),
}


@pytest.mark.parametrize("text", OPENERS)
def test_opener(text: str) -> None:
    assert read_question(text, toy()) == OPENERS[text]


@pytest.mark.parametrize("text", ["can lamp oil be packed", "which bags protect violin", "what is shampoo"])
def test_case_width_underscores_and_spaces_do_not_matter(text: str) -> None:
    plain = read_question(text, toy())
    wide = "".join(chr(ord(char) + 0xFEE0) if "a" <= char <= "z" else char for char in text)
    for other in (text.upper(), "  " + text.replace(" ", "   ") + " ? ", text.replace(" ", "_"), wide):
        assert read_question(other, toy()) == plain


def test_spans_point_at_the_words() -> None:
    question = read_question("which bags protect a violin as of 2020?", toy())
    assert isinstance(question, Which)
    assert isinstance(question.predicate, Relates)
    thing = question.predicate.things[0]
    assert thing.span is not None
    assert thing.span.text == "violin"
    assert question.span is not None
    assert question.span.text == "which bags protect a violin as of 2020"
