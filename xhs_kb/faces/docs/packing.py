"""A knowledge base as JSON that it can be made from again without a YAML reader: for the engine in the browser.

Places in files are left out, since no file goes along. A record is an object whose `@` is the name of its class; what
has its default value is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any

from ...ground import values
from ...ground.frozen import replace
from ...ground.trouble import KnowledgeError, Trouble
from ...model import records, schema

_LEFT_OUT = ("span", "spans")
_CLASSES: dict[str, type] = {
    name: found
    for module in (values, schema, records)
    for name, found in vars(module).items()
    if isinstance(found, type) and is_dataclass(found)
}


def pack(knowledge: records.Knowledge) -> str:
    """The knowledge base as JSON without its examples; the same records give the same text."""
    return json.dumps(_packed(replace(knowledge, examples=())), ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> records.Knowledge:
    """The knowledge base of a packed text; raises KnowledgeError where it is none."""
    try:
        found = _unpacked(json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(Trouble("unreadable", "the text is no packed knowledge base")) from error
    if not isinstance(found, records.Knowledge):
        raise KnowledgeError(Trouble("unreadable", "the text is no packed knowledge base"))
    return found


def _packed(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case date():
            return {"@": "date", "day": value.isoformat()}
        case Mapping():
            return {str(key): _packed(part) for key, part in value.items()}
        case tuple() | list() | frozenset():
            return [_packed(part) for part in value]
    told = {item.name: _packed(part) for item in fields(value) if _matters(item, part := getattr(value, item.name))}
    return {"@": type(value).__name__, **told}


def _matters(item: Any, part: Any) -> bool:
    if item.name in _LEFT_OUT or not item.init:
        return False
    usual = (
        item.default
        if item.default is not MISSING
        else item.default_factory()
        if item.default_factory is not MISSING
        else MISSING
    )
    if isinstance(usual, Mapping) and isinstance(part, Mapping):
        return bool(usual != part)
    return usual is MISSING or type(usual) is not type(part) or bool(usual != part)


def _unpacked(value: Any) -> Any:
    match value:
        case {"@": "date", "day": day}:
            return date.fromisoformat(day)
        case {"@": name}:
            return _CLASSES[name](**{key: _unpacked(part) for key, part in value.items() if key != "@"})
        case dict():
            return {key: _unpacked(part) for key, part in value.items()}
        case list():
            return tuple(_unpacked(part) for part in value)
    return value
