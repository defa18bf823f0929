"""Functions of numbers."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .function import ArgumentError, Function, called


def _number(name: str, value: Any) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ArgumentError(f"`{name}` takes a number, not {called(value)}")


def _real(name: str, compute: Callable[[float], float]) -> Function:
    """A function of floats; outside its domain it gives NaN, beyond the largest number infinity."""

    def computed(value: Any) -> float:
        number = float(_number(name, value))
        try:
            return float(compute(number))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf
        except ZeroDivisionError:
            return math.inf

    return Function(computed)


def absolute(value: Any) -> int | float:
    """The number without its sign."""
    number = abs(_number("abs", value))
    if isinstance(number, int) and number >= 2**63:
        raise ArgumentError("integer overflow: the result needs more than 64 bits")
    return number


def sign(value: Any) -> int:
    """-1, 0 or 1."""
    number = _number("sign", value)
    return (number > 0) - (number < 0)


def rounded(value: Any, digits: Any = 0) -> float:
    """The nearest number with so many digits after the point; half is rounded up."""
    number = float(_number("round", value))
    if type(digits) is not int or not 0 <= digits <= 300:
        raise ArgumentError("`round` takes a number of digits from 0 to 300")
    if math.isnan(number) or math.isinf(number) or abs(number) >= 2**53:
        return number
    if digits == 0:
        return float(math.floor(number + 0.5)) if abs(number) != 0.49999999999999994 else 0.0
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def is_nan(value: Any) -> bool:
    """Whether it is the float that is not a number."""
    return math.isnan(_number("isNaN", value))


def _logarithm(compute: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else compute(number)


def _floor(number: float) -> float:
    return math.floor(number) if math.isfinite(number) else number


def _ceil(number: float) -> float:
    return math.ceil(number) if math.isfinite(number) else number


def _haversin(number: float) -> float:
    return math.sin(number / 2) ** 2


def _cot(number: float) -> float:
    return 1 / math.tan(number)


MATHS: dict[str, Function] = {
    "abs": Function(absolute),
    "sign": Function(sign),
    "round": Function(rounded),
    "isnan": Function(is_nan),
    "ceil": _real("ceil", _ceil),
    "floor": _real("floor", _floor),
    "sqrt": _real("sqrt", math.sqrt),
    "exp": _real("exp", math.exp),
    "log": _real("log", _logarithm(math.log)),
    "log10": _real("log10", _logarithm(math.log10)),
    "sin": _real("sin", math.sin),
    "cos": _real("cos", math.cos),
    "tan": _real("tan", math.tan),
    "cot": _real("cot", _cot),
    "asin": _real("asin", math.asin),
    "acos": _real("acos", math.acos),
    "atan": _real("atan", math.atan),
    "degrees": _real("degrees", math.degrees),
    "radians": _real("radians", math.radians),
    "haversin": _real("haversin", _haversin),
    "atan2": Function(lambda y, x: math.atan2(_number("atan2", y), _number("atan2", x))),
    "e": Function(lambda: math.e),
    "pi": Function(lambda: math.pi),
    "rand": Function(random.random),
}
