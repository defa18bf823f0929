"""`+ - * / % ^` on plain values as openCypher has it, and on the quantities of the knowledge base.

Integers are 64 bits wide: a result beyond that is an error, never another number.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ...ground.values import Duration, Money, Percent, Quantity

LARGEST: int = 2**63 - 1
SMALLEST: int = -(2**63)
LONGEST = 10_000_000
"""Characters of a text, items of a list."""
_NUMBERS = frozenset({int, float})


class ComputationError(Exception):
    """The operands do not fit the operator, or the result does not fit a number. Never leaves this room."""


def whole(value: int) -> int:
    """The integer, if 64 bits hold it; raises ComputationError."""
    if SMALLEST <= value <= LARGEST:
        return value
    raise ComputationError("integer overflow: the result needs more than 64 bits")


def add(left: Any, right: Any) -> Any:
    """Sum of numbers, joined text or lists."""
    kind, other = type(left), type(right)
    if kind is int and other is int:
        return whole(left + right)
    if kind in _NUMBERS and other in _NUMBERS:
        return left + right
    match left, right:
        case (str(), str()):
            return left + _short(left, right)
        case (str(), bool()) | (bool(), str()):
            raise ComputationError("a text and a boolean cannot be added")
        case (str(), int() | float()) | (int() | float(), str()):
            return _text(left) + _text(right)
        case (list() | tuple(), list() | tuple()):
            return [*left, *_short(left, right)]
        case (list() | tuple(), _):
            return [*left, right]
        case (_, list() | tuple()):
            return [left, *right]
    return _quantities("+", left, right, "__add__", "__radd__")


def _short(left: Any, right: Any) -> Any:
    """The right, if both together are not too long to be held."""
    if len(left) + len(right) > LONGEST:
        raise ComputationError(f"the result is longer than {LONGEST}")
    return right


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def subtract(left: Any, right: Any) -> Any:
    """Difference of numbers."""
    kind, other = type(left), type(right)
    if kind is int and other is int:
        return whole(left - right)
    if kind in _NUMBERS and other in _NUMBERS:
        return left - right
    return _quantities("-", left, right, "__sub__", "__rsub__")


def multiply(left: Any, right: Any) -> Any:
    """Product of numbers."""
    kind, other = type(left), type(right)
    if kind is int and other is int:
        return whole(left * right)
    if kind in _NUMBERS and other in _NUMBERS:
        return left * right
    return _quantities("*", left, right, "__mul__", "__rmul__")


def divide(left: Any, right: Any) -> Any:
    """Quotient; of two integers it is cut off towards zero, and a zero below is an error; of others it is a float."""
    kind, other = type(left), type(right)
    if kind is int and other is int:
        if right == 0:
            raise ComputationError("division by zero")
        quotient = abs(left) // abs(right)
        return whole(quotient if (left < 0) == (right < 0) else -quotient)
    if kind in _NUMBERS and other in _NUMBERS:
        return _float_quotient(float(left), float(right))
    return _quantities("/", left, right, "__truediv__", "__rtruediv__")


def _float_quotient(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: Any, right: Any) -> Any:
    """What a division leaves, with the sign of the left."""
    kind, other = type(left), type(right)
    if kind is int and other is int:
        if right == 0:
            raise ComputationError("division by zero")
        rest = abs(left) % abs(right)
        return rest if left >= 0 else -rest
    if kind in _NUMBERS and other in _NUMBERS:
        return math.fmod(left, right) if right and not math.isinf(left) else math.nan
    raise ComputationError("`%` takes two numbers")


def power(left: Any, right: Any) -> Any:
    """The left raised to the right, always a float."""
    if type(left) not in _NUMBERS or type(right) not in _NUMBERS:
        raise ComputationError("`^` takes two numbers")
    try:
        raised = float(left) ** float(right)
    except ZeroDivisionError:
        return math.inf
    except OverflowError:
        return -math.inf if left < 0 and float(right) % 2 == 1 else math.inf
    return math.nan if isinstance(raised, complex) else raised


def negative(value: Any) -> Any:
    """The number with its sign turned."""
    if type(value) is int:
        return whole(-value)
    if type(value) is float:
        return -value
    match value:
        case Percent():
            return Percent(-value.share)
        case Money():
            return Money(-value.amount, value.currency)
        case Quantity():
            return Quantity(-value.amount, value.unit)
        case Duration():
            return Duration(-value.months, -value.days, -value.seconds)
    turned = getattr(value, "__neg__", None)
    if turned is None or isinstance(value, bool):
        raise ComputationError("only a number can be negative")
    return turned()


OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": add, "-": subtract, "*": multiply, "/": divide, "%": remainder, "^": power,
}


def _quantities(operator: str, left: Any, right: Any, method: str, reflected: str) -> Any:
    """Amounts of one unit add up, an amount can be scaled by a number, a share counts as its number."""
    if isinstance(left, Percent) and isinstance(right, int | float | Money | Quantity | Percent):
        return OPERATIONS[operator](left.share, right)
    if isinstance(right, Percent):
        return OPERATIONS[operator](left, right.share)
    match left, right:
        case (Money(), Money()) if left.currency == right.currency and operator in "+-":
            return Money(OPERATIONS[operator](left.amount, right.amount), left.currency)
        case (Quantity(), Quantity()) if left.unit == right.unit and operator in "+-":
            return Quantity(OPERATIONS[operator](left.amount, right.amount), left.unit)
        case ((Money(), Money()) | (Quantity(), Quantity())) if operator == "/" and _unit(left) == _unit(right):
            return _float_quotient(float(left.amount), float(right.amount))
        case (Duration(), Duration()) if operator in "+-":
            sign = 1 if operator == "+" else -1
            return Duration(left.months + sign * right.months, left.days + sign * right.days,
                            left.seconds + sign * right.seconds)
        case (Money() | Quantity() | Duration(), int() | float()) if operator in "*/" and type(right) is not bool:
            return _scaled(operator, left, right)
        case (int() | float(), Money() | Quantity() | Duration()) if operator == "*" and type(left) is not bool:
            return _scaled(operator, right, left)
    return _own(operator, left, right, method, reflected)


def _unit(value: Money | Quantity) -> str:
    return value.currency if isinstance(value, Money) else value.unit


def _scaled(operator: str, amount: Money | Quantity | Duration, by: int | float) -> Any:
    def scale(number: int | float) -> int | float:
        scaled = _float_quotient(float(number), float(by)) if operator == "/" else number * by
        return int(scaled) if scaled == scaled and abs(scaled) < 2**53 and scaled == int(scaled) else scaled

    match amount:
        case Money():
            return Money(scale(amount.amount), amount.currency)
        case Quantity():
            return Quantity(scale(amount.amount), amount.unit)
        case Duration():
            return Duration(scale(amount.months), scale(amount.days), scale(amount.seconds))


def _own(operator: str, left: Any, right: Any, method: str, reflected: str) -> Any:
    """Values with arithmetic of their own, such as dates."""
    plain = (bool, int, float, str, list, tuple, dict)
    if not isinstance(left, plain) and hasattr(left, method):
        computed = getattr(left, method)(right)
        if computed is not NotImplemented:
            return computed
    if not isinstance(right, plain) and hasattr(right, reflected):
        computed = getattr(right, reflected)(left)
        if computed is not NotImplemented:
            return computed
    raise ComputationError(f"`{operator}` does not take these two")
