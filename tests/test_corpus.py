"""Runs the corpus (``tests/corpus``, format in its README) over the toy world."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
TOY = HERE / "toy_world"
CASE_KEYS = {"ask", "as_of", "given", "parameters", "language", "expect", "unsure"}
EXPECT_KEYS = {
    "kind", "permission", "advice", "rows", "rows_have", "rows_lack", "value", "rules", "cites",
    "warnings", "apart", "needs", "chain", "instead", "trouble",
}  # fmt: skip


def cases() -> list[Any]:
    """Every case of every file, as a pytest parameter named by its question."""
    found = []
    for path in sorted((HERE / "corpus").glob("*.yaml")):
        content = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for number, case in enumerate(content["cases"], 1):
            unknown = (case.keys() - CASE_KEYS) | (case["expect"].keys() - EXPECT_KEYS)
            if unknown:
                raise ValueError(f"{path.name} case {number}: unknown keys {sorted(unknown)}")
            marks = [pytest.mark.xfail(reason=case["unsure"], strict=False)] if "unsure" in case else []
            name = f"{path.stem}-{number}-{case['ask'][:50]}"
            found.append(pytest.param({"as_of": content["as_of"], **case}, id=name, marks=marks))
    return found


@cache
def toy() -> Any:
    """The toy world, loaded once."""
    from xhs_kb import KnowledgeBase

    return KnowledgeBase.open(TOY)


def ident(cell: Any) -> str:
    """A cell as the corpus writes it: an entity by its id, anything else as text."""
    if isinstance(cell, dict):
        return str(cell["id"])
    if cell is None or isinstance(cell, bool):
        return {None: "null", True: "true", False: "false"}[cell]
    return str(cell)


def seen(answer: dict[str, Any]) -> dict[str, Any]:
    """What an answer says, in the corpus's terms."""
    reasons = answer["reasons"]
    verdict = answer["verdict"] or {}
    return {
        "kind": answer["kind"],
        "permission": verdict.get("permission"),
        "advice": verdict.get("advice"),
        "rows": [ident(row[0]) for row in answer["rows"]],
        "value": values(answer["value"]),
        "rules": {reason["rule"]: reason["status"] for reason in reasons},
        "cites": [citation["id"] for citation in answer["citations"]],
        "warnings": [warning["code"] for warning in answer["warnings"]],
        "apart": [ident(row[0] if isinstance(row, list) else row) for row in answer["apart"]],
        "needs": [str(next(need[k] for k in ("input", "role", "attribute") if k in need)) for need in answer["needs"]],
        "chain": [[ident(link) for link in reason["chain"]] for reason in reasons],
        "instead": [ident(one) for reason in reasons for one in reason["instead"]],
    }


def values(value: dict[str, Any] | None) -> list[str]:
    """The ways in which a value may be written: with and without its unit."""
    if value is None:
        return ["null"]
    text = ident(value["value"])
    return [text, f"{text} {value['unit']}", f"{value['unit']} {text}"]


def check(expect: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """Every expectation that does not hold, in words."""
    wrong = []
    for key, wanted in expect.items():
        match key:
            case "kind" | "permission" | "advice" | "rows" | "apart":
                holds, have = got[key] == wanted, got[key]
            case "value":
                holds, have = wanted in got["value"], got["value"]
            case "rows_have":
                holds, have = set(wanted) <= set(got["rows"]), got["rows"]
            case "rows_lack":
                holds, have = not set(wanted) & set(got["rows"]), got["rows"]
            case "rules":
                holds, have = wanted.items() <= got["rules"].items(), got["rules"]
            case "chain":
                holds, have = wanted in got["chain"], got["chain"]
            case _:
                holds, have = set(wanted) <= set(got[key]), got[key]
        if not holds:
            wrong.append(f"{key}: wanted {wanted}, got {have}")
    return wrong


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    from xhs_kb import XhsKbError

    said: dict[str, Any] = {key: case[key] for key in ("as_of", "given", "parameters", "language") if key in case}
    expect = case["expect"]
    if "trouble" not in expect:
        answer = toy().ask(case["ask"], **said).to_dict()
        assert check(expect, seen(answer)) == []
        return
    with pytest.raises(XhsKbError) as raised:
        toy().ask(case["ask"], **said)
    trouble, wanted = raised.value.to_dict(), expect["trouble"]
    assert trouble["code"] == wanted["code"], trouble
    if "underlined" in wanted:
        start, end = trouble["spans"][0]
        assert case["ask"][start:end] == wanted["underlined"], trouble
    if "suggests" in wanted:
        assert wanted["suggests"] in [ident(one) for one in trouble["suggestions"]] or any(
            wanted["suggests"] in str(one) for one in trouble["suggestions"]
        ), trouble


def test_the_corpus_has_every_sort_of_case() -> None:
    wanted = [case.values[0]["expect"] for case in cases()]
    assert len(wanted) >= 120
    kinds = {expect.get("kind") for expect in wanted}
    assert kinds >= {"verdict", "yes_no", "table", "card", "value", "procedure", "comparison", "changes"}
    codes = {expect["trouble"]["code"] for expect in wanted if "trouble" in expect}
    assert codes >= {"syntax", "unknown-name", "ambiguous-name", "unknown-label", "unknown-property", "unknown-type"}
    assert codes >= {"impossible-edge", "wrong-kind", "type", "parameter", "contradiction", "write-clause"}
    assert {expect.get("permission") for expect in wanted} >= {"forbidden", "conditional", "allowed", "unregulated"}
    assert {expect.get("advice") for expect in wanted} >= {"against", "depends", "for", "none"}
