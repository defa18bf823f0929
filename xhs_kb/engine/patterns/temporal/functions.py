"""The functions of time as patterns call them. `date()` and its like read the clock once for each run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ..functions.function import ArgumentError, Function
from ..run import Run
from .between import between, in_days, in_months, in_seconds
from .calendar import DAY
from .durations import Duration, from_map, from_text
from .making import built, known_of, make
from .moments import DateTime, Point, at_instant
from .truncating import truncate
from .zones import read_zone

KINDS = ("date", "localtime", "time", "localdatetime", "datetime")
CLOCKS = ("transaction", "statement", "realtime")


def _of(kind: str, run: Run, *values: Any) -> Point | None:
    """A point from a value, or the present one."""
    if not values:
        return built(kind, known_of(_present(run, None)))
    return None if values[0] is None else make(kind, values[0])


def _clock(kind: str, run: Run, *zones: Any) -> Point | None:
    if zones and zones[0] is None:
        return None
    return built(kind, known_of(_present(run, zones[0] if zones else None)))


def _present(run: Run, zone: Any) -> DateTime:
    if zone is not None and not isinstance(zone, str):
        raise ArgumentError("a time zone is a text")
    days, nanos = divmod(run.now, DAY)
    return at_instant(days, nanos, *(read_zone(zone) if zone else (0, None)))


def _truncated(kind: str, run: Run, unit: Any, *rest: Any) -> Point | None:
    if unit is None or (rest and rest[0] is None):
        return None
    return truncate(kind, unit, *(rest or (_present(run, None),)))


def duration(value: Any) -> Duration:
    """A duration from a map, a text or another."""
    match value:
        case str():
            return from_text(value.strip())
        case dict():
            return from_map(value)
        case Duration():
            return value
    raise ArgumentError("`duration` takes a map or a text")


def _from_epoch(seconds: Any, nanos: Any) -> Point:
    return make("datetime", {"epochSeconds": seconds, "nanosecond": nanos})


def _from_millis(millis: Any) -> Point:
    return make("datetime", {"epochMillis": millis})


def _spans() -> dict[str, Function]:
    functions: dict[str, Callable[..., Any]] = {
        "duration": duration, "duration.between": between, "duration.inmonths": in_months,
        "duration.indays": in_days, "duration.inseconds": in_seconds, "datetime.fromepoch": _from_epoch,
        "datetime.fromepochmillis": _from_millis,
    }
    return {name: Function(function) for name, function in functions.items()}


TIMES: dict[str, Function] = {
    **{kind: Function(partial(_of, kind), nulls=True, run=True) for kind in KINDS},
    **{f"{kind}.{clock}": Function(partial(_clock, kind), nulls=True, run=True) for kind in KINDS for clock in CLOCKS},
    **{f"{kind}.truncate": Function(partial(_truncated, kind), nulls=True, run=True) for kind in KINDS},
    **_spans(),
}
"""Every function of time by its lower-case name."""
