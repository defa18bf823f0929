"""Every predicate, and how predicates join (spec: language §1)."""

from __future__ import annotations

import pytest

from xhs_kb.ground.trouble import LanguageError
from xhs_kb.ground.values import Day, Percent, Quantity, Range
from xhs_kb.language.expressions import Parameter
from xhs_kb.language.questions import (
    About,
    All,
    Any_,
    Below,
    Dated,
    Filler,
    Has,
    Judged,
    Named,
    Needs,
    Never,
    Permitted,
    Predicate,
    Relates,
    Which,
)
from xhs_kb.language.reader import read_question

from .worlds import odd, toy

OIL, LIQUID, ADULT = Named("lamp_oil"), Named("liquid"), Named("adult")
SUIT_ADULT = Relates("suits", (ADULT,))
OBJECT_OIL = (Filler("object", OIL),)

ITEMS: dict[str, Predicate] = {
    # R X, or its inverse
    "travel with a camera": Relates("travels_with", (Named("camera"),)),
    "do not travel with a camera": Never(Relates("travels_with", (Named("camera"),))),
    "are protected by a trolley": Relates("protects", (Named("trolley"),), inverse=True),
    "were protected by a trolley and a hard case":
        Relates("protects", (Named("trolley"), Named("hard_case")), inverse=True),
    # by verdict
    "can be packed": Permitted("pack", "object"),
    "may be packed": Permitted("pack", "object"),
    "cannot be packed": Permitted("pack", "object", negated=True),
    "can not be packed": Permitted("pack", "object", negated=True),
    "can't be packed": Permitted("pack", "object", negated=True),
    "are forbidden to pack": Judged("forbidden", "pack", "object"),
    "are conditional to pack": Judged("conditional", "pack", "object"),
    "are allowed to be packed": Judged("allowed", "pack", "object"),
    "are unregulated to pack": Judged("unregulated", "pack", "object"),
    "are discouraged to pack": Judged("discouraged", "pack", "object"),
    "recommended to pack": Judged("recommended", "pack", "object"),
    "are not forbidden to pack": Never(Judged("forbidden", "pack", "object")),
    # requirements
    "need approval": Needs(Named("approval")),
    "needs a hard case": Needs(Named("hard_case")),
    # along is_a
    "are a liquid": Below(LIQUID),
    "are liquids": Below(LIQUID),
    "under liquid": Below(LIQUID),
    "are under liquid": Below(LIQUID),
    "are a kind of liquid": Below(LIQUID),
    "are not under liquid": Never(Below(LIQUID)),
    "not under liquid": Never(Below(LIQUID)),
    # about
    "about lamp oil": About(OIL),
    "apply to lamp oil": About(OIL),
    # attributes
    "have mass >= 1 kg": Has("mass", ">=", Quantity(1, "kg")),
    "with mass < 0.5": Has("mass", "<", Quantity(0.5, "kg")),
    "whose mass is 9 kg": Has("mass", "=", Quantity(9, "kg")),
    "mass != 9 kg": Has("mass", "!=", Quantity(9, "kg")),
    "mass <> 9 kg": Has("mass", "!=", Quantity(9, "kg")),
    "has mass <= 9 kg": Has("mass", "<=", Quantity(9, "kg")),
    "mass > $m": Has("mass", ">", Parameter("m")),
    "mass in 1 kg..2 kg": Has("mass", "in", Range(Quantity(1, "kg"), Quantity(2, "kg"))),
    "mass in [1 kg, 2]": Has("mass", "in", (Quantity(1, "kg"), Quantity(2, "kg"))),
    "colours contains \"green\"": Has("colours", "contains", "green"),
    "nickname = \"juice brick\"": Has("nickname", "=", "juice brick"),
    "have mass": Has("mass"),
    # days
    "since 2019-11": Dated("began", Day(2019, 11)),
    "until 2019-11": Dated("ceased", None, Day(2019, 11)),
    "ended since 2019-11": Dated("ceased", Day(2019, 11), None),
    "ended in 2019": Dated("ceased", Day(2019), Day(2019)),
    "between 2019 and 2020-02-29": Dated("began", Day(2019), Day(2020, 2, 29)),
    "in 2019-11": Dated("began", Day(2019, 11), Day(2019, 11)),
    "began since 2019-11": Dated("began", Day(2019, 11)),
    "since $day": Dated("began", Parameter("day")),
    "launched since 2019-11": Has("launched", ">=", Day(2019, 11, 1)),
    "launched in 2020-02": All((Has("launched", ">=", Day(2020, 2, 1)), Has("launched", "<=", Day(2020, 2, 29)))),
    # joining: and binds closer
    "under liquid or under battery and not under blade":
        Any_((Below(LIQUID), All((Below(Named("battery")), Never(Below(Named("blade"))))))),
    "(under liquid or under battery) and not under blade":
        All((Any_((Below(LIQUID), Below(Named("battery")))), Never(Below(Named("blade"))))),
    "under liquid but not under blade": All((Below(LIQUID), Never(Below(Named("blade"))))),
    "can be packed but not stored": All((Permitted("pack", "object"), Permitted("store", "object", negated=True))),
    "can be packed and stored": All((Permitted("pack", "object"), Permitted("store", "object"))),
    "can be packed and cannot be stored":
        All((Permitted("pack", "object"), Permitted("store", "object", negated=True))),
    "can be packed by a child and are under liquid":
        All((Permitted("pack", "object", (Filler("by", Named("child")),)), Below(LIQUID))),
}

