"""What each expression gives, and where a value certainly has the wrong type. One rule for each kind of node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from ...ground.span import Span
from ..expressions import (
    And,
    Arithmetic,
    Compare,
    Contains,
    Expression,
    In,
    ListOf,
    Literal,
    Negative,
    Not,
    Or,
    Property,
)
from .bound import BoundComprehension, BoundSubquery
from .tree import (
    Case,
    CountAll,
    Index,
    IsNull,
    LabelTest,
    ListComprehension,
    MapOf,
    Quantifier,
    Reduce,
    Slice,
    TextTest,
    Xor,
)
from .types import (
    ANY,
    BOOLEAN,
    FLOAT,
    INTEGER,
    KEYED,
    MAP,
    NUMBER,
    NUMBERS,
    STRING,
    TEMPORAL,
    TRUTH,
    Kinds,
    Type,
    common,
    list_of,
    of_value,
)

TypeOf: TypeAlias = Callable[[Expression], Type]
_COMPUTABLE: Kinds = NUMBERS | TEMPORAL
_TEXTS_AND_LISTS: Kinds = frozenset({"string", "list"})
_ADDABLE: Kinds = NUMBERS | TEMPORAL | _TEXTS_AND_LISTS
_PLACES: Kinds = frozenset({"integer"})
_LISTS: Kinds = frozenset({"list"})
_INDEXED: Kinds = frozenset({"list", "map", "node", "relationship"})
_LABELLED: Kinds = frozenset({"node", "relationship"})


def infer(node: Expression, of: TypeOf) -> Type:
    """The type of a node whose children are known; variables and calls are settled by the binder."""
    match node:
        case Literal(value):
            return of_value(value)
        case Compare() | In() | Contains() | Not() | And() | Or() | Xor() | TextTest() | IsNull() | LabelTest() | (
            Quantifier()
        ):
            return BOOLEAN
        case ListOf(items):
            return list_of(common(tuple(of(item) for item in items)))
        case Arithmetic():
            return _arithmetic(node, of)
        case Negative(operand):
            return of(operand)
        case MapOf():
            return MAP
        case Index(subject, _):
            return of(subject).item or ANY
        case Slice(subject):
            return of(subject)
        case Case(_, branches, otherwise):
            results = [of(result) for _, result in branches] + ([of(otherwise)] if otherwise else [])
            return common(tuple(results))
        case ListComprehension(_, items, _, result):
            return list_of(of(result)) if result else of(items)
        case CountAll():
            return INTEGER
        case BoundSubquery(kind):
            return INTEGER if kind == "count" else BOOLEAN
        case BoundComprehension(_, result):
            return list_of(of(result))
        case Reduce():
            return ANY
        case _:
            return ANY


def _arithmetic(node: Arithmetic, of: TypeOf) -> Type:
    left, right = of(node.left), of(node.right)
    if node.operator == "^":
        return FLOAT
    if node.operator == "+" and "list" in (left.kind, right.kind):
        return list_of()
    if node.operator == "+" and "string" in (left.kind, right.kind) and "any" not in (left.kind, right.kind):
        return STRING
    if left.kind == right.kind == "integer":
        return INTEGER
    if left.kind in NUMBERS and right.kind in NUMBERS:
        return FLOAT if "float" in (left.kind, right.kind) else NUMBER
    return ANY


def misfits(node: Expression, of: TypeOf) -> Iterator[tuple[Expression, str]]:
    """The children of a node that certainly have the wrong type, each with what is wrong."""
    for child, accepted, message in _demands(node, of):
        if not of(child).fits(accepted):
            yield child, f"{message}, not {_article(of(child))}"


def _demands(node: Expression, of: TypeOf) -> Iterator[tuple[Expression, Kinds, str]]:
    match node:
        case And(operands):
            yield from ((operand, TRUTH, "`AND` takes truth values") for operand in operands)
        case Or(operands):
            yield from ((operand, TRUTH, "`OR` takes truth values") for operand in operands)
        case Xor(operands):
            yield from ((operand, TRUTH, "`XOR` takes truth values") for operand in operands)
        case Not(operand):
            yield operand, TRUTH, "`NOT` takes a truth value"
        case In(_, items):
            yield items, _LISTS, "`IN` looks into a list"
        case Property(subject, key):
            yield subject, KEYED, f"`.{key}` is asked of a node, a relationship or a map"
        case Negative(operand):
            yield operand, _COMPUTABLE, "only a number can be negative"
        case Arithmetic():
            yield from _operands(node, of)
        case Index(subject, index):
            yield subject, _INDEXED, "`[…]` looks into a list or a map"
            if of(subject).kind == "list":
                yield index, _PLACES, "a place in a list is an integer"
            elif of(subject).kind != "any":
                yield index, frozenset({"string"}), "a key is a text"
        case Slice(subject, low, high):
            yield subject, _LISTS, "a slice is taken of a list"
            yield from ((side, _PLACES, "a place in a list is an integer") for side in (low, high) if side)
        case LabelTest(subject):
            yield subject, _LABELLED, "only a node has labels"
        case ListComprehension(_, items, where, _):
            yield items, _LISTS, "`IN` draws from a list"
            if where:
                yield where, TRUTH, "`WHERE` takes a truth value"
        case Quantifier(_, _, items, where):
            yield items, _LISTS, "`IN` draws from a list"
            yield where, TRUTH, "`WHERE` takes a truth value"
        case Reduce(_, _, _, items):
            yield items, _LISTS, "`IN` draws from a list"
        case Case(None, branches):
            yield from ((test, TRUTH, "`WHEN` takes a truth value") for test, _ in branches)


def _operands(node: Arithmetic, of: TypeOf) -> Iterator[tuple[Expression, Kinds, str]]:
    left, right = of(node.left), of(node.right)
    if node.operator != "+":
        yield from ((side, _COMPUTABLE, f"`{node.operator}` takes numbers") for side in (node.left, node.right))
    elif "list" not in (left.kind, right.kind):
        yield from ((side, _ADDABLE, "`+` takes numbers, texts or lists") for side in (node.left, node.right))


def _article(type: Type) -> str:
    words = {"boolean": "a truth value", "string": "a text", "float": "a number", "number": "a number"}
    return words.get(type.kind) or ("an " if type.kind[0] in "aeiou" else "a ") + type.kind


def shown(type: Type) -> str:
    """A type in the user's words, with its article."""
    return _article(type)


def place(node: Expression) -> Span | None:
    """Where a node was written."""
    return getattr(node, "span", None)
