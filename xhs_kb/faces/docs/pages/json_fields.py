"""The fields of a JSON form as tables, read off its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..blocks import Block, Code, Inline, Para, Rich, Section, Table
from .parts import marked

_COLUMNS = ("Field", "Value", "Meaning")
_TYPES: Mapping[str, str] = {"string": "text", "boolean": "true or false", "integer": "whole number"}


def schema_sections(schema: Mapping[str, Any]) -> tuple[Section, ...]:
    """The fields of the whole, then a section for each definition."""
    whole = Section("fields", "Fields", (_table(schema["title"], schema),))
    parts = (Section(name, name, tuple(_definition(name, part))) for name, part in schema.get("$defs", {}).items())
    return (whole, *parts)


def _definition(name: str, part: Mapping[str, Any]) -> Iterator[Block]:
    if "description" in part:
        yield Para(marked(part["description"]))
    if "properties" in part:
        yield _table(name, part)
        return
    for option in part.get("oneOf", ()):
        yield _table(name, option)
    if "oneOf" not in part:
        yield Para(tuple(_value(part)))


def _table(caption: str, schema: Mapping[str, Any]) -> Table:
    rows: list[tuple[Rich, ...]] = []
    for name, field in schema["properties"].items():
        value = (*_value(field), *(() if name in schema.get("required", ()) else (" (may be missing)",)))
        rows.append(((Code(name),), value, marked(field.get("description", ""))))
    return Table(caption, _COLUMNS, tuple(rows))


def _value(field: Mapping[str, Any]) -> list[Inline]:
    """What may stand in a field."""
    match field:
        case {"$ref": str(ref)}:
            return [Code(ref.rpartition("/")[2])]
        case {"const": value}:
            return [Code(str(value))]
        case {"enum": choices}:
            return _among([[Code(str(choice))] for choice in choices])
        case {"anyOf": options} | {"oneOf": options}:
            return _among([_value(option) for option in options])
        case {"type": "array", "items": items}:
            return ["list of ", *_value(items)]
        case {"type": "object", "properties": inner}:
            return ["object of ", *_among([[Code(name)] for name in inner], ", ")]
        case {"type": "object", "additionalProperties": dict(items)}:
            return ["map of ", *_value(items)]
        case {"type": list(types)}:
            return [" or ".join(_TYPES.get(str(one), str(one)) for one in types)]
        case {"pattern": "^\\d{4}-\\d{2}-\\d{2}$"}:
            return ["day, such as 2020-03-01"]
        case {"type": one}:
            return [_TYPES.get(str(one), str(one))]
    return ["anything"]


def _among(options: list[list[Inline]], between: str = " or ") -> list[Inline]:
    line: list[Inline] = []
    for option in options:
        line += [between] if line else []
        line += option
    return line
