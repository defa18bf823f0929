"""Texts to points in time: the forms of ISO 8601 that openCypher takes."""

from __future__ import annotations

import re

from ..functions.function import ArgumentError
from .calendar import day_number, is_leap, month_length, week_start
from .zones import SECOND, read_zone

_YEAR = r"(?P<year>[+-]\d{1,9}|\d{4})"
_DATES = tuple(re.compile(_YEAR + rest) for rest in (
    r"-(?P<month>\d{2})-(?P<day>\d{2})", r"(?P<month>\d{2})(?P<day>\d{2})", r"-?W(?P<week>\d{2})(?:-?(?P<weekday>\d))?",
    r"-?Q(?P<quarter>\d)(?:-?(?P<quarterday>\d{2}))?", r"-?(?P<ordinal>\d{3})", r"-(?P<month>\d{2})",
    r"(?P<month>\d{2})", r"",
))
_TIME = re.compile(
    r"(?P<hour>\d{2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?)?"
)
_ZONE = re.compile(r"(?P<offset>Z|z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?(?:\[(?P<zone>[^\]]+)\])?")


def read_date(text: str) -> int:
    """A day number."""
    for form in _DATES:
        found = form.fullmatch(text)
        if found is not None:
            parts = {key: int(value) for key, value in found.groupdict().items() if value is not None}
            return day_of(parts["year"], parts.get("month"), parts.get("day"), parts.get("week"), parts.get("weekday"),
                          parts.get("quarter"), parts.get("quarterday"), parts.get("ordinal"))
    raise ArgumentError(f"`{text}` is no date")


def day_of(year: int, month: int | None, day: int | None, week: int | None = None, weekday: int | None = None,
           quarter: int | None = None, quarterday: int | None = None, ordinal: int | None = None) -> int:
    """The day that the parts name, in whichever way; raises ArgumentError for one that does not exist."""
    if abs(year) > 999_999_999:
        raise ArgumentError("the year is too far away")
    if week is not None:
        weeks = 52 + (week_start(year + 1) - week_start(year) > 364)
        _within("week", week, weeks)
        return week_start(year) + (week - 1) * 7 + _within("day of the week", weekday or 1, 7) - 1
    if quarter is not None:
        _within("quarter", quarter, 4)
        first = day_number(year, quarter * 3 - 2, 1)
        after = day_number(year + quarter // 4, quarter * 3 % 12 + 1, 1)
        return first + _within("day of the quarter", quarterday or 1, after - first) - 1
    if ordinal is not None:
        return day_number(year, 1, 1) + _within("day of the year", ordinal, 365 + is_leap(year)) - 1
    _within("month", month or 1, 12)
    _within("day", 1 if day is None else day, month_length(year, month or 1))
    return day_number(year, month or 1, day or 1)


def _within(name: str, value: int, most: int) -> int:
    if 1 <= value <= most:
        return value
    raise ArgumentError(f"there is no {name} {value}")


def read_time(text: str) -> int:
    """Nanoseconds of the day."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise ArgumentError(f"`{text}` is no time")
    hour, minute, second = (int(found[key] or 0) for key in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        raise ArgumentError(f"there is no time `{text}`")
    return (hour * 3600 + minute * 60 + second) * SECOND + int((found["fraction"] or "").ljust(9, "0"))


def split_zone(text: str) -> tuple[str, tuple[int | None, str | None] | None]:
    """A time without its zone, and the zone, or None where it has none; a name wins over an offset."""
    start = next((place for place, char in enumerate(text) if char in "Zz+-["), len(text))
    found = _ZONE.fullmatch(text[start:])
    if found is None:
        raise ArgumentError(f"`{text[start:]}` is no time zone")
    if found["zone"]:
        return text[:start], read_zone(found["zone"])
    return text[:start], read_zone(found["offset"]) if found["offset"] else None


def split_date(text: str) -> tuple[str, str]:
    """The texts of date and time."""
    date, mark, time = text.partition("T")
    if mark and not time:
        raise ArgumentError(f"`{text}` has no time after `T`")
    return date, time or "00"
