"""Steps that shape rows: conditions, columns, groups, order. A step that must see all rows keeps copies of the row.

Longer than most: projecting, grouping and sorting share their keys.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ...ground.trouble import EvaluationError, Trouble
from ..expressions import Closure
from .aggregates import AGGREGATES, Count, Gatherer, Once
from .functions import ArgumentError
from .identity import identity, sort_key
from .scanning import Row, Rows

Assigned = tuple[tuple[int, Closure], ...]


def keep(source: Rows, conditions: tuple[Closure, ...]) -> Rows:
    """Rows for which all conditions are true."""
    if len(conditions) == 1:
        only = conditions[0]

        def one(row: Row) -> Iterator[None]:
            for _ in source(row):
                if only(row):
                    yield

        return one

    def kept(row: Row) -> Iterator[None]:
        for _ in source(row):
            for condition in conditions:
                if not condition(row):
                    break
            else:
                yield

    return kept


def optional(source: Rows, inner: Rows, fresh: tuple[int, ...]) -> Rows:
    """For every row those of `inner`, or the row with nulls."""

    def tried(row: Row) -> Iterator[None]:
        for _ in source(row):
            found = False
            for _ in inner(row):
                found = True
                yield
            if not found:
                for slot in fresh:
                    row[slot] = None
                yield

    return tried


def unroll(source: Rows, items: Closure, slot: int) -> Rows:
    """A row for every item; null is an empty list."""

    def unrolled(row: Row) -> Iterator[None]:
        for _ in source(row):
            values = items(row)
            if values is None:
                continue
            if not isinstance(values, list):
                raise EvaluationError(Trouble("type", "`UNWIND` takes a list"))
            row[0].spend(len(values))
            for row[slot] in values:
                yield

    return unrolled


def project(source: Rows, columns: Assigned) -> Rows:
    """Computed columns."""
    if len(columns) == 1:
        ((slot, compute),) = columns

        def one(row: Row) -> Iterator[None]:
            for _ in source(row):
                row[slot] = compute(row)
                yield

        return one

    def projected(row: Row) -> Iterator[None]:
        for _ in source(row):
            for slot, compute in columns:
                row[slot] = compute(row)
            yield

    return projected


def distinct(source: Rows, slots: tuple[int, ...]) -> Rows:
    """Rows that differ in some slots."""

    def different(row: Row) -> Iterator[None]:
        seen = set()
        for _ in source(row):
            key = tuple([identity(row[slot]) for slot in slots])
            if key not in seen:
                seen.add(key)
                yield

    return different


class Gathering:
    """How one aggregate of a step is fed: its slot, a maker of gatherers and the values it takes."""

    def __init__(self, slot: int, function: str, arguments: tuple[Closure, ...], distinct: bool) -> None:
        self.slot = slot
        self.arguments = arguments
        maker: Callable[[], Gatherer] = Count if function == "count(*)" else AGGREGATES[function]
        self.maker: Callable[[], Gatherer] = (lambda: Once(maker())) if distinct else maker
        self.every = function == "count(*)"

    def feed(self, gatherer: Gatherer, row: Row) -> None:
        """Give one row to a gatherer."""
        if self.every:
            gatherer.take()
            return
        value = self.arguments[0](row)
        if value is not None:
            gatherer.take(value, *[argument(row) for argument in self.arguments[1:]])


def group(source: Rows, keys: Assigned, gatherings: tuple[Gathering, ...]) -> Rows:
    """One row for each group."""

    def grouped(row: Row) -> Iterator[None]:
        groups: dict[Any, tuple[list[Any], list[Gatherer]]] = {}
        if not keys:
            groups[()] = ([], [gathering.maker() for gathering in gatherings])
        try:
            for _ in source(row):
                values = [compute(row) for _, compute in keys]
                key = tuple(map(identity, values))
                found = groups.get(key)
                if found is None:
                    found = groups[key] = (values, [gathering.maker() for gathering in gatherings])
                for gathering, gatherer in zip(gatherings, found[1], strict=True):
                    gathering.feed(gatherer, row)
        except ArgumentError as problem:
            raise EvaluationError(Trouble("type", str(problem))) from None
        for values, gatherers in groups.values():
            for (slot, _), value in zip(keys, values, strict=True):
                row[slot] = value
            for gathering, gatherer in zip(gatherings, gatherers, strict=True):
                row[gathering.slot] = gatherer.result()
            yield

    return grouped


def count_by(source: Rows, keys: Assigned, slot: int) -> Rows:
    """`count(*)` for each group: one number instead of gatherers."""
    slots = tuple(key for key, _ in keys)
    computes = tuple(compute for _, compute in keys)
    single = computes[0] if len(computes) == 1 else None

    def counted(row: Row) -> Iterator[None]:
        counts: dict[Any, int] = {}
        values: dict[Any, tuple[Any, ...]] = {}
        for _ in source(row):
            if single is not None:
                value = single(row)
                key = value if type(value) is str else identity(value)
                found: tuple[Any, ...] = (value,)
            else:
                found = tuple([compute(row) for compute in computes])
                key = tuple(map(identity, found))
            if key in counts:
                counts[key] += 1
            else:
                counts[key], values[key] = 1, found
        for key, count in counts.items():
            for place, value in zip(slots, values[key], strict=True):
                row[place] = value
            row[slot] = count
            yield

    return counted


def count_rows(source: Rows, slot: int) -> Rows:
    """`count(*)` without keys: nothing but counting."""

    def counted(row: Row) -> Iterator[None]:
        row[slot] = sum(1 for _ in source(row))
        yield

    return counted


Keys = tuple[tuple[Closure, bool], ...]


def sort(source: Rows, keys: Keys) -> Rows:
    """Rows in order; equal ones stay in the order they came."""

    def ordered(row: Row) -> Iterator[None]:
        kept = [([sort_key(compute(row)) for compute, _ in keys], row[:]) for _ in source(row)]
        for place in reversed(range(len(keys))):
            kept.sort(key=partial(_part, place), reverse=keys[place][1])
        for _, saved in kept:
            row[:] = saved
            yield

    return ordered


def _part(place: int, kept: tuple[list[Any], Row]) -> Any:
    return kept[0][place]


class _Descending:
    """A key that sorts the other way round."""

    __slots__ = ("key",)

    def __init__(self, key: Any) -> None:
        self.key = key

    def __lt__(self, other: _Descending) -> bool:
        return bool(other.key < self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Descending) and self.key == other.key

    __hash__ = None  # type: ignore[assignment]


def top(source: Rows, keys: Keys, amount: Closure) -> Rows:
    """The first rows in order."""

    def rows(row: Row) -> Iterator[tuple[list[Any], Row]]:
        for _ in source(row):
            yield ([_Descending(sort_key(compute(row))) if descending else sort_key(compute(row))
                    for compute, descending in keys], row[:])

    def first(row: Row) -> Iterator[None]:
        count = whole_amount(amount(row), "LIMIT")
        for _, saved in heapq.nsmallest(count, rows(row), key=lambda kept: kept[0]):
            row[:] = saved
            yield

    return first


def skip(source: Rows, amount: Closure) -> Rows:
    """Without the first rows."""

    def skipped(row: Row) -> Iterator[None]:
        left = whole_amount(amount(row), "SKIP")
        for _ in source(row):
            if left:
                left -= 1
            else:
                yield

    return skipped


def limit(source: Rows, amount: Closure) -> Rows:
    """The first rows; what feeds it stops there."""

    def limited(row: Row) -> Iterator[None]:
        left = whole_amount(amount(row), "LIMIT")
        if not left:
            return
        for _ in source(row):
            yield
            left -= 1
            if not left:
                return

    return limited


def whole_amount(value: Any, clause: str) -> int:
    """An integer from 0; raises EvaluationError (`type`) for anything else."""
    if type(value) is int and value >= 0:
        return value
    raise EvaluationError(Trouble("type", f"`{clause}` takes an integer from 0"))
