"""Plans: a tree of small steps, each fed by the one below, that prints itself the same every time.

Steps speak of slots. Expressions in them are bound expressions; they are printed by `writing`.
"""

from __future__ import annotations

from typing import TypeAlias

from ...ground.frozen import dataclass
from ...language.expressions import Expression
from ...language.patterns.bound import Aggregate, Column
from ...language.patterns.tree import SortKey


@dataclass(frozen=True, slots=True)
class Argument:
    """The row that comes in: one empty row at the start of a query, the outer row in a part of it."""


@dataclass(frozen=True, slots=True)
class ScanAll:
    """Every node."""

    source: Plan
    slot: int


@dataclass(frozen=True, slots=True)
class ScanLabel:
    """Every node with a label."""

    source: Plan
    slot: int
    label: str


@dataclass(frozen=True, slots=True)
class SeekProperty:
    """The nodes (with a label, or any for None) whose property equals a value, by index."""

    source: Plan
    slot: int
    label: str | None
    key: str
    value: Expression


@dataclass(frozen=True, slots=True)
class CheckKind:
    """Rows whose slot holds a node, a relationship or a list of them; null ends the row, others are an error."""

    source: Plan
    slot: int
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """What all steps along a relationship have in common. `into`: the far node is known already. `unique` are the
    slots of relationships of the same clause that must differ, each with whether it holds a list. `backwards`: a
    list of relationships is walked from its end."""

    origin: int
    relationship: int
    target: int
    types: tuple[str, ...]
    direction: str
    into: bool
    unique: tuple[tuple[int, bool], ...]
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Expand:
    """Along one relationship from a known node."""

    source: Plan
    step: Step


@dataclass(frozen=True, slots=True)
class ExpandMany:
    """Along several relationships in a row, `low` to `high` (None: no end); each has the properties `asked`."""

    source: Plan
    step: Step
    low: int
    high: int | None
    asked: tuple[tuple[str, Expression], ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class FromRelationship:
    """The ends of a known relationship; `origin_known` and `into` say which of them are known already."""

    source: Plan
    step: Step
    origin_known: bool


@dataclass(frozen=True, slots=True)
class Follow:
    """From a known node along a known list of relationships."""

    source: Plan
    step: Step
    low: int
    high: int | None
    asked: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class MakePath:
    """The path through some nodes and relationships; each relationship slot with whether it holds a list."""

    source: Plan
    slot: int
    nodes: tuple[int, ...]
    relationships: tuple[tuple[int, bool], ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows for which all conditions are true."""

    source: Plan
    conditions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    """For every row those of `inner`, or, where there are none, the row with null in `fresh`."""

    source: Plan
    inner: Plan
    fresh: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unroll:
    """A row for every item of a list."""

    source: Plan
    items: Expression
    slot: int


@dataclass(frozen=True, slots=True)
class Project:
    """Computed columns."""

    source: Plan
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One row for each group of equal keys; one row in all where there are no keys."""

    source: Plan
    keys: tuple[Column, ...]
    aggregates: tuple[Aggregate, ...]


@dataclass(frozen=True, slots=True)
class Distinct:
    """Rows that differ in some slots."""

    source: Plan
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """Rows in order."""

    source: Plan
    keys: tuple[SortKey, ...]


@dataclass(frozen=True, slots=True)
class Top:
    """The first rows in order, without sorting all."""

    source: Plan
    keys: tuple[SortKey, ...]
    amount: Expression


@dataclass(frozen=True, slots=True)
class Skip:
    """Without the first rows."""

    source: Plan
    amount: Expression


@dataclass(frozen=True, slots=True)
class Limit:
    """The first rows; what feeds it is not asked for more."""

    source: Plan
    amount: Expression


@dataclass(frozen=True, slots=True)
class Result:
    """What is wanted of the rows: some slots."""

    source: Plan
    slots: tuple[int, ...]


Plan: TypeAlias = (
    Argument | ScanAll | ScanLabel | SeekProperty | CheckKind | Expand | ExpandMany | FromRelationship | Follow
    | MakePath | Filter | Optional | Unroll | Project | Group | Distinct | Sort | Top | Skip | Limit | Result
)


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """The plans of the parts of a query; `unions` as in the query."""

    parts: tuple[Result, ...]
    unions: tuple[bool, ...]
