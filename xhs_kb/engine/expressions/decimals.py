"""Arithmetic of conditions: as on paper, where 3.2 - 2 is 1.2 and 5 / 2 is 2.5.

Patterns compute with binary floating point, as openCypher has it; a rule must not hang on the last bit of a share, so
every result is rounded to twelve significant digits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...ground.frozen import replace
from ...ground.values import Money, Percent, Quantity, Ratio

_DIGITS = 12


def rounded(value: float, digits: int = _DIGITS) -> int | float:
    """The number with so many significant digits, whole where it is.

    >>> rounded(3.2 - 2), rounded(0.1 * 30)
    (1.2, 3)
    """
    if isinstance(value, int):
        return value
    if value != value or value in (float("inf"), float("-inf")):
        return value
    near = float(f"{value:.{digits}g}")
    return int(near) if near == int(near) and abs(near) < 2**53 else near


def on_paper(operator: str, compute: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The operation with whole numbers divided exactly and its result rounded."""

    def computed(left: Any, right: Any) -> Any:
        if operator == "/" and type(left) is int and type(right) is int:
            left = float(left)
        return _tidy(compute(left, right))

    return computed


def _tidy(value: Any) -> Any:
    match value:
        case float():
            return None if value != value or value in (float("inf"), float("-inf")) else rounded(value)
        case Percent(share):
            return Percent(rounded(share))
        case Money() | Quantity():
            return replace(value, amount=rounded(value.amount))
        case Ratio(left, right):
            return Ratio(rounded(left), rounded(right))
    return value
