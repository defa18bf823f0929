"""Conditions as Python source, where they are certain: comparisons of like plain values, joined by and, or and not.

A value of a simple type is held as a plain one (a share as its number, a full day as a `date`), on which Python's own
comparison is that of `comparison`. Whatever is not certain to be true or false of plain values has no source here and
runs as the closure that `compile` makes. Source is made of the typed tree alone: names are generated, and constants are
handed over beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any, Final

from ...ground.frozen import dataclass
from ...ground.values import Day, EntityRef, Money, Percent, Quantity, Range, Value
from ...language.expressions import And, Compare, Contains, Expression, In, InputRef, ListOf, Literal, Not, Or
from ...model.schema import Type

NOT_PLAIN: Final = object()
"""Stands for a value that has no plain form."""
_PYTHON = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_NUMERIC = frozenset({"number", "percent", "quantity", "money"})
Bind = Callable[[Any], str]
"""Hands over a constant and gives the name by which source calls it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of a type are held; `unit` is a quantity's or a currency. `whole` values are held as they are."""

    base: str
    unit: str | None = None

    @property
    def numeric(self) -> bool:
        """Whether its plain form is a number."""
        return self.base in _NUMERIC


@dataclass(frozen=True, slots=True)
class Local:
    """A name in generated source that holds a plain value."""

    name: str
    kind: Kind


def kind_of_type(type_: Type, currency: str | None = None) -> Kind:
    """How an input of a type is held; money needs the one currency that it is compared in."""
    match type_.base:
        case "number" if type_.unit is not None:
            return Kind("quantity", type_.unit)
        case "number" | "integer":
            return Kind("number")
        case "percent" | "date" | "bool":
            return Kind(type_.base)
        case "text" | "choice":
            return Kind("text")
        case "ref":
            return Kind("ref")
        case "money" if currency is not None:
            return Kind("money", currency)
    return Kind("whole")


def plain_of(value: Value | None, kind: Kind) -> Any:
    """The plain form of a value, NOT_PLAIN where it has none of that kind."""
    match kind.base, value:
        case "whole", _ if value is not None:
            return value
        case "number", int() | float():
            return _number(value)
        case "percent", Percent(share):
            return _number(share)
        case ("quantity", Quantity(amount, unit)) | ("money", Money(amount, unit)) if unit == kind.unit:
            return _number(amount)
        case "date", Day(year, int(month), int(day)):
            try:
                return date(year, month, day)
            except ValueError:
                return NOT_PLAIN
        case ("bool", bool()):
            return value
        case "text", str() if type(value) is str:
            return value
        case "ref", EntityRef(id):
            return id
    return NOT_PLAIN


def _number(value: Any) -> Any:
    return value if type(value) is int or (type(value) is float and isfinite(value)) else NOT_PLAIN


def value_of(plain: Any, kind: Kind) -> Value:
    """The value that a plain form stands for."""
    match kind.base:
        case "percent":
            return Percent(plain)
        case "quantity":
            return Quantity(plain, kind.unit or "")
        case "money":
            return Money(plain, kind.unit or "")
        case "date":
            return Day.of(plain)
        case "ref":
            return EntityRef(plain)
    return plain  # type: ignore[no-any-return]


def source_of(expression: Expression, locals_: Mapping[str, Local], bind: Bind) -> str | None:
    """Source that is True or False as the expression is, for inputs that are all told; None where it is not certain.

    It stands in parentheses where it has operators. Constants True and False may stand in it.
    """
    match expression:
        case Literal(True) | Literal(False):
            return str(expression.value)
        case InputRef(id):
            local = locals_.get(id)
            return local.name if local is not None and local.kind.base == "bool" else None
        case And(operands) | Or(operands):
            parts = [source_of(operand, locals_, bind) for operand in operands]
            word = " and " if isinstance(expression, And) else " or "
            return None if None in parts else f"({word.join(part for part in parts if part is not None)})"
        case Not(operand):
            inner = source_of(operand, locals_, bind)
            return None if inner is None else f"(not {inner})"
        case Compare(operator, left, right):
            return _comparison(operator, _term(left, locals_, bind), _term(right, locals_, bind))
        case In(InputRef(id), items) if id in locals_:
            return _held(locals_[id], items, bind)
        case Contains(Literal() | ListOf() as whole, InputRef(id)) if id in locals_:
            return _held(locals_[id], whole, bind)
        case Contains(InputRef(id), Literal(str() as text)) if id in locals_ and locals_[id].kind.base == "text":
            return f"({bind(text)} in {locals_[id].name})"
    return None


def _term(expression: Expression, locals_: Mapping[str, Local], bind: Bind) -> Local | None:
    match expression:
        case InputRef(id):
            return locals_.get(id)
        case Literal(value):
            plain = _constant(value)
            return None if plain is None else Local(bind(plain[0]), plain[1])
    return None


def _constant(value: Value | None) -> tuple[Any, Kind] | None:
    match value:
        case bool():
            kind = Kind("bool")
        case int() | float():
            kind = Kind("number")
        case str():
            kind = Kind("text")
        case Percent():
            kind = Kind("percent")
        case Quantity():
            kind = Kind("quantity", value.unit)
        case Money():
            kind = Kind("money", value.currency)
        case Day():
            kind = Kind("date")
        case EntityRef():
            kind = Kind("ref")
        case _:
            return None
    plain = plain_of(value, kind)
    return None if plain is NOT_PLAIN else (plain, kind)


def comparable(one: Kind, other: Kind) -> bool:
    """Whether values of two kinds always compare, and as their plain forms do."""
    if "whole" in (one.base, other.base):
        return False
    if one == other:
        return True
    bases = {one.base, other.base}
    return "number" in bases and bool(bases & {"percent", "quantity"})


def _comparison(operator: str, left: Local | None, right: Local | None) -> str | None:
    if left is None or right is None or not comparable(left.kind, right.kind):
        return None
    if left.kind.base == "ref" and operator not in ("=", "!="):
        return None
    return f"({left.name} {_PYTHON[operator]} {right.name})"


def _held(item: Local, whole: Expression, bind: Bind) -> str | None:
    """Whether a list or a range holds a plain value."""
    match whole:
        case ListOf(items) if all(isinstance(part, Literal) for part in items):
            values = [part.value for part in items if isinstance(part, Literal)]
        case Literal(Range(low, high)):
            return _within(item, low, high, bind)
        case Literal(tuple() as listed):
            values = list(listed)
        case _:
            return None
    constants = [_constant(value) for value in values]
    plains = [plain for plain, kind in filter(None, constants) if comparable(item.kind, kind)]
    if len(plains) < len(values):
        return None
    return f"({item.name} in {bind(frozenset(plains))})"


def _within(item: Local, low: Value | None, high: Value | None, bind: Bind) -> str | None:
    ends = [_constant(end) for end in (low, high) if end is not None]
    certain = item.kind.numeric or item.kind.base == "date"
    if not ends or not certain or not all(end is not None and comparable(item.kind, end[1]) for end in ends):
        return None
    least = "" if low is None else f"{bind(ends[0][0])} <= "  # type: ignore[index]
    most = "" if high is None else f" <= {bind(ends[-1][0])}"  # type: ignore[index]
    return f"({least}{item.name}{most})"
