"""The types of attributes and inputs: reading their one-line form, and fitting values to them (spec: data §1).

A value fits with little help: a bare number becomes a share or gets the unit, a year becomes a date, one value stands
for the range of just itself. Whether a `ref` names a record, and of which kind, is for whoever knows the records.
"""

from __future__ import annotations

import re

from ..data.value_reader import PERIODS, Impossible, examine
from ..ground.frozen import dataclass
from ..ground.values import (
    Day,
    Duration,
    EntityRef,
    Money,
    Percent,
    Quantity,
    Range,
    Ratio,
    Scalar,
    Value,
    write,
)
from .schema import Type

SIMPLE = ("text", "bool", "number", "integer", "percent", "money", "duration", "date", "ratio")
_ARTICLES = {"integer": "a whole number", "percent": "a percentage, such as 20%", "money": "money, such as CNY 600",
             "duration": "a duration, such as 2 weeks", "date": "a date, such as 2019-11-28", "bool": "true or false",
             "ratio": "a ratio, such as 9:1", "number": "a number", "text": "text"}
_NESTING = 4


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why a text is no type, or a value does not fit one; `choices` are what could stand instead."""

    message: str
    choices: tuple[str, ...] = ()


def read_type(text: str) -> Type | Mismatch:
    """The type that a text names.

    >>> str(read_type("range of number in kg")), read_type("one of [a, b]").choices
    ('range of number in kg', ('a', 'b'))
    """
    return _type(" ".join(text.split()), _NESTING)


def _type(text: str, depth: int) -> Type | Mismatch:
    if text in SIMPLE:
        return Type(text)
    if found := re.fullmatch(r"number in (\S+)", text):
        return Type("number", unit=found[1])
    if found := re.fullmatch(r"ref to (\w+)", text):
        return Type("ref", kind=found[1])
    if found := re.fullmatch(r"one of \[(.+)\]", text):
        choices = tuple(part.strip() for part in found[1].split(","))
        return Type("choice", choices=choices) if all(choices) else Mismatch(f"`{text}` has an empty choice")
    if found := re.fullmatch(r"(range|list) of (.+)", text):
        inner = _type(found[2], depth - 1) if depth else Mismatch(f"`{text}` is nested too deeply")
        if isinstance(inner, Mismatch):
            return inner
        if found[1] == "range" and inner.base not in ("number", "integer", "percent", "money", "duration", "date",
                                                      "ratio"):
            return Mismatch(f"there is no range of `{inner}`")
        return Type(found[1], of=inner)
    choices = (*SIMPLE, "number in kg", "range of number", "list of text", "ref to KIND", "one of [a, b]")
    return Mismatch(f"`{text}` is no type", choices)


def describe(type_: Type) -> str:
    """What a value of the type is, in words: `a percentage, such as 20%`."""
    match type_.base:
        case "number" if type_.unit:
            return f"a number in {type_.unit}"
        case "range" if type_.of:
            return f"a range of {type_.of}"
        case "list" if type_.of:
            return f"a list of {type_.of}"
        case "ref":
            return f"a {type_.kind}"
        case "choice":
            return "one of " + ", ".join(type_.choices)
    return _ARTICLES[type_.base]


def conform_text(text: str, type_: Type) -> Value | Mismatch:
    """The value of a type that a text stands for; a list may be written `[a, b]`."""
    text = text.strip()
    match type_.base:
        case "text":
            return text if text else Mismatch("the text is empty")
        case "ref":
            return EntityRef(text) if text else Mismatch(f"expected {describe(type_)}")
        case "choice":
            return _choice(text, type_)
        case "list" if type_.of is not None:
            inner = text[1:-1].split(",") if text.startswith("[") and text.endswith("]") else [text]
            return conform_texts(tuple(part for part in inner if part.strip()), type_)
    found = examine(text)
    if found is None:
        return Mismatch(f"`{text}` is not {describe(type_)}")
    return Mismatch(found.message) if isinstance(found, Impossible) else conform(found, type_)


def conform_texts(texts: tuple[str, ...], type_: Type) -> Value | Mismatch:
    """The list that several texts stand for, each of the type that the list is of."""
    assert type_.of is not None
    items = [conform_text(text, type_.of) for text in texts]
    return next((i for i in items if isinstance(i, Mismatch)), None) or tuple(i for i in items)  # type: ignore[misc]


def conform(value: Value, type_: Type) -> Value | Mismatch:
    """The value as one of the type, or why it is none.

    >>> conform(0.15, Type("percent")), conform(8, Type("number", unit="kg")), conform(2019, Type("date"))
    (Percent(share=0.15), Quantity(amount=8, unit='kg'), Day(year=2019, month=None, day=None))
    """
    match type_.base, value:
        case "range", Range():
            return _range(value, type_)
        case "range", tuple():
            pass
        case "range", _ if type_.of is not None:
            one = conform(value, type_.of)
            return one if isinstance(one, Mismatch) else Range(one, one)  # type: ignore[arg-type]
        case "list", tuple() if type_.of is not None:
            items = [conform(item, type_.of) for item in value]
            wrong = next((item for item in items if isinstance(item, Mismatch)), None)
            return wrong or tuple(items)  # type: ignore[arg-type]
        case "list", _ if type_.of is not None:
            one = conform(value, type_.of)
            return one if isinstance(one, Mismatch) else (one,)
        case "ref", str() | EntityRef():
            return EntityRef(value) if isinstance(value, str) else value
        case "choice", bool() | int() | float() | str() | EntityRef():
            return _choice(write(value), type_)
        case _, Range() | tuple():
            pass
        case _:
            fitted = _scalar(value, type_)
            if fitted is not None:
                return fitted
    return Mismatch(f"`{write(value)}` is not {describe(type_)}")


def _range(value: Range, type_: Type) -> Range | Mismatch:
    assert type_.of is not None
    ends: list[Scalar | None] = []
    for end in (value.low, value.high):
        fitted = None if end is None else conform(end, type_.of)
        if isinstance(fitted, Mismatch):
            return fitted
        ends.append(fitted)  # type: ignore[arg-type]
    return Range(*ends)


def _choice(text: str, type_: Type) -> str | Mismatch:
    wanted = text.casefold().replace("-", "_").replace(" ", "_")
    for choice in type_.choices:
        if choice.casefold().replace("-", "_").replace(" ", "_") == wanted:
            return choice
    return Mismatch(f"`{text}` is not {describe(type_)}", type_.choices)


def _scalar(value: Scalar, type_: Type) -> Scalar | Mismatch | None:
    """None where the value has nothing to do with the type."""
    match type_.base, value:
        case "text", str():
            return value
        case "bool", bool():
            return value
        case _, bool():
            return None
        case "number", _ if type_.unit is not None:
            return _in_unit(value, type_.unit)
        case "number", int() | float():
            return value
        case "integer", int() | float():
            return int(value) if value == int(value) else Mismatch(f"`{write(value)}` is not a whole number")
        case "percent", int() | float():
            return Percent(value)
        case "date", int() if 1000 <= value <= 9999:
            return Day(value)
        case "money", Quantity() if re.fullmatch("[A-Z]{3}", value.unit):
            return Money(value.amount, value.unit)
        case ("percent", Percent()) | ("money", Money()) | ("duration", Duration()) | ("date", Day()) | \
                ("ratio", Ratio()):
            return value
    return None


def _in_unit(value: Scalar, unit: str) -> Quantity | Mismatch | None:
    match value:
        case int() | float():
            return Quantity(value, unit)
        case Quantity() if value.unit == unit or value.unit.casefold() == unit.casefold():
            return Quantity(value.amount, unit)
        case Money() if value.currency == unit:
            return Quantity(value.amount, unit)
        case Duration() if (amount := _count(value, unit)) is not None:
            return Quantity(amount, unit)
        case Quantity() | Money() | Duration():
            return Mismatch(f"`{write(value)}` is not in {unit}")
    return None


def _count(value: Duration, unit: str) -> int | float | None:
    """How many of a unit of time a duration is, where it is made of nothing else; `number in hours` holds `8 hours`."""
    field, size = PERIODS.get(unit) or PERIODS.get(unit.removesuffix("s"), ("", 0))
    amounts = {"months": value.months, "days": value.days, "seconds": value.seconds}
    if not size or any(amount for name, amount in amounts.items() if name != field):
        return None
    amount = amounts[field] / size
    return int(amount) if amount == int(amount) else amount
