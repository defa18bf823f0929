"""Points in time from maps, texts and other points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....ground.frozen import dataclass
from ..functions.function import ArgumentError, called
from .calendar import DAY, calendar_day, day_number, week_day, week_of
from .moments import Date, DateTime, LocalDateTime, LocalTime, Point, Time, at_instant, zoned
from .reading import day_of, read_date, read_time, split_date, split_zone
from .zones import SECOND, read_zone

_DATE_KEYS = ("year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay")
_TIME_KEYS = ("hour", "minute", "second", "millisecond", "microsecond", "nanosecond")
_SMALL = (("millisecond", 1_000_000), ("microsecond", 1000), ("nanosecond", 1))
_TAKES = {
    "date": (*_DATE_KEYS, "date", "datetime"),
    "localtime": (*_TIME_KEYS, "time", "datetime"),
    "time": (*_TIME_KEYS, "time", "datetime", "timezone"),
    "localdatetime": (*_DATE_KEYS, *_TIME_KEYS, "date", "time", "datetime"),
    "datetime": (*_DATE_KEYS, *_TIME_KEYS, "date", "time", "datetime", "timezone", "epochSeconds", "epochMillis"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a point: its day, its time, its zone (offset and name); None for what is not."""

    days: int | None = None
    nanos: int | None = None
    offset: int | None = None
    zone: str | None = None

    @property
    def has_zone(self) -> bool:
        """Whether an offset or a zone is known."""
        return self.offset is not None or self.zone is not None


def known_of(value: Any) -> Known:
    """The parts of a point."""
    match value:
        case Date(days):
            return Known(days)
        case LocalTime(nanos):
            return Known(None, nanos)
        case Time(nanos, offset):
            return Known(None, nanos, offset)
        case LocalDateTime(days, nanos):
            return Known(days, nanos)
        case DateTime(days, nanos, offset, zone):
            return Known(days, nanos, offset, zone)
    raise ArgumentError(f"a date or a time is expected, not {called(value)}")


def make(kind: str, value: Any) -> Point:
    """A point of a kind from a map, a text or another point."""
    match value:
        case str():
            return built(kind, _from_text(kind, value.strip()))
        case dict():
            return _from_map(kind, value)
        case _:
            return built(kind, known_of(value))


def built(kind: str, known: Known) -> Point:
    """The point that the parts make; raises ArgumentError where one is missing."""
    if known.days is None and kind not in ("time", "localtime"):
        raise ArgumentError(f"`{kind}` needs a date")
    if known.nanos is None and kind in ("time", "localtime"):
        raise ArgumentError(f"`{kind}` needs a time")
    days, nanos = known.days or 0, known.nanos or 0
    match kind:
        case "date":
            return Date(days)
        case "localtime":
            return LocalTime(nanos)
        case "time":
            return Time(nanos, _offset(known))
        case "localdatetime":
            return LocalDateTime(days, nanos)
        case _:
            return zoned(days, nanos, known.offset, known.zone)


def _offset(known: Known) -> int:
    if known.offset is None and known.zone is not None:
        return zoned(known.days or 0, known.nanos or 0, None, known.zone).offset
    return known.offset or 0


def _from_text(kind: str, text: str) -> Known:
    match kind:
        case "date":
            return Known(read_date(text))
        case "localtime":
            return Known(None, read_time(text))
        case "localdatetime":
            date, time = split_date(text)
            return Known(read_date(date), read_time(time))
        case "time":
            time, zone = split_zone(text)
            return Known(None, read_time(time), *(zone or (0, None)))
        case _:
            date, time = split_date(text)
            time, zone = split_zone(time)
            return Known(read_date(date), read_time(time or "00"), *(zone or (0, None)))


def _from_map(kind: str, parts: Mapping[str, Any]) -> Point:
    for key in parts:
        if key not in _TAKES[kind]:
            raise ArgumentError(f"`{kind}` takes no `{key}`")
    if kind == "datetime" and ("epochSeconds" in parts or "epochMillis" in parts):
        return _from_epoch(parts)
    base = _base(parts)
    has_date = kind not in ("time", "localtime")
    days = date_from(parts, base.days) if has_date else base.days
    nanos = time_from(parts, base.nanos) if kind != "date" else None
    zone = parts.get("timezone")
    if zone is None:
        return built(kind, Known(days, nanos, base.offset, base.zone))
    if not isinstance(zone, str):
        raise ArgumentError("`timezone` is a text")
    return _in_zone(kind, Known(days, nanos, base.offset, base.zone), read_zone(zone))


