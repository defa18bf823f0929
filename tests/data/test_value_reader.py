"""The value grammar: what is a value, what only looks like one, and where a value ends within a longer text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark

from xhs_kb.data.value_reader import Impossible, examine, examine_prefix, read_prefix, read_value
from xhs_kb.ground.places import grammar
from xhs_kb.ground.values import Day, Duration, Money, Percent, Quantity, Range, Ratio, Value, write

VALUES: list[tuple[str, Value]] = [
    ("20%", Percent(0.2)), ("12.3%", Percent(0.123)), ("20 percent", Percent(0.2)), ("２０％", Percent(0.2)),
    ("9:1", Ratio(9, 1)), ("9：1", Ratio(9, 1)), ("93M", 93_000_000), ("80k", 80_000), ("80K", 80_000),
    ("1.5B", 1_500_000_000), ("93 million", 93_000_000), ("3万", 30_000), ("1.2亿", 120_000_000), ("-3", -3),
    ("0.1", 0.1), ("CNY 600", Money(600, "CNY")), ("¥600", Money(600, "CNY")), ("￥600", Money(600, "CNY")),
    ("$1.5k", Money(1500, "USD")), ("600元", Money(600, "CNY")), ("5万元", Money(50_000, "CNY")),
    ("2 weeks", Duration(days=14)), ("1 year", Duration(months=12)), ("1 year 6 months", Duration(months=18)),
    ("2周", Duration(days=14)), ("3个月", Duration(months=3)), ("10天", Duration(days=10)),
    ("2年", Duration(months=24)),
    ("90 minutes", Duration(seconds=5400)), ("1 Day", Duration(days=1)),
    ("2 weeks..2 months", Range(Duration(days=14), Duration(months=2))), ("5000..", Range(5000, None)),
    ("..10", Range(None, 10)), ("-5..-1", Range(-5, -1)), ("5..15%", Range(Percent(0.05), Percent(0.15))),
    ("2..4 kg", Range(Quantity(2, "kg"), Quantity(4, "kg"))), ("2019..2020", Range(2019, 2020)),
    ("2019-11..", Range(Day(2019, 11), None)), ("CNY 5..10", Range(Money(5, "CNY"), Money(10, "CNY"))),
    ("2019-11-28", Day(2019, 11, 28)), ("2019-11", Day(2019, 11)), ("2019", 2019),
    ("2019年11月28日", Day(2019, 11, 28)),
    ("2019年", Day(2019)), ("8 kg", Quantity(8, "kg")), ("8kg", Quantity(8, "kg")), ("20 m²", Quantity(20, "m²")),
    ("50 km/h", Quantity(50, "km/h")), ("8公斤", Quantity(8, "公斤")), ("true", True), ("FALSE", False),
    ("9 of 40", Percent(0.225)), ("9 out of 40", Percent(0.225)),
]
NONE = ["", "no", "yes", "on", "hello", "5 5", "2019-1", "..", "1e6", "5 kg 3", "true story", "kg 8", "%", "9:1:2",
        "[1]", "1,000", "5..6..7", "0x10", "x" * 500, "9" * 300]
IMPOSSIBLE = ["2019-13", "2019-02-30", "0000-01", "10..5", "CNY 5..USD 9", "1..2019-05", "9 of 0", "2019年13月",
              "2..4 weeks", "9" * 25, "9" * 25 + "..", "2 kg..3 m", "9" * 25 + " kg"]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_value(text: str, value: Value) -> None:
    found = read_value(text)
    assert found == value and type(found) is type(value)
    assert read_value(f" {text} ") == value


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_what_is_written_is_read_back(text: str, value: Value) -> None:
    assert read_value(write(value)) == value or value == Day(2019)


@pytest.mark.parametrize("text", NONE)
def test_no_value(text: str) -> None:
    assert read_value(text) is None and examine(text) is None


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_an_impossible_value(text: str) -> None:
    assert read_value(text) is None
    found = examine(text)
    assert isinstance(found, Impossible) and not found.message.endswith(".")


PREFIXES: list[tuple[str, int, Value | None, int]] = [
    ("share = 15 and x", 8, 15, 10), ("share = 15% and x", 8, Percent(0.15), 11), ("in 2 weeks..3 weeks?", 3,
     Range(Duration(days=14), Duration(days=21)), 19), ("2周内", 0, Duration(days=14), 2), ("80 kg", 0,
     Quantity(80, "kg"), 5), ("80 kgs", 0, 80, 2), ("3ce", 0, None, 0), ("80kg, x", 0, Quantity(80, "kg"), 4),
    (" 5", 0, None, 0), ("2019-11-28, 5", 0, Day(2019, 11, 28), 10), ("5 - 3", 0, 5, 1), ("5 -3", 0, 5, 1),
    ("9 of 40 or", 0, Percent(0.225), 7), ("9 of them", 0, 9, 1), ("x", 0, None, 0), ("", 0, None, 0),
    ("5..x", 0, Range(5, None), 3), ("1 year 6 months ago", 0, Duration(months=18), 15), ("2019-13", 0, None, 0),
    ("3k_", 0, None, 0), ("CNY 5 more", 0, Money(5, "CNY"), 5), ("5）", 0, 5, 1),
]


@pytest.mark.parametrize(("text", "offset", "value", "end"), PREFIXES)
def test_the_longest_value_at_a_place(text: str, offset: int, value: Value | None, end: int) -> None:
    found = read_prefix(text, offset, lambda word: word == "kg")
    assert found == (None if value is None else (value, end))


def test_a_unit_ends_where_the_next_word_begins_without_a_space() -> None:
    assert read_prefix("8公斤的酒", 0, lambda word: word == "公斤") == (Quantity(8, "公斤"), 3)
    assert read_prefix("8公斤..9公斤以上", 0, lambda word: word == "公斤") == (
        Range(Quantity(8, "公斤"), Quantity(9, "公斤")), 8)
    assert read_prefix("8的酒", 0, lambda word: word == "公斤") == (8, 1)


def test_every_word_is_a_unit_where_none_are_named() -> None:
    assert read_prefix("15 and") == (Quantity(15, "and"), 6)


def test_an_impossible_prefix_says_where_it_ends() -> None:
    found = examine_prefix("2019-13 and", 0)
    assert found is not None and isinstance(found[0], Impossible) and found[1] == 7


def test_the_grammar_is_without_conflicts() -> None:
    Lark(grammar("values.lark"), parser="lalr", lexer="contextual", start="value", strict=True)


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    whole, prefix = examine(text), examine_prefix(text)
    if prefix is not None:
        assert 0 < prefix[1] <= len(text)
    if whole is not None and not isinstance(whole, Impossible) and text == text.strip() and text.isascii():
        assert prefix == (whole, len(text))


@given(st.text(alphabet="0123456789.:%-kMwds ¥CNYoftrue年月周", max_size=24))
def test_no_likely_text_raises_and_what_is_read_is_read_back(text: str) -> None:
    found = read_value(text)
    if found is not None and not isinstance(found, float | Percent | Range | Quantity | Duration | Money | Ratio):
        assert read_value(write(found)) == found or isinstance(found, Day)
    examine_prefix(text)
