"""Which slots an expression or a step reads, and whether a condition can fail: what planner and rewrites ask."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import is_dataclass
from typing import Any, cast

from ...language.expressions import (
    And,
    Compare,
    Expression,
    In,
    ListOf,
    Literal,
    Not,
    Or,
    Parameter,
    Property,
)
from ...language.patterns.bound import BoundQuery, BoundSubquery
from ...language.patterns.tree import IsNull, LabelTest, MapOf, TextTest, Variable, Xor
from ...language.patterns.walk import names

_PLAIN = (str, int, float, bool, type(None))


def variables(value: Any) -> Iterator[Variable]:
    """Every bound variable inside expressions, clauses or tuples of them, at any depth."""
    stack = [value]
    while stack:
        current = stack.pop()
        if isinstance(current, Variable):
            yield current
        elif isinstance(current, tuple):
            stack.extend(current)
        elif not isinstance(current, _PLAIN) and is_dataclass(current):
            stack.extend(getattr(current, name) for name in names(cast(Hashable, type(current))))


def slots_read(value: Any) -> frozenset[int]:
    """The slots that an expression reads, those inside subqueries too."""
    return frozenset(variable.slot for variable in variables(value) if variable.slot is not None)


def conjuncts(condition: Expression | None) -> tuple[Expression, ...]:
    """The conditions that must all be true."""
    match condition:
        case None:
            return ()
        case And(operands):
            return tuple(part for operand in operands for part in conjuncts(operand))
        case _:
            return (condition,)


def cannot_fail(node: Expression) -> bool:
    """Whether a condition can be tried on any row: it raises nothing, whatever the types are."""
    match node:
        case And(operands) | Or(operands) | Xor(operands):
            return all(_is_truth(operand) and cannot_fail(operand) for operand in operands)
        case Not(operand):
            return _is_truth(operand) and cannot_fail(operand)
        case _:
            return _is_truth(node) and _is_simple(node)


def _is_truth(node: Expression) -> bool:
    match node:
        case Compare() | In() | Not() | And() | Or() | Xor() | IsNull() | LabelTest() | TextTest() | BoundSubquery():
            return True
        case Literal(value):
            return isinstance(value, bool) or value is None
        case _:
            return False


def _is_simple(node: Expression) -> bool:
    match node:
        case Literal() | Parameter() | Variable():
            return True
        case Property(subject):
            return isinstance(subject, Variable)
        case Compare(_, left, right):
            return _is_simple(left) and _is_simple(right)
        case In(item, items):
            return _is_simple(item) and isinstance(items, ListOf | Parameter) and _is_simple(items)
        case ListOf(items):
            return all(map(_is_simple, items))
        case MapOf(entries):
            return all(_is_simple(value) for _, value in entries)
        case IsNull(operand):
            return _is_simple(operand)
        case LabelTest(subject):
            return isinstance(subject, Variable)
        case TextTest(_, text, part):
            return _is_simple(text) and _is_simple(part)
        case BoundSubquery(_, query):
            return _is_simple_query(query)
        case _:
            return cannot_fail(node) if _is_truth(node) else False


def _is_simple_query(query: BoundQuery) -> bool:
    """Only patterns with safe conditions; everything else may compute something."""
    for part in query.parts:
        for clause in part:
            paths, where = getattr(clause, "paths", None), getattr(clause, "where", None)
            if paths is None or not all(map(cannot_fail, conjuncts(where))):
                return False
            asked = [element.properties for path in paths for element in (*path.nodes, *path.relationships)]
            if not all(properties is None or _is_simple(properties) for properties in asked):
                return False
    return True
