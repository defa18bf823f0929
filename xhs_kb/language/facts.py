"""Reads facts that are given beside a question: `--given k=v` of the command line, `given={…}` of the API.

A fact is a value, a bound `("<=", "15%")`, a range `"5%..15%"`, or a list of bounds (spec: answers §2). A key is the id
or a name of an input, a role, or an attribute of what fills a role (`object.mass`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from ..ground.frozen import dataclass
from ..ground.span import Source, Span
from ..ground.trouble import Suggestion
from ..ground.values import Day, Duration, EntityRef, Money, Percent, Quantity, Range, Ratio, Value, exact
from ..model.schema import Type
from ..model.types import Mismatch, conform, conform_text, describe
from ..model.vocabulary import Vocabulary
from .expressions import Parameter
from .lexing import Word
from .names import Reading, fail
from .operands import wanted_type
from .questions import Fact, Filler, Named
from .reading import first_reading
from .tails import attribute_of

_SIGNED = re.compile(r"\s*(.+?)\s*(<=|>=|!=|≤|≥|=|<|>)\s*(.*)", re.DOTALL)
_BOUND = re.compile(r"\s*(<=|>=|!=|≤|≥|=|<|>)\s*(.*)", re.DOTALL)
_LISTED = re.compile(r"\s*in\s*(\[.*\])\s*", re.DOTALL)
_PLAIN = {"≤": "<=", "≥": ">="}
_OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in", "contains")


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a key speaks of: its name in facts, and the type, or the kinds of a role."""

    about: str
    type: Type | None
    kinds: tuple[str, ...] = ()


def read_fact(text: str, vocabulary: Vocabulary, actions: Iterable[str] = ()) -> tuple[Fact | Filler, ...]:
    """The facts of one `key=value`, `key<=value` or `key=low..high`; a key alone is a yes-or-no input that holds.

    `actions` are those whose roles the keys may name; all actions where none is given.
    """
    found = _SIGNED.fullmatch(text)
    if found is None:
        return _read(text, True, "=", vocabulary, actions, text)
    key, sign, value = found.groups()
    return _read(key, value, _PLAIN.get(sign, sign), vocabulary, actions, text)


def read_given(given: Mapping[str, Any], vocabulary: Vocabulary, actions: Iterable[str] = ()
               ) -> tuple[Fact | Filler, ...]:
    """All facts of a mapping, in its order. A text may be what an answer's `leads_to` gives as a reply."""
    found: list[Fact | Filler] = []
    for key, said in given.items():
        for bound in _bounds(said):
            operator, value = bound if isinstance(bound, tuple) and len(bound) == 2 else ("=", bound)
            found += _read(str(key), value, _PLAIN.get(str(operator), str(operator)), vocabulary, actions,
                           f"{key} {operator} {value}")
    return tuple(found)


def _bounds(said: Any) -> list[Any]:
    """What is said of one key, bound by bound: `<= 5`, `in [a, b]`, `> 5% and < 10%`."""
    if isinstance(said, list):
        return [bound for part in said for bound in _bounds(part)]
    if not isinstance(said, str):
        return [said]
    if listed := _LISTED.fullmatch(said):
        return [("in", listed.group(1))]
    parts = [_BOUND.fullmatch(part) for part in said.split(" and ")]
    signed = [part.groups() for part in parts if part is not None]
    return list(signed) if len(signed) == len(parts) else [said]


def input_named(key: str, vocabulary: Vocabulary) -> str | None:
    """The input that a key of `given` speaks of; None where it is something else. Raises as `read_given` does."""
    about = _matter(str(key), vocabulary, tuple(vocabulary.schema.actions)).about
    return about if about in vocabulary.schema.inputs else None


def as_facts(said: Iterable[Fact | Filler]) -> tuple[Fact, ...]:
    """The same with fillers of roles as facts about them."""
    return tuple(
        part if isinstance(part, Fact)
        else Fact(part.role, "=", EntityRef(part.thing.id) if isinstance(part.thing, Named) else part.thing, part.span)
        for part in said
    )


def _read(key: str, value: Any, operator: str, vocabulary: Vocabulary, actions: Iterable[str], shown: str
          ) -> tuple[Fact | Filler, ...]:
    source = Source("<given>", shown)
    span = Span(source, 0, len(shown))
    matter = _matter(key, vocabulary, tuple(actions) or tuple(vocabulary.schema.actions))
    if operator not in _OPERATORS:
        fail("syntax", f"`{operator}` is no sign of a fact; one of {', '.join(_OPERATORS)} is", span)
    if matter.type is None:
        if operator != "=":
            fail("syntax", f"the role `{matter.about}` is filled by one thing, with `=`", span)
        return (Filler(matter.about, _thing(str(value), matter.kinds, vocabulary, span), span),)
    fitted = fitted_value(value, matter.type, operator, matter.about, vocabulary, span)
    return (Fact(matter.about, cast(Any, operator), fitted, span),)


