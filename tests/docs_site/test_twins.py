"""The JSON twins fit the schema that lies beside them, and the schema refuses what is no twin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from xhs_kb.faces.docs.asking import Asker
from xhs_kb.faces.docs.plan import make, wanted
from xhs_kb.faces.docs.survey import Survey
from xhs_kb.faces.docs.twins import ANSWER_SCHEMA, PAGE_SCHEMA, as_json, schemas

from .conftest import DAY, TOY

DOCS = TOY.parent.parent / "docs"
EVERY = 20  # of the shipped records of a sort


@pytest.fixture(scope="module")
def validator() -> Any:
    known = {name: json.loads(text) for name, text in schemas().items()}
    registry: Registry[Any] = Registry().with_resources(
        [(name, Resource.from_contents(schema)) for name, schema in known.items()]
    )
    jsonschema.Draft202012Validator.check_schema(known[PAGE_SCHEMA])
    return jsonschema.Draft202012Validator(known[PAGE_SCHEMA], registry=registry)


def faults(validator: Any, twin: dict[str, Any]) -> list[str]:
    """What does not fit, from the option that the twin is most like."""
    if validator.is_valid(twin):
        return []
    return [str(jsonschema.exceptions.best_match(validator.iter_errors(twin)))]


def test_the_stored_schemas_are_the_generated_ones() -> None:
    for name, text in schemas().items():
        assert (DOCS / name).read_text("utf-8") == text, "regenerate with: just schema"


def test_the_schemas_lie_where_the_twins_say(site: Path) -> None:
    for page in (site / "en/index.json", site / "zh/rule/small_bottles.json"):
        place = (page.parent / json.loads(page.read_text("utf-8"))["$schema"]).resolve()
        assert place == (site / "schema" / PAGE_SCHEMA).resolve()
        assert place.read_text("utf-8") == schemas()[PAGE_SCHEMA]
    assert (site / "schema" / ANSWER_SCHEMA).read_text("utf-8") == schemas()[ANSWER_SCHEMA]


def test_every_twin_of_the_toy_world_fits(site: Path, validator: Any) -> None:
    twins = [path for path in site.rglob("*.json") if path.parent.name != "schema"]
    assert len(twins) > 200
    wrong = {path.name: bad for path in twins if (bad := faults(validator, json.loads(path.read_text("utf-8"))))}
    assert wrong == {}


def test_twins_of_the_shipped_knowledge_base_fit(validator: Any) -> None:
    from xhs_kb import KnowledgeBase

    kb = KnowledgeBase.open()
    survey = Survey(kb, DAY, ("en", "zh"))
    asker, sorts = Asker.of(survey), dict[str, int]()
    for one in wanted(survey):
        sorts[one.sort] = sorts.get(one.sort, 0) + 1
        if sorts[one.sort] % EVERY == 1:
            for language in survey.languages:
                twin = json.loads(as_json(make(one, survey, asker, language)))
                assert faults(validator, twin) == [], one


@pytest.mark.parametrize(
    "broken",
    [
        {"sort": "poem"},
        {"surplus": 1},
        {"links": "rule/x"},
        {"answers": [{"question": "why?"}]},
        {"rule": {"id": "x", "effect": "permit", "action": "pack"}},
    ],
)
def test_the_schema_refuses_what_is_no_twin(site: Path, validator: Any, broken: dict[str, Any]) -> None:
    twin = json.loads((site / "en/rule/small_bottles.json").read_text("utf-8"))
    assert validator.is_valid(twin)
    assert not validator.is_valid({**twin, **broken})


def test_an_answer_that_does_not_fit_its_own_schema_is_refused(site: Path, validator: Any) -> None:
    twin = json.loads((site / "en/rule/small_bottles.json").read_text("utf-8"))
    twin["answers"][0]["verdict"] = {"permission": "perhaps", "advice": "none"}
    assert not validator.is_valid(twin)
