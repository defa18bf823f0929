"""Static checks of rules: each planted fault is found, underlined, and shown by a witness where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from xhs_kb import Trouble, check

BASE = """
kb: {id: depot, title: Depot, version: "1", language: en}
authorities: [{id: law}, {id: house}]
kinds:
  - id: ware
    plural: wares
    name: {en: [ware, wares]}
    attributes: {mass: {type: number in kg}}
actions:
  - id: store
    forms: {en: [store, stored, storing]}
    roles: {object: {kind: ware}}
inputs:
  - {id: share, type: percent, name: {en: [share]}, min: 0%, max: 100%}
  - {id: count, type: integer, name: {en: [count]}, min: 0}
  - {id: dry, type: bool, name: {en: [dry]}}
sources:
  - {id: act, title: Act, date: 2020-01-01, authority: law}
  - {id: notice, title: Notice, date: 2020-01-01, authority: house}
source: act#1
wares:
  - {id: timber}
  - {id: oak, is_a: [timber]}
  - {id: coal}
"""
USES = "  - {id: uses, effect: require, action: store, that: share <= 5% or count > 3 or dry = true}\n"

FAULTS = {
    "never": (
        "- {id: r, effect: forbid, action: store, object: coal, when: object = timber}",
        "never-applies", "object = timber",
    ),
    "bounds": ("- {id: r, effect: forbid, action: store, when: share > 100%}", "never-applies", "share > 100%"),
    "true": ("- {id: r, effect: require, action: store, that: share >= 0%}", "always-true", "share >= 0%"),
    "tautology": (
        "- {id: r, effect: forbid, action: store, when: count < 3 or count >= 3}",
        "always-true", "count < 3 or count >= 3",
    ),
    "false": ("- {id: r, effect: require, action: store, that: count < 0}", "always-false", "count < 0"),
    "aside": (
        "- {id: r, effect: forbid, action: store, object: oak}\n"
        "  - {id: s, effect: allow, action: store, object: timber, exception_to: [r]}",
        "always-set-aside", None,
    ),
    "nothing": (
        "- {id: r, effect: forbid, action: store, object: coal}\n"
        "  - {id: s, effect: allow, action: store, object: timber, exception_to: [r]}",
        "exception-to-nothing", "exception_to",
    ),
    "opposite": (
        "- {id: r, effect: recommend, action: store, object: coal}\n"
        "  - {id: s, effect: discourage, action: store, object: coal}",
        "contradiction-of-rules", "effect",
    ),
}  # fmt: skip


def troubles(folder: Path, rules: str) -> tuple[Trouble, ...]:
    (folder / "depot.yaml").write_text(BASE + "rules:\n" + USES + "  " + rules + "\n", encoding="utf-8")
    kb, found = check(folder)
    assert kb is not None, found
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str, tmp_path: Path) -> None:
    rules, code, underlined = FAULTS[name]
    found = [trouble for trouble in troubles(tmp_path, rules) if trouble.code == code]
    assert len(found) == 1
    assert found[0].severity == "warning"
    if underlined is not None:
        assert found[0].span is not None
        assert found[0].span.text == underlined


def test_a_sound_folder_has_no_finding(tmp_path: Path) -> None:
    sound = (
        "- {id: r, effect: forbid, action: store, object: timber, unless: dry = true}\n"
        "  - {id: s, effect: allow, action: store, object: oak, when: count > 3, exception_to: [r]}"
    )
    assert troubles(tmp_path, sound) == ()


def test_an_unused_input_is_named(tmp_path: Path) -> None:
    text = BASE + "rules:\n  - {id: r, effect: forbid, action: store, when: share > 5%}\n"
    (tmp_path / "depot.yaml").write_text(text, encoding="utf-8")
    _, found = check(tmp_path)
    assert {trouble.message for trouble in found} == {
        "no rule asks for the input `count`",
        "no rule asks for the input `dry`",
    }


def test_a_witness_shows_the_case(tmp_path: Path) -> None:
    found = troubles(tmp_path, FAULTS["opposite"][0])
    assert any("object = coal" in (trouble.help or "") for trouble in found if trouble.code == "contradiction-of-rules")


def test_a_later_exception_does_not_set_aside_for_ever(tmp_path: Path) -> None:
    rules = (
        "- {id: r, effect: forbid, action: store, object: oak}\n"
        "  - {id: s, effect: allow, action: store, object: timber, exception_to: [r], valid: {from: 2024-01-01}}"
    )
    assert [trouble.code for trouble in troubles(tmp_path, rules)] == []
