"""Pieces of which JSON Schemas are made; every property of an object is always there, unless it says otherwise."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer"}
MAYBE: Json = {"type": ["string", "null"]}


def said(description: str, schema: Json) -> Json:
    """The schema with what it describes."""
    return {"description": description, **schema}


def object_of(**properties: Json) -> Json:
    """An object of exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(items: Json) -> Json:
    """An array."""
    return {"type": "array", "items": items}


def map_of(values: Json) -> Json:
    """An object with keys of any name."""
    return {"type": "object", "additionalProperties": values}


def or_null(schema: Json) -> Json:
    """The same, or null."""
    return {"anyOf": [{"type": "null"}, schema]}


def ref(name: str) -> Json:
    """What a definition of the same schema says."""
    return {"$ref": f"#/$defs/{name}"}