OTHERS: dict[str, Which] = {
    "which fares suit an adult and Skyline": Which(("fare",), Relates("suits", (ADULT, Named("skyline")))),
    "which fares suit an adult or a diplomat":
        Which(("fare",), Any_((SUIT_ADULT, Relates("suits", (Named("diplomat"),))))),
    "which fares suit an adult and include a hard case":
        Which(("fare",), All((SUIT_ADULT, Relates("includes", (Named("hard_case"),))))),
    "which travellers can pack lamp oil": Which(("traveller",), Permitted("pack", "by", OBJECT_OIL)),
    "which travellers cannot pack lamp oil": Which(("traveller",), Permitted("pack", "by", OBJECT_OIL, negated=True)),
    "which travellers are forbidden to pack lamp oil":
        Which(("traveller",), Judged("forbidden", "pack", "by", OBJECT_OIL)),
    "which fares have refund share > 0.5": Which(("fare",), Has("refund_share", ">", Percent(0.5))),
    "which fares have refund share > 9 of 40": Which(("fare",), Has("refund_share", ">", Percent(0.225))),
    "which fares have sold by = Skyline": Which(("fare",), Has("sold_by", "=", Named("skyline"))),
    "which airports have security in [basic, full]": Which(("airport",), Has("security", "in", ("basic", "full"))),
    "which bags have load contains 10 kg": Which(("bag",), Has("load", "contains", Quantity(10, "kg"))),
    "which bags have lockable = true": Which(("bag",), Has("lockable", "=", True)),
    "which actions need approval": Which(("action",), Needs(Named("approval"))),
    "which rules apply to lamp oil": Which(("rule",), About(OIL)),
}


@pytest.mark.parametrize("text", ITEMS)
def test_after_which(text: str) -> None:
    assert read_question(f"which items {text}", toy()) == Which(("item",), ITEMS[text])


@pytest.mark.parametrize("text", OTHERS)
def test_other_kinds(text: str) -> None:
    assert read_question(text, toy()) == OTHERS[text]


def test_a_verb_that_begins_with_a_form_of_be_goes_with_every_tense() -> None:
    wanted = Relates("suits", (Named("town"),))
    for text in ("which things are right for town", "which things suit town", "which things were right for town"):
        assert read_question(text, odd()) == Which(("thing",), wanted)
    assert read_question("is word right for town", odd()) == read_question("does word suit town", odd())


def test_a_relation_is_chosen_by_the_kinds_at_its_ends() -> None:
    assert read_question("which things suit town", odd()) == Which(("thing",), Relates("suits", (Named("town"),)))
    assert read_question("which places suit word", odd()) == Which(("place",), Relates("holds", (Named("word"),)))


@pytest.mark.parametrize(("text", "code"), [
    ("is lamp oil forbidden", "ambiguous-name"),
    ("which items are forbidden", "ambiguous-name"),
    ("which fares are forbidden", "wrong-kind"),
    ("which items suit an adult", "wrong-kind"),
    ("which fares suit a camera", "wrong-kind"),
    ("which fares have mass > 5 kg", "wrong-kind"),
    ("which items have mass > 5 lb", "type"),
    ("which items have mass = 20%", "type"),
    ("which airports have security = tight", "type"),
    ("which items since 5 kg", "type"),
    ("which items since 2019-02-30", "type"),
    ("which compartments can pack lamp oil", "wrong-kind"),
])
def test_refused(text: str, code: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read_question(text, toy())
    assert caught.value.code == code


def test_a_judgement_without_an_action_lists_those_that_fit() -> None:
    with pytest.raises(LanguageError) as caught:
        read_question("is lamp oil discouraged", toy())
    assert {s.id for s in caught.value.trouble.suggestions} <= set(toy().schema.actions)
    assert "discouraged to charge" in [s.text for s in caught.value.trouble.suggestions]
    assert read_question("is word discouraged", odd()).predicate == Judged("discouraged", "post", "object")  # type: ignore[union-attr]


def test_an_attribute_that_is_spelt_like_a_word_for_ending_is_that_of_its_owner_only() -> None:
    inside = (Has("ended", ">=", Day(2019, 1, 1)), Has("ended", "<=", Day(2019, 12, 31)))
    assert read_question("which places ended in 2019", odd()) == Which(("place",), All(inside))
    ceased = Dated("ceased", Day(2019), Day(2019))
    assert read_question("which things ended in 2019", odd()) == Which(("thing",), ceased)
    assert read_question("which things ended since 2019", odd()) == Which(("thing",), Dated("ceased", Day(2019)))
