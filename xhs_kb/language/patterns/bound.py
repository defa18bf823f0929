"""A pattern whose names are settled: every variable has a slot, `*` is written out, aggregation is taken apart.

A slot is a place in the row that runs through the whole query; slot 0 belongs to the run itself. No slot is used
twice, so that a row can be kept and put back as a whole.
"""

from __future__ import annotations

from typing import TypeAlias

from ...ground.frozen import dataclass, field
from ...ground.span import Span
from ..expressions import Expression, Extension
from .tree import Mode, PathPattern, SortKey
from .types import Type


@dataclass(frozen=True, slots=True)
class BoundMatch:
    """`MATCH`; every node and relationship has a slot, `fresh` are those that it fills."""

    paths: tuple[PathPattern, ...]
    where: Expression | None
    optional: bool
    fresh: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BoundUnwind:
    """`UNWIND`."""

    items: Expression
    slot: int


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One aggregate: the function's lower-case name (`count(*)` for that one) and the slot for its result."""

    slot: int
    function: str
    arguments: tuple[Expression, ...] = ()
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A projected value: its name, its slot and what it is computed from."""

    name: str
    slot: int
    expression: Expression


@dataclass(frozen=True, slots=True)
class BoundProjection:
    """`WITH` or `RETURN`. `aggregates` is None where rows are not grouped; else they are grouped by `keys`, and
    `columns` are computed from keys and aggregates. `where` comes after order, skip and limit."""

    columns: tuple[Column, ...]
    keys: tuple[Column, ...]
    aggregates: tuple[Aggregate, ...] | None
    distinct: bool
    order: tuple[SortKey, ...]
    skip: Expression | None
    limit: Expression | None
    where: Expression | None


BoundClause: TypeAlias = BoundMatch | BoundUnwind | BoundProjection


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A query whose parts share one row; `slots` names every slot and says what is known of its values."""

    parts: tuple[tuple[BoundClause, ...], ...]
    unions: tuple[bool, ...]
    columns: tuple[str, ...]
    mode: Mode = "run"
    slots: tuple[tuple[str, Type], ...] = ()
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundSubquery(Extension):
    """`EXISTS { … }`, `COUNT { … }` and a pattern used as a condition."""

    kind: str
    query: BoundQuery
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BoundComprehension(Extension):
    """`[path WHERE … | result]`."""

    match: BoundMatch
    result: Expression
    span: Span | None = field(default=None, compare=False, repr=False)
