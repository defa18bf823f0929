"""Each fact of the law sheet is held by records that exist, or is left out for a reason.

The list is `tests/data/law_facts.yaml`; the YAML is read raw, so that this test checks the data alone. Where the sheet
itself is at hand, the list is compared with it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SHEET = ROOT.parent / "shared/facts/law.md"
_LIST = yaml.load((ROOT / "tests/data/law_facts.yaml").read_text("utf-8"), yaml.BaseLoader)
FACTS: list[dict[str, Any]] = _LIST["facts"]


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    files = [yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in sorted((ROOT / "kb").rglob("*.yaml"))]
    return {record["id"]: {"default": content.get("source"), **record} for content in files
            for name, section in content.items() if name != "examples" and isinstance(section, list)
            for record in section if isinstance(record, dict)}


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_a_fact_is_held_or_left_out_for_a_reason(fact: dict[str, Any], records: dict[str, dict[str, Any]]) -> None:
    if "left_out" in fact:
        assert fact["confidence"] != "high", "no fact of high confidence is left out"
        assert fact["left_out"]
    for record in fact.get("holds", []):
        assert record in records, f"there is no {record}"
        assert records[record].get("source") or records[record]["default"], f"{record} cites nothing"


def test_what_is_low_is_never_law(records: dict[str, dict[str, Any]]) -> None:
    # ABS-02 is no rule of its own: it is another day, given beside the day of the rule that holds it.
    weak = {record for fact in FACTS if fact["confidence"] == "low" and fact["id"] != "ABS-02"
            for record in fact.get("holds", [])}
    assert weak
    for record in weak:
        assert records[record].get("authority") == "practice", record


def test_each_rule_of_law_says_both_languages(records: dict[str, dict[str, Any]]) -> None:
    held = {record for fact in FACTS for record in fact.get("holds", [])}
    rules = [records[record] for record in sorted(held) if "effect" in records[record]]
    assert rules
    for rule in rules:
        for key in ("name", "because", *(["consequence"] if "consequence" in rule else [])):
            assert set(rule[key]) == {"en", "zh"}, (rule["id"], key)


@pytest.mark.skipif(not SHEET.exists(), reason="the sheet is not at hand")
def test_the_list_is_complete() -> None:
    rows = re.findall(r"^\| ([A-Z]{2,3}-[0-9a-z-]+) \|.*\| (high|medium|low) \|\s*$", SHEET.read_text("utf-8"), re.M)
    assert [(fact["id"], fact["confidence"]) for fact in FACTS] == rows
