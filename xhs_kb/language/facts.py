"""Reads facts that are given beside a question: `--given k=v` of the command line, `given={…}` of the API.

A fact is a value, a bound `("<=", "15%")`, a range `"5%..15%"`, or a list of bounds (spec: answers §2). A key is the id
or a name of an input, a role, or an attribute of what fills a role (`object.mass`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from ..ground.span import Source, Span
from ..ground.trouble import Suggestion
from ..ground.values import Day, EntityRef, Range, Value
from ..model.schema import Type
from ..model.types import Mismatch, conform, conform_text
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
    """All facts of a mapping, in its order."""
    found: list[Fact | Filler] = []
    for key, said in given.items():
        for bound in said if isinstance(said, list) else [said]:
            operator, value = bound if isinstance(bound, tuple) and len(bound) == 2 else ("=", bound)
            if isinstance(value, str) and operator == "=" and (signed := _BOUND.fullmatch(value)):
                operator, value = signed.groups()
            found += _read(str(key), value, _PLAIN.get(str(operator), str(operator)), vocabulary, actions,
                           f"{key} {operator} {value}")
    return tuple(found)


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
    fitted = _value(value, wanted_type(matter.type, operator), operator, matter, vocabulary, span)
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

    return first_reading("matter", Source("<given>", key), vocabulary, bind)


def _thing(text: str, kinds: tuple[str, ...], vocabulary: Vocabulary, span: Span) -> Named | Parameter:
    if text.startswith("$"):
        return Parameter(text[1:], span)
    found = vocabulary.lookup(text, "ENTITY")
    word = Word("ENTITY", span, 0, found, text, True, not found)
    if any(meaning.id == text for meaning in found):
        return Named(text, span)
    return Named(Reading(vocabulary, span.source).choice(word, kinds).id, span)


def _value(value: Any, type_: Type, operator: str, matter: _Matter, vocabulary: Vocabulary, span: Span
           ) -> Value | Parameter:
    """The value of a fact, fitted to its type. A range stands for all within it."""
    if isinstance(value, str) and value.startswith("$") and type_.base != "text":
        return Parameter(value[1:], span)
    single = type_.of if type_.base == "range" and type_.of is not None else type_
    fitted: Value | Mismatch
    if operator == "in":
        items = value if isinstance(value, tuple | list) else str(value).strip("[] ").split(",")
        return tuple(cast(Any, _value(item, single, "=", matter, vocabulary, span)) for item in items)
    if isinstance(value, str):
        fitted = conform_text(value.strip(), single)
        if isinstance(fitted, Mismatch) and single.base not in ("text", "choice", "ref", "bool"):
            within = conform_text(value.strip(), Type("range", of=single))
            fitted = within if isinstance(within, Range) else fitted
        if isinstance(fitted, EntityRef):
            return EntityRef(cast(Named, _thing(fitted.id, (single.kind,) if single.kind else (), vocabulary, span)).id)
    else:
        plain = Day.of(value) if isinstance(value, date) else value
        fitted = conform(plain, Type("range", of=single) if isinstance(plain, Range) else single)
    if isinstance(fitted, Mismatch):
        fail("type", f"{fitted.message} (`{matter.about}` wants one)", span,
             (Suggestion(choice) for choice in fitted.choices))
    return fitted
