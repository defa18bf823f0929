"""Vocabularies to read against: the toy world, and small schemas made by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xhs_kb.data.folder import load_folder
from xhs_kb.model.reading import read_knowledge
from xhs_kb.model.records import Entity, Knowledge
from xhs_kb.model.schema import Action, Attribute, Input, Kind, Name, Relation, Role, Schema, Type
from xhs_kb.model.vocabulary import Vocabulary

TOY = Path(__file__).parent.parent / "toy_world"


@cache
def toy() -> Vocabulary:
    """The vocabulary of the toy world."""
    knowledge, troubles = read_knowledge(load_folder(TOY))
    assert not [trouble for trouble in troubles if trouble.severity == "error"]
    return Vocabulary.of(knowledge)


def names(*texts: str, language: str = "en") -> tuple[Name, ...]:
    """Names in one language."""
    return tuple(Name(text, language) for text in texts)


@cache
def odd() -> Vocabulary:
    """A world made to confuse: names that are keywords, verbs that are nouns, one name for two things."""
    thing = Kind("thing", "things", names("thing", "things"), {
        "size": Attribute("size", Type("number", unit="cm")), "made": Attribute("made", Type("date")),
        "colour": Attribute("colour", Type("choice", choices=("red", "dark blue"))),
        "code": Attribute("code", Type("text")),
    })
    place = Kind("place", "places", names("place", "places"), {
        "size": Attribute("size", Type("integer")), "ended": Attribute("ended", Type("date")),
    })
    entities = [
        Entity("which_q", "thing", names("Which?")), Entity("with_care", "thing", names("with care")),
        Entity("word", "thing", names("word")), Entity("word_of_mouth", "thing", names("word of mouth")),
        Entity("mouth", "thing", names("mouth")), Entity("the_one", "thing", names("The One")),
        Entity("post", "thing", names("post")), Entity("ball", "thing", names("Mercury", "ball")),
        Entity("town", "place", names("Mercury", "town")),
        Entity("planet", "thing", names("Planet Mercury", "Mercury")),
        Entity("salt_and_pepper", "thing", names("salt and pepper")), Entity("size_nine", "thing", names("size 9")),
        Entity("under_shirt", "thing", names("under shirt")),
    ]
    relations = {
        "suits": Relation("suits", ("thing",), ("place",), {"en": ("suit", "suits", "are right for")},
                          {"en": ("is suited by",)}),
        "holds": Relation("holds", ("place",), ("thing",), {"en": ("suit", "hold")}),
    }
    actions = {
        "post": Action("post", (), {"en": ("post", "posted")}, {
            "object": Role("object", ("thing",)),
            "by": Role("by", ("place",), subject=True, phrases={"en": ("by",)}),
            "on": Role("on", ("place",), phrases={"en": ("on", "with")}),
        }),
    }
    inputs = {"care": Input("care", Type("bool"), names("care")), "size": Input("size", Type("integer"), names("size"))}
    schema = Schema(kinds={"thing": thing, "place": place}, relations=relations, actions=actions, inputs=inputs)
    return Vocabulary.of(Knowledge(schema, {entity.id: entity for entity in entities}))
