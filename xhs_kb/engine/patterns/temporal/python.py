"""Dates and times of Python's own as those of patterns."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .calendar import day_number
from .durations import Duration
from .moments import Date, DateTime, LocalDateTime, LocalTime, Point, Time
from .zones import SECOND


def from_python(value: date | time | timedelta) -> Point | Duration:
    """The same point or length of time."""
    match value:
        case datetime():
            days, nanos = day_number(value.year, value.month, value.day), _nanos(value)
            offset = value.utcoffset()
            return LocalDateTime(days, nanos) if offset is None else DateTime(days, nanos, _seconds(offset))
        case date():
            return Date(day_number(value.year, value.month, value.day))
        case time():
            offset = value.utcoffset()
            return LocalTime(_nanos(value)) if offset is None else Time(_nanos(value), _seconds(offset))
        case timedelta():
            return Duration(0, value.days, value.seconds * SECOND + value.microseconds * 1000)


def _nanos(value: datetime | time) -> int:
    return ((value.hour * 60 + value.minute) * 60 + value.second) * SECOND + value.microsecond * 1000


def _seconds(offset: timedelta) -> int:
    return round(offset.total_seconds())
