"""Types in one line, and how values fit them."""

from __future__ import annotations

import pytest

from xhs_kb.ground.values import Day, Duration, EntityRef, Money, Percent, Quantity, Range, Ratio, Value
from xhs_kb.model.schema import Type
from xhs_kb.model.types import Mismatch, conform, conform_text, describe, read_type

TYPES = ["text", "bool", "number", "integer", "percent", "money", "duration", "date", "ratio", "number in kg",
         "range of integer", "range of number in kg", "list of text", "list of ref to tier", "ref to tier",
         "one of [a, b c]", "list of one of [a, b]", "range of duration"]


@pytest.mark.parametrize("text", TYPES)
def test_a_type_is_written_as_it_is_read(text: str) -> None:
    found = read_type(f"  {text.replace(' ', '  ')} ")
    assert isinstance(found, Type) and str(found) == text and describe(found)


@pytest.mark.parametrize("text", ["", "texts", "number in", "range of text", "range of range of number", "list of",
                                  "one of []", "one of [a,,b]", "ref to", "list of " * 9 + "text", "range of bool",
                                  "number of kg", "ref to a b"])
def test_no_type(text: str) -> None:
    assert isinstance(read_type(text), Mismatch)


FITS: list[tuple[str, str, Value]] = [
    ("percent", "0.15", Percent(0.15)), ("percent", "15%", Percent(0.15)), ("percent", "9 of 40", Percent(0.225)),
    ("number in kg", "8", Quantity(8, "kg")), ("number in kg", "8 KG", Quantity(8, "kg")),
    ("number in hours", "8 hours", Quantity(8, "hours")), ("number in days", "2 weeks", Quantity(14, "days")),
    ("number in CNY", "CNY 5", Quantity(5, "CNY")), ("integer", "80k", 80_000), ("integer", "2.0", 2),
    ("date", "2019", Day(2019)), ("date", "2019-11", Day(2019, 11)), ("range of date", "2019..2020",
     Range(Day(2019), Day(2020))), ("range of integer", "5", Range(5, 5)), ("range of percent", "5%..",
     Range(Percent(0.05), None)), ("range of number in kg", "..2 kg", Range(None, Quantity(2, "kg"))),
    ("text", "8 kg", "8 kg"), ("text", "no", "no"), ("bool", "true", True), ("money", "600 CNY", Money(600, "CNY")),
    ("ratio", "9:1", Ratio(9, 1)), ("ref to tier", "small", EntityRef("small")), ("one of [a_b, c]", "A b", "a_b"),
    ("one of [1, 2]", "2", "2"), ("list of integer", "[1, 2]", (1, 2)), ("list of text", "a", ("a",)),
    ("duration", "1 year", Duration(months=12)), ("list of percent", "5%", (Percent(0.05),)),
]


@pytest.mark.parametrize(("type_", "text", "value"), FITS)
def test_what_fits(type_: str, text: str, value: Value) -> None:
    found = read_type(type_)
    assert isinstance(found, Type)
    fitted = conform_text(text, found)
    assert fitted == value and type(fitted) is type(value)
    assert conform(value, found) == value


@pytest.mark.parametrize(("type_", "text"), [
    ("percent", "15 kg"), ("percent", "true"), ("number in kg", "8 m"), ("number in kg", "CNY 8"), ("number", "8 kg"),
    ("number in hours", "1 month"), ("integer", "2.5"), ("integer", "15%"), ("date", "12"), ("date", "2019-13"),
    ("date", "20190"), ("range of integer", "5..2.5"), ("range of integer", "1..2.5"), ("bool", "yes"), ("bool", "1"),
    ("money", "5"), ("money", "5 kg"), ("ratio", "9"), ("one of [a, b]", "c"), ("list of integer", "[1, x]"),
    ("text", " "), ("duration", "30"), ("integer", "1..2"), ("number", ""), ("ref to tier", "")])
def test_what_does_not_fit(type_: str, text: str) -> None:
    found = read_type(type_)
    assert isinstance(found, Type)
    assert isinstance(conform_text(text, found), Mismatch)


def test_values_that_come_from_elsewhere() -> None:
    assert conform("small", Type("ref", kind="tier")) == EntityRef("small")
    assert isinstance(conform(True, Type("number")), Mismatch)
    assert isinstance(conform((1, 2), Type("number")), Mismatch)
    assert isinstance(conform((1, 2), Type("range", of=Type("number"))), Mismatch)
    assert conform((1, 2), Type("list", of=Type("percent"))) == (Percent(1), Percent(2))
    assert isinstance(conform((1, "x"), Type("list", of=Type("percent"))), Mismatch)
