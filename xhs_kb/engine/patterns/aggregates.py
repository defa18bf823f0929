"""Aggregates: each gathers values one by one and gives a result. Null is never gathered, but by `count(*)`."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeAlias

from ..expressions.arithmetic import ComputationError, add, divide
from .functions import ArgumentError
from .functions.function import called
from .identity import identity, sort_key
from .temporal.durations import Duration


class Gatherer(Protocol):
    """Gathers the values of one group."""

    def take(self, *values: Any) -> None:
        """One more value; what else the aggregate is called with follows it."""

    def result(self) -> Any:
        """The aggregate of all values taken."""


class Count:
    """`count`."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0

    def take(self, *_: Any) -> None:
        """Count one."""
        self.count += 1

    def result(self) -> int:
        """How many there were."""
        return self.count


class Collect:
    """`collect`."""

    __slots__ = ("items",)

    def __init__(self) -> None:
        self.items: list[Any] = []

    def take(self, value: Any) -> None:
        """Keep a value."""
        self.items.append(value)

    def result(self) -> list[Any]:
        """All values in the order taken."""
        return self.items


class Sum:
    """`sum`; of nothing it is 0."""

    __slots__ = ("total",)

    def __init__(self) -> None:
        self.total: Any = None

    def take(self, value: Any) -> None:
        """Add a number."""
        _summable("sum", value)
        try:
            self.total = value if self.total is None else add(self.total, value)
        except ComputationError as problem:
            raise ArgumentError(str(problem)) from None

    def result(self) -> Any:
        """The sum."""
        return 0 if self.total is None else self.total


class Average:
    """`avg`; of nothing it is null."""

    __slots__ = ("count", "sum")

    def __init__(self) -> None:
        self.sum = Sum()
        self.count = 0

    def take(self, value: Any) -> None:
        """Count a number in."""
        _summable("avg", value)
        self.sum.take(float(value) if isinstance(value, int) else value)
        self.count += 1

    def result(self) -> Any:
        """The mean."""
        return divide(self.sum.result(), float(self.count)) if self.count else None


class Extreme:
    """`min` and `max`, in the order of sorting."""

    __slots__ = ("best", "key", "sign")

    def __init__(self, sign: int) -> None:
        self.sign = sign
        self.best: Any = None
        self.key: Any = None

    def take(self, value: Any) -> None:
        """Keep the value if it is the furthest so far."""
        key = sort_key(value)
        if self.key is None or (key < self.key if self.sign < 0 else key > self.key):
            self.best, self.key = value, key

    def result(self) -> Any:
        """The furthest value, or null."""
        return self.best


class Percentile:
    """`percentileCont` (between values) and `percentileDisc` (the nearest value)."""

    __slots__ = ("between", "place", "values")

    def __init__(self, between: bool) -> None:
        self.between = between
        self.values: list[Any] = []
        self.place: float | None = None

    def take(self, value: Any, place: Any) -> None:
        """Keep a number; the percentile is read from the first row."""
        if not _is_number(place) or not 0 <= place <= 1:
            raise ArgumentError("a percentile is a number from 0 to 1")
        if self.place is None:
            self.place = float(place)
        _summable("percentileCont" if self.between else "percentileDisc", value)
        self.values.append(value)

    def result(self) -> Any:
        """The percentile, or null for no values."""
        if not self.values or self.place is None:
            return None
        ordered = sorted(self.values, key=sort_key)
        if not self.between:
            return ordered[max(0, math.ceil(self.place * len(ordered)) - 1)]
        spot = self.place * (len(ordered) - 1)
        low, high = ordered[math.floor(spot)], ordered[math.ceil(spot)]
        return float(low) + (float(high) - float(low)) * (spot - math.floor(spot))


class Deviation:
    """`stDev` (of a sample) and `stDevP` (of all)."""

    __slots__ = ("sample", "values")

    def __init__(self, sample: bool) -> None:
        self.sample = sample
        self.values: list[float] = []

    def take(self, value: Any) -> None:
        """Keep a number."""
        _summable("stDev", value)
        self.values.append(float(value))

    def result(self) -> float:
        """The deviation; 0 for fewer than two values."""
        count = len(self.values)
        if count < 2:
            return 0.0
        mean = math.fsum(self.values) / count
        return math.sqrt(math.fsum((value - mean) ** 2 for value in self.values) / (count - self.sample))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _summable(name: str, value: Any) -> None:
    if not _is_number(value) and not isinstance(value, Duration):
        raise ArgumentError(f"`{name}` takes numbers, not {called(value)}")


class Once:
    """Hands each value on only once."""

    __slots__ = ("inner", "seen")

    def __init__(self, inner: Gatherer) -> None:
        self.inner = inner
        self.seen: set[Hashable] = set()

    def take(self, value: Any, *others: Any) -> None:
        """Hand on a value that has not been seen."""
        key = identity(value)
        if key not in self.seen:
            self.seen.add(key)
            self.inner.take(value, *others)

    def result(self) -> Any:
        """What the aggregate of the distinct values is."""
        return self.inner.result()


Maker: TypeAlias = Callable[[], Gatherer]
AGGREGATES: dict[str, Maker] = {
    "count": Count,
    "collect": Collect,
    "sum": Sum,
    "avg": Average,
    "min": lambda: Extreme(-1),
    "max": lambda: Extreme(1),
    "percentilecont": lambda: Percentile(True),
    "percentiledisc": lambda: Percentile(False),
    "stdev": lambda: Deviation(True),
    "stdevp": lambda: Deviation(False),
}
"""Every aggregate by its lower-case name."""
