"""Facts that are given beside a question (spec: answers §2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from xhs_kb.ground.trouble import LanguageError
from xhs_kb.ground.values import Day, Money, Percent, Quantity, Range
from xhs_kb.language.expressions import Parameter
from xhs_kb.language.facts import read_fact, read_given
from xhs_kb.language.questions import Fact, Filler, Named

from .worlds import toy


@pytest.mark.parametrize(("text", "fact"), [
    ("fill_level=15%", Fact("fill_level", "=", Percent(0.15))),
    ("fill_level<=15%", Fact("fill_level", "<=", Percent(0.15))),
    ("fill_level=5%..15%", Fact("fill_level", "=", Range(Percent(0.05), Percent(0.15)))),
    ("fill level = 9 of 40", Fact("fill_level", "=", Percent(0.225))),
    ("weight=5", Fact("weight", "=", Quantity(5, "kg"))),
    ("重量=5kg", Fact("weight", "=", Quantity(5, "kg"))),
    ("approval", Fact("approval", "=", True)),
    ("approval=false", Fact("approval", "=", False)),
    ("label=anything, with = signs", Fact("label", "=", "anything, with = signs")),
    ("cabin class=first", Fact("cabin_class", "=", "first")),
    ("contents=[glass, wood]", Fact("contents", "=", ("glass", "wood"))),
    ("object.energy<100", Fact("object.energy", "<", Quantity(100, "Wh"))),
    ("by=child", Filler("by", Named("child"))),
    ("by=儿童", Filler("by", Named("child"))),
    ("weight=$w", Fact("weight", "=", Parameter("w"))),
])
def test_fact(text: str, fact: Fact | Filler) -> None:
    assert read_fact(text, toy()) == (fact,)


@pytest.mark.parametrize(("given", "facts"), [
    ({"weight": ("<=", "5 kg")}, (Fact("weight", "<=", Quantity(5, "kg")),)),
    ({"weight": "<= 5 kg"}, (Fact("weight", "<=", Quantity(5, "kg")),)),
    ({"weight": [(">", 2), ("<", "5 kg")]},
     (Fact("weight", ">", Quantity(2, "kg")), Fact("weight", "<", Quantity(5, "kg")))),
    ({"fill_level": 0.15, "pieces": 3}, (Fact("fill_level", "=", Percent(0.15)), Fact("pieces", "=", 3))),
    ({"drop_date": date(2020, 3, 1)}, (Fact("drop_date", "=", Day(2020, 3, 1)),)),
    ({"declared_value": Money(5, "USD")}, (Fact("declared_value", "=", Money(5, "USD")),)),
    ({"approval": True}, (Fact("approval", "=", True),)),
    ({"weight": Range(2, 5)}, (Fact("weight", "=", Range(Quantity(2, "kg"), Quantity(5, "kg"))),)),
])
def test_given(given: dict[str, Any], facts: tuple[Fact, ...]) -> None:
    assert read_given(given, toy()) == facts


@pytest.mark.parametrize(("text", "code"), [
    ("wieght=5", "unknown-name"), ("weight=5 lb", "type"), ("cabin_class=luxury", "type"), ("pieces=many", "type"),
    ("by=lamp oil", "wrong-kind"), ("by=nobody at all", "unknown-name"), ("by<child", "syntax"),
    ("weight", "type"), ("drop_date=2019-02-30", "type"), ("", "syntax"), ("=5", "syntax"),
])
def test_refused(text: str, code: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read_fact(text, toy())
    assert caught.value.code == code
