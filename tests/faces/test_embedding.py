"""The embedding door: what may be said beside a text, once or in every call, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from xhs_kb import KnowledgeBase, XhsKbError

TOY = Path(__file__).parent.parent / "toy_world"
DRY = "can lamp oil be transported given dilution = $d"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.open(TOY)


def code(call: Any) -> str:
    with pytest.raises(XhsKbError) as caught:
        call()
    return caught.value.code


def test_what_is_said_when_preparing_holds_in_every_call(kb: KnowledgeBase) -> None:
    beside: dict[str, Any] = {"as_of": "2000-01-01", "given": {"dilution": "9:1"}, "parameters": {"x": "lamp oil"}}
    ready = kb.prepare("can $x be transported", **beside)
    assert ready().as_of == "2000-01-01"
    later = ready(as_of="2025-06-01")
    assert (later.as_of, later.permission) == ("2025-06-01", "allowed")
    assert ready(as_of="2025-06-01", given={"dilution": "2:1"}).permission == "forbidden"
    assert ready(as_of="2025-06-01", x="e-bike battery").permission == "forbidden"


@pytest.mark.parametrize("value", ["fast", None, object(), float("nan"), float("inf"), True, [1], "5 g"])
def test_a_parameter_has_the_type_of_what_it_stands_for(kb: KnowledgeBase, value: Any) -> None:
    with pytest.raises(XhsKbError) as caught:
        kb.prepare(DRY)(d=value)
    assert caught.value.code == "type"
    [(start, end)] = caught.value.spans
    assert DRY[start:end] == "$d"


def test_numbers_of_python_are_values(kb: KnowledgeBase) -> None:
    ask = "which items have mass > $w"
    assert {len(kb.ask(ask, parameters={"w": w}).rows) for w in (3, 3.0, Decimal("3"), "3", "3 kg")} == {
        len(kb.ask("which items have mass > 3 kg").rows)
    }
    assert code(lambda: kb.ask(ask, parameters={"w": "3 lb"})) == "type"


def test_parameters_stand_in_lists_and_after_according_to(kb: KnowledgeBase) -> None:
    found = kb.ask("which items have mass in [$a, 12 kg, $b]", parameters={"a": "3 kg", "b": 8}).rows
    assert found == kb.ask("which items have mass in [3 kg, 12 kg, 8 kg]").rows
    assert code(lambda: kb.ask("which items have mass in [$a, 12 kg]", parameters={"a": "red"})) == "type"
    assert code(lambda: kb.ask("which items have mass in [$a, 12 kg]")) == "parameter"
    (authority, *_) = kb.schema.authorities
    for word in (authority, kb.knowledge.sources[next(iter(kb.knowledge.sources))].publisher):
        asked = kb.ask("which rules according to $who", parameters={"who": word})
        assert asked.rows == kb.ask(f'which rules according to "{word}"').rows


def test_a_language_without_answers_is_refused(kb: KnowledgeBase) -> None:
    assert code(lambda: kb.ask("which items?", language="xx")) == "type"
    assert code(lambda: kb.verdict("transport", {"object": "lamp_oil"}, language="xx")) == "type"
    assert code(lambda: KnowledgeBase.open(TOY, language="xx")) == "type"


@pytest.mark.parametrize("wrong", ["text", 3, ["a"]])
def test_arguments_that_are_no_mappings_are_refused(kb: KnowledgeBase, wrong: Any) -> None:
    assert code(lambda: kb.ask("which items?", given=wrong)) == "type"
    assert code(lambda: kb.ask("which items?", parameters=wrong)) == "type"
    assert code(lambda: kb.verdict("transport", wrong)) == "type"
    assert code(lambda: KnowledgeBase.open(wrong) if wrong != "text" else kb.ask(3)) == "type"  # type: ignore[arg-type]


def test_an_answer_is_not_changed_through_its_parts(kb: KnowledgeBase) -> None:
    answer = kb.ask("which items?")
    before = answer.to_json()
    answer.to_dict()["rows"].clear()
    answer.to_dict()["rows"][0].clear()
    assert answer.to_json() == before


OIL = "MATCH (x {id: 'lamp_oil'}) RETURN verdict('transport', {object: x}%s).permission AS p"


def test_facts_beside_a_pattern_hold_in_its_verdicts(kb: KnowledgeBase) -> None:
    def permissions(more: str) -> list[list[str]]:
        return kb.query(OIL % more, as_of="2025-06-01", given={"dilution": "10:1"}).rows

    assert permissions("") == [["allowed"]]
    assert permissions(", {given: {dilution: '2:1'}}") == [["forbidden"]]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("verdict('transprt', {object: 'lamp_oil'})", "unknown-name"),
        ("verdict('transport', {objct: 'lamp_oil'})", "unknown-name"),
        ("verdict('transport', {object: 'lamp_oyl'})", "unknown-name"),
        ("verdict('transport', {object: 'lamp_oil'}, {as_of: '2020-13'})", "type"),
        ("verdict('transport', {object: 'lamp_oil'}, {as_off: '2020'})", "unknown-property"),
        ("verdict('transport', {object: 'lamp_oil'}, 3)", "type"),
        ("verdict('transport', {object: 'lamp_oil'}, {given: {dilutn: '9:1'}})", "unknown-name"),
    ],
)
def test_a_verdict_on_what_does_not_exist_is_refused(kb: KnowledgeBase, call: str, expected: str) -> None:
    assert code(lambda: kb.query(f"RETURN {call} AS v")) == expected


def test_the_function_of_an_id_is_pointed_to_the_property(kb: KnowledgeBase) -> None:
    """A habit of others (spec: language §4); it is an error only where the caller wants the schema kept to."""
    with pytest.raises(XhsKbError) as caught:
        kb.query("MATCH (n:item) RETURN id(n)")
    assert (caught.value.code, caught.value.spans, caught.value.help) == ("syntax", [[22, 27]], "write `n.id`")
    assert kb.query("MATCH (n:item) RETURN id(n)", strict="off").rows


def test_a_month_of_a_source_is_its_first_day(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(
        "kb: {id: t, title: T, version: 1, language: en, stale_after: 2 years}\n"
        "authorities: [{id: lore}]\n"
        "sources: [{id: s, title: S, date: 2020-05, authority: lore}]\n"
        "kinds: [{id: thing, plural: things, name: {en: [thing, things]}}]\n"
        "source: s\n"
        "things: [{id: cup, name: cup}]\n"
    )
    small = KnowledgeBase.open(tmp_path)
    fresh, old = (small.ask("what is a cup?", as_of=day).warnings for day in ("2022-05-01", "2022-05-02"))
    assert not fresh
    assert [(w.code, "2020-05;" in w.message) for w in old] == [("stale-source", True)]
