"""What is written reads back as the same tree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_kb.ground.trouble import XhsKbError
from xhs_kb.ground.values import EntityRef, Percent, Quantity, Range
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
    Not,
    Or,
    Property,
    Related,
    RoleRef,
)
from xhs_kb.language.question_writer import write_question
from xhs_kb.language.reader import read_question
from xhs_kb.language.writer import write_expression

from .test_conditions import CONDITIONS
from .test_openers import OPENERS
from .test_predicates import ITEMS, OTHERS
from .test_tails import TAILS
from .worlds import odd, toy

NUMBER = st.one_of(st.integers(-10**6, 10**6), st.floats(-10**6, 10**6, allow_nan=False).map(lambda n: round(n, 4)))
KG = NUMBER.map(lambda n: Literal(Quantity(n, "kg")))
SIGN = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
WEIGHT = InputRef("weight")
WEIGHTS = st.recursive(st.one_of(st.just(WEIGHT), KG), lambda inner: st.builds(
    Arithmetic, st.sampled_from(["+", "-"]), inner, inner), max_leaves=3).filter(lambda e: not isinstance(e, Literal))
THING = st.sampled_from(["lamp_oil", "shampoo", "battery", "e_bike_battery"]).map(lambda id_: Literal(EntityRef(id_)))
TEXT = st.text(min_size=1, max_size=12).filter(lambda text: not {"\n", "\r"} & set(text) and text.strip() != "")
SHARES = st.integers(0, 1000).map(lambda n: Literal(Percent(n / 1000)))
TESTS = st.one_of(
    st.builds(Compare, SIGN, WEIGHTS, KG),
    st.builds(Compare, SIGN, st.just(InputRef("fill_level")), SHARES),
    st.builds(Compare, st.just("="), st.just(InputRef("label")), TEXT.map(Literal)),
    st.builds(lambda low, size: Contains(Literal(Range(Quantity(low, "kg"), Quantity(low + size, "kg"))), WEIGHT),
              st.integers(-99, 99), st.integers(0, 99)),
    st.builds(IsA, st.just(RoleRef("object")), THING, st.just(True)),
    st.builds(Compare, st.sampled_from(["=", "!="]), st.just(RoleRef("object")), THING),
    st.builds(In, st.just(RoleRef("object")), st.lists(THING, min_size=1, max_size=3).map(lambda t: ListOf(tuple(t)))),
    st.builds(Related, st.just(RoleRef("station")), st.just("accepts"), st.one_of(THING, st.just(RoleRef("object")))),
    st.builds(Compare, SIGN, st.just(Property(RoleRef("by"), "age")), st.integers(-99, 99).map(Literal)),
    st.sampled_from([InputRef("approval"), InputRef("padded")]),
)


def joined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, inner), st.builds(And, several), st.builds(Or, several))


@given(st.recursive(TESTS, joined, max_leaves=8), st.sampled_from(["en", "zh"]))
@settings(max_examples=300, deadline=None)
def test_an_expression_reads_back_equal(expression: Expression, language: str) -> None:
    text = write_expression(expression, toy(), language)
    assert read_condition(text, toy(), "pack") == expression, text
    assert read_condition(write_expression(expression, toy(), language, "pack"), toy(), "pack") == expression


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_reads_back_equal(text: str) -> None:
    action = "pack" if "stowed" in text else "forward"
    for language in ("en", "zh"):
        written = write_expression(CONDITIONS[text], toy(), language, action)
        assert read_condition(written, toy(), action) == CONDITIONS[text]


def test_names_are_for_people() -> None:
    sentence = Compare("<=", InputRef("fill_level"), Literal(Percent(0.2)))
    assert write_expression(sentence, toy()) == "fill level <= 20%"
    assert write_expression(Compare("=", RoleRef("by"), Literal(EntityRef("teen"))), toy(), "zh") == "by = teen"


@pytest.mark.parametrize("text", [
    *OPENERS, *OTHERS, *(f"which items {text}" for text in ITEMS),
    *(f"can lamp oil be packed {text}" for text in TAILS),
])
def test_a_question_reads_back_equal(text: str) -> None:
    question = read_question(text, toy())
    written = write_question(question, toy())
    assert written is not None
    assert read_question(written, toy()) == question


def test_ids_stand_where_a_name_means_several_things() -> None:
    question = read_question("can ball be posted", odd())
    assert write_question(question, odd()) == "can ball be posted"
    planet = read_question("can planet be posted", odd())
    assert write_question(planet, odd()) == "can Planet Mercury be posted"


def test_every_example_of_the_toy_world_reads_back() -> None:
    for example in toy().knowledge.examples:
        question = read_question(example.ask, toy())
        try:
            written = write_question(question, toy())
        except XhsKbError:
            written = None
        assert written is not None
        assert read_question(written, toy()) == question
