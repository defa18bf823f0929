"""What a summary says is never against the fields: conditions side by side, what nothing passed, changes, needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from xhs_kb import KnowledgeBase

KITCHEN = """
kb: {id: kitchen, title: Kitchen, version: "1", language: en}
authorities: [{id: house}]
kinds:
  - {id: dish, plural: dishes, name: {en: [dish, dishes]}}
  - {id: cook, plural: cooks, name: {en: [cook, cooks]}, attributes: {years: {type: integer}}}
  - {id: skill, plural: skills, name: {en: [skill, skills]}}
relations:
  - {id: masters, from: cook, to: skill, phrase: {en: [master, masters]}, inherit: subject}
actions:
  - id: serve
    forms: {en: [serve, served]}
    roles: {object: {kind: dish}, by: {kind: cook, subject: true, phrase: {en: [by]}}}
inputs: [{id: consent, type: bool, ask: {en: Is there consent?}}]
sources: [{id: act, title: Act, date: 2020-01-01, authority: house}]
source: act
skills: [{id: knife}]
cooks:
  - {id: anna, years: 5, masters: [knife]}
  - {id: bob, is_a: [anna]}
  - {id: cid, years: 1}
dishes:
  - {id: fugu}
  - {id: wine}
  - {id: red_wine, name: red wine, is_a: [{to: wine, valid: {from: 2019-01-01, until: 2021-01-01}}]}
  - {id: tea}
rules:
  - {id: fugu_ban, effect: forbid, action: serve, object: fugu}
  - id: fugu_by_masters
    effect: require
    action: serve
    object: fugu
    when: by.years >= 3
    that: by masters knife
    exception_to: [fugu_ban]
  - {id: tea_ban, effect: forbid, action: serve, object: tea, unless: consent}
  - {id: tea_fine, effect: allow, action: serve, object: tea}
"""


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("kitchen")
    (folder / "kitchen.yaml").write_text(KITCHEN, encoding="utf-8")
    return KnowledgeBase.open(folder)


def test_an_or_beside_another_condition_stands_in_brackets(kb: KnowledgeBase) -> None:
    summary = kb.ask("can fugu be served?").summary
    assert "(by.years < 3 or by master knife) and by.years >= 3" in summary


def test_facts_take_what_needs_names(kb: KnowledgeBase) -> None:
    assert "bob.years" in [need.name for need in kb.ask("can fugu be served?").needs]
    found = {years: kb.ask("can fugu be served by bob?", given={"bob.years": years}).permission for years in (2, 3)}
    assert found == {2: "forbidden", 3: "allowed"}


def test_a_name_of_several_is_narrowed_by_the_role_it_fills(tmp_path: Path) -> None:
    twins = KITCHEN.replace("  - {id: cid,", "  - {id: tea_man, name: tea}\n  - {id: cid,")
    (tmp_path / "kitchen.yaml").write_text(twins, encoding="utf-8")
    can = KnowledgeBase.open(tmp_path).prepare("can $what be served by $who given consent = true")
    assert can(what="tea", who="tea").permission == can(what="tea", who="tea_man").permission == "allowed"


def test_what_nothing_passed_is_said_as_it_was_asked(kb: KnowledgeBase) -> None:
    assert kb.ask("can tea be served?").permission == "conditional"
    assert kb.ask("which dishes are allowed?").summary == "None: nothing that is recorded is allowed for serve."
    assert kb.ask("which dishes are discouraged?").summary == "None: nothing that is recorded is discouraged for serve."
    assert kb.ask("which rules until 2003?").summary == "None: nothing that is recorded ended by 2003-12-31."


def test_a_place_in_the_hierarchy_may_begin_and_end(kb: KnowledgeBase) -> None:
    rows = kb.ask("what changed since 2018 about red wine?").rows
    assert [(row[0]["id"], *row[1:]) for row in rows] == [
        ("red_wine", "changed", "2019-01-01"),
        ("red_wine", "changed", "2021-01-01"),
    ]


def test_a_number_is_held_against_a_range_in_patterns_too(tmp_path: Path) -> None:
    ranged = KITCHEN.replace("{type: integer}", "{type: range of integer}").replace("years: 5", "years: 5..9")
    (tmp_path / "kitchen.yaml").write_text(ranged.replace("years: 1", "years: ..3"), encoding="utf-8")
    kb = KnowledgeBase.open(tmp_path)
    found = {sign: kb.query(f"MATCH (c:cook) WHERE c.years {sign} 4 RETURN c.id, c.years").rows for sign in "<>"}
    assert found == {"<": [["cid", "..3"]], ">": [["anna", "5..9"]]}
    assert kb.query("MATCH (c:cook) WHERE c.years = '5..9' RETURN c.id").rows == [["anna"]]
    assert kb.query("MATCH (c:cook) WHERE c.years > 6 RETURN c.id").rows == []


def test_a_range_of_one_value_is_said_as_that_value(tmp_path: Path) -> None:
    ranged = KITCHEN.replace("{type: integer}", "{type: range of integer}")
    (tmp_path / "kitchen.yaml").write_text(ranged, encoding="utf-8")
    summary = KnowledgeBase.open(tmp_path).ask("what is the years of anna?").summary
    assert summary == "years of anna: 5, according to Act."
