"""The JSON twin of a page, and the JSON Schema (2020-12) of all of them, made from the types of what they hold.

Twins that hold answers refer to the schema of answers, which lies beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ...answers.schema import answer_schema
from ...answers.schema_parts import TEXT, WHOLE, Json, list_of, map_of, object_of, or_null, ref, said
from ...ground.span import Span
from ...ground.values import Day
from ...model import records, schema
from .blocks import inlines, plain
from .site import Addresses, Page

PAGE_SCHEMA, ANSWER_SCHEMA = "page.schema.json", "answer.schema.json"
ANSWER_FIELDS = ("question", "as_of", "kind", "summary", "verdict", "value", "rows", "needs")
_ID: Json = {"type": "string", "description": "The id of a record."}
_CLASSES = (
    records.Rule,
    records.Entity,
    records.SourceRecord,
    records.Procedure,
    records.Step,
    records.Grounds,
    records.Dispute,
    records.Reading,
    records.Parent,
    records.Edge,
    schema.Kind,
    schema.Attribute,
    schema.Action,
    schema.Role,
    schema.Input,
    schema.Name,
    schema.Period,
)
_DAYS = {"start": "from", "end": "until"}
_AS_TEXT = (records.Citation, records.Condition, schema.Type, Span, date, Day)


def as_json(page: Page) -> str:
    """A page as JSON: what it is, what it says in data, and which pages it leads to."""
    at = Addresses(f"{page.place}.json", page.language, ".json")
    links = sorted({to for piece in inlines(page.blocks) if (to := getattr(piece, "to", None))})
    data = {
        "$schema": at.file(f"schema/{PAGE_SCHEMA}"),
        "address": page.address,
        "language": page.language,
        "sort": page.sort,
        "title": page.title,
        "lead": plain(page.lead),
        **page.data,
        "links": links,
    }
    return json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n"


def twin_schema() -> Json:
    """The schema of one twin: what all have, and what each sort of page adds."""
    common = {
        "$schema": said("Where this schema lies, from the page.", TEXT),
        "address": said("The page, the same in every language: `rule/some_id`.", TEXT),
        "language": said("The language of its texts.", TEXT),
        "sort": said("What sort of page it is.", TEXT),
        "title": said("Its title.", TEXT),
        "lead": said("Its first paragraph; may be empty.", TEXT),
        "links": said("The addresses that it leads to, in their order.", list_of(TEXT)),
    }
    shapes = _shapes()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Page",
        "description": "A page of the generated documentation as JSON. What is empty in a record is left out; values "
        "that JSON lacks are text of the value grammar.",
        "type": "object",
        "properties": common,
        "required": list(common),
        "oneOf": [ref(name) for name in shapes],
        "unevaluatedProperties": False,
        "$defs": {**shapes, **_parts(), **{_name(cls): _record(cls) for cls in _CLASSES}},
    }


def schemas() -> dict[str, str]:
    """The schemas as files by name, both in one folder."""
    found = {PAGE_SCHEMA: twin_schema(), ANSWER_SCHEMA: answer_schema()}
    return {name: json.dumps(schema, indent=2) + "\n" for name, schema in found.items()}


# --- what each sort of page adds ----------------------------------------------------------------------------------


def _shapes() -> Json:
    ids, answers, whole = list_of(_ID), list_of(ref("told")), {"$ref": ANSWER_SCHEMA}
    return {
        "rule_page": _of(
            "rule",
            rule=ref("rule"),
            sentence=said("The rule in one sentence.", TEXT),
            answers=said("The questions that the page answers.", answers),
        ),
        "entity_page": _of("entity", record=ref("entity"), answers=answers),
        "source_page": _of(
            "source",
            source=ref("source_record"),
            cited_by=said("What rests on it.", list_of(object_of(record=_ID, locator=or_null(TEXT)))),
        ),
        "procedure_page": _of("procedure", procedure=ref("procedure")),
        "kind_page": _of("kind", kind=ref("kind"), members=said("All records of the kind.", ids)),
        "action_page": _of("action", action=ref("action"), rules=said("Its own rules.", ids)),
        "input_page": _of("input", input=ref("input"), rules=said("The rules that ask for it.", ids)),
        "topic_page": _of("topic", file=said("The file that it shows.", TEXT), records=ids),
        "home_page": _of("home", figures=map_of(WHOLE), kb=object_of(id=TEXT, version=TEXT, hash=TEXT)),
        "playground_page": _of("playground"),
        **{f"{name}_list": _list_of(name, ids) for name in ("rules", "actions", "inputs", "sources", "procedures")},
        "kinds_list": _list_of("kinds", said("How many records each kind has.", map_of(WHOLE))),
        "topics_list": _list_of("topics", said("The records of each file.", map_of(ids))),
        "timeline": _of("overview", "timeline", events=list_of(object_of(day=TEXT, record=_ID, what=TEXT))),
        "doubts": _of("overview", "doubts", old_sources=ids, undated_rules=ids),
        "health": _of("overview", "health", health=ref("completeness")),
        "changes": _of("overview", "changes", changes=ref("comparison")),
        "asking": _of(
            "reference",
            "asking",
            answers=said("Every form of question by group, with its whole answer.", map_of(list_of(whole))),
        ),
        "language": _of("reference", "language", grammars=said("The text of each grammar.", map_of(TEXT))),
        "codes": _of("reference", "codes", codes=map_of(object_of(meaning=TEXT, remedy=TEXT))),
    }


def _of(sort: str, address: str = "", **more: Json) -> Json:
    """A page of a sort; `address` where only one has the shape (or several, numbered)."""
    where = {"address": {"pattern": f"^{address}(-\\d+)?$"}} if address else {}
    return {"properties": {"sort": {"const": sort}, **where, **more}, "required": ["sort", *more]}


def _list_of(name: str, listed: Json) -> Json:
    return _of("overview", name, **{name: listed})


def _parts() -> Json:
    answer = {name: {"$ref": f"{ANSWER_SCHEMA}#/properties/{name}"} for name in ANSWER_FIELDS}
    statuses = {"$ref": f"{ANSWER_SCHEMA}#/$defs/reason/properties/status"}
    check = object_of(passed=WHOLE, missing=list_of(_ID))
    answered = object_of(answer=TEXT, summary=TEXT)
    field = object_of(field=TEXT, before=TEXT, after=TEXT)
    return {
        "told": {
            "description": "A question with its answer; fields as in an answer, those that are null or empty left out.",
            "type": "object",
            "properties": {**answer, "rules": said("How each rule that was considered stands.", map_of(statuses))},
            "required": ["question", "as_of", "kind", "summary", "rules"],
            "additionalProperties": False,
        },
        "completeness": object_of(
            score=WHOLE, rules=WHOLE, checks=map_of(check), old_sources=list_of(_ID), failing_examples=list_of(TEXT)
        ),
        "comparison": object_of(
            old=TEXT,
            new=TEXT,
            records=list_of(object_of(sort=TEXT, id=TEXT, what=TEXT, fields=list_of(field))),
            answers=list_of(
                object_of(question=TEXT, as_of=or_null(TEXT), given=map_of({}), before=answered, after=answered)
            ),
            asked=WHOLE,
        ),
        "value": {
            "description": "A value: a number, true or false, text of the value grammar, or a list of them.",
            "anyOf": [{"type": ["boolean", "number", "string"]}, list_of(ref("value"))],
        },
    }


# --- records, from their types ------------------------------------------------------------------------------------


def _record(cls: type) -> Json:
    """The schema of a record as `record_data` writes it: what is empty is left out, and so are places of parts."""
    hints = get_type_hints(cls)
    names = [name for name in cls.__match_args__ if name != "spans"]  # type: ignore[attr-defined]
    always = [name for name in names if hints[name] is str and name not in ("authority", "plural")]
    return {
        "description": (cls.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": {_DAYS.get(name, name) if cls is schema.Period else name: _type(hints[name]) for name in names},
        "required": always,
        "additionalProperties": False,
    }


def _type(hint: Any) -> Json:
    """The schema of what stands for a value of a type; a union of parts of the value grammar is a value."""
    if hint is str or hint in _AS_TEXT:
        return TEXT
    if hint is bool:
        return {"type": "boolean"}
    if hint is int:
        return WHOLE
    if hint in _CLASSES:
        return ref(_name(hint))
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin is tuple:
        return list_of(_type(inside[0]))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return map_of(_type(inside[1]))
    if origin in (Union, UnionType):
        known = [one for one in inside if one is not NoneType]
        return _type(known[0]) if len(known) == 1 else ref("value")
    return ref("value")


def _name(cls: type) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__).strip("_")
