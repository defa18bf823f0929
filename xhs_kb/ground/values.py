"""The values that a knowledge base can hold, how they are written, and how they compare.

Scalars are Python's own `bool`, `int`, `float`, `str`; the rest are the small classes below. `write` gives the text
of the value grammar, so that what is printed can be asked with again (spec: data §1). `compare` and `same` are
three-valued: None means that the two cannot be compared (two currencies, 30 days against a month).

Longer than most: every value type stands beside the one way it is written and compared.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from .frozen import dataclass


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of a whole: 20% has `share` 0.2."""

    share: float


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    amount: int | float
    currency: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit word, such as 8 kg."""

    amount: int | float
    unit: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: months (a year is twelve), days (a week is seven) and seconds, never converted."""

    months: int | float = 0
    days: int | float = 0
    seconds: int | float = 0

    def bounds(self) -> tuple[float, float]:
        """The shortest and the longest it can be, in seconds: a month has 28 to 31 days, twelve have 365 or 366."""
        years, rest = divmod(abs(self.months), 12)
        low, high = years * 365 + rest * 28, years * 366 + rest * 31
        if self.months < 0:
            low, high = -high, -low
        fixed = self.days * 86400 + self.seconds
        return low * 86400 + fixed, high * 86400 + fixed


@dataclass(frozen=True, slots=True)
class Day:
    """A date that may lack its day, or its month and day: `2019-11` is `Day(2019, 11)`."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, value: date) -> Day:
        """The day of a calendar date."""
        return cls(value.year, value.month, value.day)

    @property
    def first(self) -> date:
        """The first day that it covers."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it covers."""
        month = self.month or 12
        if self.day or month == 12:
            return date(self.year, month, self.day or 31)
        return date(self.year, month + 1, 1) - timedelta(days=1)

    def __add__(self, length: object) -> Day:
        """The day so much later; a month that is shorter ends it. Only a full day can be moved, by months and days."""
        if not isinstance(length, Duration) or self.day is None or length.seconds or length.months % 1:
            return NotImplemented
        year, month = divmod(self.year * 12 + (self.month or 1) - 1 + int(length.months), 12)
        if not 1 <= year <= 9999:
            return NotImplemented
        ordinal = Day(year, month + 1).first.replace(day=min(self.day, Day(year, month + 1).last.day)).toordinal()
        ordinal += int(length.days)
        return Day.of(date.fromordinal(ordinal)) if 1 <= ordinal <= date.max.toordinal() else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: object) -> Day | Duration:
        """The days from another full day to this one, or the day so much earlier."""
        if isinstance(other, Duration):
            return self + Duration(-other.months, -other.days, -other.seconds)
        if not isinstance(other, Day) or self.day is None or other.day is None:
            return NotImplemented
        return Duration(days=self.first.toordinal() - other.first.toordinal())

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two numbers in proportion, such as 9:1."""

    left: int | float
    right: int | float


@dataclass(frozen=True, slots=True)
class Range:
    """All from `low` to `high`, both included; None leaves a side open."""

    low: Scalar | None
    high: Scalar | None


class RangeText(str):
    """A range of numbers as the text it is written as, for those who know texts; `range` is what it is compared by."""

    range: Range

    def __new__(cls, text: str, range: Range) -> RangeText:
        """A text with its range."""
        made = super().__new__(cls, text)
        made.range = range
        return made


@dataclass(frozen=True, slots=True)
class EntityRef:
    """A record of the knowledge base, by its id."""

    id: str


Scalar: TypeAlias = bool | int | float | str | Percent | Money | Quantity | Duration | Day | Ratio | EntityRef
Value: TypeAlias = Scalar | Range | tuple["Value", ...]
_ORDERED = (int, float, Percent, Money, Quantity, Duration, Day, Ratio)


def exact(text: str, divide: int = 1, times: int = 1) -> int | float:
    """The number that a decimal text stands for, divided and multiplied before it is rounded once.

    >>> exact("12.3", divide=100), exact("1.5", times=1000)
    (0.123, 1500)
    """
    number = Decimal(text) * times / divide
    return int(number) if number == number.to_integral_value() and abs(number) < 10**18 else float(number)


def write(value: Value) -> str:
    """The value in the value grammar; an entity by its id, a text as it stands.

    >>> write(Range(Percent(0.05), Percent(0.15))), write(Duration(days=14)), write(93000000)
    ('5%..15%', '2 weeks', '93000000')
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return number(value)
        case str():
            return value
        case Percent():
            return f"{number(exact(repr(value.share), times=100))}%"
        case Money():
            return f"{value.currency} {number(value.amount)}"
        case Quantity():
            return f"{number(value.amount)} {value.unit}"
        case Duration():
            return _duration(value)
        case Day():
            return str(value)
        case Ratio():
            return f"{number(value.left)}:{number(value.right)}"
        case EntityRef():
            return value.id
        case Range():
            low = "" if value.low is None else write(value.low)
            return f"{low}..{'' if value.high is None else write(value.high)}"
        case tuple():
            return "[" + ", ".join(write(item) for item in value) + "]"


