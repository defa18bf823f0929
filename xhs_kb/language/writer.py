"""Writes expressions in the language's own syntax, such that reading the text gives an equal tree.

Names with spaces are for people; where a name could mean something else, or would not be read back, the id stands.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from ..ground.frozen import dataclass
from ..ground.trouble import XhsKbError
from ..ground.values import EntityRef, Range, Value, write
from ..model.vocabulary import Category, Vocabulary
from .conditions import read_condition
from .expressions import (
    And,
    Arithmetic,
    Compare,
    Contains,
    Expression,
    Extension,
    In,
    InputRef,
    IsA,
    ListOf,
    Literal,
    Negative,
    Not,
    Or,
    Parameter,
    Property,
    Related,
    RoleRef,
)

_OR, _AND, _NOT, _TEST, _SUM, _PRODUCT, _UNARY, _ATOM = range(8)
_CHINESE = {"and": "且", "or": "或", "not": "非", "contains": "包含", "in": "在"}


def write_expression(expression: Expression, vocabulary: Vocabulary, language: str = "en", action: str | None = None,
                     day: date | None = None) -> str:
    """The text of a condition. With the action that it is a condition of, the text is proved by reading it back.

    Things have the names of `day`; without a day the names that are still in use.
    What only patterns have cannot be written as a condition; that is a ValueError of the caller's making.
    """
    said = _Writer(vocabulary, language, True, day).write(expression)
    if action is None:
        return said
    try:
        if read_condition(said, vocabulary, action) == expression:
            return said
    except XhsKbError:
        pass
    return _Writer(vocabulary, language, False, day).write(expression)


def quoted(text: str) -> str:
    """A text in quotes, so that it is read as it stands."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def name_of(vocabulary: Vocabulary, id_: str, language: str, category: Category = "ENTITY", day: date | None = None
            ) -> str:
    """The first name of a thing in a language, in use on the day, that means nothing else; else its id."""
    for meaning in vocabulary.named(id_, category):
        in_use = not meaning.valid.end if day is None else meaning.valid.holds(day)
        if meaning.language == language and in_use:
            others = vocabulary.lookup(meaning.text)
            if all(other.id == id_ for other in others if other.category in (category, "INPUT", "ENTITY", "ROLE")):
                return meaning.text
    return id_


def write_value(value: Value, vocabulary: Vocabulary) -> str:
    """A value that is written out; text in quotes, unless it is one of the choices of the schema."""
    match value:
        case str():
            return value if vocabulary.lookup(value, "CHOICE") and value.isidentifier() else quoted(value)
        case EntityRef():
            return value.id
        case tuple():
            return "[" + ", ".join(write_value(item, vocabulary) for item in value) + "]"
    return write(value)


@dataclass(frozen=True)
class _Writer:
    vocabulary: Vocabulary
    language: str
    names: bool
    day: date | None = None

    def write(self, node: Expression) -> str:
        return self.at(node, _OR)

    def word(self, keyword: str) -> str:
        return _CHINESE[keyword] if self.language == "zh" else keyword

    def name(self, id_: str, category: Category) -> str:
        return name_of(self.vocabulary, id_, self.language, category, self.day) if self.names else id_

    def at(self, node: Expression, level: int) -> str:
        """The text of a part, in brackets where it binds less closely than its place wants."""
        text, own = self.part(node)
        return f"({text})" if own < level else text

    def part(self, node: Expression) -> tuple[str, int]:
        match node:
            case Or(operands):
                return f" {self.word('or')} ".join(self.at(o, _AND) for o in operands), _OR
            case And(operands):
                return f" {self.word('and')} ".join(self.at(o, _NOT) for o in operands), _AND
            case Not(operand):
                return f"{self.word('not')} {self.at(operand, _NOT)}", _NOT
            case Compare(operator, left, right):
                return f"{self.at(left, _SUM)} {operator} {self.at(right, _SUM)}", _TEST
            case Contains(Literal(Range() as within), item):
                return f"{self.at(item, _SUM)} {self.word('in')} {write(within)}", _TEST
            case Contains(whole, item):
                return f"{self.at(whole, _SUM)} {self.word('contains')} {self.at(item, _SUM)}", _TEST
            case In(item, items):
                return f"{self.at(item, _SUM)} {self.word('in')} {self.at(items, _ATOM)}", _TEST
            case IsA(subject, kind, strict=True):
                return f"{self.at(subject, _SUM)} under {self.at(kind, _SUM)}", _TEST
            case IsA(subject, kind):
                return self.at(Or((Compare("=", subject, kind), IsA(subject, kind, strict=True))), _OR), _OR
            case Related(subject, relation, target):
                return f"{self.at(subject, _SUM)} {self.relation(relation)} {self.at(target, _SUM)}", _TEST
            case Arithmetic(operator, left, right):
                level = _SUM if operator in "+-" else _PRODUCT
                return f"{self.at(left, level)} {operator} {self.at(right, level + 1)}", level
            case Negative(operand):
                inner = f"({self.write(operand)})" if isinstance(operand, Literal) else self.at(operand, _UNARY)
                return f"-{inner}", _UNARY
        return self.atom(node), _ATOM

    def atom(self, node: Expression) -> str:
        match node:
            case Literal(EntityRef(id_)):
                return self.name(id_, "ENTITY")
            case Literal(value):
                return "null" if value is None else write_value(value, self.vocabulary)
            case Parameter(name):
                return f"${name}"
            case InputRef(id_):
                return self.name(id_, "INPUT")
            case RoleRef(id_):
                return id_
            case Property(subject, key):
                return f"{self.at(subject, _ATOM)}.{self.attribute(key)}"
            case ListOf(items):
                return "[" + ", ".join(self.write(item) for item in items) + "]"
            case Extension():
                raise ValueError(f"{type(node).__name__} stands in patterns only")
            case Or() | And() | Not() | Compare() | Contains() | In() | IsA() | Related() | Arithmetic() | Negative():
                raise AssertionError(node)
        return assert_never(node)

    def attribute(self, id_: str) -> str:
        return self.name(id_, "ATTR")

    def relation(self, id_: str) -> str:
        """The first phrase of a relation that no other has."""
        if self.names:
            for meaning in self.vocabulary.named(id_, "REL"):
                if meaning.language == self.language and len(self.vocabulary.lookup(meaning.text)) == 1:
                    return meaning.text
        return id_
