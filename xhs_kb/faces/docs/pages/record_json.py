"""Records in JSON types, for the twins of pages: fields by name, values as text of the value grammar."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from ....ground.span import Span
from ....ground.values import EntityRef, write
from ....model.records import Citation, Condition, Rule
from ....model.schema import Name, Period, Type
from ..blocks import Listing


def rule_data(rule: Rule) -> dict[str, Any]:
    """A rule in JSON types."""
    data = record_data(rule)
    assert isinstance(data, dict)
    return data


def record_data(value: Any) -> Any:
    """A record, or a part of one; what is empty is left out, places in files are `file:line`."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Citation() | Type():
            return str(value)
        case Condition(text):
            return " ".join(text.split())
        case EntityRef(id):
            return id
        case date():
            return value.isoformat()
        case Period(start, end):
            return _kept({"from": start and start.isoformat(), "until": end and end.isoformat()})
        case Name(text, language, valid):
            return _kept({"text": text, "language": language, "valid": record_data(valid)})
        case Span():
            return f"{value.source.name}:{value.line}"
        case Mapping():
            return {str(key): record_data(part) for key, part in value.items() if not isinstance(part, Span)}
        case tuple() | list():
            return [record_data(part) for part in value]
    if is_dataclass(value) and type(value).__module__.endswith(("model.records", "model.schema")):
        return _kept(
            {item.name: record_data(getattr(value, item.name)) for item in fields(value) if item.name != "spans"}
        )
    return write(value)


def _kept(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def json_text(data: Any) -> str:
    """Data as people read it."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def json_listing(data: Any, caption: str) -> Listing:
    """Data as a listing."""
    return Listing(json_text(data), "json", caption)
