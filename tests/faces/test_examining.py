"""`xhs-kb test`: failures are seen, coverage is honest, and a planted fault that no example notices stays alive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xhs_kb import KnowledgeBase
from xhs_kb.__main__ import main
from xhs_kb.faces.examining.examine import examine
from xhs_kb.faces.examining.mutants import moved, mutants
from xhs_kb.ground.values import Day, Duration, Money, Percent, Quantity, Ratio, Value, write

BASE = """
kb: {id: garden, title: Garden, version: 1}
source: book
authorities: [{id: custom}]
sources: [{id: book, title: The garden book, publisher: Spade, date: 2020, authority: custom}]
kinds: [{id: plant, plural: plants, name: [plant, plants], attributes: {height: {type: number in cm}}}]
actions: [{id: water, forms: [water, watered, watering], roles: {object: {kind: plant}}}]
inputs:
  - {id: litres, type: number, name: litres, ask: How many litres?, min: 0}
  - {id: raining, type: bool, name: rain, ask: Does it rain?}
plants: [{id: cactus, name: cactus, height: 10 cm}, {id: fern, name: fern, height: 50 cm}]
rules:
  - {id: little_water, effect: require, action: water, object: cactus, that: litres <= 2}
  - {id: not_in_rain, effect: forbid, action: water, object: fern, when: raining = true, unless: litres < 1}
  - {id: any_time, name: Any time, effect: allow, action: water, object: fern}
"""
GOOD = """
examples:
  - {ask: can the cactus be watered?, given: {litres: 2}, expect: {rules: {little_water: met}}}
  - {ask: can the cactus be watered?, given: {litres: 3}, expect: {permission: forbidden}}
  - {ask: can the cactus be watered?, given: {litres: 1}, expect: {permission: unregulated}}
  - {ask: can the fern be watered?, given: {raining: true, litres: 1}, expect: {permission: forbidden}}
  - {ask: can the fern be watered?, given: {raining: true, litres: 0.5}, expect: {permission: allowed}}
  - {ask: can the fern be watered?, given: {raining: true, litres: 0}, expect: {permission: allowed}}
  - {ask: can the fern be watered?, given: {raining: false, litres: 1}, expect: {rules: {any_time: met}}}
"""
OTHERS = """
examples:
  - {ask: how high is the fern, expect: {trouble: unknown-name}}
  - {ask: what is the height of the fern?, expect: {value: 50 cm, kind: value}}
  - {ask: which plants are there?, expect: {rows: [cactus, fern], rows_have: [fern], rows_lack: [book]}}
  - {ask: can the cactus be watered?, expect: {needs: [litres], cites: [book], permission: conditional}}
  - {ask: "MATCH (p:plant) RETURN p ORDER BY p.id DESC", expect: {rows: [fern, cactus]}}
"""
BAD = """
examples:
  - {ask: can the cactus be watered?, given: {litres: 3}, expect: {permission: allowed}}
  - {ask: can the cactus be watered?, given: {litres: 3}, expect: {rules: {little_water: met}}}
  - {ask: which plants are there?, expect: {rows: [fern]}}
  - {ask: what is the height of the fern?, expect: {value: 49 cm}}
  - {ask: can the rose be watered?, expect: {permission: allowed}}
  - {ask: can the cactus be watered?, expect: {trouble: syntax}}
  - {ask: can the cactus be watered?, expect: {permision: forbidden}}
  - {ask: can the cactus be watered?, expect: {needs: [raining]}}
