"""Judging by a generated function comes to what judging comes to, and its conditions to what closures come to."""

from __future__ import annotations

import os
import random
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from benchmarks import conditions
from hypothesis import given, settings
from hypothesis import strategies as st
from second_opinion.worlds import seeded_case, yaml_text

from xhs_kb import KnowledgeBase, XhsKbError
from xhs_kb.engine.expressions import compile_expression
from xhs_kb.engine.expressions.plain import NOT_PLAIN, Kind, Local, kind_of_type, plain_of, source_of, value_of
from xhs_kb.engine.limits import DEFAULT, Limits
from xhs_kb.engine.tables import codes, deciding, filling, together
from xhs_kb.engine.tables.deciding import Decider, decider_of
from xhs_kb.engine.tables.writing import OTHERWISE
from xhs_kb.engine.verdicts.case import make_case
from xhs_kb.engine.verdicts.combine import advice_of, join, join_advice, outcomes_in, permission_of
from xhs_kb.engine.verdicts.components import RuleCells, components
from xhs_kb.engine.verdicts.judge import judge
from xhs_kb.engine.verdicts.scope import CaseScope
from xhs_kb.engine.verdicts.search import search
from xhs_kb.ground.values import Day, Duration, EntityRef, Money, Percent, Quantity, Range, Ratio
from xhs_kb.language.expressions import (
    And,
    Arithmetic,
    Compare,
    Contains,
    Expression,
    In,
    InputRef,
    ListOf,
    Literal,
    Negative,
    Not,
    Or,
)
from xhs_kb.model.schema import Type

ROOT = Path(__file__).parents[2]
BASES = [path for path in (ROOT / "kb", ROOT / "tests" / "toy_world") if path.is_dir()]
WORLDS = int(os.environ.get("XHS_KB_WORLDS", "60"))
Row = tuple[Any, ...]
Verdict = tuple[str, str, tuple[str, ...]]

# --- conditions as source ------------------------------------------------------------------------------------------

TYPES = {
    "yes": Type("bool"),
    "count": Type("integer"),
    "size": Type("number"),
    "mass": Type("number", unit="kg"),
    "share": Type("percent"),
    "price": Type("money"),
    "on": Type("date"),
    "label": Type("text"),
    "mode": Type("choice", choices=("air", "sea")),
    "owner": Type("ref", kind="person"),
    "wait": Type("duration"),
    "mix": Type("ratio"),
    "tags": Type("list", of=Type("text")),
}
KINDS = {id: kind_of_type(type_, "EUR") for id, type_ in TYPES.items()}
LOCALS = {id: Local(f"x_{id}", kind) for id, kind in KINDS.items()}
few = st.sampled_from
numbers = few([-1, 0, 1, 2, 2.5, 3, 0.1, 0.2, 0.30000000000000004, 2**53 + 1, float(2**53), 1e300])
days = few([Day(2020, 2, 29), Day(2020, 3, 1), Day(2021, 1, 1), Day(2020), Day(2020, 3)])
texts = few(["air", "sea", "seaside", "", "Air"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "yes": st.booleans(),
    "count": few([-1, 0, 1, 2, 3]),
    "size": numbers,
    "mass": st.builds(Quantity, numbers, few(["kg", "lb"])),
    "share": st.builds(Percent, numbers),
    "price": st.builds(Money, numbers, few(["EUR", "CNY"])),
    "on": days,
    "label": texts,
    "mode": few(["air", "sea"]),
    "owner": st.builds(EntityRef, few(["ann", "bob"])),
    "wait": st.builds(Duration, few([0, 1]), few([0, 30])),
    "mix": st.builds(Ratio, few([1, 2]), few([1, 2])),
    "tags": st.lists(texts, max_size=2).map(tuple),
}
scalars = st.one_of(*(VALUES[id] for id in VALUES if id != "tags"))
ranges = st.builds(Range, st.one_of(st.none(), numbers, days), st.one_of(st.none(), numbers, days))
inputs = few(sorted(TYPES)).map(InputRef)
literals = st.one_of(scalars, st.none(), VALUES["tags"], ranges).map(Literal)
lists = st.lists(st.one_of(scalars.map(Literal), inputs), max_size=3).map(lambda items: ListOf(tuple(items)))
terms = st.recursive(
    st.one_of(inputs, inputs, literals),
    lambda inner: st.one_of(st.builds(Arithmetic, few("+-*/"), inner, inner), st.builds(Negative, inner)),
    max_leaves=3,
)
atoms = st.one_of(
    st.builds(Compare, few(["=", "!=", "<", "<=", ">", ">="]), terms, terms),
    st.builds(In, terms, st.one_of(lists, literals)),
    st.builds(Contains, st.one_of(terms, lists), terms),
    inputs,
    st.booleans().map(Literal),
)
trees = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: And(tuple(found))),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: Or(tuple(found))),
    ),
    max_leaves=5,
)


