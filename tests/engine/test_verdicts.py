"""Verdicts by hand: each type of input, what is exact and what is not, residuals, needs, contradictions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from xhs_kb import Answer, KnowledgeBase, Limits, XhsKbError

HEAD = """
kb: {id: depot, title: Depot, version: "1", language: en}
authorities: [{id: law}, {id: house}]
kinds:
  - id: ware
    plural: wares
    name: {en: [ware, wares]}
    attributes: {mass: {type: number in kg}, home: {type: ref to site}, sizes: {type: range of integer}}
  - {id: site, plural: sites, name: {en: [site, sites]}, closed: true}
relations:
  - {id: stands_in, from: ware, to: site, phrase: {en: [stand in, stands in]}, inherit: subject}
actions:
  - id: store
    forms: {en: [store, stored, storing]}
    roles:
      object: {kind: ware}
      at: {kind: site, phrase: {en: [at]}}
      beside: {kind: ware, phrase: {en: [beside]}}
inputs:
  - {id: share, type: percent, name: {en: [share]}, min: 0%, max: 100%}
  - {id: count, type: integer, name: {en: [count]}, min: 0}
  - {id: dry, type: bool, name: {en: [dry]}}
  - {id: fee, type: money, name: {en: [fee]}}
  - {id: stay, type: duration, name: {en: [stay]}}
  - {id: since_day, type: date, name: {en: [first day]}}
  - {id: until_day, type: date, name: {en: [last day]}}
  - {id: mix, type: ratio, name: {en: [mix]}}
  - {id: label, type: text, name: {en: [label]}}
  - {id: marks, type: list of text, name: {en: [marks]}}
  - {id: grade, type: "one of [a, b, c]", name: {en: [grade]}}
sources:
  - {id: act, title: Act, date: 2020-01-01, authority: law}
source: act#1
sites: [{id: cellar}, {id: loft}]
wares:
  - {id: timber, mass: 20 kg, stands_in: [cellar]}
  - {id: oak, is_a: [timber], home: loft}
  - {id: coal}
