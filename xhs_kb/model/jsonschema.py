"""The JSON Schema (2020-12) of the files of a knowledge base, so that editors complete and check while typing.

It is made from the declarations and from the tables by which the files are read. It is looser than the reader: what
needs more than one place to judge (ids, kinds of ends, circles) is left to `validate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .reading import keys
from .schema import BUILT_IN_KINDS, Attribute, Kind, Name, Relation, Schema, Type
from .types import describe

Json = dict[str, Any]
_ANY: Json = {"type": ["string", "number", "boolean"]}
_TEXT: Json = {"type": ["string", "number", "boolean"]}
_BOOL: Json = {"enum": [True, False, "true", "false"]}
_ID: Json = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
_SOURCE_ID: Json = {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"}


def editor_comment(location: str) -> str:
    """The first line of a YAML file by which editors find the schema, at a path or address.

    >>> editor_comment("../schema.json")
    '# yaml-language-server: $schema=../schema.json'
    """
    return f"# yaml-language-server: $schema={location}"


def json_schema(schema: Schema) -> Json:
    """The JSON Schema of one file: every file may hold every section."""
    sections: Json = {
        "kb": _object(keys.KB, {"id": _SOURCE_ID, "title": _ref("texts")}),
        "authorities": _list(_object(keys.AUTHORITY, {"id": _ID}, ["id"])),
        "kinds": _list(_kind(schema)),
        "relations": _list(_relation(schema)),
        "actions": _list(_action(schema)),
        "inputs": _list(_object(keys.INPUT, {"id": _ID, "type": _ref("type"), "name": _ref("names"),
                                             "ask": _ref("texts"), "summary": _ref("texts")}, ["id", "type"])),
        "sources": _list(_object(keys.SOURCE, {"id": _SOURCE_ID, "title": _ref("texts"), "name": _ref("names"),
                                               "authority": _enum(schema.authorities)}, ["id"])),
        "source": _ref("citations"),
        "rules": _list(_rule(schema)),
        "procedures": _list(_procedure(schema)),
        "examples": _list(_example(schema)),
    }
    sections = {key: {**value, "description": keys.SECTIONS[key]} for key, value in sections.items()}
    for kind in schema.kinds.values():
        if kind.id not in BUILT_IN_KINDS and kind.plural:
            sections[kind.plural] = {**_list(_record(kind, schema)), "description": _nouns(kind)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Knowledge base {schema.header.id}",
            "type": "object", "properties": sections, "additionalProperties": False, "$defs": _definitions(schema)}


def _definitions(schema: Schema) -> Json:
    name = {"anyOf": [_TEXT, _object(keys.NAME, {}, ["is"])]}
    return {
        "texts": {"anyOf": [_TEXT, _by_language(_TEXT)]},
        "phrases": {"anyOf": [_one_or_many(_TEXT), _by_language(_one_or_many(_TEXT))]},
        "names": {"anyOf": [_one_or_many(name), _by_language(_one_or_many(name))]},
        "citations": _one_or_many({"type": "string", "pattern": "^[^#\\s]+(#.*)?$"}),
        "period": _object(keys.PERIOD, {}),
        "dispute": _object(keys.DISPUTE, {"source": _ref("citations")}, ["source"]),
        "type": {"type": "string", "description": keys.ATTRIBUTE["type"]},
        "attribute": _object(keys.ATTRIBUTE, {"type": _ref("type"), "name": _ref("names"), "phrase": _ref("phrases")},
                             ["type"]),
        "parents": _one_or_many({"anyOf": [_ID, _object(keys.EDGE, _grounds(), ["to"])]}),
        "step": _object(keys.STEP, {"do": _ref("texts")}, ["do"]),
        "kind": _enum(schema.kinds),
        "action": _enum(schema.actions, {action.id: action.summary.get("en", "") for action in
                                         schema.actions.values()}),
        "ids": _one_or_many(_SOURCE_ID),
        "condition": {"type": ["string", "boolean"], "description": _condition_help(schema)},
        **_shared(schema),
    }


# --- the parts of the files -----------------------------------------------------------------------------------------


def _kind(schema: Schema) -> Json:
    return _object(keys.KIND, {"id": _ID, "plural": _ID, "name": _ref("names"), "closed": _BOOL,
                               "attributes": _map(_ref("attribute"))}, ["id"])


def _relation(schema: Schema) -> Json:
    kinds = _one_or_many(_ref("kind"))
    return _object(keys.RELATION, {"id": _ID, "from": kinds, "to": kinds, "phrase": _ref("phrases"),
                                   "inverse": _ref("phrases"), "inherit": _enum(keys.INHERIT),
                                   "attributes": _map(_ref("attribute"))}, ["id", "from", "to"])


def _action(schema: Schema) -> Json:
    role = _object(keys.ROLE, {"kind": _one_or_many(_ref("kind")), "subject": _BOOL, "phrase": _ref("phrases")},
                   ["kind"])
    return _object(keys.ACTION, {"id": _ID, "is_a": _one_or_many(_ref("action")), "forms": _ref("phrases"),
                                 "roles": _map(role), "name": _ref("names"), "summary": _ref("texts")}, ["id"])


def _record(kind: Kind, schema: Schema) -> Json:
    relations = [relation for relation in schema.relations.values() if kind.id in relation.sources]
    own = {attribute.id: _readings(attribute) for attribute in kind.attributes.values()}
    own |= {relation.id: _ref(f"relation_{relation.id}") for relation in relations}
    common = {"id": _ID, "name": _ref("names"), "is_a": _ref("parents"), "summary": _ref("texts"), **_grounds()}
    return _object({**keys.RECORD, **dict.fromkeys(own, "")}, {**common, **own}, ["id"])


def _readings(attribute: Attribute) -> Json:
    said = f"{_named(attribute.names, attribute.id)}: {describe(attribute.type)}"
    return {**_ref(_reading_name(attribute.type)), "description": said}


def _reading_name(type_: Type) -> str:
    return "value_" + re.sub(r"\W+", "_", str(type_)).strip("_")


def _shared(schema: Schema) -> Json:
    """What many records share: the forms of values by their type, and those of relations."""
    found: Json = {}
    for kind in schema.kinds.values():
        for attribute in kind.attributes.values():
            value = _value(attribute.type)
            reading = _object(keys.READING, {**_grounds(), "value": value}, ["value"])
            found[_reading_name(attribute.type)] = {"anyOf": [value, reading, _list(reading)]}
    return found | {f"relation_{relation.id}": _edges(relation) for relation in schema.relations.values()}


def _edges(relation: Relation) -> Json:
    attributes = {attribute.id: {**_value(attribute.type), "description": describe(attribute.type)}
                  for attribute in relation.attributes.values()}
    long = _object({**keys.EDGE, **dict.fromkeys(attributes, "")}, {**_grounds(), **attributes}, ["to"])
    said = f"Leads from {' or '.join(relation.sources)} to {' or '.join(relation.targets)}."
    return {**_one_or_many({"anyOf": [_SOURCE_ID, long]}), "description": said}


def _value(type_: Type) -> Json:
    match type_.base:
        case "text":
            return {"anyOf": [_TEXT, _by_language(_TEXT)]}
        case "bool":
            return _BOOL
        case "choice":
            return _enum(type_.choices)
        case "list" if type_.of is not None:
            return _one_or_many(_value(type_.of))
        case "ref":
            return _SOURCE_ID
    return _ANY


def _rule(schema: Schema) -> Json:
    shapes: Json = {"id": _ID, "name": _ref("names"), "summary": _ref("texts"), "effect": _enum(keys.EFFECTS),
                    "action": _ref("action"), "because": _ref("texts"), "consequence": _ref("texts"),
                    "authority": _enum(schema.authorities), **_grounds()}
    shapes |= {key: _ref("condition") for key in ("when", "unless", "that")}
    shapes |= {key: _ref("ids") for key in ("exception_to", "replaces", "instead")}
    roles = _roles(schema)
    return _object({**keys.RULE, **roles}, {**shapes, **dict.fromkeys(roles, _ref("ids"))}, ["id", "effect", "action"])


def _procedure(schema: Schema) -> Json:
    roles = _roles(schema)
    shapes: Json = {"id": _ID, "name": _ref("names"), "summary": _ref("texts"), "action": _ref("action"),
                    "steps": _list(_ref("step")), **_grounds(), **dict.fromkeys(roles, _ref("ids"))}
    return _object({**keys.PROCEDURE, **roles}, shapes, ["id", "action", "steps"])


def _example(schema: Schema) -> Json:
    given = {declared.id: {"description": f"{_named(declared.names, declared.id)}: {describe(declared.type)}"}
             for declared in schema.inputs.values()}
    return _object(keys.EXAMPLE, {"given": {"type": "object", "properties": given}, "expect": {"type": "object"}},
                   ["ask", "expect"])


def _roles(schema: Schema) -> dict[str, str]:
    """Every role of any action, with the kinds that fill it."""
    found: dict[str, dict[str, None]] = {}
    for action in schema.actions.values():
        for role in action.roles.values():
            found.setdefault(role.id, {}).update(dict.fromkeys(role.kinds))
    return {role: f"What fills the role {role}: {' or '.join(kinds)}."
            for role, kinds in sorted(found.items())}


def _condition_help(schema: Schema) -> str:
    inputs = ", ".join(schema.inputs)
    return ("A condition on one line, or a block: inputs, roles and their attributes, compared and joined with "
            f"and, or, not.{' Inputs: ' + inputs + '.' if inputs else ''}")


# --- the pieces of a schema -----------------------------------------------------------------------------------------


def _grounds() -> Json:
    return {"source": _ref("citations"), "valid": _ref("period"), "disputed": _one_or_many(_ref("dispute"))}


def _object(allowed: Mapping[str, str], shapes: Json, required: Iterable[str] = ()) -> Json:
    properties = {}
    for key, said in allowed.items():
        shape = dict(shapes.get(key, _ANY))
        if said and "description" not in shape:
            shape["description"] = said
        properties[key] = shape
    found: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _one_or_many(item: Json) -> Json:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _map(values: Json) -> Json:
    return {"type": "object", "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"}, "additionalProperties": values}


def _by_language(values: Json) -> Json:
    return {"type": "object", "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
            "additionalProperties": values}


def _enum(names: Iterable[str], said: Mapping[str, str] | None = None) -> Json:
    choices = list(names)
    if not choices:
        return {"type": "string"}
    shown = [said.get(choice, "") for choice in choices] if said else []
    return {"enum": choices, "markdownEnumDescriptions": shown} if any(shown) else {"enum": choices}


def _named(names: Iterable[Name], default: str) -> str:
    return next((name.text for name in names), default)


def _nouns(kind: Kind) -> str:
    return f"Records of the kind {kind.id}: {_named(kind.names, kind.id)}."
