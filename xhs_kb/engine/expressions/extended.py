"""Compiles what patterns add to expressions and what needs no graph: maps, slices, `CASE`, comprehensions and the like.

A node with a variable of its own writes it into its slot of the row.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...ground.span import Span
from ...ground.values import Range
from ...language.expressions import Expression, Extension
from ...language.patterns.tree import (
    Case,
    IsNull,
    ListComprehension,
    MapOf,
    Quantifier,
    Reduce,
    Slice,
    TextTest,
    Variable,
    Xor,
)
from .comparison import equals
from .compile import Closure, Leaves, compile_with
from .failure import Failure
from .ranges import holds


def compile_extension(node: Extension, leaves: Leaves) -> Closure | None:
    """The closure of a node that patterns add, or None for one that needs the graph."""
    match node:
        case MapOf(entries):
            parts = tuple((key, compile_with(value, leaves)) for key, value in entries)
            return lambda row: {key: part(row) for key, part in parts}
        case Slice():
            return _slice(node, leaves)
        case Case():
            return _case(node, leaves)
        case ListComprehension():
            return _comprehension(node, leaves)
        case Quantifier():
            return _quantifier(node, leaves)
        case Reduce():
            return _reduce(node, leaves)
        case TextTest():
            return _text_test(node, leaves)
        case IsNull(operand, negated):
            inner = compile_with(operand, leaves)
            return (lambda row: inner(row) is not None) if negated else (lambda row: inner(row) is None)
        case Xor():
            return _xor(node, leaves)
        case _:
            return None


def condition(node: Expression, leaves: Leaves, clause: str = "WHERE") -> Closure:
    """A test that gives True, False or None and takes any other value for a type error."""
    test, fail, span = compile_with(node, leaves), leaves.fail, getattr(node, "span", None)

    def checked(row: Any) -> bool | None:
        value = test(row)
        if value is True or value is False or value is None:
            return value
        fail(f"`{clause}` takes a truth value", span)
        return None

    return checked


def _slot(variable: Variable) -> int:
    return variable.slot or 0


def _items(node: Expression, leaves: Leaves) -> Closure:
    """A list to draw from, or None."""
    inner, fail, span = compile_with(node, leaves), leaves.fail, getattr(node, "span", None)
    spend = leaves.spend

    def drawn(row: Any) -> Iterable[Any] | None:
        value = inner(row)
        if value is None:
            return None
        if isinstance(value, list | tuple):
            spend(row, len(value))
            return value
        fail("`IN` draws from a list", span)
        return None

    return drawn


def _slice(node: Slice, leaves: Leaves) -> Closure:
    subject = compile_with(node.subject, leaves)
    low = compile_with(node.low, leaves) if node.low is not None else None
    high = compile_with(node.high, leaves) if node.high is not None else None
    fail, span = leaves.fail, node.span

    def sliced(row: Any) -> Any:
        value = subject(row)
        first = 0 if low is None else low(row)
        last = len(value) if high is None and isinstance(value, list) else high and high(row)
        if value is None or first is None or last is None:
            return None
        if not isinstance(value, list) or type(first) is not int or type(last) is not int:
            return fail("a slice is taken of a list, between integers", span)
        return value[first:last]

    return sliced


def _case(node: Case, leaves: Leaves) -> Closure:
    otherwise = compile_with(node.otherwise, leaves) if node.otherwise is not None else (lambda _: None)
    if node.subject is None:
        tests = tuple((condition(test, leaves, "WHEN"), compile_with(result, leaves))
                      for test, result in node.branches)

        def chosen(row: Any) -> Any:
            for test, result in tests:
                if test(row):
                    return result(row)
            return otherwise(row)

        return chosen
    subject = compile_with(node.subject, leaves)
    values = tuple((compile_with(value, leaves), compile_with(result, leaves)) for value, result in node.branches)

    def compared(row: Any) -> Any:
        wanted = subject(row)
        for value, result in values:
            if equals(wanted, value(row)):
                return result(row)
        return otherwise(row)

    return compared


def _comprehension(node: ListComprehension, leaves: Leaves) -> Closure:
    slot, items = _slot(node.variable), _items(node.items, leaves)
    where = condition(node.where, leaves) if node.where is not None else None
    result = compile_with(node.result, leaves) if node.result is not None else None

    def made(row: Any) -> list[Any] | None:
        drawn = items(row)
        if drawn is None:
            return None
        found = []
        for item in drawn:
            row[slot] = item
            if where is None or where(row):
                found.append(item if result is None else result(row))
        return found

    return made


def _quantifier(node: Quantifier, leaves: Leaves) -> Closure:
    slot, items, where = _slot(node.variable), _items(node.items, leaves), condition(node.where, leaves)
    kind = node.kind

    def tested(row: Any) -> bool | None:
        drawn = items(row)
        if drawn is None:
            return None
        true = unknown = 0
        for row[slot] in drawn:
            value = where(row)
            if value:
                true += 1
                if kind in ("any", "none") or (true > 1 and kind == "single"):
                    return kind == "any"
            elif value is None:
                unknown += 1
            elif kind == "all":
                return False
        if unknown:
            return None
        return true == 1 if kind == "single" else kind != "any"

    return tested


def _reduce(node: Reduce, leaves: Leaves) -> Closure:
    total, slot, items = _slot(node.total), _slot(node.variable), _items(node.items, leaves)
    start, result = compile_with(node.start, leaves), compile_with(node.result, leaves)

    def reduced(row: Any) -> Any:
        drawn = items(row)
        if drawn is None:
            return None
        value = start(row)
        for item in drawn:
            row[total], row[slot] = value, item
            value = result(row)
        return value

    return reduced


def _text_test(node: TextTest, leaves: Leaves) -> Closure:
    text, part, kind = compile_with(node.text, leaves), compile_with(node.part, leaves), node.kind

    def tested(row: Any) -> bool | None:
        whole, piece = text(row), part(row)
        match whole, piece:
            case (str(), str()):
                if kind == "starts":
                    return whole.startswith(piece)
                return whole.endswith(piece) if kind == "ends" else piece in whole
            case (Range(), _) if kind == "contains" and piece is not None:
                return holds(whole, piece)
            case _:
                return None

    return tested


def _xor(node: Xor, leaves: Leaves) -> Closure:
    parts = tuple(compile_with(operand, leaves) for operand in node.operands)
    fail, span = leaves.fail, node.span

    def odd(row: Any) -> bool | None:
        answer: bool | None = False
        for part in parts:
            value = part(row)
            if value is True or value is False:
                answer = None if answer is None else answer is not value
            else:
                _truth(value, fail, span)
                answer = None
        return answer

    return odd


def _truth(value: Any, fail: Failure, span: Span | None) -> None:
    if value is not None:
        fail("`XOR` takes truth values", span)
