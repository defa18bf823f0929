"""How long it is from one point to another.

Where only one of the two has a date, the other is taken to be on the same day; where only one has a zone, the other is
taken to be in the same; where both have, instants count.
"""

from __future__ import annotations

from typing import Any

from .calendar import DAY, add_months, calendar_day
from .durations import Duration
from .making import Known, known_of
from .moments import DateTime, at_instant, zoned


def between(one: Any, two: Any) -> Duration:
    """Months, days and time."""
    start, end = _aligned(known_of(one), known_of(two))
    if known_of(one).days is None or known_of(two).days is None:
        return Duration(0, 0, _nanos(start, end))
    months = _months(start, end)
    moved = zoned(add_months(start.days, months), start.nanos, start.offset, start.zone)
    days = _days(moved, end)
    moved = zoned(moved.days + days, moved.nanos, moved.offset, moved.zone)
    return Duration(months, days, _nanos(moved, end))


def in_months(one: Any, two: Any) -> Duration:
    """Whole months."""
    start, end = _aligned(known_of(one), known_of(two))
    return Duration(_months(start, end)) if _dated(one, two) else Duration()


def in_days(one: Any, two: Any) -> Duration:
    """Whole days."""
    start, end = _aligned(known_of(one), known_of(two))
    return Duration(0, _days(start, end)) if _dated(one, two) else Duration()


def in_seconds(one: Any, two: Any) -> Duration:
    """Time alone."""
    start, end = _aligned(known_of(one), known_of(two))
    return Duration(0, 0, _nanos(start, end))


def _dated(one: Any, two: Any) -> bool:
    return known_of(one).days is not None and known_of(two).days is not None


def _aligned(one: Known, two: Known) -> tuple[DateTime, DateTime]:
    """Both with a date and in the zone of the first."""
    day = one.days if one.days is not None else two.days if two.days is not None else 0
    start = _placed(one, day, two)
    end = _placed(two, two.days if two.days is not None else day, one)
    return start, at_instant(*end.instant, start.offset if start.zone is None else None, start.zone)


def _placed(known: Known, day: int, other: Known) -> DateTime:
    days = known.days if known.days is not None else day
    zone = known if known.has_zone else other
    return zoned(days, known.nanos or 0, zone.offset, zone.zone)


def _end_day(start: DateTime, end: DateTime) -> int:
    """The last day that is wholly reached from the start."""
    if end.days > start.days and end.nanos < start.nanos:
        return end.days - 1
    if end.days < start.days and end.nanos > start.nanos:
        return end.days + 1
    return end.days


def _months(start: DateTime, end: DateTime) -> int:
    (one_year, one_month, one_day), (two_year, two_month, two_day) = (
        calendar_day(start.days), calendar_day(_end_day(start, end)))
    packed = ((two_year - one_year) * 12 + two_month - one_month) * 32 + two_day - one_day
    return packed // 32 if packed >= 0 else -(-packed // 32)


def _days(start: DateTime, end: DateTime) -> int:
    return _end_day(start, end) - start.days


def _nanos(start: DateTime, end: DateTime) -> int:
    (one_day, one), (two_day, two) = start.instant, end.instant
    return (two_day - one_day) * DAY + two - one
