"""The evaluator in conditions: what is not known stays unknown, a range decides only what all of it decides."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_kb.engine.expressions import compile_expression
from xhs_kb.ground.values import Day, Duration, EntityRef, Money, Percent, Quantity, Range
from xhs_kb.language.expressions import (
    And,
    Arithmetic,
    Compare,
    Contains,
    Expression,
    In,
    InputRef,
    IsA,
    ListOf,
    Literal,
    Negative,
    Not,
    Or,
    Property,
    RoleRef,
)


class Told:
    """A scope in which inputs and roles are what a test tells."""

    def __init__(self, **told: Any) -> None:
        self.told = told

    def input(self, id: str) -> Any:
        return self.told.get(id)

    def role(self, id: str) -> Any:
        return self.told.get(id)

    def property(self, subject: Any, key: str) -> Any:
        return self.told.get(f"{subject.id}.{key}")

    def is_a(self, thing: Any, kind: Any, strict: bool) -> bool | None:
        return None if thing.id == "?" else thing.id.startswith(kind.id) and not (strict and thing == kind)

    def related(self, subject: Any, relation: str, object: Any) -> bool | None:
        return None

    def variable(self, name: str) -> Any:
        return self.told.get(name)

    def parameter(self, name: str) -> Any:
        return self.told.get(name)


def truth(expression: Expression, **told: Any) -> Any:
    return compile_expression(expression)(Told(**told))


X, Y = InputRef("x"), InputRef("y")
_TRUTHS = st.sampled_from([True, False, None])


@given(st.lists(_TRUTHS, min_size=2, max_size=4))
def test_kleene(truths: list[bool | None]) -> None:
    parts = tuple(Literal(truth) for truth in truths)
    both = False if False in truths else None if None in truths else True
    either = True if True in truths else None if None in truths else False
    assert (truth(And(parts)), truth(Or(parts))) == (both, either)


def test_a_type_error_is_unknown() -> None:
    for node in (Compare("<", X, Literal(1)), Arithmetic("-", X, Literal(1)), Negative(X), Not(X),
                 In(Literal(1), X), And((Literal(True), X)), Arithmetic("/", Literal(1), Literal(0))):
        assert truth(node, x="text") is None
    assert truth(And((Literal(False), X)), x="text") is False


_POINTS = st.integers(-4, 4)
_RANGES: st.SearchStrategy[Any] = st.tuples(_POINTS, _POINTS).map(lambda ends: Range(min(ends), max(ends)))
_SIGNS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])


@given(_SIGNS, _RANGES, st.one_of(_POINTS, _RANGES))
def test_a_range_decides_what_all_of_it_decides(sign: Any, one: Any, two: Any) -> None:
    def points(value: Any) -> range:
        low, high = getattr(value, "low", value), getattr(value, "high", value)
        return range(low, high + 1)

    found = truth(Compare(sign, X, Y), x=one, y=two)
    single = {truth(Compare(sign, X, Y), x=a, y=b) for a in points(one) for b in points(two)}
    if one == two and sign in ("=", "!="):
        assert found is (sign == "=")
    else:
        assert found is (single.pop() if len(single) == 1 else None)


@pytest.mark.parametrize(("node", "expected"), [
    (Compare("<", X, Literal(Percent(0.2))), True),
    (Compare("<", Literal(Money(5, "CNY")), Literal(Money(6, "CNY"))), True),
    (Compare("<", Literal(Money(5, "CNY")), Literal(Money(6, "USD"))), None),
    (Compare("=", Literal(Duration(days=30)), Literal(Duration(months=1))), None),
    (Compare("<", Literal(Day(2019)), Literal(Day(2020, 3))), True),
    (Contains(Literal(Range(5, None)), Literal(80)), True),
    (Contains(Literal(Range(5, 10)), X), False),
    (Contains(Literal(Range(5, 10)), Literal(Range(7, 12))), None),
    (In(Literal("a"), ListOf((Literal("b"), Literal("a")))), True),
    (IsA(RoleRef("r"), Literal(EntityRef("ani"))), True),
    (IsA(RoleRef("r"), Literal(EntityRef("animal")), strict=True), False),
    (IsA(RoleRef("none"), Literal(EntityRef("animal"))), None),
    (Compare("=", Property(RoleRef("r"), "legs"), Literal(4)), True),
    (Compare("=", Property(RoleRef("r"), "wings"), Literal(2)), None),
    (Compare(">", Arithmetic("*", Literal(Quantity(2, "kg")), Literal(3)), Literal(Quantity(5, "kg"))), True),
])
def test_values_of_the_knowledge_base(node: Expression, expected: bool | None) -> None:
    told: dict[str, Any] = {"x": Percent(0.1), "r": EntityRef("animal"), "animal.legs": 4}
    assert truth(node, **told) is expected
