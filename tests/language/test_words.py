"""Phrases, names and what they resolve to (spec: language §2)."""

from __future__ import annotations

from datetime import date

import pytest

from xhs_kb.ground.trouble import LanguageError
from xhs_kb.ground.values import Quantity
from xhs_kb.language.questions import Below, Contrast, Describe, Fact, Has, Named, Permitted, Relates, Whether, Which
from xhs_kb.language.reader import read_question
from xhs_kb.model.phrases import words
from xhs_kb.model.records import Entity, Knowledge
from xhs_kb.model.schema import Kind, Name, Period, Schema
from xhs_kb.model.vocabulary import Vocabulary

from .worlds import names, odd, toy


def described(text: str, vocabulary: Vocabulary, day: date | None = None) -> str | None:
    question = read_question(text, vocabulary, day=day)
    assert isinstance(question, Describe)
    return question.subject.id if isinstance(question.subject, Named) else None


def code(text: str, vocabulary: Vocabulary) -> str:
    with pytest.raises(LanguageError) as caught:
        read_question(text, vocabulary)
    return caught.value.code


@pytest.mark.parametrize(("text", "id_"), [
    ("what is Which?", "which_q"),
    ("what is which??", "which_q"),
    ("what is word of mouth", "word_of_mouth"),
    ("what is word-of-mouth?", "word_of_mouth"),
    ("what is Word_Of Mouth", "word_of_mouth"),
    ("what is word", "word"),
    ("what is the one", "the_one"),
    ("what is with care", "with_care"),
    ("what is salt and pepper", "salt_and_pepper"),
    ("what is size 9", "size_nine"),
    ('what is "which?"', "which_q"),
    ("what is 「which？」", "which_q"),
    ("what is post", None),
    ("what is ball", "ball"),
])
def test_the_longest_name_wins_and_keywords_are_names_where_a_name_is_wanted(text: str, id_: str | None) -> None:
    if id_ is None:
        assert described(text, odd()) == "post"
    else:
        assert described(text, odd()) == id_


def test_nouns_and_verbs_of_one_spelling() -> None:
    posted = Whether(Named("post"), Permitted("post", "object"))
    assert read_question("can a post be posted", odd()) == posted
    assert read_question("can one post a post", odd()) == posted
    assert read_question("can we post post?", odd()) == posted


def test_names_with_and_in_them() -> None:
    both = Contrast((Named("salt_and_pepper"), Named("word")))
    assert read_question("compare salt and pepper and word", odd()) == both


def test_a_keyword_opens_a_predicate_where_no_name_fits() -> None:
    assert read_question("which things with size > 5", odd()) == Which(("thing",), Has("size", ">", Quantity(5, "cm")))
    assert read_question("which things are with care", odd()) == Which(("thing",), Below(Named("with_care")))


def test_kinds_narrow_a_name_of_several_things() -> None:
    assert read_question("which things suit Mercury", odd()) == Which(("thing",), Relates("suits", (Named("town"),)))
    with pytest.raises(LanguageError) as caught:
        read_question("can Mercury be posted", odd())
    assert caught.value.code == "ambiguous-name"
    assert [s.id for s in caught.value.trouble.suggestions] == ["ball", "planet"]
    assert caught.value.trouble.span is not None
    assert caught.value.trouble.span.text == "Mercury"
    assert caught.value.help is not None
    assert "`ball`" in caught.value.help
    assert read_question("can ball be posted", odd()) == Whether(Named("ball"), Permitted("post", "object"))


def _renamed() -> Vocabulary:
    old, new = Period(None, date(2020, 1, 1)), Period(date(2020, 1, 1), None)
    entities = [
        Entity("first", "thing", (Name("Orion", "en", old), Name("Sirius", "en", new))),
        Entity("second", "thing", (Name("Vega", "en", old), Name("Orion", "en", new))),
    ]
    schema = Schema(kinds={"thing": Kind("thing", "things", names("thing"))})
    return Vocabulary.of(Knowledge(schema, {entity.id: entity for entity in entities}))


def test_a_name_of_another_day_is_understood() -> None:
    world = _renamed()
    assert described("what is Sirius as of 2019", world) == "first"
    assert described("what is Vega", world) == "second"
    assert code("what is Orion", world) == "ambiguous-name"
    assert described("what is Orion as of 2019", world) == "first"
    assert described("what is Orion as of 2020", world) == "second"
    assert described("what is Orion", world, date(2021, 1, 1)) == "second"
    assert described("截至2019年，什么是Orion", world) == "first"


def test_quotes_are_a_name_where_a_name_may_stand_and_text_where_text_may() -> None:
    coded = Which(("thing",), Has("code", "=", "dark blue"))
    assert read_question('which things have code = "dark blue"', odd()) == coded
    assert read_question('is "word" under "mouth"', odd()) == Whether(Named("word"), Below(Named("mouth")))
    assert code('what is "dark blue"', odd()) == "unknown-name"


def test_a_word_that_is_input_and_attribute_is_what_its_place_wants() -> None:
    question = read_question("can word be posted given size = 5", odd())
    assert isinstance(question, Whether)
    assert question.tails.given == (Fact("size", "=", 5),)


@pytest.mark.parametrize(("text", "marked", "suggested"), [
    ("can lamp oyl be packed?", "lamp oyl", "lamp_oil"),
    ("can cooking wine vinegar be packed", "cooking wine vinegar", None),
    ("can lamp oil be paked", "paked", "pack"),
    ("which itms are under liquid", "itms", "item"),
    ("which fares siut an adult", "siut", "suits"),
    ("which bags protect a violn", "violn", "violin"),
    ("which fares suit an adlt as of 2020", "adlt", "adult"),
    ("can lamp oil be packed given wieght = 5 kg", "wieght", "weight"),
    ("which items have mas > 5", "mas", "mass"),
    ("what is the mas of camera", "mas", "mass"),
    ("灯由可以运输吗", "灯由", None),
    ("哪些箱包保护大提琴", "大提琴", "violin"),
    ("can lamp oil be packed inside the hol", "hol", "hold"),
])
def test_an_unknown_name_is_marked_as_a_whole(text: str, marked: str, suggested: str | None) -> None:
    with pytest.raises(LanguageError) as caught:
        read_question(text, toy())
    assert caught.value.code == "unknown-name"
    assert caught.value.trouble.span is not None
    assert caught.value.trouble.span.text == marked
    assert len(caught.value.suggestions) <= 3
    if suggested:
        assert suggested in [s["id"] for s in caught.value.suggestions]


def test_suggestions_are_of_kinds_that_fit() -> None:
    with pytest.raises(LanguageError) as caught:
        read_question("which fares suit a viol", toy())
    assert "violin" not in [s["id"] for s in caught.value.suggestions]


def test_several_unknown_names_are_all_reported() -> None:
    with pytest.raises(LanguageError) as caught:
        read_question("compare lihgt and flx", toy())
    assert [t.span.text for t in caught.value.troubles if t.span] == ["lihgt", "flx"]
    assert [t.suggestions[0].id for t in caught.value.troubles] == ["light", "flex"]


def test_the_cost_of_a_phrase_does_not_grow_with_the_base() -> None:
    """The tree of phrases branches by words: as many steps as the phrase has words, whatever else there is."""
    branch = toy().tree
    for word in words("e-bike battery"):
        branch = branch[word]
    assert None in branch
