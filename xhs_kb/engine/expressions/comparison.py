"""Equality and order of values, three-valued.

Plain values follow openCypher (numbers by size whatever their type, no order between types, lists item by item);
the values of the knowledge base follow `ground.values`; a range follows `ranges`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...ground import values
from ...ground.values import Day, Duration, EntityRef, Money, Percent, Quantity, Range, RangeText, Ratio
from .ranges import compare_ranges, holds

_PLAIN = frozenset({int, float, str, bool})
_NUMBERS = frozenset({int, float})
_KNOWLEDGE = (Percent, Money, Quantity, Duration, Day, Ratio)


def equals(left: Any, right: Any) -> bool | None:
    """Whether two values are equal; None where either is unknown or where it cannot be known."""
    if left is None or right is None:
        return None
    kind, other = type(left), type(right)
    if kind in _PLAIN and other in _PLAIN:
        if kind is other or (kind in _NUMBERS and other in _NUMBERS):
            return bool(left == right)
        return False
    match left, right:
        case (list() | tuple(), list() | tuple()):
            return _equal_lists(left, right)
        case (dict(), dict()):
            return _equal_maps(left, right)
        case (Range(), _) | (_, Range()):
            return compare_ranges("=", left, right)
        case (Percent() | Money() | Quantity() | Duration() | Day() | Ratio() | EntityRef(), _):
            return _same(left, right)
        case (_, Percent() | Money() | Quantity() | Duration() | Day() | Ratio() | EntityRef()):
            return _same(right, left)
        case _:
            return bool(left == right)


def _same(left: Any, right: Any) -> bool | None:
    known = (bool, int, float, str, EntityRef, *_KNOWLEDGE)
    return values.same(left, right) if isinstance(right, known) else False


def _equal_lists(left: Any, right: Any) -> bool | None:
    if len(left) != len(right):
        return False
    answer: bool | None = True
    for one, two in zip(left, right, strict=True):
        equal = equals(one, two)
        if equal is False:
            return False
        if equal is None:
            answer = None
    return answer


def _equal_maps(left: dict[str, Any], right: dict[str, Any]) -> bool | None:
    if left.keys() != right.keys():
        return False
    answer: bool | None = True
    for key, value in left.items():
        equal = equals(value, right[key])
        if equal is False:
            return False
        if equal is None:
            answer = None
    return answer


def differs(left: Any, right: Any) -> bool | None:
    """Whether two values are not equal."""
    equal = equals(left, right)
    return None if equal is None else not equal


def less(left: Any, right: Any) -> bool | None:
    """Whether the left is less; None where the two have no order."""
    return _ordered("<", left, right)


def less_or_equal(left: Any, right: Any) -> bool | None:
    """Whether the left is at most the right."""
    return _ordered("<=", left, right)


def greater(left: Any, right: Any) -> bool | None:
    """Whether the left is greater."""
    return _ordered(">", left, right)


def greater_or_equal(left: Any, right: Any) -> bool | None:
    """Whether the left is at least the right."""
    return _ordered(">=", left, right)


COMPARISONS: dict[str, Callable[[Any, Any], bool | None]] = {
    "=": equals, "!=": differs, "<": less, "<=": less_or_equal, ">": greater, ">=": greater_or_equal,
}


def _ordered(operator: str, left: Any, right: Any) -> bool | None:
    if left is None or right is None:
        return None
    kind, other = type(left), type(right)
    if (kind is other and kind in _PLAIN) or (kind in _NUMBERS and other in _NUMBERS):
        return _apply(operator, left, right)
    match left, right:
        case (list() | tuple(), list() | tuple()):
            return _ordered_lists(operator, left, right)
        case (Range(), _) | (_, Range()):
            return compare_ranges(operator, left, right)
        case (RangeText(), int() | float()):
            return compare_ranges(operator, left.range, right)
        case (int() | float(), RangeText()):
            return compare_ranges(operator, left, right.range)
        case (Percent() | Money() | Quantity() | Duration() | Day() | Ratio(), _) | (
            _, Percent() | Money() | Quantity() | Duration() | Day() | Ratio()
        ):
            order = values.compare(left, right)
            return None if order is None else _apply(operator, order, 0)
        case _:
            return _own_order(operator, left, right)


def _own_order(operator: str, left: Any, right: Any) -> bool | None:
    """Values that order themselves say so with `ordered_with`; all others have no order."""
    ordered_with = getattr(left, "ordered_with", None)
    order = None if ordered_with is None else ordered_with(right)
    return None if order is None else _apply(operator, order, 0)


def _apply(operator: str, left: Any, right: Any) -> bool:
    match operator:
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case _:
            return bool(left >= right)


def _ordered_lists(operator: str, left: Any, right: Any) -> bool | None:
    for one, two in zip(left, right, strict=False):
        equal = equals(one, two)
        if equal is None:
            return None
        if not equal:
            return _ordered(operator, one, two)
    return _apply(operator, len(left), len(right))


def member(item: Any, items: Any) -> bool | None:
    """Whether a list holds an item; None where a null in it leaves that open."""
    answer: bool | None = False
    for other in items:
        equal = equals(item, other)
        if equal:
            return True
        if equal is None:
            answer = None
    return answer


def contains(whole: Any, item: Any) -> bool | None:
    """Whether a range, a list or a text holds an item; None for anything else."""
    match whole, item:
        case (None, _) | (_, None):
            return None
        case (Range(), _):
            return holds(whole, item)
        case (list() | tuple(), _):
            return member(item, whole)
        case (str(), str()):
            return item in whole
        case _:
            return None
