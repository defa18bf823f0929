"""Expressions and what is drawn, bound or not, back to text: for plans, column names and messages.

Brackets stand wherever an operand is itself an operator, so that the text never depends on precedence.
"""

from __future__ import annotations

import re
from typing import Any

from ...ground.values import Value, write
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
    Parameter,
    Property,
)
from .bound import BoundComprehension, BoundMatch, BoundProjection, BoundQuery, BoundSubquery, BoundUnwind
from .tree import (
    Call,
    Case,
    CountAll,
    Index,
    IsNull,
    LabelTest,
    ListComprehension,
    MapOf,
    NodePattern,
    PathPattern,
    Quantifier,
    Reduce,
    RelationshipPattern,
    Slice,
    TextTest,
    Variable,
    Xor,
)

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_OPERATORS = (And, Or, Xor, Not, Compare, In, TextTest, IsNull, Arithmetic, Negative, LabelTest)


def write_name(name: str) -> str:
    """A name, in backticks where it needs them."""
    return name if _PLAIN_NAME.fullmatch(name) else "`" + name.replace("`", "``") + "`"


def write_literal(value: Value | None) -> str:
    """A literal as it can be read again."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
        case tuple():
            return "[" + ", ".join(map(write_literal, value)) + "]"
        case _:
            return write_literal(write(value))


def write_expression(node: Expression) -> str:
    """An expression as text; a variable without a name by its slot."""
    match node:
        case Literal(value):
            return write_literal(value)
        case Parameter(name):
            return f"${name}"
        case Variable(name, slot):
            return write_name(name) if name else f"#{slot}"
        case Property(subject, key):
            return f"{_operand(subject)}.{write_name(key)}"
        case Compare(operator, left, right):
            return f"{_operand(left)} {'<>' if operator == '!=' else operator} {_operand(right)}"
        case In(item, items):
            return f"{_operand(item)} IN {_operand(items)}"
        case Contains(whole, item):
            return f"{_operand(whole)} CONTAINS {_operand(item)}"
        case ListOf(items):
            return "[" + ", ".join(map(write_expression, items)) + "]"
        case Arithmetic(operator, left, right):
            return f"{_operand(left)} {operator} {_operand(right)}"
        case Negative(operand):
            return f"-{_operand(operand)}"
        case Not(operand):
            return f"NOT {_operand(operand)}"
        case And(operands):
            return " AND ".join(map(_operand, operands))
        case Or(operands):
            return " OR ".join(map(_operand, operands))
        case _:
            return _write_extension(node)


def _operand(node: Expression) -> str:
    text = write_expression(node)
    return f"({text})" if isinstance(node, _OPERATORS) else text


def _write_extension(node: Expression) -> str:
    match node:
        case Xor(operands):
            return " XOR ".join(map(_operand, operands))
        case MapOf(entries):
            return "{" + ", ".join(f"{write_name(key)}: {write_expression(value)}" for key, value in entries) + "}"
        case Index(subject, index):
            return f"{_operand(subject)}[{write_expression(index)}]"
        case Slice(subject, low, high):
            return f"{_operand(subject)}[{_side(low)}..{_side(high)}]"
        case Call():
            distinct = "DISTINCT " if node.distinct else ""
            return f"{node.written or node.name}({distinct}{', '.join(map(write_expression, node.arguments))})"
        case CountAll():
            return "count(*)"
        case LabelTest(subject, labels):
            return _operand(subject) + "".join(f":{write_name(label.text)}" for label in labels)
        case TextTest(kind, text, part):
            word = {"starts": "STARTS WITH", "ends": "ENDS WITH", "contains": "CONTAINS"}[kind]
            return f"{_operand(text)} {word} {_operand(part)}"
        case IsNull(operand, negated):
            return f"{_operand(operand)} IS {'NOT ' if negated else ''}NULL"
        case Case():
            return _case(node)
        case _:
            return _write_drawing(node)


def _side(node: Expression | None) -> str:
    return "" if node is None else write_expression(node)


def _case(node: Case) -> str:
    subject = f" {write_expression(node.subject)}" if node.subject is not None else ""
    branches = "".join(f" WHEN {write_expression(test)} THEN {write_expression(result)}"
                       for test, result in node.branches)
    otherwise = f" ELSE {write_expression(node.otherwise)}" if node.otherwise is not None else ""
    return f"CASE{subject}{branches}{otherwise} END"


def _write_drawing(node: Expression) -> str:
    match node:
        case ListComprehension(variable, items, where, result):
            shown = f" | {write_expression(result)}" if result is not None else ""
            return f"[{variable.name} IN {_operand(items)}{_where(where)}{shown}]"
        case Quantifier(kind, variable, items, where):
            return f"{kind}({variable.name} IN {_operand(items)}{_where(where)})"
        case Reduce(total, start, variable, items, result):
            return (f"reduce({total.name} = {write_expression(start)}, {variable.name} IN {_operand(items)}"
                    f" | {write_expression(result)})")
        case BoundComprehension(match, result):
            return f"[{_match(match)} | {write_expression(result)}]"
        case BoundSubquery(kind, query):
            return f"{kind.upper()} {{ {_query(query)} }}"
        case _:
            return type(node).__name__


def _where(condition: Expression | None) -> str:
    return "" if condition is None else f" WHERE {write_expression(condition)}"


def _query(query: BoundQuery) -> str:
    return " UNION ".join(" ".join(map(_clause, part)) for part in query.parts)


def _clause(clause: Any) -> str:
    match clause:
        case BoundMatch(optional=optional):
            return f"{'OPTIONAL ' if optional else ''}MATCH {_match(clause)}"
        case BoundUnwind(items):
            return f"UNWIND {write_expression(items)}"
        case BoundProjection(columns):
            return "WITH " + ", ".join(write_expression(column.expression) for column in columns)
        case _:
            return ""


def _match(match: BoundMatch) -> str:
    return ", ".join(map(write_path, match.paths)) + _where(match.where)


def write_path(path: PathPattern) -> str:
    """A pattern as it is drawn."""
    name = f"{write_name(path.variable.name)} = " if path.variable is not None else ""
    rest = "".join(write_step(step) + write_node(node)
                   for step, node in zip(path.relationships, path.nodes[1:], strict=True))
    return name + write_node(path.nodes[0]) + rest


def _name(variable: Variable | None) -> str:
    return write_name(variable.name) if variable is not None and variable.name else ""


def write_node(node: NodePattern) -> str:
    """A node in brackets."""
    labels = "".join(f":{write_name(label.text)}" for label in node.labels)
    properties = f" {write_expression(node.properties)}" if node.properties is not None else ""
    return f"({_name(node.variable)}{labels}{properties})"


def write_step(step: RelationshipPattern) -> str:
    """A relationship as an arrow."""
    types = "|".join(write_name(type.text) for type in step.types)
    high = "" if step.length is None or step.length.high is None else str(step.length.high)
    length = "" if step.length is None else f"*{step.length.low}..{high}"
    properties = f" {write_expression(step.properties)}" if step.properties is not None else ""
    inside = f"{_name(step.variable)}{':' + types if types else ''}{length}{properties}"
    middle = f"[{inside}]" if inside else ""
    return f"{'<' if step.direction == 'in' else ''}-{middle}-{'>' if step.direction == 'out' else ''}"
