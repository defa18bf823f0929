"""What a sound folder becomes: the whole of the base of `planted.yaml`, value by value."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_kb.data.folder import load_folder, read_files
from xhs_kb.ground.values import Day, Duration, EntityRef, Money, Percent, Quantity, Range, Ratio
from xhs_kb.model.reading import read_knowledge
from xhs_kb.model.records import Citation, Knowledge
from xhs_kb.model.schema import Name, Period

from .test_planted import PLANTED, read

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bakery() -> Knowledge:
    return read()[0]


def test_the_header(bakery: Knowledge) -> None:
    header = bakery.schema.header
    assert (header.id, header.title, header.version, header.language, header.stale_after) == (
        "bakery", {"en": "A bakery"}, "1", "en", Duration(months=24))
    assert bakery.schema.authorities == ("law", "guild", "habit") and len(bakery.hash) == 64


def test_kinds_have_their_nouns(bakery: Knowledge) -> None:
    kinds = bakery.schema.kinds
    assert set(kinds) == {"ware", "baker", "rule", "source", "action", "input", "procedure"}
    assert [name.text for name in kinds["ware"].names] == ["ware", "wares", "货品"]
    assert [name.text for name in kinds["baker"].names] == ["baker", "bakers"] and kinds["baker"].closed
    assert [name.text for name in kinds["rule"].names] == ["rule", "bylaw"] and kinds["rule"].built_in
    assert kinds["rule"].plural == "rules" and [name.text for name in kinds["input"].names] == ["input", "inputs"]
    assert kinds["ware"].attributes["weight"].phrases == {"en": ("how heavy is {}",)}


def test_actions_inherit_roles(bakery: Knowledge) -> None:
    roles = bakery.schema.roles("toast")
    assert set(roles) == {"object", "by"} and roles["by"].default == "anna" and roles["by"].subject
    assert bakery.schema.actions["toast"].parents == ("bake",)
    heat = bakery.schema.inputs["heat"]
    assert (heat.minimum, heat.maximum, heat.ask) == (Quantity(20, "degrees"), Quantity(300, "degrees"),
                                                      {"en": "How hot?"})


def test_attributes(bakery: Knowledge) -> None:
    bread, roll = bakery.entities["bread"], bakery.entities["roll"]
    values = {key: [r.value for r in readings] for key, readings in {**bread.attributes, **roll.attributes}.items()}
    assert values == {
        "weight": [Quantity(1, "kg")], "price": [Money(5, "CNY")], "fat": [Percent(0.02)], "mix": [Ratio(9, 1)],
        "vegan": [True], "sold": [80_000, 93_000], "baking": [Range(Duration(seconds=1200), Duration(seconds=3600))],
        "since": [Day(2019)], "glaze": ["egg"], "note": ["small"], "tags": [("a", "b")],
        "made_by": [EntityRef("anna")]}
    first, second = roll.attributes["sold"]
    assert (first.at, first.grounds.citations) == (Day(2019), (Citation("code-7"),))
    assert (second.at, second.grounds.citations) == (Day(2020, 6), (Citation("bylaws", "1"),))
    assert roll.attributes["note"][0].texts == {"en": "small", "zh": "小"}
    assert bakery.entities["cake"].attributes["weight"][0].grounds.citations == (Citation("lore"),)


def test_names_have_their_days(bakery: Knowledge) -> None:
    assert bakery.entities["roll"].names == (
        Name("bun", "en", Period(None, date(2020, 1, 1))), Name("roll", "en", Period(date(2020, 1, 1), None)))
    assert bakery.entities["anna"].names == (Name("anna", "en"),)


def test_edges(bakery: Knowledge) -> None:
    edges = bakery.entities["roll"].edges
    assert [(e.target, e.number, e.attributes, e.grounds.valid.end) for e in edges] == [
        ("bread", 0, {"share": Percent(0.225)}, None), ("bread", 1, {}, None), ("roll", 0, {}, date(2020, 1, 1))]
    assert all(e.grounds.citations == (Citation("bylaws", "1"),) for e in edges)
    parent = bakery.entities["roll"].parents[0]
    assert (parent.parent, parent.grounds.valid.start, parent.grounds.citations) == (
        "bread", date(2019, 1, 1), (Citation("code-7", "2"),))


def test_disputes_fill_in_the_other_side(bakery: Knowledge) -> None:
    dispute = bakery.entities["bert"].grounds.disputed[0]
    assert dispute.valid == Period(date(2018, 1, 1), date(2021, 1, 1)) and dispute.citations == (Citation("lore"),)


def test_rules(bakery: Knowledge) -> None:
    rule = bakery.rules["cake_by_anna"]
    assert rule.scope == {"object": ("cake", "roll"), "by": ("anna",)} and rule.authority == "law"
    assert rule.that is not None and rule.that.span is not None
    assert rule.that.text == rule.that.span.text
    assert " ".join(rule.that.text.split()) == "clean = true and heat < 200"
    assert bakery.rules["no_cake"].when is not None and bakery.rules["no_cake"].when.text == "heat > 250"
    assert bakery.rules["newer"].authority == "guild" and bakery.rules["newer"].instead == ("bread",)


def test_a_replaced_rule_ends_where_the_other_begins(bakery: Knowledge) -> None:
    newer = bakery.rules["newer"]
    assert newer.grounds.valid == Period(date(2020, 1, 1), date(2021, 1, 1)) and newer.replaced_by == ("newest",)
    assert bakery.rules["newest"].replaces == ("newer",) and bakery.rules["newest"].replaced_by == ()


def test_procedures_and_examples(bakery: Knowledge) -> None:
    rolls = bakery.procedures["rolls"]
    assert rolls.takes == Duration(seconds=7200) and rolls.scope == {"object": ("roll",)}
    assert [(step.do, step.see) for step in rolls.steps] == [({"en": "Knead."}, "bread"), ({"en": "Bake."}, None)]
    example, = bakery.examples
    assert (example.ask, example.as_of, example.given, example.expect) == (
        "can cake be baked?", "2020-03", {"heat": "200"}, {"permission": "forbidden"})


def test_ids_are_sorted_and_nothing_depends_on_the_files(bakery: Knowledge) -> None:
    joined = "\n".join(text.replace("source: bylaws#1\n", "").replace("source: bylaws\n", "")
                       for text in PLANTED["base"].values())
    whole, _ = read_knowledge(read_files({"one.yaml": ("source: bylaws#1\n" + joined).encode()}))
    assert list(bakery.entities) == sorted(bakery.entities) and list(bakery.rules) == sorted(bakery.rules)
    assert whole.entities == bakery.entities and whole.schema == bakery.schema and whole.sources == bakery.sources


@pytest.mark.parametrize("folder", ["kb", "tests/toy_world"])
def test_the_folders_of_the_repository_are_sound(folder: str) -> None:
    loaded = load_folder(ROOT / folder)
    _, troubles = read_knowledge(loaded)
    assert [str(t) for t in troubles if t.severity == "error"] == []


def test_no_folder_gives_an_empty_knowledge_base() -> None:
    knowledge, troubles = read_knowledge(load_folder(ROOT / "no such folder"))
    assert knowledge.entities == {} and [t.code for t in troubles] == ["no-folder"]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_damage_raises(data: st.DataObject) -> None:
    """Cutting, doubling and swapping pieces of a sound folder gives troubles, never an exception."""
    files = {}
    chance = random.Random(data.draw(st.integers(0, 2**32)))
    for name, text in PLANTED["base"].items():
        for _ in range(chance.randrange(4)):
            place, length = chance.randrange(len(text)), chance.randrange(1, 30)
            piece = chance.choice(["", text[place:place + length] * 2, "[", "{", "}", ": ", "- ", "\n", "2019-13", "~",
                                   "rolls: x", "\n  ", "[]", "{}", "小", "'"])
            text = text[:place] + piece + text[place + length:]
        files[name] = text.encode()
    _, troubles = read_knowledge(read_files(files))
    assert all(t.span is None or t.span.end <= len(t.span.source.text) for t in troubles)


@given(st.dictionaries(st.sampled_from(["a.yaml", "b.yaml"]), st.binary(max_size=120)))
def test_no_bytes_raise(files: dict[str, bytes]) -> None:
    read_knowledge(read_files(files))
