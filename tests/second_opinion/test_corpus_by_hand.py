"""The corpus's plain verdict cases, computed by hand, against brute force on the toy world."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from .naive import Brute
from .reader import names, plain_question, toy_world

TESTS = Path(__file__).parents[1]
OTHERS = ("narrower", "out_of_time", "not_applicable")


def cases() -> list[Any]:
    """Every case of a plain form and no trouble."""
    content = yaml.load((TESTS / "corpus" / "verdicts.yaml").read_text("utf-8"), yaml.BaseLoader)
    called = names(TESTS / "toy_world")
    found = []
    for case in content["cases"]:
        question = plain_question({"as_of": content["as_of"], **case}, called)
        exact = "not-exact" not in case["expect"].get("warnings", [])
        if question is not None and exact:
            found.append(pytest.param(question, case["expect"], id=case["ask"]))
    return found


BRUTE = Brute(toy_world(TESTS / "toy_world"))


@pytest.mark.parametrize(("question", "expect"), cases())
def test_brute_force_agrees(question: Any, expect: dict[str, Any]) -> None:
    opinion = BRUTE.ask(question, limit=200_000)
    assert opinion.permission == expect["permission"]
    assert opinion.advice == expect.get("advice", opinion.advice)
    wanted = {rule: status for rule, status in expect.get("rules", {}).items() if status not in OTHERS}
    assert wanted.items() <= opinion.statuses.items()
    certain = {
        (("role", n) if n in ("stowed", "station") else ("input", n)) for n in expect.get("needs", []) if "." not in n
    }
    assert certain <= opinion.needs


def test_there_are_enough_of_them() -> None:
    assert len(cases()) >= 60