class Told:
    """A scope in which some inputs are told."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told

    def input(self, id: str) -> Any:
        return self.told.get(id)


SEEN: Counter[str] = Counter()


def with_source(tree: Expression, told: Mapping[str, Any]) -> bool:
    """Whether the tree has source for these values; where it has, it says what the closure says."""
    space: dict[str, Any] = {"__builtins__": {}}

    def bind(value: Any) -> str:
        name = f"k{len(space)}"
        space[name] = value
        return name

    source = source_of(tree, LOCALS, bind)
    plain = {id: plain_of(value, KINDS[id]) for id, value in told.items()}
    if source is None or NOT_PLAIN in [plain[id] for id in told if f"x_{id}" in source]:
        return False
    found = eval(source, space | {LOCALS[id].name: value for id, value in plain.items()})
    assert found is compile_expression(tree)(Told(told)), (source, told)  # type: ignore[arg-type]
    return True


@settings(max_examples=1500, deadline=None)
@given(trees, st.fixed_dictionaries(VALUES))
def test_source_says_what_the_closure_says(tree: Expression, told: dict[str, Any]) -> None:
    SEEN["with" if with_source(tree, told) else "without"] += 1


def test_enough_of_it_was_source() -> None:
    """Runs after the property, in whose examples both kinds have to be common for it to mean something."""
    assert not SEEN or min(SEEN["with"], SEEN["without"]) > 100, SEEN


POOL: tuple[Any, ...] = (
    True, 1, 2, 2.5, Percent(0.2), Percent(2), Quantity(2, "kg"), Quantity(2, "lb"), Money(2, "EUR"), Money(2, "CNY"),
    Day(2020, 3, 1), Day(2020), Day(2020, 3), "sea", "", EntityRef("ann"), Duration(days=30), Ratio(1, 2), ("sea",),
    (1, 2), None, Range(1, 2), Range(None, 2), Range(Percent(0.2), Percent(2)), Range(Quantity(1, "kg"), None),
    Range("a", "t"), Range(Day(2020, 1, 1), Day(2020, 3, 1)), Range(Day(2020), Day(2020, 3, 1)), Range(None, None),
    Range(False, True),
)  # fmt: skip
VALUED: dict[str, tuple[Any, ...]] = {
    "yes": (True, False), "count": (0, 1, 2, 3), "size": (1, 2.0, 2.5, 0.2),
    "mass": (Quantity(1, "kg"), Quantity(2, "kg")),
    "share": (Percent(0.2), Percent(2), Percent(0.1)), "price": (Money(1, "EUR"), Money(2, "EUR")),
    "on": (Day(2020, 3, 1), Day(2020, 3, 2), Day(2019, 12, 31)), "label": ("sea", "seaside", ""),
    "mode": ("air", "sea"), "owner": (EntityRef("ann"), EntityRef("bob")), "wait": (Duration(days=30),
    Duration(months=1)),
    "mix": (Ratio(1, 2), Ratio(2, 4)), "tags": ((), ("sea",)),
}  # fmt: skip


def test_every_input_with_every_constant() -> None:
    seen: Counter[bool] = Counter()
    for id, values in VALUED.items():
        one = InputRef(id)
        others: list[Expression] = [*(Literal(value) for value in POOL), *(InputRef(other) for other in VALUED)]
        tests: list[Expression] = [one]
        for other in others:
            tests += [Compare(sign, one, other) for sign in ("=", "!=", "<", "<=", ">", ">=")]
            tests += [Compare(sign, other, one) for sign in ("=", "<", "<=", ">", ">=")]
            tests += [In(one, other), In(other, one), Contains(one, other), Contains(other, one)]
            tests += [In(one, ListOf((other, Literal(2)))), In(one, ListOf((Literal("sea"), other)))]
        for tree in tests:
            seen.update(with_source(tree, {k: v[-1] for k, v in VALUED.items()} | {id: value}) for value in values)
    assert min(seen.values()) > 1000, seen


@settings(max_examples=500, deadline=None)
@given(few(sorted(VALUES)).flatmap(lambda id: st.tuples(st.just(id), VALUES[id])))
def test_a_plain_value_stands_for_its_value(case: tuple[str, Any]) -> None:
    id, value = case
    plain = plain_of(value, KINDS[id])
    assert plain is NOT_PLAIN or value_of(plain, KINDS[id]) == value


def test_what_is_not_of_a_kind_has_no_plain_form() -> None:
    cases: list[tuple[Any, Kind]] = [
        (True, Kind("number")), (float("nan"), Kind("number")), (float("inf"), Kind("number")),
        (Percent(float("nan")), Kind("percent")), (Quantity(1, "lb"), Kind("quantity", "kg")),
        (Money(1, "CNY"), Kind("money", "EUR")), (Day(2020, 2), Kind("date")), (Day(2021, 2, 29), Kind("date")),
        ("x", Kind("ref")), (None, Kind("whole")), (1, Kind("bool")),
    ]  # fmt: skip
    for value, kind in cases:
        assert plain_of(value, kind) is NOT_PLAIN, value


# --- verdicts ------------------------------------------------------------------------------------------------------


def judged(kb: KnowledgeBase, day: date, action: str, fillers: Mapping[str, str], told: Mapping[str, Any]) -> Verdict:
    """The verdict, judged afresh; raises what judging raises."""
    case = make_case(kb.base.world(day), action, fillers, kb._facts(dict(told)))
    found = judge(kb.base.book, case, DEFAULT)
    return found.permission, found.advice, tuple(item.rule.id for item in found.by_status(*codes.SHOWN))


def made(
    kb: KnowledgeBase,
    day: date,
    action: str,
    fillers: Mapping[str, str],
    names: Sequence[str],
) -> Decider | None:
    """The decider of these columns, made at once."""
    base = kb.base
    return decider_of(base.book, base.world(day), kb.vocabulary, action, fillers, names, DEFAULT, deciding.WORTH)


def compared(
    kb: KnowledgeBase, day: date, action: str, fillers: Mapping[str, str], names: Sequence[str], rows: Sequence[Row]
) -> Counter[str]:
    """Compares each row that a function takes with judging it; says how many it took."""
    counts: Counter[str] = Counter()
    decider = made(kb, day, action, fillers, names)
    for row in rows:
        told = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        found = set() if decider is None else {decider.some_told(*row)}
        if decider is not None and None not in row:
            found.add(decider.all_told(*row))
        found.discard(OTHERWISE)
        if not found:
            counts["otherwise"] += 1
            counts["without"] += decider is None
            continue
        assert decider is not None
        assert len(found) == 1
        number = found.pop()
        counts["taken"] += 1
        counts["open"] += bool(number & decider.codes.open)
        expected = judged(kb, day, action, fillers, told)
        assert decider.decision(number) == expected, (action, fillers, told)
    return counts


FITTING: dict[str, Sequence[Any]] = {
    "bool": (True, False, "true"),
    "integer": (0, 1, 2, 3, 4, 5, 6, 7, 8, "3", 4.0),
    "number": (0, 0.5, 1, 2.5, 3, 5, 7.5, "4"),
    "percent": (0.0, 0.1, 0.15, 0.2, 0.5, 0.9, 1, "15%", Percent(0.3)),
    "money": ("CNY 600", "CNY 0", "CNY 20000", Money(1000, "CNY")),
    "date": (date(2020, 1, 1), date(2024, 2, 29), "2023-05-01", Day(2022, 1, 1)),
    "duration": ("1 hour", "3 hours", "2 days", Duration(days=30)),
    "ratio": ("1:1", "9:1", Ratio(2, 1)),
    "text": ("gift", "glass", "a gift", " glass "),
    "list": ("glass", "[glass, gift]"),
}
ODD: dict[str, Sequence[Any]] = {
    "bool": (1, "yes"),
    "integer": (2.5, -1, 900, True),
    "number": (float("nan"), float("inf"), True, -3, 10**400),
    "percent": (7, "30", Percent(float("nan")), True),
    "money": ("EUR 5", 600),
    "date": ("2023-05", 2020, "soon"),
    "duration": ("1 month", 5),
    "choice": ("nonsense", ""),
    "text": (">= 5", "", "$x"),
    "list": (("glass",), ["glass", "gift"]),
}


def some_value(type_: Type, chance: random.Random, *, odd: bool) -> Any:
    """A value as a program or a person gives it."""
    choices = (*type_.choices, *(choice.upper() for choice in type_.choices[:1]))
    pool = ODD.get(type_.base) if odd else FITTING.get(type_.base, choices)
    return chance.choice(pool) if pool else None


def some_rows(kb: KnowledgeBase, names: Sequence[str], count: int, chance: random.Random) -> Iterator[Row]:
    gaps = chance.choice((0.0, 0.2, 0.5, 0.8))
    for _ in range(count):
        odd = chance.random() < 0.2
        types = (kb.schema.inputs[name].type for name in names)
        yield tuple(
            None if chance.random() < gaps else some_value(type_, chance, odd=odd and chance.random() < 0.5)
            for type_ in types
        )


@pytest.mark.parametrize("share", [0.0, 0.15, 0.3, 0.5, 0.7, 0.9, 1.0])
def test_thirty_rules_over_twenty_inputs(share: float) -> None:
    kb = conditions.opened()
    count = 30 if share < 0.6 else 6  # judging them afresh takes its time where much is unknown
    rows = [tuple(row.values()) for row in conditions.rows_of(count, share, seed=int(share * 100))]
    counts = compared(kb, date(2026, 3, 1), "ship", {"object": "box"}, list(conditions.TYPES), rows)
    assert counts["taken"] == len(rows)
    assert (counts["open"] > 0) == (share > 0)


def test_past_the_limit_on_cells_statuses_and_outcomes_stand() -> None:
    """What a tree that is too large would have said is found rule by rule and by a search."""
    kb = conditions.opened()
    passed = 0
    for row in conditions.rows_of(25, 0.35, seed=4):
        facts = kb._facts({name: value for name, value in row.items() if value is not None})
        case = make_case(kb.base.world(date(2026, 3, 1)), "ship", {"object": "box"}, facts)
        full, short = (judge(kb.base.book, case, Limits(cells=cells)) for cells in (2000, 30))
        if full.exact:
            passed += not short.exact
            assert (short.permission, short.advice) == (full.permission, full.advice)
            assert short.by_status(*codes.SHOWN) == full.by_status(*codes.SHOWN)
            assert short.statuses == full.statuses
    assert passed > 1


def test_the_function_finds_what_is_violated_by_hand() -> None:
    kb = conditions.opened()
    rows = conditions.rows_of(300)
    found = kb.verdicts("ship", ["box"] * len(rows), as_of=conditions.DAY, facts=conditions.columns_of(rows))
    for row, ids, permission in zip(rows, found.rules, found.permission, strict=True):
        wrong = conditions.by_hand(row)
        assert sorted(wrong) == sorted(set(ids) & set(wrong))
        assert (permission == "forbidden") == bool(set(wrong) - {"r27", "r28"})


@pytest.mark.parametrize("path", BASES, ids=lambda path: path.name)
def test_knowledge_bases(path: Path) -> None:
    kb = KnowledgeBase.open(path)
    chance = random.Random(4)
    schema = kb.schema
    counts: Counter[str] = Counter()
    for action in schema.actions:
        roles = schema.roles(action)
        for day in (date(2019, 6, 1), date(2026, 3, 1)):
            world = kb.base.world(day)
            for _ in range(2):
                full = chance.random() < 0.5
                things = {id: world.entities(role.kinds) for id, role in roles.items() if full or id == "object"}
                fillers = {id: chance.choice(ids) for id, ids in things.items() if ids}
                mentioned = {id for rule in kb.base.book.of(action) for id in rule.inputs}
                pool = sorted(mentioned) or sorted(schema.inputs)
                names = chance.sample(pool, chance.randint(1, len(pool)))
                counts += compared(kb, day, action, fillers, names, list(some_rows(kb, names, 12, chance)))
    assert counts["taken"] > counts["otherwise"] / 2, counts
    assert counts["open"] > 20, counts


def test_generated_worlds() -> None:
    counts: Counter[str] = Counter()
    for seed in range(WORLDS):
        world, questions = seeded_case(seed, 3)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "world.yaml").write_text(yaml_text(world), "utf-8")
            kb = KnowledgeBase.open(folder)
        chance = random.Random(seed)
        names = sorted(kb.schema.inputs)
        for question in questions if names else ():
            rows = list(some_rows(kb, names, 6, chance))
            try:
                counts += compared(kb, date.fromisoformat(question.day), question.action, question.fillers, names, rows)
            except XhsKbError as error:
                assert error.code in ("unknown-name", "wrong-kind"), error
    assert counts["taken"] > counts["otherwise"] / 2, counts
    assert counts["open"] > WORLDS / 4, counts


@pytest.mark.parametrize("path", BASES, ids=lambda path: path.name)
def test_columns_say_what_each_row_alone_says(path: Path) -> None:
    """Troubles included: the public way, with names and values as they come."""
    kb = KnowledgeBase.open(path)
    chance = random.Random(7)
    day = date(2026, 3, 1)
    for action in list(kb.schema.actions)[:6]:
        role = next(iter(kb.schema.roles(action).values()), None)
        mentioned = sorted({id for rule in kb.base.book.of(action) for id in rule.inputs})
        if role is None or not mentioned:
            continue
        names = mentioned[:4]
        things: list[str | None] = [*kb.base.world(day).entities(role.kinds)[:3]] * 4
        rows = list(some_rows(kb, names, len(things), chance))
        columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
        found = kb.verdicts(action, {role.id: things}, as_of=day, facts=columns)
        for place, (thing, row) in enumerate(zip(things, rows, strict=True)):
            told = {name: value for name, value in zip(names, row, strict=True) if value is not None}
            trouble = found.troubles[place]
            try:
                answer = kb.verdict(action, {role.id: str(thing)}, as_of=day, given=told)
            except XhsKbError as error:
                assert trouble is not None
                assert (error.code, error.message) == (trouble.code, trouble.message)
            else:
                assert (found.permission[place], found.advice[place]) == (answer.permission, answer.advice), told


# --- what holds in every completion although no rule says it alone ---------------------------------------------------

JOINT = {
    "low": ("forbid", {"when": "pieces <= 5"}),
    "high": ("forbid", {"when": "pieces > 5"}),
    "bare": ("require", {"when": "fragile", "that": "insured"}),
    "cold": ("allow", {"when": "chilled"}),
    "warm": ("allow", {"when": "not chilled"}),
    "gift": ("discourage", {"when": "gift"}),
    "sale": ("discourage", {"when": "not gift"}),
}


def small(monkeypatch: pytest.MonkeyPatch, *names: str, **rules: tuple[str, Mapping[str, str]]) -> KnowledgeBase:
    monkeypatch.setattr(conditions, "RULES", {name: JOINT[name] for name in names} | rules)
    kb: KnowledgeBase = conditions.opened()
    return kb


@pytest.mark.parametrize(
    ("names", "permission", "advice"),
    [
        (("low", "high"), "forbidden", "none"),
        (("low", "bare"), "conditional", "none"),
        (("cold", "warm"), "allowed", "none"),
        (("cold", "bare"), "conditional", "none"),
        (("cold",), "unregulated", "none"),
        (("gift", "sale"), "unregulated", "against"),
        (("gift", "cold", "warm", "low", "high"), "forbidden", "depends"),
    ],
)
def test_what_open_rules_come_to_together(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], permission: str, advice: str
) -> None:
    kb = small(monkeypatch, *names)
    columns = ["pieces", "fragile", "insured", "chilled", "gift"]
    decider = made(kb, date(2026, 3, 1), "ship", {"object": "box"}, columns)
    assert decider is not None
    for _ in range(2):  # searched, then remembered
        found = decider.decision(decider.some_told(*[None] * len(columns)))
        assert found[:2] == (permission, advice)
        assert found == judged(kb, date(2026, 3, 1), "ship", {"object": "box"}, {})


def test_a_search_finds_what_trees_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over all rules at once, and within far fewer looks than a tree of them all would have leaves."""
    chance = random.Random(11)
    every = {**JOINT, **{name: conditions.RULES[name] for name in ("r07", "r24", "r05", "r26", "r30", "r27", "r13")}}
    seen: Counter[tuple[str, str]] = Counter()
    for _ in range(60):
        names = chance.sample(sorted(every), chance.randint(1, 7))
        kb = small(monkeypatch, **{name: every[name] for name in names})
        told = {name: chance.choice(FITTING["bool"]) for name in chance.sample(["fragile", "gift", "chilled"], 1)}
        case = make_case(kb.base.world(date(2026, 3, 1)), "ship", {"object": "box"}, kb._facts(told))
        rules, scope = list(kb.base.book.of("ship")), CaseScope(case)
        found = search(rules, scope, RuleCells(rules, scope), 2000)
        trees = [outcomes_in(component) for component in components(case, rules, 100_000)]
        assert found is not None
        expected = permission_of(join(one for one, _ in trees)), advice_of(join_advice(two for _, two in trees))
        assert (permission_of(found[0]), advice_of(found[1])) == expected, names
        seen[expected] += 1
    assert len(seen) > 5, seen


