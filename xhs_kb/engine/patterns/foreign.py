"""Values from outside, out of a user's graph or parameters, as the values that patterns compute with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from ...ground.trouble import EvaluationError, Trouble
from ...ground.values import Day, Duration, EntityRef, Money, Percent, Quantity, Range, RangeText, Ratio
from .temporal.python import from_python
from .values import Node, Path, Relationship

_OWN = frozenset({bool, int, float, str, type(None)})
SCALARS = _OWN - {type(None)}
"""The classes of plain values but null."""


def own_value(value: Any) -> Any:
    """The value as patterns hold it: tuples as lists, other number classes as int and float.

    A value of a class that patterns know nothing of stays as it is: it can be returned and tested for equality.
    """
    if type(value) in _OWN:
        return value
    match value:
        case list() | tuple():
            return [own_value(item) for item in value]
        case Mapping():
            return {str(key): own_value(item) for key, item in value.items()}
        case RangeText():
            return value
        case str():
            return str(value)
        case bool():
            return bool(value)
        case datetime() | date() | time() | timedelta():
            return from_python(value)
        case Integral():
            return int(value)
        case Decimal() | Real():
            return float(value)
        case _ if hasattr(value, "tolist"):  # an array of numbers
            return own_value(value.tolist())
        case set() | frozenset():
            return sorted((own_value(item) for item in value), key=repr)
        case _:
            return value


def given_value(name: str, value: Any) -> Any:
    """A parameter as patterns hold it; raises EvaluationError (`parameter`) for what they cannot."""
    own = own_value(value)
    match own:
        case None | bool() | float() | str() | Node() | Relationship() | Path():
            return own
        case int() if -(2**63) <= own < 2**63:
            return own
        case list():
            return [given_value(name, item) for item in own]
        case dict():
            return {key: given_value(name, item) for key, item in own.items()}
        case Percent() | Money() | Quantity() | Duration() | Day() | Ratio() | Range() | EntityRef():
            return own
        case _ if hasattr(own, "sort_key"):
            return own
    what = "an integer of more than 64 bits" if isinstance(own, int) else f"a value of type `{type(value).__name__}`"
    raise EvaluationError(Trouble("parameter", f"parameter `{name}` holds {what}"))
