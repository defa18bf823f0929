"""Facts given with a call, as the API and the command line take them, made into facts of the language.

A fact is a value, a bound `("<=", "15%")`, a range `"5%..15%"`, or a list of bounds (spec: answers §2). Its name is an
input's, a role's or `role.attribute`, as `needs` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from ..ground.trouble import EvaluationError, Trouble
from ..ground.values import Day, EntityRef, Range, Value
from ..language.questions import Fact
from ..model.schema import Attribute, Type
from ..model.types import Mismatch, conform, conform_text
from ..model.vocabulary import Vocabulary

OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in", "contains")
_BOUND = re.compile(r"^\s*(<=|>=|!=|<>|==|=|<|>)\s*(.*)$", re.DOTALL)
_LIST = re.compile(r"^\s*in\s*\[(.*)\]\s*$", re.DOTALL)


def facts_of(given: Mapping[str, Any] | None, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """The facts of a call; raises EvaluationError for an unknown name and for a value that is none of its type."""
    return tuple(fact for name, said in (given or {}).items() for fact in _facts(str(name), said, vocabulary))


def _facts(name: str, said: Any, vocabulary: Vocabulary) -> Iterator[Fact]:
    about, type_ = _subject(name, vocabulary)
    if isinstance(said, list):
        for part in said:
            yield from _facts(name, part, vocabulary)
        return
    operator, value = _split(name, said)
    if type_ is None:
        yield Fact(about, "=", EntityRef(record_called(str(value), vocabulary)))
    elif operator == "in":
        items = value if isinstance(value, tuple | list) else [part.strip() for part in str(value).split(",")]
        yield Fact(about, "in", tuple(_value(name, item, type_) for item in items))
    else:
        yield Fact(about, operator, _value(name, value, type_))  # type: ignore[arg-type]


def _split(name: str, said: Any) -> tuple[str, Any]:
    if isinstance(said, tuple) and len(said) == 2 and said[0] in OPERATORS:
        return said
    if isinstance(said, tuple):
        raise EvaluationError(
            Trouble("type", f"a fact about `{name}` is a value, a bound such as (`<=`, `15%`) or a range")
        )
    if isinstance(said, str):
        if found := _LIST.match(said):
            return "in", found.group(1)
        if found := _BOUND.match(said):
            return {"==": "=", "<>": "!="}.get(found.group(1), found.group(1)), found.group(2)
    return "=", said


def _subject(name: str, vocabulary: Vocabulary) -> tuple[str, Type | None]:
    """The id of what a fact is about and its type; None for a role."""
    schema = vocabulary.schema
    owner, dot, key = name.partition(".")
    roles = {role for action in schema.actions.values() for role in action.roles}
    if dot and owner in roles:
        declared: Attribute | None = vocabulary.attribute(key)
        if declared is not None:
            return name, declared.type
    elif name in schema.inputs:
        return name, schema.inputs[name].type
    elif name in roles:
        return name, None
    elif len(found := {meaning.id for meaning in vocabulary.lookup(name, "INPUT")}) == 1:
        (input_,) = found
        return input_, schema.inputs[input_].type
    near = vocabulary.nearest(name, ("INPUT", "ROLE"))
    raise EvaluationError(Trouble("unknown-name", f"no input is called `{name}`", suggestions=near))


def record_called(text: str, vocabulary: Vocabulary) -> str:
    """The id of the one record of this name or id; raises EvaluationError where there is none, or several."""
    found = {meaning.id for meaning in vocabulary.lookup(text, "ENTITY")}
    if len(found) == 1:
        return found.pop()
    code, message = ("ambiguous-name", "several records are") if found else ("unknown-name", "no record is")
    near = () if found else vocabulary.nearest(text, ("ENTITY",))
    raise EvaluationError(Trouble(code, f"{message} called `{text}`", suggestions=near))


def _value(name: str, given: Any, type_: Type) -> Value:
    # What is said of a range is usually a value within it, and of a list an item.
    if isinstance(given, str):
        fitted: Value | Mismatch = conform_text(given, type_)
        if isinstance(fitted, Mismatch) and ".." in given:
            fitted = conform_text(given, Type("range", of=type_))
    else:
        fitted = conform(_python(name, given), type_)
    if isinstance(fitted, Mismatch):
        raise EvaluationError(Trouble("type", f"`{given}` does not fit `{name}`: {fitted.message}"))
    return fitted


def _python(name: str, given: Any) -> Value:
    match given:
        case datetime():
            return Day.of(given.date())
        case date():
            return Day.of(given)
        case bool() | int() | float() | Day() | Range() | EntityRef():
            return given
        case list() | tuple():
            return tuple(_python(name, item) for item in given)
    if type(given).__module__ == Day.__module__:
        return given  # type: ignore[no-any-return]
    raise EvaluationError(Trouble("type", f"a {type(given).__name__} is no value for `{name}`"))
