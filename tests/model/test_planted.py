"""One planted fault at a time gives one trouble, with its code, under the text that is wrong; ten give ten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from xhs_kb.data.folder import read_files
from xhs_kb.ground.codes import CODES
from xhs_kb.ground.trouble import Trouble
from xhs_kb.model.reading import read_knowledge
from xhs_kb.model.records import Knowledge

PLANTED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("planted.yaml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = PLANTED["cases"]


def read(*extra: str) -> tuple[Knowledge, tuple[Trouble, ...]]:
    files = {name: text.encode() for name, text in PLANTED["base"].items()}
    files |= {f"z{number}.yaml": text.encode() for number, text in enumerate(extra)}
    return read_knowledge(read_files(files))


def shown(troubles: tuple[Trouble, ...]) -> list[list[str]]:
    return [[t.code, t.span.text if t.span else ""] for t in troubles]


def test_the_base_is_sound() -> None:
    assert read()[1] == ()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_planted_fault_is_reported_once(case: dict[str, Any]) -> None:
    _, troubles = read(case["extra"])
    assert shown(troubles) == case["expect"], [str(trouble) for trouble in troubles]
    first = troubles[0]
    assert first.severity == case.get("severity", "error")
    assert first.span is not None and first.span.source.name == "z0.yaml"
    if "suggest" in case:
        assert first.suggestions and first.suggestions[0].text == case["suggest"]
    if "says" in case:
        assert case["says"] in first.message


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_messages_follow_the_house_style(case: dict[str, Any]) -> None:
    for trouble in read(case["extra"])[1]:
        assert trouble.code in CODES
        assert "\n" not in trouble.message and not trouble.message.endswith(".")
        assert not trouble.message[0].isupper() and "None" not in trouble.message


def test_a_folder_with_ten_faults_reports_ten() -> None:
    chosen = ["not yaml", "unknown section", "unknown key", "bad id", "another unit", "is_a in a circle", "no source",
              "unknown action", "require without that", "exceptions in a circle"]
    by_name = {case["name"]: case for case in CASES}
    texts = []
    for number, name in enumerate(chosen):
        text = by_name[name]["extra"]
        for identity in ("pie", "tart", "x", "y"):
            text = text.replace(f"id: {identity},", f"id: {identity}{number},")
            text = text.replace(f"[{identity}]", f"[{identity}{number}]").replace(f"to: {identity}}}",
                                                                                  f"to: {identity}{number}}}")
        texts.append(text)
    _, troubles = read(*texts)
    assert len(troubles) == 10, [str(trouble) for trouble in troubles]
    assert sorted(t.code for t in troubles) == sorted(by_name[name]["expect"][0][0] for name in chosen)


def test_a_fault_is_not_reported_again_where_it_shows() -> None:
    """What stands in an unreadable file or an unknown section is not missed by those that speak of it."""
    user = "wares:\n- {id: pie, source: lore, goes_with: [tart], is_a: [tart]}\n"
    assert shown(read("wears:\n- {id: tart, source: lore}\n", user)[1]) == [["unknown-section", "wears"]]
    assert [t.code for t in read("wares:\n- {id: tart, source: lore\n", user)[1]] == ["yaml"]
    assert [t.code for t in read("wares:\n- {id: tart, source: lore, weight: 2 m}\n", user)[1]] == ["type"]


def test_the_place_of_a_file_does_not_add_faults() -> None:
    """A file that is read first takes what it declares twice; only that is said."""
    for case in CASES:
        if case["name"] == "plural taken":  # whose records they are cannot be told
            continue
        files = {"a.yaml": case["extra"].encode()} | {n: t.encode() for n, t in PLANTED["base"].items()}
        _, troubles = read_knowledge(read_files(files))
        assert sorted(t.code for t in troubles) == sorted(code for code, _ in case["expect"]), case["name"]


def test_troubles_do_not_depend_on_the_order_of_files() -> None:
    texts = [case["extra"] for case in CASES[20:30]]
    _, one = read(*texts)
    files = {name: text.encode() for name, text in PLANTED["base"].items()}
    names = {f"z{number}.yaml": text.encode() for number, text in enumerate(texts)}
    _, other = read_knowledge(read_files(dict(reversed(list((files | names).items())))))
    assert shown(one) == shown(other)