def test_a_completion_that_served_before_serves_only_where_it_shows_something(monkeypatch: pytest.MonkeyPatch) -> None:
    for effect in ("allow", "recommend", "forbid", "discourage"):
        rules = {word: (effect, {"when": f"{word} chilled and pieces > 5"}) for word in ("", "not")}
        kb = small(monkeypatch, one=rules[""], other=rules["not"])
        rows: list[Row] = [(None, None), (9, None), (3, None), (None, True), (None, None), (9, None)]
        counts = compared(kb, date(2026, 3, 1), "ship", {"object": "box"}, ["pieces", "chilled"], rows)
        assert counts["taken"] == len(rows)


def test_columns_that_are_not_told_at_all_count_as_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    kb = small(monkeypatch, "low", "high", "bare", "cold")
    for names in (["fragile"], ["chilled", "insured"], ["gift"]):
        rows = [(None,) * len(names), (True,) * len(names), (False,) * len(names)]
        assert compared(kb, date(2026, 3, 1), "ship", {"object": "box"}, names, rows)["taken"] == len(rows)


def test_two_unknowns_in_one_comparison_are_judged_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    kb = small(monkeypatch, "low", wide=("forbid", {"when": "width > height"}))
    decider = made(kb, date(2026, 3, 1), "ship", {"object": "box"}, ["pieces", "width", "height"])
    assert decider is not None
    assert decider.some_told(9, 2.5, None) == OTHERWISE
    assert decider.decision(decider.all_told(9, 2.5, 2)).permission == "forbidden"
    assert decider.decision(decider.some_told(None, 2, 2.5)).permission == "conditional"
    assert made(kb, date(2026, 3, 1), "ship", {"object": "box"}, ["width"]) is None


