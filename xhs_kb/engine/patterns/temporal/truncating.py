"""Points cut off at a unit, with parts below it set anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..functions.function import ArgumentError, called
from .calendar import calendar_day, day_number, week_day, week_of, week_start
from .making import Known, built, date_from, known_of
from .moments import Point
from .zones import SECOND, read_zone


def _year(size: int) -> Callable[[int], int]:
    return lambda days: day_number(calendar_day(days)[0] // size * size, 1, 1)


def _month(days: int) -> int:
    return day_number(*calendar_day(days)[:2], 1)


def _quarter(days: int) -> int:
    year, month, _ = calendar_day(days)
    return day_number(year, (month + 2) // 3 * 3 - 2, 1)


_DAYS: dict[str, Callable[[int], int]] = {
    "millennium": _year(1000), "century": _year(100), "decade": _year(10), "year": _year(1),
    "weekyear": lambda days: week_start(week_of(days)[0]), "quarter": _quarter, "month": _month,
    "week": lambda days: days - week_day(days) + 1, "day": lambda days: days,
}
_NANOS = {"hour": 3600 * SECOND, "minute": 60 * SECOND, "second": SECOND, "millisecond": 1_000_000, "microsecond": 1000}
_PARTS = (("hour", 3600 * SECOND), ("minute", 60 * SECOND), ("second", SECOND), ("millisecond", 1_000_000),
          ("microsecond", 1000), ("nanosecond", 1))


def truncate(kind: str, unit: Any, value: Any, parts: Any = None) -> Point:
    """A point of a kind, cut off at a unit."""
    if not isinstance(unit, str) or (parts is not None and not isinstance(parts, dict)):
        raise ArgumentError("`truncate` takes a unit, a point in time and a map")
    name, known = unit.lower(), known_of(value)
    if name not in _DAYS and name not in _NANOS:
        raise ArgumentError(f"there is no unit `{unit}`")
    if name in _NANOS and kind == "date":
        raise ArgumentError(f"a date cannot be cut off at `{unit}`")
    if name in _DAYS and name != "day" and known.days is None:
        raise ArgumentError(f"{called(value)} cannot be cut off at `{unit}`")
    if kind in ("time", "localtime") and known.nanos is None:
        raise ArgumentError("a time cannot be cut out of a date")
    days = None if known.days is None else _DAYS.get(name, _DAYS["day"])(known.days)
    nanos = 0 if name in _DAYS else (known.nanos or 0) // _NANOS[name] * _NANOS[name]
    return _with_parts(kind, Known(days, nanos, known.offset, known.zone), parts or {})


def _with_parts(kind: str, known: Known, parts: Mapping[str, Any]) -> Point:
    days = date_from(parts, known.days) if kind not in ("time", "localtime") else known.days
    nanos = known.nanos or 0
    for key, size in _PARTS:
        amount = parts.get(key)
        if amount is None:
            continue
        if type(amount) is not int or not 0 <= amount * size < 86_400 * SECOND:
            raise ArgumentError(f"there is no {key} {amount}")
        nanos += amount * size
    zone = parts.get("timezone")
    if isinstance(zone, str):
        return built(kind, Known(days, nanos, *read_zone(zone)))
    return built(kind, Known(days, nanos, known.offset if known.zone is None else None, known.zone))