def number(value: int | float) -> str:
    """A number in plain digits, without an exponent or a needless fraction."""
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _duration(value: Duration) -> str:
    parts = []
    for amount, units in (
        (value.months, ((12, "year"), (1, "month"))),
        (value.days, ((7, "week"), (1, "day"))),
        (value.seconds, ((3600, "hour"), (60, "minute"), (1, "second"))),
    ):
        if not amount:
            continue
        size, unit = next((u for u in units if amount % u[0] == 0), units[-1])
        count = number(amount / size)
        parts.append(f"{count} {unit}{'' if count == '1' else 's'}")
    return " ".join(parts) or "0 days"


def compare(left: Value, right: Value) -> int | None:
    """-1, 0 or 1 as the left is less, equal or greater; None where the two cannot be compared.

    >>> compare(Duration(days=30), Duration(months=1)), compare(Duration(days=14), Duration(months=1))
    (None, -1)
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return None if not (isinstance(left, bool) and isinstance(right, bool)) else _sign(left, right)
    match left, right:
        case (Percent(), int() | float()):
            return _sign(left.share, right)
        case (int() | float(), Percent()):
            return _sign(left, right.share)
        case (Percent(), Percent()):
            return _sign(left.share, right.share)
        case ((int() | float()), (int() | float())):
            return _sign(left, right)
        case (Quantity(), Quantity()):
            return _sign(left.amount, right.amount) if left.unit == right.unit else None
        case (Quantity(), int() | float()):
            return _sign(left.amount, right)
        case (int() | float(), Quantity()):
            return _sign(left, right.amount)
        case (Money(), Money()):
            return _sign(left.amount, right.amount) if left.currency == right.currency else None
        case (Duration(), Duration()):
            return _durations(left, right)
        case (Day(), Day()):
            return _days(left, right)
        case (Ratio(), Ratio()):
            return _sign(left.left * right.right, right.left * left.right)
        case (str(), str()):
            return _sign(left, right)
        case _:
            return None


def _sign(left: float | str, right: float | str) -> int | None:
    if left == right:
        return 0
    if left < right:  # type: ignore[operator]
        return -1
    return 1 if left > right else None  # type: ignore[operator]


def _durations(left: Duration, right: Duration) -> int | None:
    months, days = left.months - right.months, left.days - right.days
    seconds = left.seconds - right.seconds
    low, high = Duration(months, days, seconds).bounds()
    if low > 0:
        return 1
    if high < 0:
        return -1
    return 0 if low == high == 0 else None


def _days(left: Day, right: Day) -> int | None:
    if left == right:
        return 0
    if left.last < right.first:
        return -1
    if left.first > right.last:
        return 1
    return 0 if (left.first, left.last) == (right.first, right.last) else None


def same(left: Value, right: Value) -> bool | None:
    """Whether two values are equal; None where that cannot be known (30 days and a month)."""
    if isinstance(left, Range | tuple | EntityRef) or isinstance(right, Range | tuple | EntityRef):
        return left == right
    order = compare(left, right)
    if order is not None:
        return order == 0
    if type(left) is type(right) and isinstance(left, _ORDERED):
        return None
    return False


def contains(low_high: Range, value: Value) -> bool | None:
    """Whether a range holds a value; None where a side cannot be compared and the other does not decide.

    >>> contains(Range(5000, None), 80000), contains(Range(Day(2019), Day(2020)), Day(2021, 1, 1))
    (True, False)
    """
    above = True if low_high.low is None else _at_least(value, low_high.low)
    below = True if low_high.high is None else _at_least(low_high.high, value)
    if above is False or below is False:
        return False
    return None if above is None or below is None else True


def _at_least(value: Value, bound: Value) -> bool | None:
    order = compare(value, bound)
    return None if order is None else order >= 0
