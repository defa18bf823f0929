"""Values in questions and conditions: days, and operands that must fit the type of an input or an attribute."""

from __future__ import annotations

from typing import Any

from ..data.value_reader import Impossible
from ..ground.values import Day, EntityRef, Range, Value
from ..model.schema import Type
from ..model.types import Mismatch, conform, describe
from .expressions import Parameter
from .lexing import Word
from .names import Reading, fail

SYMBOLS = {"EQ": "=", "IS": "=", "NE": "!=", "LT": "<", "LE": "<=", "GT": ">", "GE": ">=", "IN_OP": "in",
           "CONTAINS": "contains"}


def day(word: Word) -> Day | Parameter:
    """The day, month or year that a word states, left as it is: which of its days counts is for the engine."""
    if word.type == "PARAM":
        return Parameter(word.value, word.span)
    value = conform(possible(word), Type("date"))
    if isinstance(value, Day):
        return value
    return fail("type", f"`{word.text}` is no day; write one as 2019-11-28, 2019-11 or 2019", word.span)


def possible(word: Word) -> Value:
    """The value of a word, unless there is none such, as in a thirteenth month."""
    if isinstance(word.value, Impossible):
        fail("type", word.value.message, word.span)
    value: Value = word.value
    return value


def wanted_type(type_: Type, operator: str) -> Type:
    """The type of what stands on the right of an operator, by that of what stands on its left."""
    if operator == "contains" and type_.base in ("range", "list") and type_.of is not None:
        return type_.of
    return type_


def operand(
    reading: Reading, node: Any, type_: Type, operator: str, name: str, *, open_list: bool = False
) -> Value | Parameter:
    """The value of an operand, fitted to a type; `name` is that of what it is compared with."""
    if not isinstance(node, Word):
        return _list(reading, node, type_, operator, name, open_list)
    if node.type == "PARAM":
        return Parameter(node.value, node.span)
    wanted = wanted_type(type_, operator)
    if operator == "in" and not isinstance(node.value, Range):
        fail("syntax", f"after `in` stands a list, such as [a, b], or a range, such as 5..10, not `{node.text}`",
             node.span)
    value = _raw(reading, node, wanted)
    if wanted.base == "range" and wanted.of is not None and not isinstance(value, Range):
        wanted = wanted.of
    elif isinstance(value, Range) and wanted.base != "range":
        ends = conform(value, Type("range", of=wanted)) if wanted.base not in ("text", "choice", "ref", "bool") \
            else Mismatch(f"`{node.text}` is not {describe(wanted)}")
        return _fitted(ends, node, name)
    if operator == "=" and wanted.base == "list" and wanted.of is not None:
        wanted = wanted.of if not isinstance(value, tuple) else wanted
        return _fitted(conform(value, Type("list", of=wanted)), node, name)
    return _fitted(conform(value, wanted), node, name)


def _fitted(value: Value | Mismatch, node: Word, name: str) -> Value:
    if isinstance(value, Mismatch):
        from ..ground.trouble import Suggestion

        fail("type", f"{value.message} (`{name}` wants one)", node.span, (Suggestion(c) for c in value.choices))
    return value


def _raw(reading: Reading, node: Word, type_: Type) -> Value:
    """What a word stands for by itself; a name is a record only where a record is wanted."""
    if node.type == "VALUE":
        return possible(node)
    inner = type_.of if type_.base in ("range", "list") and type_.of is not None else type_
    if inner.base == "ref":
        return EntityRef(_record(reading, node, inner))
    text: str = node.value if node.type == "QUOTED" else node.text
    if node.unknown and inner.base == "text":
        reading.unknown(node)
    return text


def _record(reading: Reading, node: Word, type_: Type) -> str:
    kinds = None if type_.kind is None else (type_.kind,)
    if node.type == "QUOTED":
        meanings = reading.vocabulary.lookup(node.value, "ENTITY")
        node = Word("ENTITY", node.span, node.end, meanings, node.value, True, not meanings)
    if node.type != "ENTITY":
        fail("type", f"`{node.text}` is not {describe(type_)}", node.span)
    return reading.choice(node, kinds).id


def _list(reading: Reading, node: Any, type_: Type, operator: str, name: str, open_list: bool) -> Value:
    """The values of a list that is written out; in an open one parameters may stand, to be filled in later."""
    wanted = type_.of if type_.base in ("range", "list") and type_.of is not None else type_
    items = [operand(reading, child.children[0], wanted, "=", name) for child in node.children]
    for item in items:
        if isinstance(item, Parameter) and not open_list:
            fail("syntax", "a parameter cannot stand in this list", item.span)
    if operator not in ("in", "=", "!="):
        fail("type", f"`{operator}` compares with one value, not with a list", None)
    return tuple(items)  # type: ignore[arg-type]