def _base(parts: Mapping[str, Any]) -> Known:
    """What other points in a map give."""
    both, date, time = (known_of(parts[key]) if parts.get(key) is not None else Known()
                        for key in ("datetime", "date", "time"))
    days = both.days if both.days is not None else date.days
    clock = both if both.nanos is not None else time
    return Known(days, clock.nanos, clock.offset, clock.zone)


def _in_zone(kind: str, known: Known, zone: tuple[int | None, str | None]) -> Point:
    """In another zone: the same instant where a zone was known before, else the same local time."""
    if kind == "time":
        before, after = known.offset, built("time", Known(known.days, known.nanos, *zone))
        if before is None or not isinstance(after, Time):
            return after
        return Time((after.nanos + (after.offset - before) * SECOND) % DAY, after.offset)
    if not known.has_zone:
        return built(kind, Known(known.days, known.nanos, *zone))
    here = zoned(known.days or 0, known.nanos or 0, known.offset, known.zone)
    return at_instant(*here.instant, *zone)


def _from_epoch(parts: Mapping[str, Any]) -> Point:
    seconds, millis = parts.get("epochSeconds", 0), parts.get("epochMillis", 0)
    nanos = sum(_whole(key, parts.get(key, 0)) * size for key, size in _SMALL)
    total = _whole("epochSeconds", seconds) * SECOND + _whole("epochMillis", millis) * 1_000_000 + nanos
    days, rest = divmod(total, DAY)
    zone = parts.get("timezone")
    return at_instant(days, rest, *(read_zone(zone) if isinstance(zone, str) else (0, None)))


def _whole(key: str, value: Any) -> int:
    if type(value) is int:
        return value
    raise ArgumentError(f"`{key}` is an integer")


def date_from(parts: Mapping[str, Any], base: int | None) -> int | None:
    """The day that a map names; what it leaves out comes from `base`. None where nothing says a day."""
    given = {key: _whole(key, parts[key]) for key in _DATE_KEYS if parts.get(key) is not None}
    if not given:
        return base
    if base is None and "year" not in given:
        raise ArgumentError("a date needs a `year`")
    year, month, day = calendar_day(base) if base is not None else (0, None, None)
    if "week" in given or "dayOfWeek" in given:
        week_year, week = week_of(base) if base is not None else (0, 1)
        return day_of(given.get("year", week_year), None, None, given.get("week", week),
                      _or(given.get("dayOfWeek"), week_day(base) if base is not None else 1))
    if "quarter" in given or "dayOfQuarter" in given:
        quarter = ((month or 1) + 2) // 3
        before = base - day_number(year, quarter * 3 - 2, 1) + 1 if base is not None else 1
        return day_of(given.get("year", year), None, None, None, None, given.get("quarter", quarter),
                      _or(given.get("dayOfQuarter"), before))
    if "ordinalDay" in given:
        return day_of(given.get("year", year), None, None, ordinal=given["ordinalDay"])
    if "day" in given and "month" not in given and month is None:
        raise ArgumentError("a `day` needs a `month`")
    return day_of(given.get("year", year), given.get("month", month), given.get("day", day))


def _or(value: int | None, other: int) -> int:
    return other if value is None else value


def time_from(parts: Mapping[str, Any], base: int | None) -> int | None:
    """The time that a map names; what it leaves out comes from `base`. None where nothing says a time."""
    given = {key: _whole(key, parts[key]) for key in _TIME_KEYS if parts.get(key) is not None}
    if not given:
        return base
    if base is None and "hour" not in given:
        raise ArgumentError("a time needs an `hour`")
    for before, after in (("hour", "minute"), ("minute", "second"), ("second", "nanosecond")):
        if base is None and after in given and before not in given:
            raise ArgumentError(f"a `{after}` needs a `{before}`")
    seconds, fraction = divmod(base or 0, SECOND)
    hour = _below("hour", given.get("hour", seconds // 3600), 24)
    minute = _below("minute", given.get("minute", seconds // 60 % 60), 60)
    second = _below("second", given.get("second", seconds % 60), 60)
    if any(key in given for key, _ in _SMALL):
        fraction = _below("nanosecond", sum(given.get(key, 0) * size for key, size in _SMALL), SECOND)
    return (hour * 3600 + minute * 60 + second) * SECOND + fraction


def _below(name: str, value: int, end: int) -> int:
    if 0 <= value < end:
        return value
    raise ArgumentError(f"there is no {name} {value}")


