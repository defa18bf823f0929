"""A range as an operand: true if all of it satisfies a comparison, false if none of it does, else unknown."""

from __future__ import annotations

from typing import Any

from ...ground import values
from ...ground.values import Range


def compare_ranges(operator: str, left: Any, right: Any) -> bool | None:
    """Compare where at least one side is a Range."""
    if operator in ("=", "!="):
        equal = _same(left, right)
        return equal if operator == "=" or equal is None else not equal
    low, high = _ends(left)
    least, most = _ends(right)
    match operator:
        case "<":
            return _decide(_below(high, least), _at_or_below(most, low))
        case "<=":
            return _decide(_at_or_below(high, least), _below(most, low))
        case ">":
            return _decide(_below(most, low), _at_or_below(high, least))
        case _:
            return _decide(_at_or_below(most, low), _below(high, least))


def holds(whole: Range, item: Any) -> bool | None:
    """Whether a range holds a value, or all of another range; None where it holds a part of it."""
    if not isinstance(item, Range):
        return values.contains(whole, item)
    inside = _and(whole.low is None or _at_or_below(whole.low, item.low),
                  whole.high is None or _at_or_below(item.high, whole.high))
    apart = _below(item.high, whole.low) or _below(whole.high, item.low)
    return _decide(inside, apart)


def _ends(value: Any) -> tuple[Any, Any]:
    return (value.low, value.high) if isinstance(value, Range) else (value, value)


def _same(left: Any, right: Any) -> bool | None:
    if left == right:
        return True
    low, high = _ends(left)
    least, most = _ends(right)
    if _below(high, least) or _below(most, low):
        return False
    pointed = all(end is not None for end in (low, high, least, most)) and values.same(low, high) and (
        values.same(least, most) and values.same(low, least))
    return True if pointed else None


def _below(left: Any, right: Any) -> bool | None:
    """Whether a bound is certainly below another; an open side is certain of nothing."""
    order = None if left is None or right is None else values.compare(left, right)
    return None if order is None else order < 0


def _at_or_below(left: Any, right: Any) -> bool | None:
    order = None if left is None or right is None else values.compare(left, right)
    return None if order is None else order <= 0


def _decide(all_of_it: bool | None, none_of_it: bool | None) -> bool | None:
    if all_of_it:
        return True
    return False if none_of_it else None


def _and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True
