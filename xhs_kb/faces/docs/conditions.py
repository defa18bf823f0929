"""Conditions as trees that people read: one line for each thing to check, with links to what it speaks of."""

from __future__ import annotations

from ...answers.explaining import written
from ...answers.naming import Namer
from ...engine.rulebook import parts
from ...ground.values import EntityRef
from ...language.expressions import And, Expression, InputRef, Literal, Not, Or
from .blocks import Faint, Inline, Link, Node, Rich
from .survey import Survey
from .words import say


def condition_node(expression: Expression, survey: Survey, namer: Namer) -> Node:
    """A condition, with its operands below it."""
    language = namer.language
    match expression:
        case And(operands):
            return Node((say(language, "all_of"),), tuple(condition_node(part, survey, namer) for part in operands))
        case Or(operands):
            return Node((say(language, "any_of"),), tuple(condition_node(part, survey, namer) for part in operands))
        case Not(And() | Or() as operand):
            return Node((say(language, "not"),), (condition_node(operand, survey, namer),))
    return Node(_line(expression, survey, namer))


def condition_text(expression: Expression, namer: Namer) -> str:
    """A condition on one line, in the query language."""
    return written(expression, namer)


def _line(expression: Expression, survey: Survey, namer: Namer) -> Rich:
    """The condition as it is written, then links to the records in it."""
    mentioned: dict[str, None] = {}
    for part in parts(expression):
        if isinstance(part, InputRef):
            mentioned[part.id] = None
        elif isinstance(part, Literal) and isinstance(part.value, EntityRef):
            mentioned[part.value.id] = None
    line: list[Inline] = [written(expression, namer)]
    for id in mentioned:
        address = survey.address(id)
        if address is not None:
            line += [Faint("  · "), Link(namer.name(id), address)]
    return tuple(line)
