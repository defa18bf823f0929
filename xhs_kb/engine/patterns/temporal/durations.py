"""Lengths of time: months, days and nanoseconds, never converted into each other once they are whole.

A fraction of a month becomes days and time by the length of an average month, a fraction of a day becomes time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ....ground.frozen import dataclass
from ..functions.function import ArgumentError
from .calendar import DAY

_SECOND = 1_000_000_000
_MONTH = 2_629_746 * _SECOND
_UNITS: dict[str, tuple[str, int]] = {
    "years": ("months", 12), "quarters": ("months", 3), "months": ("months", 1), "weeks": ("days", 7),
    "days": ("days", 1), "hours": ("nanos", 3600 * _SECOND), "minutes": ("nanos", 60 * _SECOND),
    "seconds": ("nanos", _SECOND), "milliseconds": ("nanos", 1_000_000), "microseconds": ("nanos", 1000),
    "nanoseconds": ("nanos", 1),
}
_NUMBER = r"([+-]?\d+(?:[.,]\d+)?)"
_TEXT = re.compile(
    rf"([+-]?)P(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
_DATE_FORM = re.compile(r"P(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2}):?(\d{2}(?:[.,]\d+)?)")
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time."""

    months: int = 0
    days: int = 0
    nanos: int = 0

    def sort_key(self) -> tuple[Any, ...]:
        """Sorted by length, with months of an average length."""
        return 6, self.months * _MONTH + self.days * DAY + self.nanos, self.months, self.days

    def component(self, key: str) -> Any:
        """A part by its name."""
        seconds = _towards_zero(self.nanos, _SECOND)
        fraction = self.nanos - seconds * _SECOND if self.nanos >= 0 else self.nanos % _SECOND
        whole = self.nanos // _SECOND
        parts = {
            "years": _towards_zero(self.months, 12), "quarters": _towards_zero(self.months, 3), "months": self.months,
            "weeks": _towards_zero(self.days, 7), "days": self.days, "hours": _towards_zero(whole, 3600),
            "minutes": _towards_zero(whole, 60), "seconds": whole, "milliseconds": self.nanos // 1_000_000,
            "microseconds": self.nanos // 1000, "nanoseconds": self.nanos,
            "quartersOfYear": _towards_zero(_rest(self.months, 12), 3), "monthsOfQuarter": _rest(self.months, 3),
            "monthsOfYear": _rest(self.months, 12), "daysOfWeek": _rest(self.days, 7),
            "minutesOfHour": _towards_zero(_rest(whole, 3600), 60), "secondsOfMinute": _rest(whole, 60),
            "millisecondsOfSecond": fraction // 1_000_000, "microsecondsOfSecond": fraction // 1000,
            "nanosecondsOfSecond": fraction,
        }
        if key not in parts:
            raise ArgumentError(f"a duration has no `{key}`")
        return parts[key]

    def __neg__(self) -> Duration:
        return Duration(-self.months, -self.days, -self.nanos)

    def __add__(self, other: object) -> Any:
        if not isinstance(other, Duration):
            return NotImplemented
        return Duration(self.months + other.months, self.days + other.days, self.nanos + other.nanos)

    def __sub__(self, other: object) -> Any:
        return self + -other if isinstance(other, Duration) else NotImplemented

    def __mul__(self, factor: object) -> Any:
        return self._scaled(_exact(factor)) if _is_number(factor) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, divisor: object) -> Any:
        if not _is_number(divisor):
            return NotImplemented
        if divisor == 0:
            raise ArgumentError("division by zero")
        return self._scaled(1 / _exact(divisor))

    def _scaled(self, factor: Fraction) -> Duration:
        return settled(self.months * factor, self.days * factor, self.nanos * factor)

    def __str__(self) -> str:
        years, months = _towards_zero(self.months, 12), _rest(self.months, 12)
        hours, rest = _towards_zero(self.nanos, 3600 * _SECOND), _rest(self.nanos, 3600 * _SECOND)
        minutes, left = _towards_zero(rest, 60 * _SECOND), _rest(rest, 60 * _SECOND)
        date = "".join(f"{amount}{unit}" for amount, unit in ((years, "Y"), (months, "M"), (self.days, "D")) if amount)
        time = "".join(f"{amount}{unit}" for amount, unit in ((hours, "H"), (minutes, "M")) if amount)
        time += _write_seconds(left) if left else ""
        return f"P{date}{'T' + time if time else ''}" if date or time else "PT0S"


def _write_seconds(nanos: int) -> str:
    whole, fraction = divmod(abs(nanos), _SECOND)
    digits = f".{fraction:09d}".rstrip("0") if fraction else ""
    return f"{'-' if nanos < 0 else ''}{whole}{digits}S"


def _towards_zero(number: int, by: int) -> int:
    return number // by if number >= 0 else -(-number // by)


def _rest(number: int, by: int) -> int:
    return number - _towards_zero(number, by) * by


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value and abs(value) < 2**1000


def _exact(value: Any) -> Fraction:
    return Fraction(Decimal(repr(value)))


def settled(months: Fraction | int, days: Fraction | int, nanos: Fraction | int) -> Duration:
    """A duration of amounts that need not be whole."""
    whole_months = int(months)
    over = (months - whole_months) * _MONTH
    over_days = int(over / DAY)
    days += over_days
    whole_days = int(days)
    total = int(nanos + (over - over_days * DAY) + (days - whole_days) * DAY)
    if max(abs(whole_months), abs(whole_days), abs(total) // _SECOND) >= _LARGEST:
        raise ArgumentError("the duration is too long")
    return Duration(whole_months, whole_days, total)


def from_map(parts: Mapping[str, Any]) -> Duration:
    """A duration of named parts."""
    totals: dict[str, Fraction | int] = {"months": 0, "days": 0, "nanos": 0}
    for key, value in parts.items():
        if key not in _UNITS:
            raise ArgumentError(f"a duration has no `{key}`")
        if not _is_number(value):
            raise ArgumentError(f"`{key}` of a duration is a number")
        name, size = _UNITS[key]
        totals[name] += _exact(value) * size
    return settled(totals["months"], totals["days"], totals["nanos"])


def from_text(text: str) -> Duration:
    """A duration in ISO form."""
    dated = _DATE_FORM.fullmatch(text)
    if dated is not None:
        return from_map(dict(zip(("years", "months", "days", "hours", "minutes", "seconds"),
                                 (float(part.replace(",", ".")) for part in dated.groups()), strict=True)))
    found = _TEXT.fullmatch(text)
    if found is None or text[-1] in "PT":
        raise ArgumentError(f"`{text}` is no duration")
    sign, *parts = found.groups()
    amounts = [Fraction(part.replace(",", ".")) if part else Fraction(0) for part in parts]
    years, months, weeks, days, hours, minutes, seconds = (-amount if sign == "-" else amount for amount in amounts)
    return settled(years * 12 + months, weeks * 7 + days, ((hours * 60 + minutes) * 60 + seconds) * _SECOND)
