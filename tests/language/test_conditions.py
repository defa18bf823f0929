"""Conditions of rules: the same words over inputs, roles and attributes (spec: data §3)."""

from __future__ import annotations

import pytest

from xhs_kb.ground.span import Source, Span
from xhs_kb.ground.trouble import LanguageError
from xhs_kb.ground.values import Day, Duration, EntityRef, Money, Percent, Quantity, Range, Ratio
from xhs_kb.language.conditions import read_condition
from xhs_kb.language.expressions import (
    And,
    Arithmetic,
    Compare,
    Contains,
    Expression,
    In,
    InputRef,
    IsA,
    ListOf,
    Literal,
    Negative,
    Not,
    Or,
    Parameter,
    Property,
    Related,
    RoleRef,
)

from .worlds import toy

WEIGHT, PIECES, APPROVAL, PADDED = InputRef("weight"), InputRef("pieces"), InputRef("approval"), InputRef("padded")
KG8 = Literal(Quantity(8, "kg"))
LIGHT_ENOUGH = Compare("<=", WEIGHT, KG8)


def ref(id_: str) -> Literal:
    return Literal(EntityRef(id_))


CONDITIONS: dict[str, Expression] = {
    "weight <= 8 kg": LIGHT_ENOUGH,
    "weight <= 8": LIGHT_ENOUGH,
    "8 kg >= weight": Compare(">=", KG8, WEIGHT),
    "重量 <= 8 kg": LIGHT_ENOUGH,
    "Number of Pieces != 3": Compare("!=", PIECES, Literal(3)),
    "fill_level <= 90%": Compare("<=", InputRef("fill_level"), Literal(Percent(0.9))),
    "fill level <= 0.9": Compare("<=", InputRef("fill_level"), Literal(Percent(0.9))),
    "dilution >= 9:1": Compare(">=", InputRef("dilution"), Literal(Ratio(9, 1))),
    "declared_value <= USD 1500": Compare("<=", InputRef("declared_value"), Literal(Money(1500, "USD"))),
    "layover < 2 weeks": Compare("<", InputRef("layover"), Literal(Duration(days=14))),
    "drop_date >= 2020": Compare(">=", InputRef("drop_date"), Literal(Day(2020))),
    "approval": APPROVAL,
    "approval = true": Compare("=", APPROVAL, Literal(True)),
    "not approval": Not(APPROVAL),
    "approval is false": Compare("=", APPROVAL, Literal(False)),
    "cabin_class = business": Compare("=", InputRef("cabin_class"), Literal("business")),
    "cabin class is not business": Compare("!=", InputRef("cabin_class"), Literal("business")),
    "cabin_class in [business, first]":
        In(InputRef("cabin_class"), ListOf((Literal("business"), Literal("first")))),
    "cabin_class not in [first]": Not(In(InputRef("cabin_class"), ListOf((Literal("first"),)))),
    "label = \"padded\"": Compare("=", InputRef("label"), Literal("padded")),
    "contents contains \"glass\"": Contains(InputRef("contents"), Literal("glass")),
    "weight in 2..8 kg": Contains(Literal(Range(Quantity(2, "kg"), Quantity(8, "kg"))), WEIGHT),
    "weight = 2..8 kg": Contains(Literal(Range(Quantity(2, "kg"), Quantity(8, "kg"))), WEIGHT),
    "weight <= $limit": Compare("<=", WEIGHT, Parameter("limit")),
    "stowed = hold": Compare("=", RoleRef("stowed"), ref("hold")),
    "object in [lamp oil, \"shampoo\"]": In(RoleRef("object"), ListOf((ref("lamp_oil"), ref("shampoo")))),
    "by is an adult": IsA(RoleRef("by"), ref("adult"), strict=True),
    "by is not an adult": Not(IsA(RoleRef("by"), ref("adult"), strict=True)),
    "object is a kind of liquid": IsA(RoleRef("object"), ref("liquid"), strict=True),
    "object under liquid": IsA(RoleRef("object"), ref("liquid"), strict=True),
    "object 属于 液体": IsA(RoleRef("object"), ref("liquid"), strict=True),
    "by.age >= 16": Compare(">=", Property(RoleRef("by"), "age"), Literal(16)),
    "object.energy > 100 Wh": Compare(">", Property(RoleRef("object"), "energy"), Literal(Quantity(100, "Wh"))),
    "scooter.mass > 5": Compare(">", Property(ref("scooter"), "mass"), Literal(Quantity(5, "kg"))),
    "station accepts object": Related(RoleRef("station"), "accepts", RoleRef("object")),
    "station accepts battery": Related(RoleRef("station"), "accepts", ref("battery")),
    "object is protected by trolley": Related(ref("trolley"), "protects", RoleRef("object")),
    "object travels with camera": Related(RoleRef("object"), "travels_with", ref("camera")),
    "object does not travel with camera": Not(Related(RoleRef("object"), "travels_with", ref("camera"))),
    "object travels_with camera": Related(RoleRef("object"), "travels_with", ref("camera")),
    "pieces * 23 <= 69": Compare("<=", Arithmetic("*", PIECES, Literal(23)), Literal(69)),
    "pieces + 1 * 2 < 9": Compare("<", Arithmetic("+", PIECES, Arithmetic("*", Literal(1), Literal(2))), Literal(9)),
    "(pieces + 1) * 2 < 9": Compare("<", Arithmetic("*", Arithmetic("+", PIECES, Literal(1)), Literal(2)), Literal(9)),
    "pieces - 1 - 1 = 0": Compare(
        "=", Arithmetic("-", Arithmetic("-", PIECES, Literal(1)), Literal(1)), Literal(0)),
    "pieces -1 = 0": Compare("=", Arithmetic("-", PIECES, Literal(1)), Literal(0)),
    "pieces > -1": Compare(">", PIECES, Literal(-1)),
    "-pieces < 0": Compare("<", Negative(PIECES), Literal(0)),
    "weight + 1 <= 8": Compare("<=", Arithmetic("+", WEIGHT, Literal(Quantity(1, "kg"))), KG8),
    "weight / 2 <= 8 kg": Compare("<=", Arithmetic("/", WEIGHT, Literal(2)), KG8),
    "pickup_date - drop_date <= 30 days": Compare(
        "<=", Arithmetic("-", InputRef("pickup_date"), InputRef("drop_date")), Literal(Duration(days=30))),
    "drop_date + 2 weeks > pickup_date": Compare(
        ">", Arithmetic("+", InputRef("drop_date"), Literal(Duration(days=14))), InputRef("pickup_date")),
    "approval or padded and not weight <= 8 kg": Or((APPROVAL, And((PADDED, Not(LIGHT_ENOUGH))))),
    "(approval or padded) and weight <= 8 kg": And((Or((APPROVAL, PADDED)), LIGHT_ENOUGH)),
    "approval and padded and pouch": And((APPROVAL, PADDED, InputRef("pouch"))),
    "approval and (padded and pouch)": And((APPROVAL, And((PADDED, InputRef("pouch"))))),
    "not not approval": Not(Not(APPROVAL)),
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_condition(text: str) -> None:
    action = "pack" if "stowed" in text else "forward"
    assert read_condition(text, toy(), action) == CONDITIONS[text]


@pytest.mark.parametrize(("text", "code", "marked"), [
    ("weight", "type", "weight"),
    ("weight <= 8 lb", "type", "8 lb"),
    ("weight <= 20%", "type", "20%"),
    ("weight > 2..5 kg", "type", "2..5 kg"),
    ("pieces = 1.5", "type", "1.5"),
    ("drop_date > 2019-02-30", "type", "2019-02-30"),
    ("cabin_class = luxury", "type", "luxury"),
    ("approval + 1 = 2", "type", "+"),
    ("drop_date + pickup_date > 2020", "type", "+"),
    ("weight < drop_date", "type", "<"),
    ("by < adult", "type", "adult"),
    ("contents contains 5", "type", "5"),
    ("weight contains 5", "type", "weight"),
    ("weight is a liquid", "type", "weight"),
    ("approval and weight", "type", "weight"),
    ("stowed = lamp_oil", "wrong-kind", "lamp_oil"),
    ("by protects object", "wrong-kind", "by"),
    ("by.mass > 5", "wrong-kind", "mass"),
    ("wieght <= 8", "unknown-name", "wieght"),
    ("by.agge > 5", "unknown-name", "agge"),
    ("object in [lamp oyl]", "unknown-name", "lamp oyl"),
    ("station acepts object", "unknown-name", "acepts"),
    ("weight == 5", "syntax", "=="),
    ("weight <= 8 &&  approval", "syntax", "&&"),
    ("approval || padded", "syntax", "||"),
    ("weight <=", "syntax", "="),
    ("(approval", "syntax", "approval"),
    ("", "syntax", ""),
])
def test_refused(text: str, code: str, marked: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read_condition(text, toy(), "pack")
    assert caught.value.code == code
    assert caught.value.trouble.span is not None
    assert caught.value.trouble.span.text == marked


def test_a_role_that_the_action_lacks() -> None:
    with pytest.raises(LanguageError) as caught:
        read_condition("stowed = hold", toy(), "charge")
    assert caught.value.code == "unknown-name"


def test_a_fault_points_into_the_file() -> None:
    file = Source("rules/a.yaml", "- id: x\n    when: >-\n      weight <= 8 kg\n      and wieght > 5\n    then: 1\n")
    start, end = file.text.index("weight"), file.text.index("\n    then")
    with pytest.raises(LanguageError) as caught:
        read_condition("weight <= 8 kg and wieght > 5", toy(), "pack", Span(file, start, end))
    span = caught.value.trouble.span
    assert span is not None
    assert (span.source, span.text, span.line, span.column) == (file, "wieght", 4, 11)


def test_the_text_around_a_condition_is_not_read() -> None:
    file = Source("a.yaml", "when: approval or padded")
    assert read_condition("approval", toy(), "pack", Span(file, 6, 14)) == APPROVAL


def test_every_condition_of_the_toy_world_is_read() -> None:
    for rule in toy().knowledge.rules.values():
        for condition in (rule.when, rule.unless, rule.that):
            if condition is not None:
                read_condition(condition.text, toy(), rule.action, condition.span)


@pytest.mark.parametrize("text", ["not " * 3000 + "approval", "(" * 3000 + "approval" + ")" * 3000,
                                  "weight" + " + weight" * 900 + " < 5", "-" * 3000 + "weight < 5"])
def test_deep_nesting_is_a_limit(text: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read_condition(text, toy(), "pack")
    assert caught.value.code == "limit"
