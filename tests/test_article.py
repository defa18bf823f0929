"""Each statement of the source article stands in the knowledge base, with a citation of its question.

The list of statements is `tests/data/article.yaml`. The YAML is read raw, so that this test checks the data alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SCHEMA_SECTIONS = {"kb", "source", "authorities", "kinds", "relations", "actions", "inputs", "examples"}
STATEMENTS = yaml.load((ROOT / "tests/data/article.yaml").read_text("utf-8"), yaml.BaseLoader)["statements"]
QUESTIONS = {"intro", *(f"q{number}" for number in range(1, 11))}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def sections() -> Iterator[tuple[str, Any, Any]]:
    """Every section of records, with the default citation of its file."""
    for path in sorted((ROOT / "kb").rglob("*.yaml")):
        content = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for section, records in content.items():
            if section not in SCHEMA_SECTIONS:
                yield section, records, content.get("source")


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for _, section, default in sections():
        for record in section:
            assert record["id"] not in found, f"two records are called {record['id']}"
            found[record["id"]] = {"source": default, **record}
    return found


def matches(item: Any, wanted: dict[str, Any]) -> bool:
    """Whether an item of a field (a plain value, an edge, a reading) is the one that the statement names."""
    parts = item if isinstance(item, dict) else {"to": item, "value": item}
    return all(parts.get(key) == wanted[key] for key in ("to", "value", "at", "count") if key in wanted)


def citations(record: dict[str, Any], wanted: dict[str, Any]) -> set[str]:
    """What the part of the record that the statement names cites: its own source, else the record's."""
    own = [item["source"] for item in as_list(record.get(wanted.get("field", ""))) if isinstance(item, dict)
           and "source" in item and matches(item, wanted)]
    return {citation for source in own or [record["source"]] for citation in as_list(source)}


CASES = [pytest.param(statement["locator"], holds, id=f"{statement['locator']}-{statement['says']}-{number}")
         for statement in STATEMENTS for number, holds in enumerate(statement["holds"])]


@pytest.mark.parametrize(("locator", "wanted"), CASES)
def test_the_record_says_so(locator: str, wanted: dict[str, Any], records: dict[str, Any]) -> None:
    record = records.get(wanted["record"])
    assert record is not None, f"no record {wanted['record']}"
    if "field" in wanted:
        items = as_list(record.get(wanted["field"]))
        assert any(matches(item, wanted) for item in items), f"{wanted['field']} is {items}"


@pytest.mark.parametrize(("locator", "wanted"), CASES)
def test_the_record_cites_the_question(locator: str, wanted: dict[str, Any], records: dict[str, Any]) -> None:
    record = records[wanted["record"]]
    if "publisher" in record:
        pytest.skip("a source cites nothing")
    cited = citations(record, wanted)
    assert f"parklu-2020#{locator}" in cited, f"cites {sorted(cited)}"


def test_every_question_of_the_article_is_listed() -> None:
    assert {statement["locator"] for statement in STATEMENTS} == QUESTIONS


def test_every_article_citation_names_a_question(records: dict[str, Any]) -> None:
    def cited(node: Any) -> Iterator[str]:
        match node:
            case dict():
                for key, value in node.items():
                    yield from as_list(value) if key == "source" else cited(value)
            case list():
                for value in node:
                    yield from cited(value)

    locators = {text.partition("#")[2] for text in cited(records) if text.startswith("parklu-2020")}
    assert locators == QUESTIONS


def test_every_record_has_names_in_both_languages() -> None:
    for section, records, _ in sections():
        for record in records if section != "sources" else []:
            assert {"en", "zh"} <= set(record["name"]), record["id"]
            for text in ("summary", "because", "consequence"):
                assert text not in record or {"en", "zh"} <= set(record[text]), f"{record['id']}: {text}"
