"""The JSON Schema (2020-12) of an answer's JSON form, made from the types of the answer (spec: answers §1)."""

from __future__ import annotations

from typing import Any, get_args

from ..engine.verdicts.judgement import Advice, Permission, Standing
from ..model.records import Effect
from .answer import AnswerKind
from .schema_parts import MAYBE, TEXT, list_of, object_of, or_null, ref, said


def answer_schema() -> dict[str, Any]:
    """The schema of one answer. Every property is always there; what does not apply is null or empty."""
    day = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answer",
        "description": "What a question to a knowledge base comes to. What JSON lacks (percent, duration, range, date, "
        "money) is text of the value grammar, so that it can be asked with again.",
        **object_of(
            kind=said("What sort of answer it is.", _one_of(AnswerKind)),
            question=said("The question as it was asked.", TEXT),
            as_of=said("The day that the answer holds for.", day),
            language=said("The language of its texts.", TEXT),
            summary=said("One to three sentences, never more certain than the fields.", TEXT),
            verdict=said(
                "Whether it may be done, and what is advised; null where no verdict was asked.",
                or_null(object_of(permission=_one_of(Permission), advice=_one_of(Advice))),
            ),
            value=said(
                "The single value, with its unit and the day on which it was true; of `yes_no` it is true, false or "
                "null; null where there is no single value.",
                or_null(object_of(value=ref("item"), unit=MAYBE, at=MAYBE)),
            ),
            columns=said("The names of the columns.", list_of(TEXT)),
            rows=said("The rows, in the order of the columns.", list_of(list_of(ref("item")))),
            reasons=said("The rules that were considered, those that decide first.", list_of(ref("reason"))),
            needs=said("What nobody has said and on which the verdict depends.", list_of(ref("need"))),
            used=said("The roles and inputs that the rules which bear on the verdict mention.", list_of(TEXT)),
            citations=said("The places in sources that it rests on.", list_of(ref("citation"))),
            apart=said("What is neither in the rows nor out of them.", list_of(ref("thing"))),
            warnings=said(
                "What makes it less sure: a stable code, a sentence, the ids that it is about.",
                list_of(object_of(code=TEXT, message=TEXT, about=list_of(TEXT))),
            ),
            pattern=said("The pattern that the question stands for; null where there is none.", MAYBE),
            kb=said(
                "The knowledge base that answered, with the hash of its content.",
                object_of(id=TEXT, version=TEXT, hash=TEXT),
            ),
            engine=said("The version of the engine.", TEXT),
        ),
        "$defs": _definitions(),
    }


def _definitions() -> dict[str, Any]:
    return {
        "thing": said(
            "A record: its id, and its name on the day, in the language asked.", object_of(id=TEXT, name=TEXT)
        ),
        "item": {
            "description": "A cell: a value, a record, a list or a map of them.",
            "anyOf": [
                {"type": ["null", "boolean", "number", "string"]},
                ref("thing"),
                list_of(ref("item")),
                {"type": "object", "additionalProperties": ref("item")},
            ],
        },
        "reason": said("A rule, and how it stood.", _reason()),
        "need": {
            "description": "What is still to be said, and what each kind of reply leads to.",
            "oneOf": [_need(what) for what in ("input", "role", "attribute")],
        },
        "citation": said(
            "A place in a source, `source#place`, with what is known of the source.",
            object_of(id=TEXT, title=TEXT, publisher=MAYBE, date=MAYBE, url=MAYBE, authority=MAYBE),
        ),
    }


def _reason() -> dict[str, Any]:
    return object_of(
        rule=said("The id of the rule.", TEXT),
        name=said("Its name.", TEXT),
        effect=said("What it does.", _one_of(Effect)),
        status=said("How it stands in this case.", _one_of(Standing)),
        because=said("The reason that it gives.", MAYBE),
        chain=said("The ids by which the thing falls under it, from the thing up.", list_of(TEXT)),
        residual=said("The condition that is left to be met, where it is open.", MAYBE),
        set_aside_by=said("The rule that sets it aside.", MAYBE),
        part=said("Which part of a rule that does not apply was false: a role, `when` or `unless`.", MAYBE),
        consequence=said("What happens to whoever breaks it.", MAYBE),
        instead=said("What to do instead.", list_of(ref("thing"))),
        authority=said("Whose word it is.", MAYBE),
        citations=said("The ids of its citations.", list_of(TEXT)),
    )


def _need(what: str) -> dict[str, Any]:
    lead = object_of(reply=TEXT, permission=_one_of(Permission))
    return object_of(**{what: TEXT, "ask": TEXT, "type": TEXT, "leads_to": list_of(lead)})


def _one_of(names: Any) -> dict[str, Any]:
    return {"enum": list(get_args(names))}