rules:
"""


def depot(folder: Path, *rules: str) -> KnowledgeBase:
    (folder / "depot.yaml").write_text(HEAD + "".join(f"  - {rule}\n" for rule in rules), encoding="utf-8")
    return KnowledgeBase.open(folder)


def judged(folder: Path, condition: str, effect: str = "require", **given: Any) -> Answer:
    part = "that" if effect == "require" else "when"
    kb = depot(folder, f"id: r\n    effect: {effect}\n    action: store\n    {part}: {condition}")
    return kb.verdict("store", {"object": "coal"}, given=given)


def residual(answer: Answer) -> str | None:
    return next(reason.residual for reason in answer.reasons if reason.rule == "r")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("share <= 20%", "share <= 20%"),
        ("share <= 20% and share <= 10%", "share <= 10%"),
        ("share > 5% and share < 10% or share = 50%", "share > 5% and share < 10% or share = 50%"),
        ("not (count >= 3)", "count < 3"),
        ("dry", "dry = true"),
        ("not dry", "dry = false"),
        ("fee < CNY 600", "fee < CNY 600"),
        ("stay <= 2 weeks", "stay <= 2 weeks"),
        ("stay <= 2 months", "stay <= 2 months"),
        ("since_day >= 2020-02-01", "first day >= 2020-02-01"),
        ("mix >= 9:1", "mix >= 9:1"),
        ("grade in [a, b]", "grade in [a, b]"),
        ("grade != c", "grade != c"),
        ("label = \"x\"", "label = \"x\""),
        ("at = loft", "at = loft"),
        ("count + 2 <= 5", "count + 2 <= 5"),
    ],
)  # fmt: skip
def test_an_open_rule_says_what_must_hold(condition: str, expected: str, tmp_path: Path) -> None:
    answer = judged(tmp_path, condition)
    assert answer.permission == "conditional"
    assert answer.warnings == ()
    assert residual(answer) == expected


@pytest.mark.parametrize(
    ("condition", "given", "permission"),
    [
        ("stay <= 1 month", {"stay": "2 weeks"}, "unregulated"),
        ("stay <= 1 month", {"stay": "32 days"}, "forbidden"),
        ("until_day - since_day <= 30 days", {"since_day": "2020-01-01", "until_day": "2020-01-31"}, "unregulated"),
        ("until_day - since_day <= 30 days", {"since_day": "2020-01-01", "until_day": "2020-02-01"}, "forbidden"),
        ("since_day + 1 month <= 2020-02-29", {"since_day": "2020-01-31"}, "unregulated"),
        ("fee <= CNY 600", {"fee": "¥600"}, "unregulated"),
        ("mix >= 9:1", {"mix": "18:2"}, "unregulated"),
        ("share * 3 <= 0.3", {"share": "10%"}, "unregulated"),
        ("count / 2 > 2", {"count": 5}, "unregulated"),
        ("share <= 20%", {"share": ("<=", "15%")}, "unregulated"),
        ("share <= 20%", {"share": "5%..15%"}, "unregulated"),
        ("share <= 20%", {"share": [(">", "20%"), ("<", "30%")]}, "forbidden"),
        ("share <= 20%", {"share": "15%..25%"}, "conditional"),
        ("count <= 3", {"count": [(">", 2), ("<", 4)]}, "unregulated"),
        ("grade in [a, b]", {"grade": "in [a, b]"}, "unregulated"),
        ("label contains \"frag\"", {"label": "fragile"}, "unregulated"),
    ],
)  # fmt: skip
def test_what_is_said_decides(condition: str, given: dict[str, Any], permission: str, tmp_path: Path) -> None:
    assert judged(tmp_path, condition, **given).permission == permission


def test_a_list_may_be_given_as_text(tmp_path: Path) -> None:
    assert judged(tmp_path, 'marks contains "red"', marks="[red, blue]").permission == "unregulated"
    assert judged(tmp_path, 'marks contains "red"', marks="[blue]").permission == "forbidden"


def test_an_unknown_list_is_settled_item_by_item(tmp_path: Path) -> None:
    answer = judged(tmp_path, 'marks contains "red" or not (marks contains "red")')
    assert answer.permission == "unregulated"


@pytest.mark.parametrize(
    "condition", ["until_day - since_day <= 30 days", 'label contains "frag"', "fee < CNY 5 and fee < USD 5"]
)
def test_what_cannot_be_settled_says_so(condition: str, tmp_path: Path) -> None:
    answer = judged(tmp_path, condition)
    assert answer.permission == "conditional"
    assert [warning.code for warning in answer.warnings] == ["not-exact"]
    assert "cannot be settled" in answer.summary


def test_a_date_that_is_added_to_is_solved(tmp_path: Path) -> None:
    answer = judged(tmp_path, "since_day + 30 days <= 2020-03-31 or since_day > 2020-03-01")
    assert answer.permission == "unregulated"
    assert answer.warnings == ()


def test_a_case_that_needs_splitting_is_exact(tmp_path: Path) -> None:
    kb = depot(
        tmp_path,
        "{id: low, effect: forbid, action: store, when: count < 5}",
        "{id: high, effect: forbid, action: store, when: count >= 5}",
    )
    answer = kb.verdict("store", {"object": "coal"})
    assert answer.permission == "forbidden"
    assert {reason.rule: reason.status for reason in answer.reasons} == {"low": "open", "high": "open"}
    assert answer.needs == ()


def test_past_the_limit_it_is_not_exact(tmp_path: Path) -> None:
    kb = depot(tmp_path, "{id: r, effect: forbid, action: store, when: count < 5 and share < 5% and dry or grade = a}")
    exact = kb.verdict("store", {"object": "coal"})
    assert exact.warnings == ()
    cut = kb.verdict("store", {"object": "coal"}, limits=Limits(cells=2))
    assert [warning.code for warning in cut.warnings] == ["not-exact"]
    assert cut.permission == "conditional"


def test_needs_name_what_settles_and_what_each_reply_leads_to(tmp_path: Path) -> None:
    answer = judged(tmp_path, "share <= 20% or dry")
    asked = {need.name: [(lead.reply, lead.permission) for lead in need.leads_to] for need in answer.needs}
    assert asked == {
        "share": [("<= 20%", "unregulated"), ("> 20%", "conditional")],
        "dry": [("true", "unregulated"), ("false", "conditional")],
    }


def test_an_unrecorded_attribute_is_asked_for(tmp_path: Path) -> None:
    kb = depot(tmp_path, "{id: r, effect: forbid, action: store, when: object.mass > 10 kg}")
    open_ = kb.verdict("store", {"object": "coal"})
    assert [(need.what, need.name) for need in open_.needs] == [("attribute", "object.mass")]
    assert kb.verdict("store", {"object": "timber"}).permission == "forbidden"
    assert kb.verdict("store", {"object": "coal"}, given={"object.mass": "5 kg"}).permission == "unregulated"
    assert kb.verdict("store", {"object": "coal"}, given={"object.mass": (">", 50)}).permission == "forbidden"


def test_a_closed_role_has_no_other_filler(tmp_path: Path) -> None:
    kb = depot(
        tmp_path,
        "{id: cellar_ban, effect: forbid, action: store, at: cellar}",
        "{id: loft_ban, effect: forbid, action: store, at: loft}",
    )
    assert kb.verdict("store", {"object": "coal"}).permission == "forbidden"


def test_an_open_role_may_be_filled_by_something_unheard_of(tmp_path: Path) -> None:
    bans = [f"{{id: ban_{ware}, effect: forbid, action: store, beside: {ware}}}" for ware in ("timber", "coal")]
    assert depot(tmp_path, *bans).verdict("store", {"object": "coal"}).permission == "conditional"


def test_relations_hold_through_what_is_above(tmp_path: Path) -> None:
    kb = depot(tmp_path, "{id: r, effect: forbid, action: store, when: object stands in cellar}")
    assert kb.verdict("store", {"object": "oak"}).permission == "forbidden"
    assert kb.verdict("store", {"object": "coal"}).permission == "unregulated"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"count": [(">", 9), ("<", 5)]}, "contradiction"),
        ({"count": [(">", 4), ("<", 5)]}, "contradiction"),
        ({"share": "120%"}, "contradiction"),
        ({"share": "red"}, "type"),
        ({"shore": "10%"}, "unknown-name"),
        ({"object.mass": "9 kg"}, "contradiction"),
        ({"dry": "perhaps"}, "type"),
    ],
)
def test_facts_that_cannot_be_are_errors(given: dict[str, Any], code: str, tmp_path: Path) -> None:
    kb = depot(tmp_path, "{id: r, effect: forbid, action: store, when: count > 3 and share > 5% and dry}")
    with pytest.raises(XhsKbError) as caught:
        kb.verdict("store", {"object": "timber"}, given=given)
    assert caught.value.code == code


def test_a_weaker_exception_changes_nothing_and_is_reported(tmp_path: Path) -> None:
    kb = depot(
        tmp_path,
        "{id: ban, effect: forbid, action: store}",
        "{id: leave, effect: allow, action: store, exception_to: [ban], authority: house}",
    )
    answer = kb.verdict("store", {"object": "coal"})
    assert answer.permission == "forbidden"
    assert [warning.code for warning in answer.warnings] == ["weak-exception"]
