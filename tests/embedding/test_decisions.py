"""A decision says what the whole answer says: given beside the question or through parameters, errors included."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmarks import conditions

from xhs_kb import Answer, Decision, KnowledgeBase, Prepared, XhsKbError
from xhs_kb.faces.deciding import Decisions

TOY = Path(__file__).parents[1] / "toy_world"
SHIP = "can $what be shipped"
WITHIN = "can $what be shipped given load = $load, fragile = $fragile, mode = $mode, stops = 3"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return conditions.opened()


def short(answer: Answer) -> Decision:
    """What a decision has of an answer."""
    rank = {"violated": 0, "open": 1, "met": 2}
    shown = sorted((rank[r.status], r.rule) for r in answer.reasons if r.status in rank)
    assert answer.permission is not None
    assert answer.advice is not None
    return Decision(answer.permission, answer.advice, tuple(rule for _, rule in shown))


def taken(prepared: Prepared, given: Any = None, **parameters: Any) -> bool:
    """Whether a generated function takes a case."""
    return prepared._decisions.find(None, given or {}, parameters) is not None


def warmed(kb: KnowledgeBase, text: str, **parameters: Any) -> Prepared:
    prepared = kb.prepare(text, as_of=conditions.DAY)
    for _ in range(4):
        prepared.decision(**parameters)
    return prepared


def test_beside_the_question(kb: KnowledgeBase) -> None:
    can = warmed(kb, SHIP, what="box")
    chance = random.Random(3)
    for row in [*conditions.rows_of(15), *conditions.rows_of(6, 0.3, seed=1)]:
        told = {id: value for id, value in row.items() if value is not None}
        mixed = dict(chance.sample(list(told.items()), len(told)))
        answer = can(what="box", given=told)
        assert can.decision(what="box", given=told) == can.decision(what="box", given=mixed) == short(answer)
        assert can.permission(what="box", given=told) == answer.permission
        assert taken(can, told, what="box")


def test_through_parameters(kb: KnowledgeBase) -> None:
    can = warmed(kb, WITHIN, what="box", load=1, fragile=True, mode="air")
    for load, fragile, mode in [(20, True, "sea"), (31, True, "air"), (120, False, "AIR"), ("150 kg", "false", "sea")]:
        said: dict[str, Any] = {"what": "box", "load": load, "fragile": fragile, "mode": mode}
        assert can.decision(**said) == short(can(**said))
        assert can.permission(**said) == can(**said).permission
        assert taken(can, **said)
        assert can.decision(**said, given={"insured": True}) == short(can(**said, given={"insured": True}))


def test_the_text_goes_before_what_is_given(kb: KnowledgeBase) -> None:
    can = warmed(kb, WITHIN, what="box", load=1, fragile=True, mode="air")
    said: dict[str, Any] = {"what": "box", "load": 31, "fragile": True, "mode": "sea"}
    given = {"load": 1, "stops": 9}
    assert can.decision(**said, given=given) == short(can(**said, given=given)) == can.decision(**said)


def test_prepared_with_something_said(kb: KnowledgeBase) -> None:
    can = kb.prepare(SHIP, as_of=conditions.DAY, given={"fragile": True}, parameters={"what": "crate"})
    for load in (10, 20, 31, 40, 50):
        assert can.decision(given={"load": load}) == short(can(given={"load": load}))
        assert can.decision(given={"load": load, "fragile": False}) == short(
            can(given={"load": load, "fragile": False})
        )
    assert taken(can, {"load": 31})


@pytest.mark.parametrize(
    "given",
    [
        {"load": ("<=", 20)}, {"load": "10..20"}, {"load": [(">", 5), ("<", 9)]}, {"load": ">= 40"}, {"load": "$load"},
        {"object": "crate"}, {"load": 20, "weight of it": 3}, {"rating": 11}, {"rating": "many"}, {"load": None},
        {"load": float("nan")}, {"fragile": 1}, {"mode": "cart"}, {"due": "2026-02"}, {"due": "2026-02-30"},
        {"pieces": 3.5}, {"load": object()}, {"pieces": 10**30}, {"discount": "200%"}, {1: 2}, 7,
    ],
    ids=lambda given: str(given).split(" object at")[0],
)  # fmt: skip
def test_what_no_function_takes_is_judged_and_refused_as_ever(kb: KnowledgeBase, given: Any) -> None:
    can = warmed(kb, SHIP, what="box")
    try:
        expected: Any = short(can(what="box", given=given))
    except XhsKbError as error:
        expected = error.code, error.message
    for _ in range(5):
        try:
            assert can.decision(what="box", given=given) == expected
        except XhsKbError as error:
            assert (error.code, error.message) == expected


@pytest.mark.parametrize("parameters", [{}, {"what": "barrel"}, {"what": "box", "who": "me"}, {"who": "box"}], ids=str)
def test_parameters_are_checked(kb: KnowledgeBase, parameters: dict[str, Any]) -> None:
    can = warmed(kb, SHIP, what="box")
    with pytest.raises(XhsKbError) as raised:
        can(**parameters, given={"load": 3})
    for _ in range(4):
        with pytest.raises(XhsKbError) as again:
            can.decision(**parameters, given={"load": 3})
        assert (raised.value.code, raised.value.message) == (again.value.code, again.value.message)


def test_two_names_of_one_input_are_not_mistaken_for_two(kb: KnowledgeBase) -> None:
    toy = KnowledgeBase.open(TOY)
    action = next(iter(sorted({rule.rule.action for rule in toy.base.book.rules.values() if "pieces" in rule.inputs})))
    form = toy.schema.actions[action].forms["en"][1]
    can = toy.prepare(f"can $what be {form}", as_of="2026-03-01")
    thing = toy.base.world(date(2026, 3, 1)).entities(toy.schema.roles(action)["object"].kinds)[0]
    for given in ({"pieces": 1}, {"number of pieces": 1}, {"pieces": 1, "number of pieces": 1}) * 3:
        assert can.decision(what=thing, given=given) == short(can(what=thing, given=given))
    with pytest.raises(XhsKbError, match="pieces"):
        can.decision(what=thing, given={"pieces": 1, "number of pieces": 2})


def test_a_question_that_asks_for_no_permission(kb: KnowledgeBase) -> None:
    for text in ("which parcels can be shipped", "is $what a box", "what is $what", "MATCH (n) RETURN n"):
        prepared = kb.prepare(text, as_of=conditions.DAY)
        said = {"what": "box"} if "$what" in text else {}
        with pytest.raises(XhsKbError) as raised:
            prepared.decision(**said, given={"load": 3})
        assert raised.value.code == "wrong-kind"


def test_another_day_another_function(kb: KnowledgeBase) -> None:
    can = warmed(kb, SHIP, what="box")
    for day in ("2026-03-01", "2020-01-01", date(2024, 1, 1)):
        for load in (10, 31, 60, 70):
            told = {"load": load, "fragile": True, "sealed": True}
            assert can.decision(what="box", as_of=day, given=told) == short(can(what="box", as_of=day, given=told))


def test_what_is_kept_has_an_end(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xhs_kb.faces.deciding._SHAPES_KEPT", 3)
    can = warmed(kb, SHIP, what="box")
    row = next(iter(conditions.rows_of(1)))
    chance = random.Random(2)
    for _ in range(12):
        shape = dict(chance.sample(list(row.items()), len(row)))
        for _ in range(4):
            can.decision(what="box", given=shape)
    (group,) = can._decisions.groups.values()
    assert 0 < len(group.whole) <= 3
    assert isinstance(can._decisions, Decisions)
