"""How complete a knowledge base is, and the command that fails under a score."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from xhs_kb.faces.cli.root import root
from xhs_kb.faces.docs.health import CHECKS, health_of
from xhs_kb.faces.docs.survey import Survey

from .conftest import DAY, TOY


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["--kb", str(TOY), "--as-of", str(DAY), "docs", *arguments], standalone_mode=False)


def test_each_check_looks_at_each_rule(survey: Survey) -> None:
    health = health_of(survey)
    assert all(set(rule.passed) == set(CHECKS) for rule in health.rules)
    by_rule = {rule.rule: rule.passed for rule in health.rules}
    assert by_rule["battery_hold_ban"] == {
        "source": True,
        "broken_example": True,
        "kept_example": False,
        "english": True,
        "chinese": False,
        "fresh": False,
    }
    assert by_rule["liquid_cabin_ban"]["kept_example"] is True
    assert by_rule["no_charging"]["fresh"] is True
    assert "air-code-2019" in health.old and "skyline-terms-2025" not in health.old


def test_what_has_ended_need_not_be_confirmed_again(survey: Survey) -> None:
    passed = {rule.rule: rule.passed["fresh"] for rule in health_of(survey).rules}
    assert passed["cabin_weight_2019"] is True and passed["hold_pieces"] is False


def test_what_cannot_be_broken_bites_where_it_is_met(survey: Survey) -> None:
    rules = survey.kb.knowledge.rules.values()
    unbreakable = [r.id for r in rules if r.effect == "allow" or (r.effect == "recommend" and r.that is None)]
    passed = {rule.rule: rule.passed["broken_example"] for rule in health_of(survey).rules}
    for id in unbreakable:
        tried = survey.tried_of.get(id, ())
        seen = {one.statuses.get(id) or (one.asked.expect.get("rules") or {}).get(id) for one in tried}
        assert passed[id] is ("met" in seen), id


def test_the_score_is_the_share_of_checks_passed(survey: Survey) -> None:
    health = health_of(survey)
    passed = sum(sum(rule.passed.values()) for rule in health.rules)
    assert health.score == 100 * passed // (len(CHECKS) * len(survey.kb.knowledge.rules))
    assert 20 < health.score < 60


def test_the_command_fails_under_a_score(survey: Survey) -> None:
    score = health_of(survey).score
    assert run("health", "--fail-under", str(score)).return_value == 0
    assert run("health", "--fail-under", str(score + 1)).return_value == 1
    data = json.loads(run("health", "--format", "json").output)
    assert data["score"] == score
    assert data["checks"]["chinese"]["passed"] == 0
    assert "missing: battery_hold_ban" in run("health").output


def test_an_example_that_does_not_hold_fails_the_build(tmp_path: Path) -> None:
    kb = tmp_path / "kb"
    kb.mkdir()
    for path in TOY.glob("*.yaml"):
        text = path.read_text("utf-8").replace("expect: {rows: [hard_case]}", "expect: {rows: [soft_bag]}")
        (kb / path.name).write_text(text, "utf-8")
    done = CliRunner().invoke(
        root,
        ["--kb", str(kb), "docs", "build", str(tmp_path / "out"), "--format", "md", "--lang", "en"],
        standalone_mode=False,
    )
    assert done.return_value == 1
    assert "an example does not hold: which bags protect a violin?" in done.output
