"""What stands on the page of a rule, and that it is true: its answers are those that the engine gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xhs_kb.faces.docs.asking import Asker
from xhs_kb.faces.docs.blocks import Asked, Section, Table, walk
from xhs_kb.faces.docs.pages.rule import rule_page
from xhs_kb.faces.docs.survey import Survey

from .conftest import DAY
from .reading import read


def section(survey: Survey, rule: str, id: str, language: str = "en") -> Section:
    page = rule_page(rule, survey, Asker.of(survey), language)
    return next(block for block in page.blocks if isinstance(block, Section) and block.id == id)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("battery_hold_ban", "Battery must not be packed inside hold."),
        (
            "cabin_weight_2024",
            "Anything may be packed inside cabin only if weight <= 8 kg, unless cabin class in [business, first].",
        ),
        ("fragile_in_hold", "Fragile goods or valuables had better not be packed inside hold."),
        ("baby_food_allowed", "Baby food may be packed inside cabin."),
    ],
)
def test_a_rule_is_one_sentence(survey: Survey, rule: str, sentence: str) -> None:
    assert rule_page(rule, survey, Asker.of(survey), "en").lead == (sentence,)


def test_a_rule_is_one_sentence_in_chinese(survey: Survey) -> None:
    assert rule_page("battery_hold_ban", survey, Asker.of(survey), "zh").lead == ("不得放进货舱打包电池。",)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_question_shown_is_answered_so_by_the_engine(survey: Survey, language: str) -> None:
    asker, asked = Asker.of(survey), 0
    for rule in survey.kb.knowledge.rules:
        page = rule_page(rule, survey, asker, language)
        questions = [one for one in page.blocks if isinstance(one, Section) and one.id == "questions"]
        for block in walk(questions):
            if isinstance(block, Asked) and survey.kb.knowledge.rules[rule].grounds.valid.holds(DAY):
                answer = survey.kb.ask(block.question, as_of=DAY, language=language)
                assert answer.summary == block.summary, (rule, block.question)
                asked += 1
    assert asked >= len(survey.kb.knowledge.rules)


def test_an_expired_rule_is_asked_on_its_last_day(survey: Survey) -> None:
    questions = section(survey, "cabin_weight_2019", "questions").blocks
    assert isinstance(questions[0], Asked)
    assert questions[0].question.endswith("as of 2023-12-31?")
    assert "not in force on 2026-11-22" in str(rule_page("cabin_weight_2019", survey, Asker.of(survey), "en").blocks[0])


def test_what_would_change_without_it_is_what_the_engine_says_without_it(survey: Survey) -> None:
    (table,) = section(survey, "battery_hold_ban", "impact").blocks
    assert isinstance(table, Table)
    question, with_it, without = table.rows[0]
    assert question == ("can battery be packed inside hold?",)
    assert (with_it[0].text, without[0].text) == ("forbidden", "conditional")  # type: ignore[union-attr]


def test_a_rule_that_changes_nothing_says_so(survey: Survey) -> None:
    (para,) = section(survey, "blog_says_small_blades_pass", "impact").blocks
    assert "None of the answers" in str(para)


def test_the_page_has_all_its_parts(site: Path) -> None:
    page = read(site / "en/rule/small_bottles.html")
    wanted = [
        "scope",
        "questions",
        "evidence",
        "conditions",
        "examples",
        "neighbourhood",
        "overrides",
        "impact",
        "history",
        "developers",
    ]
    assert [one for one in wanted if one not in page.ids] == []
    assert "rules.yaml, line" in page.text
    assert "exception_to: [liquid_cabin_ban]" in page.text
    assert "MATCH" in page.text or "verdict(" in page.text


def test_the_json_twin_says_the_same(site: Path) -> None:
    twin = json.loads((site / "en/rule/liquid_cabin_ban.json").read_text("utf-8"))
    assert twin["rule"]["effect"] == "forbid"
    assert twin["rule"]["scope"] == {"object": ["liquid"], "stowed": ["cabin"]}
    assert twin["answers"][0]["verdict"]["permission"] == "conditional"
    assert "thing/liquid" in twin["links"]
