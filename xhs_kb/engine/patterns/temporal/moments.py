"""Points in time: dates, times and both, with a zone or without."""

from __future__ import annotations

from typing import Any, TypeAlias

from ....ground.frozen import dataclass
from ..functions.function import ArgumentError
from .calendar import DAY, add_months, calendar_day, day_number, week_day, week_of
from .durations import Duration
from .zones import SECOND, offset_at, offset_of_instant, shifted, write_offset


def _write_date(days: int) -> str:
    year, month, day = calendar_day(days)
    sign = "+" if year > 9999 else "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}"


def _write_time(nanos: int) -> str:
    seconds, fraction = divmod(nanos, SECOND)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    if seconds % 60 or fraction:
        text += f":{seconds % 60:02d}" + (f".{fraction:09d}".rstrip("0") if fraction else "")
    return text


def _date_part(days: int, key: str) -> Any:
    year, month, day = calendar_day(days)
    quarter = (month + 2) // 3
    week_year, week = week_of(days)
    return {
        "year": year, "quarter": quarter, "month": month, "week": week, "weekYear": week_year, "day": day,
        "ordinalDay": days - day_number(year, 1, 1) + 1, "weekDay": week_day(days), "dayOfWeek": week_day(days),
        "dayOfQuarter": days - day_number(year, quarter * 3 - 2, 1) + 1,
    }.get(key)


def _time_part(nanos: int, key: str) -> Any:
    seconds, fraction = divmod(nanos, SECOND)
    return {
        "hour": seconds // 3600, "minute": seconds // 60 % 60, "second": seconds % 60,
        "millisecond": fraction // 1_000_000, "microsecond": fraction // 1000, "nanosecond": fraction,
    }.get(key)


def _zone_part(offset: int, zone: str | None, key: str) -> Any:
    return {
        "timezone": zone or write_offset(offset), "offset": write_offset(offset), "offsetMinutes": offset // 60,
        "offsetSeconds": offset,
    }.get(key)


class _Point:
    """What all points share: order within one class, arithmetic with durations."""

    __slots__ = ()

    def sort_key(self) -> tuple[Any, ...]:
        """A key that sorts points of one class, and classes among each other."""
        raise NotImplementedError

    def parts(self, key: str) -> Any:
        """A part by its name, or None."""
        raise NotImplementedError

    def plus(self, duration: Duration) -> Any:
        """The point a duration later."""
        raise NotImplementedError

    def ordered_with(self, other: object) -> int | None:
        """-1, 0 or 1; None for another class."""
        if type(self) is not type(other) or not isinstance(other, _Point):
            return None
        one, two = self.sort_key(), other.sort_key()
        return (one > two) - (one < two)

    def component(self, key: str) -> Any:
        """A part by its name."""
        found = self.parts(key)
        if found is None:
            raise ArgumentError(f"there is no `{key}` in {self}")
        return found

    def __add__(self, other: object) -> Any:
        return self.plus(other) if isinstance(other, Duration) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: object) -> Any:
        return self.plus(-other) if isinstance(other, Duration) else NotImplemented


@dataclass(frozen=True, slots=True)
class Date(_Point):
    """A day."""

    days: int

    def sort_key(self) -> tuple[Any, ...]:
        """By day."""
        return 2, self.days

    def parts(self, key: str) -> Any:
        """Parts of the date."""
        return _date_part(self.days, key)

    def plus(self, duration: Duration) -> Date:
        """Months, days and whole days of the time."""
        whole = abs(duration.nanos) // DAY * (1 if duration.nanos >= 0 else -1)
        return Date(add_months(self.days, duration.months) + duration.days + whole)

    def __str__(self) -> str:
        return _write_date(self.days)


