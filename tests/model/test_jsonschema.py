"""The JSON Schema that editors use accepts every sound file and refuses what it can see to be wrong."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from xhs_kb.data.folder import load_folder, read_files
from xhs_kb.model.jsonschema import editor_comment, json_schema
from xhs_kb.model.reading import read_knowledge

from .test_planted import CASES, PLANTED, read
from .test_reading import ROOT

# Faults that need no more than one file and the declarations to be seen.
SEEN = {"unknown section", "unknown key", "no id", "bad id", "section is no list", "record is no mapping", "no choice",
        "no bool", "inherit what", "relation to no kind", "source of no authority", "no effect",
        "unknown action", "no such role", "rule of no authority", "relation with a key too many", "period with to",
        "no steps", "example without expect", "dispute without source", "relation without to", "no language",
        "role without kind", "input without type", "action above is unknown", "no action", "condition as a list",
        "series with a key too many", "relation from another kind", "example of a strange key"}


def validator(schema: Any) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("folder", ["kb", "tests/toy_world"])
def test_every_file_of_the_repository_is_valid(folder: str) -> None:
    loaded = load_folder(ROOT / folder)
    check = validator(json_schema(read_knowledge(loaded)[0].schema))
    for document in loaded.documents:
        errors = [f"{document.source.name}: {list(e.absolute_path)} {e.message[:200]}"
                  for e in check.iter_errors(document.root.plain())]
        assert errors == []


def test_numbers_and_booleans_of_editors_are_valid_too() -> None:
    """Editors guess types as YAML 1.2 does; the schema must not care."""
    check = validator(json_schema(read()[0].schema))
    for name, text in PLANTED["base"].items():
        guessed = yaml.load(text, Loader=yaml.SafeLoader)
        assert [e.message for e in check.iter_errors(guessed)] == [], name


@pytest.mark.parametrize("case", [c for c in CASES if c["name"] in SEEN], ids=lambda case: case["name"])
def test_editors_see_what_can_be_seen(case: dict[str, Any]) -> None:
    check = validator(json_schema(read()[0].schema))
    document, = read_files({"x.yaml": case["extra"].encode()}).documents
    assert not check.is_valid(document.root.plain())


def test_all_cases_named_exist() -> None:
    assert {case["name"] for case in CASES} >= SEEN


def test_it_completes_the_words_of_the_schema() -> None:
    schema = json_schema(read()[0].schema)
    assert set(schema["properties"]) >= {"wares", "bakers", "rules", "kinds"}
    ware = schema["properties"]["wares"]["items"]["properties"]
    assert {"weight", "goes_with", "is_a"} <= set(ware) and "taught" not in ware
    rule = schema["properties"]["rules"]["items"]["properties"]
    assert {"object", "by", "when"} <= set(rule) and rule["action"] == {"$ref": "#/$defs/action",
                                                                        "description": rule["action"]["description"]}
    assert schema["$defs"]["action"]["enum"] == ["bake", "toast"]
    assert "heat" in schema["$defs"]["condition"]["description"]
    assert all("description" in section for section in schema["properties"].values())


def test_an_empty_schema_is_valid() -> None:
    validator(json_schema(read_knowledge(read_files({}))[0].schema))


def test_the_comment_for_editors() -> None:
    assert editor_comment("a.json") == "# yaml-language-server: $schema=a.json"
