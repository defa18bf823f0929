"""The public conformance scenarios: none silently wrong, the list of passing ones only grows, the page is true."""

from __future__ import annotations

import pytest

from .conformance import PAGE, SILENT, Outcome, available, listed, page, passing, run_all

pytestmark = pytest.mark.skipif(not available(), reason="the scenarios are not beside the repository")


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return run_all()


def test_nothing_is_silently_wrong(outcomes: list[Outcome]) -> None:
    assert [one for one in outcomes if one.outcome in SILENT] == []


def test_nothing_crashes(outcomes: list[Outcome]) -> None:
    assert [one for one in outcomes if one.outcome == "crash"] == []


def test_core_and_stretch_pass_whole(outcomes: list[Outcome]) -> None:
    assert [one for one in outcomes if one.scope != "temporal" and one.outcome != "pass"] == []


def test_the_list_of_passing_scenarios_only_grows(outcomes: list[Outcome]) -> None:
    now, before = set(passing(outcomes)), set(listed())
    assert before - now == set(), "these passed before"
    assert now - before == set(), "new ones pass: run `python -m tests.patterns.conformance`"


def test_the_page_is_true(outcomes: list[Outcome]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(outcomes)
