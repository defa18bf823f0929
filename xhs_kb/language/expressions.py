"""The tree of expressions, one for conditions of rules, predicates of questions and `WHERE` of patterns.

Every node carries its span outside equality, so that trees compare by meaning. What patterns add (pattern tests,
subqueries, comprehensions) stands in `patterns`; what they share stands here.
"""

from __future__ import annotations

from typing import Any, TypeAlias
from typing import Literal as OneOf

from ..ground.frozen import dataclass, field
from ..ground.span import Span
from ..ground.values import Value

Comparison: TypeAlias = OneOf["=", "!=", "<", "<=", ">", ">="]
Operator: TypeAlias = OneOf["+", "-", "*", "/", "%", "^"]


def _span() -> Any:
    return field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written out; an entity is an `EntityRef`. `None` is null."""

    value: Value | None
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value given with the call, `$name`."""

    name: str
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class InputRef:
    """What a user may tell of a case: an input, by id. Unknown where nobody has told it."""

    id: str
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class RoleRef:
    """The filler of a role of the action at hand, by the role's id. Unknown where nothing fills it."""

    id: str
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Property:
    """An attribute or property of what `subject` stands for."""

    subject: Expression
    key: str
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class IsA:
    """`subject` is below `kind` along is_a; `strict` leaves out the thing itself."""

    subject: Expression
    kind: Expression
    strict: bool = False
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Related:
    """An edge of a relation leads from `subject` to `object`, inherited as the schema says."""

    subject: Expression
    relation: str
    object: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison, three-valued."""

    operator: Comparison
    left: Expression
    right: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class In:
    """`item` is one of `items`."""

    item: Expression
    items: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Contains:
    """A range, a list or a text holds an item."""

    whole: Expression
    item: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list written out."""

    items: tuple[Expression, ...]
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two operands and `+ - * / % ^`."""

    operator: Operator
    left: Expression
    right: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned."""

    operand: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Not:
    """Three-valued negation."""

    operand: Expression
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more."""

    operands: tuple[Expression, ...]
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more."""

    operands: tuple[Expression, ...]
    span: Span | None = _span()


class Extension:
    """The base of the nodes that patterns add; the closed list of them stands in `patterns`."""

    __slots__ = ()


Expression: TypeAlias = (
    Literal
    | Parameter
    | InputRef
    | RoleRef
    | Property
    | IsA
    | Related
    | Compare
    | In
    | Contains
    | ListOf
    | Arithmetic
    | Negative
    | Not
    | And
    | Or
    | Extension
)