@dataclass(frozen=True, slots=True)
class LocalTime(_Point):
    """A time of day."""

    nanos: int

    def sort_key(self) -> tuple[Any, ...]:
        """By time."""
        return 4, self.nanos

    def parts(self, key: str) -> Any:
        """Parts of the time."""
        return _time_part(self.nanos, key)

    def plus(self, duration: Duration) -> LocalTime:
        """Round the clock; months and days change nothing."""
        return LocalTime((self.nanos + duration.nanos) % DAY)

    def __str__(self) -> str:
        return _write_time(self.nanos)


@dataclass(frozen=True, slots=True)
class Time(_Point):
    """A time of day with an offset."""

    nanos: int
    offset: int

    def sort_key(self) -> tuple[Any, ...]:
        """By the time in UTC."""
        return 3, self.nanos - self.offset * SECOND, self.offset

    def parts(self, key: str) -> Any:
        """Parts of time and offset."""
        found = _time_part(self.nanos, key)
        return _zone_part(self.offset, None, key) if found is None else found

    def plus(self, duration: Duration) -> Time:
        """Round the clock."""
        return Time((self.nanos + duration.nanos) % DAY, self.offset)

    def __str__(self) -> str:
        return _write_time(self.nanos) + write_offset(self.offset)


@dataclass(frozen=True, slots=True)
class LocalDateTime(_Point):
    """A day and a time."""

    days: int
    nanos: int

    def sort_key(self) -> tuple[Any, ...]:
        """By day and time."""
        return 1, self.days, self.nanos

    def parts(self, key: str) -> Any:
        """Parts of date and time."""
        found = _date_part(self.days, key)
        return _time_part(self.nanos, key) if found is None else found

    def plus(self, duration: Duration) -> LocalDateTime:
        """Months first, then days, then time."""
        over, nanos = divmod(self.nanos + duration.nanos, DAY)
        return LocalDateTime(add_months(self.days, duration.months) + duration.days + over, nanos)

    def __str__(self) -> str:
        return f"{_write_date(self.days)}T{_write_time(self.nanos)}"


@dataclass(frozen=True, slots=True)
class DateTime(_Point):
    """A day and a time with an offset, and the zone that it comes from, if one is named."""

    days: int
    nanos: int
    offset: int
    zone: str | None = None

    def sort_key(self) -> tuple[Any, ...]:
        """By instant."""
        return (0, *self.instant, self.offset, self.zone or "")

    @property
    def instant(self) -> tuple[int, int]:
        """Day and time in UTC."""
        return shifted(self.days, self.nanos, -self.offset)

    def parts(self, key: str) -> Any:
        """Parts of date, time, zone and instant."""
        for found in (_date_part(self.days, key), _time_part(self.nanos, key),
                      _zone_part(self.offset, self.zone, key)):
            if found is not None:
                return found
        days, nanos = self.instant
        total = days * DAY + nanos
        return {"epochSeconds": total // SECOND, "epochMillis": total // 1_000_000}.get(key)

    def plus(self, duration: Duration) -> DateTime:
        """Months and days by the local calendar, time by the instant."""
        days = add_months(self.days, duration.months) + duration.days
        moved = zoned(days, self.nanos, self.offset, self.zone)
        over, nanos = divmod(moved.nanos + duration.nanos - moved.offset * SECOND, DAY)
        return at_instant(moved.days + over, nanos, self.offset, self.zone)

    def __str__(self) -> str:
        zone = f"[{self.zone}]" if self.zone else ""
        return f"{_write_date(self.days)}T{_write_time(self.nanos)}{write_offset(self.offset)}{zone}"


Point: TypeAlias = Date | LocalTime | Time | LocalDateTime | DateTime


def zoned(days: int, nanos: int, offset: int | None, zone: str | None) -> DateTime:
    """A local day and time in a zone; a named zone knows its own offset."""
    return DateTime(days, nanos, offset_at(zone, days, nanos) if zone else offset or 0, zone)


def at_instant(days: int, nanos: int, offset: int | None, zone: str | None) -> DateTime:
    """A day and time of UTC as a zone has it."""
    seconds = offset_of_instant(zone, days, nanos) if zone else offset or 0
    return DateTime(*shifted(days, nanos, seconds), seconds, zone)
