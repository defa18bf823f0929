"""Ordered types as number lines, so that the constants of a condition can cut them into finitely many cells.

A cell is a part of a line on which every comparison has one answer; any value of it stands for all (spec: verdicts §3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from math import ceil, floor

from ...ground.frozen import dataclass
from ...ground.values import Day, Duration, Money, Percent, Quantity, Ratio, Value
from ...model.schema import Type
from ..expressions.decimals import rounded

_DAY = 86400
_DIGITS = 15
"""One more than a constant has, so that a cut that was computed falls on the constant that it stands for."""


@dataclass(frozen=True, slots=True)
class Line:
    """How values of a type lie on a line. `places` gives one number, or two for a value of some width (a month)."""

    places: Callable[[Value], tuple[float, ...]]
    value: Callable[[float], Value]
    discrete: bool = False


def line_for(type_: Type, constants: Iterable[Value]) -> Line | None:
    """The line of a type, in the unit of the constants; None where they have no common one, or no order."""
    found = tuple(constants)
    match type_.base:
        case "number" if type_.unit:
            unit = type_.unit
            return Line(_number, lambda place: Quantity(_plain(place), unit))
        case "number":
            return Line(_number, _plain)
        case "integer":
            return Line(_number, _plain, discrete=True)
        case "percent":
            return Line(_number, Percent)
        case "money":
            currencies = {value.currency for value in found if isinstance(value, Money)}
            currency = next(iter(currencies), "CNY")
            return Line(_number, lambda place: Money(_plain(place), currency)) if len(currencies) < 2 else None
        case "date":
            return Line(_dates, lambda place: Day.of(date.fromordinal(int(place))), discrete=True)
        case "duration":
            return _durations(found)
        case "ratio":
            return Line(_number, lambda place: Ratio(_plain(place), 1))
    return None


def _plain(place: float) -> int | float:
    return int(place) if place == int(place) else place


def _number(value: Value) -> tuple[float, ...]:
    match value:
        case bool():
            return ()
        case int() | float():
            return (value,)
        case Percent():
            return (value.share,)
        case Money() | Quantity():
            return (value.amount,)
        case Ratio():
            return (value.left / value.right,) if value.right else ()
    return ()


def _dates(value: Value) -> tuple[float, ...]:
    if not isinstance(value, Day):
        return ()
    first, last = value.first.toordinal(), value.last.toordinal()
    return (first,) if first == last else (first, last)


def _durations(constants: tuple[Value, ...]) -> Line | None:
    lengths = [value for value in constants if isinstance(value, Duration)]
    if lengths and all(not value.days and not value.seconds for value in lengths):
        months = lambda value: (value.months,) if isinstance(value, Duration) else ()  # noqa: E731
        return Line(months, lambda place: Duration(months=_plain(place)))
    if any(value.months for value in lengths):
        return None
    seconds = lambda value: (value.days * _DAY + value.seconds,) if isinstance(value, Duration) else ()  # noqa: E731
    return Line(seconds, _days)


def _days(place: float) -> Duration:
    return Duration(days=_plain(place / _DAY)) if place % _DAY == 0 else Duration(seconds=_plain(place))


@dataclass(frozen=True, slots=True)
class Cell:
    """Part of an unknown's values that all comparisons treat alike; `value` stands for it.

    `low` and `high` are its ends on the line (None: open to infinity); a single value has both, included.
    """

    value: Value
    low: Value | None = None
    high: Value | None = None
    low_in: bool = False
    high_in: bool = False

    @classmethod
    def single(cls, value: Value) -> Cell:
        """The cell of one value."""
        return cls(value, value, value, True, True)


def cut(line: Line, constants: Iterable[Value]) -> list[Cell]:
    """The line cut at the constants: each of them and what lies between, in order."""
    places = sorted({rounded(place, _DIGITS) for constant in constants for place in line.places(constant)})
    if line.discrete:
        return _cut_discrete(line, places)
    cells: list[Cell] = []
    previous: float | None = None
    for place in places:
        cells += [_between(line, previous, place), Cell.single(line.value(place))]
        previous = place
    return [*cells, _between(line, previous, None)]


def _between(line: Line, low: float | None, high: float | None) -> Cell:
    match low, high:
        case None, None:
            middle = 0.0
        case None, float() | int():
            middle = high - 1
        case float() | int(), None:
            middle = low + 1
        case _:
            middle = (low + high) / 2  # type: ignore[operator]
    ends = (None if low is None else line.value(low), None if high is None else line.value(high))
    return Cell(line.value(middle), *ends)


def _cut_discrete(line: Line, places: list[float]) -> list[Cell]:
    wholes = sorted({whole for place in places for whole in (floor(place), ceil(place))})
    if not wholes:
        return [Cell(line.value(730120 if line.value is not _plain else 0))]
    cells = [Cell(line.value(wholes[0] - 1), None, line.value(wholes[0]))]
    for low, high in zip(wholes, [*wholes[1:], None], strict=True):
        cells.append(Cell.single(line.value(low)))
        if high is None:
            cells.append(Cell(line.value(low + 1), line.value(low), None))
        elif high - low > 1:
            cells.append(Cell(line.value(low + 1), line.value(low), line.value(high)))
    return cells