def test_told_and_undecided_is_not_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every length is at most 30 days or longer; of a month neither can be said."""
    monkeypatch.setattr(conditions, "TYPES", conditions.TYPES | {"wait": Type("duration")})
    kb = small(monkeypatch, "low", wait=("forbid", {"when": "wait > 30 days or wait <= 30 days"}))
    rows: list[Row] = [(None,), ("1 month",), ("3 days",), (None,), ("1 month",)]
    assert compared(kb, date(2026, 3, 1), "ship", {"object": "box"}, ["wait"], rows)["taken"] == len(rows)
    rows = [("1 month",), (None,)]
    assert compared(kb, date(2026, 3, 1), "ship", {"object": "crate"}, ["wait"], rows)["taken"] == len(rows)


def test_bounds_of_what_is_held_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "TYPES", conditions.TYPES | {"wait": Type("duration")})
    monkeypatch.setattr(conditions, "BOUNDS", {"wait": (Duration(days=1), None)})
    kb = small(monkeypatch, "low", wait=("forbid", {"when": "wait > 30 days"}))
    decider = made(kb, date(2026, 3, 1), "ship", {"object": "box"}, ["wait"])
    assert decider is not None
    assert [decider.all_told(said) == OTHERWISE for said in ("1 hour", "1 day", "40 days")] == [True, False, False]


def test_what_another_rule_leaves_without_cells_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = ("forbid", {"when": "gift and width > height"})
    every = ("forbid", {"when": "width > 1 or width <= 1"})
    fragile = ("forbid", {"when": "fragile and (width > 1 or width <= 1)"})
    columns = ["gift", "fragile"]
    kb = small(monkeypatch, wide=wide, every=every)
    assert compared(kb, date(2026, 3, 1), "ship", {"object": "box"}, columns, [(False, False)])["taken"] == 1
    kb = small(monkeypatch, wide=wide, fragile=fragile)
    assert compared(kb, date(2026, 3, 1), "ship", {"object": "box"}, columns, [(False, True)])["taken"] == 1


# --- bounds of what is remembered, and threads ------------------------------------------------------------------------


def test_tables_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "_PATTERNS_KEPT", 4)
    monkeypatch.setattr(together, "_KEPT", 2)
    kb = conditions.opened()
    rows = [tuple(row.values()) for row in conditions.rows_of(60, 0.5, seed=3)]
    names = list(conditions.TYPES)
    decider = made(kb, date(2026, 3, 1), "ship", {"object": "box"}, names)
    assert decider is not None
    found = [decider.decision(decider.some_told(*row)) for row in rows]
    tables = decider._filling.tables.values()
    assert max(len(table) for table in tables) <= 4
    assert decider._filling.together is not None
    assert len(decider._filling.together.known) <= 2  # type: ignore[attr-defined]
    monkeypatch.undo()
    other = made(conditions.opened(), date(2026, 3, 1), "ship", {"object": "box"}, names)
    assert other is not None
    assert found == [other.decision(other.some_told(*row)) for row in rows]


def test_many_shapes_of_a_case_leave_few_functions() -> None:
    kb = conditions.opened()
    chance = random.Random(5)
    for _ in range(120):
        names = chance.sample(sorted(conditions.TYPES), 2)
        decider_of(kb.base.book, kb.base.world(date(2026, 3, 1)), kb.vocabulary, "ship", {}, names, DEFAULT)
    assert all(len(sight.deciders) <= 64 for sight in kb.base.world(date(2026, 3, 1)).sights.values())


def test_threads_find_what_one_finds() -> None:
    rows = conditions.rows_of(200, 0.4, seed=9)
    columns = conditions.columns_of(rows)
    alone = conditions.opened().verdicts("ship", ["box"] * 200, as_of=conditions.DAY, facts=columns)
    kb = conditions.opened()
    found: list[Any] = []

    def ask() -> None:
        found.append(kb.verdicts("ship", ["box"] * 200, as_of=conditions.DAY, facts=columns))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.to_dict() for one in found] == [alone.to_dict()] * 8


def test_no_text_of_a_user_is_source(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = 'x"); import os; ("'
    said = evil.replace('"', "'")
    kb = small(monkeypatch, "low", evil=("forbid", {"when": f'colour = "{said}"'}))
    sources: list[str] = []
    from xhs_kb.engine.tables import writing

    def listening(source: str, *rest: Any) -> Any:
        sources.append(source)
        return compile(source, *rest)

    monkeypatch.setattr(writing, "compile", listening, raising=False)
    decider = made(kb, date(2026, 3, 1), "ship", {"object": "box"}, ["colour"])
    assert decider is not None
    assert decider.decision(decider.all_told(said)).permission == "forbidden"
    assert decider.decision(decider.all_told("blue")).permission == "conditional"
    assert sources
    assert not any("import" in source or "colour" in source for source in sources)


def test_days_after_days_do_not_pile_up() -> None:
    kb = conditions.opened()
    for number in range(40):
        made(kb, date(2026, 1, 1) + timedelta(days=number), "ship", {"object": "box"}, ["pieces"])
    assert len(kb.base._worlds) <= 16
