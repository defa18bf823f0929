"""The answer's JSON Schema is valid, is the one in `docs/`, and fits every answer, made by hand and real."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from faces.made import ALL, TABLE, VERDICT

from xhs_kb.answers.schema import answer_schema

ROOT = Path(__file__).parent.parent
STORED = ROOT / "docs" / "answer.schema.json"
QUESTIONS = (
    "list the rules",
    "which items can be packed",
    "can lamp oil be packed",
    "why can lamp oil be packed",
    "what is lamp oil",
    "how do I pack lamp oil",
    "compare north field and south bay",
    "what changed since 2000",
    "what do I need to pack lamp oil",
    "what happens if lamp oil is packed",
    "is lamp oil under flammable goods",
    "MATCH (r:rule) RETURN r.id, r LIMIT 2",
)


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = answer_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_stored_schema_is_the_generated_one() -> None:
    assert STORED.read_text("utf-8") == json.dumps(answer_schema(), indent=2) + "\n", "regenerate with: just schema"


@pytest.mark.parametrize("answer", ALL, ids=lambda answer: answer.kind)
def test_answers_made_by_hand_fit(validator: Any, answer: Any) -> None:
    filled = replace(answer, kb={"id": "tea", "version": "1", "hash": "ab"})
    assert [error.message for error in validator.iter_errors(filled.to_dict())] == []


@pytest.mark.parametrize("broken", [{"kind": "list"}, {"as_of": "today"}, {"rows": [{"a": 1}]}, {"surplus": 1}])
def test_the_schema_refuses_what_is_no_answer(validator: Any, broken: dict[str, Any]) -> None:
    assert not validator.is_valid({**TABLE.to_dict(), **broken})
    assert not validator.is_valid(replace(VERDICT, permission="maybe").to_dict())


@pytest.mark.parametrize("question", QUESTIONS)
def test_real_answers_fit(validator: Any, question: str) -> None:
    from xhs_kb import KnowledgeBase

    answer = KnowledgeBase.open(ROOT / "tests" / "toy_world").ask(question, as_of="2026-11-01")
    assert [error.message for error in validator.iter_errors(answer.to_dict())] == []
