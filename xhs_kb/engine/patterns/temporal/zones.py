"""Time zones: an offset in seconds, or a name that says which offset holds when."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from ..functions.function import ArgumentError
from .calendar import DAY, calendar_day

_OFFSET = re.compile(r"([+-])(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?")
SECOND = 1_000_000_000


@lru_cache(maxsize=64)
def named_zone(name: str) -> ZoneInfo:
    """A zone by its name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ArgumentError(f"there is no time zone `{name}`") from None


def read_zone(text: str) -> tuple[int | None, str | None]:
    """An offset in seconds, or the name of a zone."""
    if text in ("Z", "z"):
        return 0, None
    found = _OFFSET.fullmatch(text)
    if found is None:
        named_zone(text)
        return None, text
    sign, hours, minutes, seconds = found.groups()
    total = int(hours) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    if int(hours) > 18 or int(minutes or 0) > 59 or int(seconds or 0) > 59:
        raise ArgumentError(f"`{text}` is no offset")
    return (-total if sign == "-" else total), None


def offset_at(zone: str, days: int, nanos: int) -> int:
    """The offset of a named zone at a local day and time, in seconds."""
    return _seconds(_moment(days, nanos).replace(tzinfo=named_zone(zone)).utcoffset())


def offset_of_instant(zone: str, days: int, nanos: int) -> int:
    """The offset of a named zone at a day and time of UTC, in seconds."""
    moment = _moment(days, nanos).replace(tzinfo=UTC)
    return _seconds(moment.astimezone(named_zone(zone)).utcoffset())


def _moment(days: int, nanos: int) -> datetime:
    year, month, day = calendar_day(days)
    if not 2 <= year <= 9998:
        raise ArgumentError("a named time zone is known for the years 2 to 9998")
    return datetime(year, month, day) + timedelta(microseconds=nanos // 1000)


def _seconds(offset: timedelta | None) -> int:
    return round(offset.total_seconds()) if offset is not None else 0


def shifted(days: int, nanos: int, seconds: int) -> tuple[int, int]:
    """A day and time some seconds later."""
    over, rest = divmod(nanos + seconds * SECOND, DAY)
    return days + over, rest


def write_offset(seconds: int) -> str:
    """`Z` or `±HH:MM[:SS]`."""
    if seconds == 0:
        return "Z"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02d}:{minutes:02d}" + (f":{left:02d}" if left else "")
