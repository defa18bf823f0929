"""The JSON Schema (2020-12) of an answer's JSON form, made from the types of the answer (spec: answers §1)."""

from __future__ import annotations

from typing import Any, get_args

from ..engine.verdicts.judgement import Advice, Permission, Standing
from ..model.records import Effect
from .answer import AnswerKind

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}


def answer_schema() -> dict[str, Any]:
    """The schema of one answer. Every property is always there; what does not apply is null or empty."""
    day = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answer",
        "description": "What a question to a knowledge base comes to. What JSON lacks (percent, duration, range, date, "
        "money) is text of the value grammar, so that it can be asked with again.",
        **_object(
            kind=_one_of(AnswerKind),
            question=_TEXT,
            as_of=day,
            language=_TEXT,
            summary=_TEXT,
            verdict=_or_null(_object(permission=_one_of(Permission), advice=_one_of(Advice))),
            value=_or_null(_object(value=_ref("item"), unit=_MAYBE, at=_MAYBE)),
            columns=_list(_TEXT),
            rows=_list(_list(_ref("item"))),
            reasons=_list(_ref("reason")),
            needs=_list(_ref("need")),
            used=_list(_TEXT),
            citations=_list(_ref("citation")),
            apart=_list(_ref("thing")),
            warnings=_list(_object(code=_TEXT, message=_TEXT, about=_list(_TEXT))),
            pattern=_MAYBE,
            kb=_object(id=_TEXT, version=_TEXT, hash=_TEXT),
            engine=_TEXT,
        ),
        "$defs": _definitions(),
    }


def _definitions() -> dict[str, Any]:
    return {
        "thing": _object(id=_TEXT, name=_TEXT),
        "item": {
            "anyOf": [
                {"type": ["null", "boolean", "number", "string"]},
                _ref("thing"),
                _list(_ref("item")),
                {"type": "object", "additionalProperties": _ref("item")},
            ],
        },
        "reason": _object(
            rule=_TEXT,
            name=_TEXT,
            effect=_one_of(Effect),
            status=_one_of(Standing),
            because=_MAYBE,
            chain=_list(_TEXT),
            residual=_MAYBE,
            set_aside_by=_MAYBE,
            part=_MAYBE,
            consequence=_MAYBE,
            instead=_list(_ref("thing")),
            authority=_MAYBE,
            citations=_list(_TEXT),
        ),
        "need": {"oneOf": [_need(what) for what in ("input", "role", "attribute")]},
        "citation": _object(id=_TEXT, title=_TEXT, publisher=_MAYBE, date=_MAYBE, url=_MAYBE, authority=_MAYBE),
    }


def _need(what: str) -> dict[str, Any]:
    lead = _object(reply=_TEXT, permission=_one_of(Permission))
    return _object(**{what: _TEXT, "ask": _TEXT, "type": _TEXT, "leads_to": _list(lead)})


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(names: Any) -> dict[str, Any]:
    return {"enum": list(get_args(names))}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "null"}, schema]}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}
