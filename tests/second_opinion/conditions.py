"""Conditions of the second opinion: nested lists, a printer, and a reader of two-valued truth.

A condition is ``["and", c, …]``, ``["or", c, …]``, ``["not", c]``, ``["cmp", op, term, term]``,
``["in", term, [value, …]]``, ``["is_a", role, entity]``, ``["under", role, entity]`` or
``["rel", role, relation, term]``.
A term is a plain value, ``["input", id]``, ``["attr", role, attribute]``, ``["role", role]``,
``["entity", id]`` or ``["+" | "-" | "*", term, term]``. A percentage is ``["percent", 20]``.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

Condition = list[Any]
Term = Any
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def number_text(value: Fraction | int) -> str:
    """A number as the value grammar writes it (halves as ``.5``)."""
    value = Fraction(value)
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.10g}"


def value_text(value: Any) -> str:
    """A plain value as the value grammar writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Fraction():
            return number_text(value)
        case ["percent", amount]:
            return f"{number_text(amount)}%"
        case ["entity", name]:
            return str(name)
        case _:
            return str(value)


def term_text(term: Term) -> str:
    """A term in the query language."""
    match term:
        case ["input", name] | ["role", name]:
            return str(name)
        case ["attr", role, attribute]:
            return f"{role}.{attribute}"
        case ["+" | "-" | "*" as sign, left, right]:
            return f"{term_text(left)} {sign} {term_text(right)}"
        case _:
            return value_text(term)


def condition_text(condition: Condition) -> str:
    """A condition in the query language, with brackets round every nested part."""
    match condition:
        case ["and" | "or" as word, *parts]:
            return f" {word} ".join(f"({condition_text(part)})" for part in parts)
        case ["not", part]:
            return f"not ({condition_text(part)})"
        case ["cmp", sign, left, right]:
            return f"{term_text(left)} {sign} {term_text(right)}"
        case ["in", term, values]:
            return f"{term_text(term)} in [{', '.join(value_text(v) for v in values)}]"
        case ["is_a", role, entity]:
            return f"{role} is a {entity}"
        case ["under", role, entity]:
            return f"{role} under {entity}"
        case ["rel", role, relation, target]:
            return f"{role} {relation} {term_text(target)}"
        case _:
            raise ValueError(condition)


def atoms(condition: Condition | None) -> Iterator[Condition]:
    """Every comparison in a condition."""
    if condition is None:
        return
    if condition[0] in ("and", "or", "not"):
        for part in condition[1:]:
            yield from atoms(part)
    else:
        yield condition


def roles_of(node: Any) -> frozenset[str]:
    """Every role that a term or condition mentions."""
    match node:
        case ["role", role] | ["attr", role, _]:
            return frozenset([role])
        case ["is_a" | "under", role, _]:
            return frozenset([role])
        case ["rel", role, _, target]:
            return roles_of(target) | {role}
        case ["cmp", _, left, right]:
            return roles_of(left) | roles_of(right)
        case ["in", term, _]:
            return roles_of(term)
        case ["+" | "-" | "*" | "and" | "or" | "not", *parts]:
            return frozenset().union(*(roles_of(part) for part in parts))
        case _:
            return frozenset()


def leaves(term: Term) -> Iterator[Term]:
    """Every input and attribute that a term reads."""
    match term:
        case ["input", _] | ["attr", _, _]:
            yield term
        case ["+" | "-" | "*", left, right]:
            yield from leaves(left)
            yield from leaves(right)
        case _:
            return


def plain(value: Any) -> Any:
    """A literal as a Python value: shares become fractions, entities their ids."""
    match value:
        case ["percent", amount]:
            return Fraction(amount) / 100
        case ["entity", name]:
            return name
        case bool() | str():
            return value
        case _:
            return Fraction(value)
