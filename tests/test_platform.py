"""Each fact of the platform sheet is held by records that exist and cite something, or is left out for a reason.

The list is `tests/data/platform_facts.yaml`; the YAML is read raw, so that this test checks the data alone. Where the
sheet itself is at hand, the list is compared with it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SHEET = ROOT.parent / "shared/facts/platform.md"
LIST = ROOT / "tests/data/platform_facts.yaml"
FACTS: dict[str, Any] = yaml.load(LIST.read_text("utf-8"), yaml.BaseLoader)["facts"]
SCHEMA = {"kb", "source", "authorities", "kinds", "relations", "actions", "inputs", "examples", "sources"}
SPAM_OR_GARBLED = (
    "best5858", "cdyahgee", "8htfquj5", "bjhwtx", "wgg0101", "mxgxt", "learnwithfaith", "zytcm", "asjzyw",
)


def files() -> list[tuple[Path, dict[str, Any]]]:
    paths = sorted((ROOT / "kb").rglob("*.yaml"))
    return [(path, yaml.load(path.read_text("utf-8"), yaml.BaseLoader)) for path in paths]


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    return {record["id"]: {"default": content.get("source"), "file": path.name, **record} for path, content in files()
            for name, section in content.items() if name not in SCHEMA for record in section}


@pytest.fixture(scope="module")
def sources() -> dict[str, dict[str, Any]]:
    return {record["id"]: record for _, content in files() for record in content.get("sources", [])}


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_held_or_left_out_for_a_reason(fact: str, records: dict[str, dict[str, Any]]) -> None:
    if isinstance(FACTS[fact], dict):
        assert FACTS[fact]["left_out"]
        return
    for record in FACTS[fact]:
        assert record in records, f"there is no {record}"
        assert records[record].get("source") or records[record]["default"], f"{record} cites nothing"


def test_weak_sources_are_marked_and_speak_for_practice(sources: dict[str, dict[str, Any]]) -> None:
    weak = [source for identity, source in sources.items() if identity.startswith("weak-")]
    assert weak
    for source in weak:
        assert source["authority"] == "practice", source["id"]
        assert "[weak source]" in source["title"]["en"], source["id"]


def test_only_the_platforms_own_documents_speak_for_it(sources: dict[str, dict[str, Any]]) -> None:
    speaking = {identity for identity, source in sources.items() if source["authority"] == "platform"}
    assert speaking and all(identity.startswith("platform-") for identity in speaking)


def test_no_weak_source_alone_makes_a_rule_of_the_platform(records: dict[str, dict[str, Any]]) -> None:
    for record in records.values():
        if record.get("authority") == "platform":
            cited = record["source"] if isinstance(record["source"], list) else [record["source"]]
            assert not all(citation.startswith("weak-") for citation in cited), record["id"]


def test_pages_that_cannot_be_trusted_have_no_link(sources: dict[str, dict[str, Any]]) -> None:
    for source in sources.values():
        assert not any(host in source.get("url", "") for host in SPAM_OR_GARBLED), source["id"]


def test_records_and_rules_speak_both_languages(records: dict[str, dict[str, Any]]) -> None:
    held = {record for holders in FACTS.values() if isinstance(holders, list) for record in holders}
    for record in (records[identity] for identity in sorted(held)):
        for key in ("name", "summary", "because", "consequence"):
            if key in record:
                assert set(record[key]) == {"en", "zh"}, (record["id"], key)


@pytest.mark.skipif(not SHEET.exists(), reason="the sheet is not at hand")
def test_the_list_is_complete_and_leaves_out_weak_facts_only() -> None:
    found = re.findall(r"^\*\*([A-Z]-\d\d)\*\*.*?^- confidence: (\w+)", SHEET.read_text("utf-8"), re.M | re.S)
    assert list(FACTS) == [fact for fact, _ in found]
    assert {fact for fact, confidence in found if isinstance(FACTS[fact], dict)} <= {f for f, c in found if c == "weak"}