def _matter(key: str, vocabulary: Vocabulary, actions: tuple[str, ...]) -> _Matter:
    def bind(tree: Any, reading: Reading) -> _Matter:
        word, *path = tree.children
        schema = vocabulary.schema
        if word.unknown:
            reading.unknown(word)
        if word.type == "INPUT":
            if len(word.ids) > 1 and word.text not in word.ids:
                from .names import ambiguous

                ambiguous(word, word.ids)
            id_ = word.text if word.text in word.ids else word.ids[0]
            return _Matter(id_, schema.inputs[id_].type)
        roles = [role for action in actions for role in schema.roles(action).values() if role.id in word.ids]
        if not roles:
            fail("unknown-name", f"no action here has a role `{word.text}`", word.span)
        kinds = tuple(dict.fromkeys(kind for role in roles for kind in role.kinds))
        if not path:
            return _Matter(roles[0].id, None, kinds)
        declared = attribute_of(reading, cast(Word, path[-1]), kinds)
        return _Matter(f"{roles[0].id}.{declared.id}", declared.type)

    return _of_record(key, vocabulary, actions) or first_reading("matter", Source("<given>", key), vocabulary, bind)


def _of_record(key: str, vocabulary: Vocabulary, actions: tuple[str, ...]) -> _Matter | None:
    """The attribute of a record by their ids, as in `some_record.mass`, which is how `needs` names it."""
    owner, _, name = key.strip().partition(".")
    kinds = [meaning.of for meaning in vocabulary.lookup(owner, "ENTITY") if meaning.id == owner]
    if not kinds or any(owner in vocabulary.schema.roles(action) for action in actions):
        return None
    kind = vocabulary.schema.kinds.get(kinds[0])
    declared = kind.attributes.get(name) if kind is not None else None
    return None if declared is None else _Matter(f"{owner}.{name}", declared.type)


def _thing(text: str, kinds: tuple[str, ...], vocabulary: Vocabulary, span: Span) -> Named | Parameter:
    if text.startswith("$"):
        return Parameter(text[1:], span)
    found = vocabulary.lookup(text, "ENTITY")
    word = Word("ENTITY", span, 0, found, text, True, not found)
    if any(meaning.id == text for meaning in found):
        return Named(text, span)
    return Named(Reading(vocabulary, span.source).choice(word, kinds).id, span)


def fitted_value(value: Any, declared: Type, operator: str, about: str, vocabulary: Vocabulary, span: Span | None
                 ) -> Value | Parameter:
    """A value that a program or a command line gives, fitted to the type of what it is said of.

    A range stands for all within it. Raises LanguageError (`type`) for what is no value of that type.
    """
    type_ = wanted_type(declared, operator)
    if isinstance(value, str) and value.startswith("$") and type_.base != "text":
        return Parameter(value[1:], span)
    single = type_.of if type_.base == "range" and type_.of is not None else type_
    fitted: Value | Mismatch
    if operator == "in":
        items = value if isinstance(value, tuple | list) else str(value).strip("[] ").split(",")
        return tuple(cast(Any, fitted_value(item, single, "=", about, vocabulary, span)) for item in items)
    if isinstance(value, str):
        fitted = conform_text(value.strip(), single)
        if isinstance(fitted, Mismatch) and single.base not in ("text", "choice", "ref", "bool"):
            within = conform_text(value.strip(), Type("range", of=single))
            fitted = within if isinstance(within, Range) else fitted
        if isinstance(fitted, EntityRef):
            where = span or Span(Source("<given>", value), 0, len(value))
            kinds = (single.kind,) if single.kind else ()
            return EntityRef(cast(Named, _thing(fitted.id, kinds, vocabulary, where)).id)
    else:
        plain = _of_python(value)
        fitted = Mismatch(f"a `{type(value).__name__}` is not {describe(single)}") if plain is None else \
            conform(plain, Type("range", of=single) if isinstance(plain, Range) else single)
    if isinstance(fitted, Mismatch):
        fail("type", f"{fitted.message} (`{about}` wants one)", span,
             (Suggestion(choice) for choice in fitted.choices))
    return fitted


def _of_python(value: Any) -> Value | None:
    """The value that an object of Python stands for; None for what no value can be."""
    match value:
        case Decimal():
            return exact(str(value)) if value.is_finite() else None
        case float() if not math.isfinite(value):
            return None
        case date():
            return Day.of(value)
        case list() | tuple():
            parts = tuple(_of_python(part) for part in value)
            return None if None in parts else cast(Value, parts)
        case bool() | int() | float() | str() | Percent() | Money() | Quantity() | Duration() | Day() | Ratio() | \
                EntityRef() | Range():
            return value
    return None
