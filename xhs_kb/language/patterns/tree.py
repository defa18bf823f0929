"""The syntax tree of patterns: what they add to the shared expressions, what is drawn, and clauses.

Binding gives every `Variable` a slot and rebuilds the tree; the node types stay the same, so that a bound expression
is compiled like any other. Spans stand outside equality.

Longer than most: the closed union of all nodes of a pattern.
"""

from __future__ import annotations

from typing import Any, TypeAlias
from typing import Literal as OneOf

from ...ground.frozen import dataclass, field
from ...ground.span import Span
from ..expressions import Expression, Extension, Parameter


def _span() -> Any:
    return field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Variable(Extension):
    """A name that stands for a value; `slot` is its place in the row once bound, None before."""

    name: str
    slot: int | None = None
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class MapOf(Extension):
    """A map written out."""

    entries: tuple[tuple[str, Expression], ...]
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Index(Extension):
    """An element of a list by place, or of a map, node or relationship by key."""

    subject: Expression
    index: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Slice(Extension):
    """A part of a list; None for an open side."""

    subject: Expression
    low: Expression | None
    high: Expression | None
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Call(Extension):
    """A function by its lower-case name; `written` is the name as it was written."""

    name: str
    arguments: tuple[Expression, ...]
    distinct: bool = False
    written: str = field(default="", compare=False)
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class CountAll(Extension):
    """`count(*)`."""

    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Case(Extension):
    """`CASE`; `subject` is None where every branch is a condition, `otherwise` where null is meant."""

    subject: Expression | None
    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class ListComprehension(Extension):
    """`[variable IN items WHERE where | result]`; without `result` the items themselves."""

    variable: Variable
    items: Expression
    where: Expression | None
    result: Expression | None
    span: Span | None = _span()


QuantifierKind: TypeAlias = OneOf["all", "any", "none", "single"]


@dataclass(frozen=True, slots=True)
class Quantifier(Extension):
    """`all(variable IN items WHERE where)` and its like."""

    kind: QuantifierKind
    variable: Variable
    items: Expression
    where: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Reduce(Extension):
    """`reduce(total = start, variable IN items | result)`."""

    total: Variable
    start: Expression
    variable: Variable
    items: Expression
    result: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class TextTest(Extension):
    """`STARTS WITH`, `ENDS WITH`, `CONTAINS`."""

    kind: OneOf["starts", "ends", "contains"]
    text: Expression
    part: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class IsNull(Extension):
    """`IS NULL`, or `IS NOT NULL` where negated."""

    operand: Expression
    negated: bool
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class LabelTest(Extension):
    """`subject:A:B`: a node has all the labels, a relationship is of the type."""

    subject: Expression
    labels: tuple[Word, ...]
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Xor(Extension):
    """Exclusive or of two or more."""

    operands: tuple[Expression, ...]
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class PatternTest(Extension):
    """A pattern as a condition: whether it occurs. It introduces no variable."""

    path: PathPattern
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class PatternComprehension(Extension):
    """`[path WHERE where | result]`."""

    path: PathPattern
    where: Expression | None
    result: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Subquery(Extension):
    """`EXISTS { … }` and `COUNT { … }`."""

    kind: OneOf["exists", "count"]
    query: Query
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Word:
    """A label or a relationship type as written."""

    text: str
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class NodePattern:
    """A node that is drawn; `variable` is None where it has no name, `properties` where nothing is asked of them."""

    variable: Variable | None
    labels: tuple[Word, ...] = ()
    properties: MapOf | Parameter | None = None
    span: Span | None = _span()


Direction: TypeAlias = OneOf["out", "in", "both"]


@dataclass(frozen=True, slots=True)
class RelationshipPattern:
    """A relationship that is drawn; `length` is None for a single one."""

    variable: Variable | None
    types: tuple[Word, ...]
    direction: Direction
    length: Length | None = None
    properties: MapOf | Parameter | None = None
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Length:
    """How many relationships in a row; `high` None for no end."""

    low: int = 1
    high: int | None = None


@dataclass(frozen=True, slots=True)
class PathPattern:
    """Nodes with one relationship between each two, and the name of the whole, or None."""

    variable: Variable | None
    nodes: tuple[NodePattern, ...]
    relationships: tuple[RelationshipPattern, ...]
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Match:
    """`MATCH`, with its `WHERE`."""

    paths: tuple[PathPattern, ...]
    where: Expression | None
    optional: bool = False
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Unwind:
    """`UNWIND items AS variable`."""

    items: Expression
    variable: Variable
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Item:
    """A column: an expression, the name given to it (None: its own text), and that text."""

    expression: Expression
    alias: Variable | None
    text: str


@dataclass(frozen=True, slots=True)
class SortKey:
    """An expression to sort by."""

    expression: Expression
    descending: bool


@dataclass(frozen=True, slots=True)
class Projection:
    """What `WITH` and `RETURN` have in common; `star` is `*`, which comes before the items."""

    items: tuple[Item, ...]
    star: bool
    distinct: bool
    order: tuple[SortKey, ...]
    skip: Expression | None
    limit: Expression | None
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class With:
    """`WITH`, with its `WHERE`."""

    projection: Projection
    where: Expression | None
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Return:
    """`RETURN`."""

    projection: Projection
    span: Span | None = _span()


Clause: TypeAlias = Match | Unwind | With | Return
Mode: TypeAlias = OneOf["run", "explain", "profile"]


@dataclass(frozen=True, slots=True)
class Query:
    """One or more single queries; `unions` says of each join between them whether it keeps doubles (`ALL`)."""

    parts: tuple[tuple[Clause, ...], ...]
    unions: tuple[bool, ...] = ()
    mode: Mode = "run"
    span: Span | None = _span()


PatternExpression: TypeAlias = (
    Variable | MapOf | Index | Slice | Call | CountAll | Case | ListComprehension | Quantifier | Reduce | TextTest
    | IsNull | LabelTest | Xor | PatternTest | PatternComprehension | Subquery
)
"""The closed list of what patterns add to expressions."""
