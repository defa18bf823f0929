"""Conversions and what fits nowhere else."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ...expressions.arithmetic import LARGEST, SMALLEST
from .function import ArgumentError, Function, called

_INTEGER = re.compile(r"\s*[+-]?\d+\s*")
_NUMBER = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*")


def coalesce(*values: Any) -> Any:
    """The first value that is not null."""
    return next((value for value in values if value is not None), None)


def to_boolean(value: Any) -> bool | None:
    """Truth from a text; any but `true` and `false` gives null."""
    match value:
        case bool():
            return value
        case str():
            return {"true": True, "false": False}.get(value.strip().lower())
    raise ArgumentError(f"`toBoolean` does not take {called(value)}")


def to_integer(value: Any) -> int | None:
    """An integer; a fraction is cut off, a text that is no number gives null."""
    match value:
        case bool():
            raise ArgumentError("`toInteger` does not take a truth value")
        case int():
            return value
        case float():
            return _cut(value)
        case str():
            return _integer_from(value)
    raise ArgumentError(f"`toInteger` does not take {called(value)}")


def _integer_from(text: str) -> int | None:
    if _INTEGER.fullmatch(text) and len(text) < 40:
        number = int(text)
        return number if SMALLEST <= number <= LARGEST else None
    return _cut(Decimal(text.strip())) if _NUMBER.fullmatch(text) and len(text) < 400 else None


def _cut(value: Any) -> int | None:
    if value != value or abs(value) >= 2**63:
        return None
    return int(value)


def to_float(value: Any) -> float | None:
    """A float; a text that is no number gives null."""
    match value:
        case bool():
            raise ArgumentError("`toFloat` does not take a truth value")
        case int() | float():
            return float(value)
        case str():
            return float(value) if _NUMBER.fullmatch(value) else None
    raise ArgumentError(f"`toFloat` does not take {called(value)}")


def to_string(value: Any) -> str:
    """The text of a scalar."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _float_text(value)
    if hasattr(value, "sort_key"):
        return str(value)
    raise ArgumentError(f"`toString` does not take {called(value)}")


def _float_text(value: float) -> str:
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def _or_null(convert: Any) -> Any:
    def converted(value: Any) -> Any:
        try:
            return convert(value)
        except ArgumentError:
            return None

    return converted


def exists(value: Any) -> bool:
    """Whether a property is there."""
    return value is not None


SCALAR: dict[str, Function] = {
    "coalesce": Function(coalesce, nulls=True),
    "toboolean": Function(to_boolean),
    "tointeger": Function(to_integer),
    "tofloat": Function(to_float),
    "tostring": Function(to_string),
    "tobooleanornull": Function(_or_null(to_boolean)),
    "tointegerornull": Function(_or_null(to_integer)),
    "tofloatornull": Function(_or_null(to_float)),
    "tostringornull": Function(_or_null(to_string)),
    "exists": Function(exists, nulls=True),
}
