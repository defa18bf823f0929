"""Which types can be calculated with and compared, and what comes of it. Values are not touched here."""

from __future__ import annotations

from ..ground.values import Day, Duration, Money, Percent, Quantity, Range, Ratio, Value
from ..model.schema import Type

_PLAIN = ("number", "integer", "percent", "ratio")


def type_of(value: Value) -> Type | None:
    """The type of a value that is written out; None for an entity."""
    match value:
        case bool():
            return Type("bool")
        case int():
            return Type("integer")
        case float():
            return Type("number")
        case str():
            return Type("text")
        case Percent():
            return Type("percent")
        case Money():
            return Type("money")
        case Quantity():
            return Type("number", unit=value.unit)
        case Duration():
            return Type("duration")
        case Day():
            return Type("date")
        case Ratio():
            return Type("ratio")
        case Range():
            end = value.low if value.low is not None else value.high
            return Type("range", of=None if end is None else type_of(end))
        case tuple():
            return Type("list", of=type_of(value[0]) if value else None)
    return None


def _plain(type_: Type) -> bool:
    return type_.base in _PLAIN and type_.unit is None


def arithmetic_type(operator: str, left: Type | None, right: Type | None) -> Type | None:
    """The type of what is calculated, None where that has no sense.

    >>> str(arithmetic_type("-", Type("date"), Type("date"))), arithmetic_type("+", Type("date"), Type("date"))
    ('duration', None)
    """
    if left is None or right is None or {left.base, right.base} & {"text", "bool", "range", "list", "choice", "ref"}:
        return None
    if operator in "+-":
        return _sum(operator, left, right)
    if _plain(right):
        return _merged(left, right) if _plain(left) else (None if left.base == "date" else left)
    if operator == "*":
        return right if _plain(left) and right.base != "date" else None
    same = left.base == right.base and left.base != "date"
    return Type("number") if same else None


def _sum(operator: str, left: Type, right: Type) -> Type | None:
    if left.base == "date" and right.base == "date":
        return Type("duration") if operator == "-" else None
    if left.base == "date" or right.base == "date":
        other = right if left.base == "date" else left
        first = left.base == "date" or operator == "+"
        return Type("date") if other.base == "duration" and first else None
    if _plain(left) and _plain(right):
        return _merged(left, right)
    if (left.base == "number" and right.base in ("number", "integer")) or (left.base == "integer" and right.unit):
        return left if left.unit else right
    return left if left.base == right.base else None


def _merged(left: Type, right: Type) -> Type:
    return left if left.base == right.base else Type("number")


def comparable(left: Type | None, right: Type | None) -> bool:
    """Whether values of the two types can be compared at all; a thing (None) compares with a thing."""
    if left is None or right is None:
        return left is right
    if left.base == "range" or right.base == "range":
        return comparable(left.of if left.base == "range" else left, right.of if right.base == "range" else right)
    number = ("number", "integer", "percent")
    text = ("text", "choice")
    if left.unit and right.unit and left.unit != right.unit:
        return False
    return left.base == right.base or (left.base in number and right.base in number) or (
        left.base in text and right.base in text)