"""


def garden(folder: Path, examples: str) -> Path:
    (folder / "base.yaml").write_text(BASE, "utf-8")
    (folder / "examples.yaml").write_text(examples, "utf-8")
    return folder


def test_good_examples_hold_and_notice_every_fault(tmp_path: Path) -> None:
    found = examine(KnowledgeBase.open(garden(tmp_path, GOOD)), mutate=True)
    assert [outcome.wrong for outcome in found.failed] == []
    assert [f"{mutant.rule}: {mutant.says}" for mutant in found.alive] == []
    assert found.mutants == 2 * 3 + 2 + 2 + 1
    assert found.score == 1
    covered = found.coverage
    assert (covered.unreached, covered.unviolated, covered.unmet) == ((), (), ())
    assert covered.untried == {"not_in_rain, unless: litres < 1": ("above",)}


def test_other_expectations_hold(tmp_path: Path) -> None:
    found = examine(KnowledgeBase.open(garden(tmp_path, OTHERS)))
    assert [outcome.wrong for outcome in found.failed] == []


def test_bad_examples_each_fail(tmp_path: Path) -> None:
    found = examine(KnowledgeBase.open(garden(tmp_path, BAD)))
    assert len(found.failed) == len(found.outcomes) == 8
    wrong = [outcome.wrong[0] for outcome in found.failed]
    assert wrong[0] == "permission: wanted `allowed`, got `forbidden`"
    assert wrong[1] == "rules: wanted `little_water` met, got violated"
    assert wrong[2] == "rows: wanted `[fern]`, got `[cactus, fern]`"
    assert wrong[3] == "value: wanted `49 cm`, got `50 cm`"
    assert wrong[4].startswith("error[unknown-name]")
    assert wrong[5] == "trouble: wanted `syntax`, but it was answered"
    assert wrong[6].startswith("nothing is known by the name `permision`")
    assert wrong[7].startswith("needs: `[raining]` is missing")


@pytest.mark.parametrize(("left_out", "alive"), [
    ("litres: 3", {"little_water: `require` becomes `recommend`", "little_water: in `that`, 2 becomes 3"}),
    ("permission: forbidden}}", {"not_in_rain: in `unless`, 1 becomes 2", "not_in_rain: the rule is deleted"}),
])  # fmt: skip
def test_without_an_example_a_fault_stays_alive(tmp_path: Path, left_out: str, alive: set[str]) -> None:
    fewer = "\n".join(line for line in GOOD.splitlines() if left_out not in line)
    found = examine(KnowledgeBase.open(garden(tmp_path, fewer)), mutate=True)
    assert alive <= {f"{mutant.rule}: {mutant.says}" for mutant in found.alive}


def test_an_example_that_fails_notices_nothing(tmp_path: Path) -> None:
    found = examine(KnowledgeBase.open(garden(tmp_path, BAD)), mutate=True)
    assert found.score == 0


def test_coverage_without_examples(tmp_path: Path) -> None:
    covered = examine(KnowledgeBase.open(garden(tmp_path, "examples: []"))).coverage
    assert covered.unreached == ("any_time", "little_water", "not_in_rain")
    assert covered.unviolated == ("little_water", "not_in_rain")
    assert covered.unmet == ("any_time", "little_water")
    assert set(covered.untried.values()) == {("below", "at", "above")}


def test_mutants_leave_the_knowledge_base_alone(tmp_path: Path) -> None:
    kb = KnowledgeBase.open(garden(tmp_path, GOOD))
    before = kb.ask("why can the fern be watered?").to_json()
    for rule in kb.base.book.rules.values():
        for mutant in mutants(rule):
            assert mutant.of(kb.base).book is not kb.base.book
    examine(kb, mutate=True)
    assert kb.ask("why can the fern be watered?").to_json() == before


@pytest.mark.parametrize(("value", "texts"), [
    (20, ["19", "21"]),
    (2.5, ["2.4", "2.6"]),
    (Percent(0.2), ["19%", "21%"]),
    (Percent(0.005), ["-0.5%", "1.5%"]),
    (Money(600, "CNY"), ["CNY 599", "CNY 601"]),
    (Quantity(8, "kg"), ["7 kg", "9 kg"]),
    (Duration(days=14), ["13 days", "15 days"]),
    (Duration(months=12), ["11 months", "13 months"]),
    (Duration(seconds=180), ["2 minutes", "4 minutes"]),
    (Day(2019), ["2018", "2020"]),
    (Day(2020, 1), ["2019-12", "2020-02"]),
    (Day(2020, 3, 1), ["2020-02-29", "2020-03-02"]),
    (Ratio(9, 1), ["8:1", "10:1"]),
    (True, []),
    ("word", []),
])  # fmt: skip
def test_a_notch(value: Value, texts: list[str]) -> None:
    assert [write(one) for one in moved(value)] == texts


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(garden(tmp_path, GOOD))
    assert main(["test", folder]) == 0
    assert "examples: 7 of 7 hold" in capsys.readouterr().out
    assert main(["test", folder, "--mutate", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["examples"], found["failed"], found["mutation"]["score"]) == (7, [], 1.0)
    (tmp_path / "examples.yaml").write_text(BAD, "utf-8")
    assert main(["--kb", folder, "test"]) == 1
    text = capsys.readouterr().out
    assert "failed examples.yaml:3: can the cactus be watered?\n  permission: wanted `allowed`" in text
    (tmp_path / "examples.yaml").write_text("examples: []", "utf-8")
    assert main(["test", folder, "--fail-under", "50"]) == 1
    capsys.readouterr()
    (tmp_path / "examples.yaml").write_text("examples: nonsense", "utf-8")
    assert main(["test", folder]) == 1
    assert "error[" in capsys.readouterr().err
