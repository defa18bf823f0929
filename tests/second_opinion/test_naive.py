"""The second opinion itself, against cases computed by hand, one per clause of verdicts.md §2-3."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from .conditions import condition_text
from .naive import Brute, InexactError, Opinion, Question, RefusedError, TooLargeError, cells
from .worlds import World, seeded_case, yaml_text

ALWAYS = (None, None)


def rule(name: str, effect: str, **given: Any) -> dict[str, Any]:
    """A rule of the action ``move`` about everything, unless told otherwise."""
    blank: dict[str, Any] = {
        "id": name,
        "effect": effect,
        "action": "move",
        "roles": {},
        "when": None,
        "unless": None,
        "that": None,
        "exception_to": [],
        "replaces": [],
        "authority": "house",
        "says_authority": False,
        "valid": ALWAYS,
    }
    return blank | given


def thing(kind: str, *parents: Any, valid: Any = ALWAYS, **attributes: Any) -> dict[str, Any]:
    """An entity; a parent is an id or (id, from, until)."""
    above = [(p, None, None) if isinstance(p, str) else p for p in parents]
    return {"kind": kind, "is_a": above, "valid": valid, "attributes": attributes, "relations": []}


def world(*rules: dict[str, Any], **changes: Any) -> World:
    """Drinks carried by people through two doors (a closed kind)."""
    made: World = {
        "authorities": ["law", "house", "habit"],
        "kinds": {
            "drink": {"closed": False, "attributes": {"proof": {"type": "integer"}}},
            "person": {"closed": False, "attributes": {"age": {"type": "integer"}}},
            "door": {"closed": True, "attributes": {}},
        },
        "relations": {"serves": {"from": "person", "to": "drink", "inherit": "object"}},
        "actions": {
            "move": {
                "is_a": [],
                "roles": {
                    "object": {"kind": ["drink"], "default": None},
                    "by": {"kind": ["person"], "default": "clerk"},
                    "door": {"kind": ["door"], "default": None},
                },
            },
            "throw": {"is_a": ["move"], "roles": {}},
        },
        "inputs": {
            "count": {"type": "integer", "min": 0, "max": 10},
            "share": {"type": "percent", "min": ["percent", 0], "max": ["percent", 100]},
            "mass": {"type": "number"},
            "dry": {"type": "bool"},
            "size": {"type": "one of", "values": ["small", "large"]},
        },
        "entities": {
            "wine": thing("drink"),
            "red": thing("drink", "wine", proof=13),
            "water": thing("drink", proof=0),
            "brew": thing("drink"),
            "old": thing("drink", "wine", valid=("2010-01-01", "2020-01-01")),
            "cellar": thing("drink", "old"),
            "young": thing("drink", ("wine", "2021-01-01", None)),
            "clerk": thing("person", age=30),
            "guest": thing("person"),
            "front": thing("door"),
            "back": thing("door"),
        },
        "rules": list(rules),
    }
    made["entities"]["clerk"]["relations"] = [("serves", "wine", None, None)]
    return made | changes


def ask(made: World, _day: str = "2022-01-01", _action: str = "move", **said: Any) -> Opinion:
    """The opinion; ``object``, ``by`` and ``door`` are fillers, the rest facts."""
    fillers: dict[str, str] = {role: said.pop(role) for role in ("object", "by", "door") if role in said}
    facts = {
        name.replace("__", "."): value if isinstance(value, list) else [("=", value)] for name, value in said.items()
    }
    return Brute(made).ask(Question(_action, fillers, _day, facts))


FEW = ["cmp", "<=", ["input", "count"], 3]
MANY = ["cmp", ">", ["input", "count"], 3]
DRY = ["cmp", "=", ["input", "dry"], True]
FRONT = ["cmp", "=", ["role", "door"], ["entity", "front"]]
BAN = rule("ban", "forbid")
WINE = {"object": ["wine"]}


# -- one rule, one completion ---------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "said", "permission"),
    [
        ([], {}, "unregulated"),
        ([BAN], {}, "forbidden"),
        ([rule("r", "allow")], {}, "allowed"),
        ([rule("r", "require", that=FEW)], {"count": 3}, "unregulated"),
        ([rule("r", "require", that=FEW)], {"count": 4}, "forbidden"),
        ([rule("r", "require", that=FEW)], {}, "conditional"),
        ([rule("r", "discourage")], {}, "unregulated"),
        ([rule("r", "recommend")], {}, "unregulated"),
        ([rule("r", "forbid", when=FEW)], {"count": 3}, "forbidden"),
        ([rule("r", "forbid", when=FEW)], {"count": 4}, "unregulated"),
        ([rule("r", "forbid", unless=FEW)], {"count": 3}, "unregulated"),
        ([rule("r", "forbid", when=DRY, unless=FEW)], {"count": 4, "dry": True}, "forbidden"),
        ([rule("r", "forbid", action="throw")], {}, "unregulated"),
        ([BAN, rule("r", "allow")], {}, "forbidden"),
        ([rule("q", "require", that=FEW), rule("r", "allow")], {}, "conditional"),
        ([rule("r", "allow", when=DRY)], {}, "unregulated"),
    ],
)
def test_effects(rules: list[dict[str, Any]], said: dict[str, Any], permission: str) -> None:
    assert ask(world(*rules), **said).permission == permission


def test_a_rule_governs_the_actions_below_its_own() -> None:
    assert ask(world(BAN), _action="throw").permission == "forbidden"


@pytest.mark.parametrize(
    ("thing", "day", "permission"),
    [
        ("wine", "2022-01-01", "forbidden"),
        ("red", "2022-01-01", "forbidden"),
        ("water", "2022-01-01", "unregulated"),
        ("young", "2020-12-31", "unregulated"),  # its is_a begins on 2021-01-01
        ("young", "2021-01-01", "forbidden"),
        ("old", "2019-12-31", "forbidden"),
        ("cellar", "2019-12-31", "forbidden"),
        ("cellar", "2020-01-01", "unregulated"),  # what has ended passes nothing along
    ],
)
def test_scope_along_is_a(thing: str, day: str, permission: str) -> None:
    ban = rule("ban", "forbid", roles=WINE)
    assert ask(world(ban), day, object=thing).permission == permission


def test_every_named_role_must_fit_and_any_entity_of_its_list() -> None:
    made = world(rule("ban", "forbid", roles={"object": ["water", "wine"], "door": ["front"]}))
    assert ask(made, object="red", door="front").permission == "forbidden"
    assert ask(made, object="red", door="back").permission == "unregulated"
    assert ask(made, object="red").permission == "conditional"


@pytest.mark.parametrize(
    ("day", "permission"),
    [
        ("2019-12-31", "unregulated"),
        ("2020-01-01", "forbidden"),
        ("2020-12-31", "forbidden"),
        ("2021-01-01", "unregulated"),
    ],
)
def test_rules_hold_from_their_first_day_until_before_their_last(day: str, permission: str) -> None:
    made = world(rule("ban", "forbid", valid=("2020-01-01", "2021-01-01")))
    assert ask(made, day).permission == permission


# -- setting aside --------------------------------------------------------------------


def exception(effect: str = "allow", **given: Any) -> dict[str, Any]:
    return rule("e", effect, exception_to=["ban"], **given)


@pytest.mark.parametrize(
    ("rules", "said", "permission", "ban"),
    [
        ([BAN, exception()], {}, "allowed", "set_aside"),
        ([BAN, exception(authority="law")], {}, "allowed", "set_aside"),
        ([BAN, exception(authority="habit")], {}, "forbidden", "violated"),
        ([BAN, exception(when=DRY)], {"dry": False}, "forbidden", "violated"),
        ([BAN, exception(when=DRY)], {}, "conditional", "open"),
        ([BAN, exception("require", that=FEW)], {"count": 2}, "allowed", "set_aside"),
        ([BAN, exception("require", that=FEW)], {"count": 5}, "forbidden", "set_aside"),
        ([BAN, exception("discourage")], {}, "forbidden", "violated"),
        ([BAN, exception("recommend")], {}, "forbidden", "violated"),
        ([BAN, exception("forbid")], {}, "forbidden", "set_aside"),
        ([BAN, exception(valid=("2030-01-01", None))], {}, "forbidden", "violated"),
    ],
)
def test_setting_aside(rules: list[dict[str, Any]], said: dict[str, Any], permission: str, ban: str) -> None:
    opinion = ask(world(*rules), **said)
    assert (opinion.permission, opinion.statuses["ban"]) == (permission, ban)


def test_what_is_set_aside_still_sets_aside() -> None:
    again = rule("again", "forbid", when=DRY, exception_to=["e"])
    opinion = ask(world(BAN, exception(), again), dry=False)
    assert opinion.permission == "allowed"
    undone = rule("undone", "recommend", exception_to=["e"])
    assert ask(world(BAN, exception(), undone)).statuses["e"] == "met"
    third = rule("third", "require", that=FEW, exception_to=["e"])
    opinion = ask(world(BAN, exception(), third), count=1)
    assert opinion.statuses == {"ban": "set_aside", "e": "set_aside", "third": "met"}
    assert opinion.permission == "unregulated"  # the requirement sets an allow aside, no forbid


def test_a_met_requirement_allows_only_where_the_forbid_applies() -> None:
    ban = rule("ban", "forbid", when=DRY)
    made = world(ban, exception("require", that=FEW))
    assert ask(made, dry=True, count=1).permission == "allowed"
    assert ask(made, dry=False, count=1).permission == "unregulated"
    assert ask(made, count=1).permission == "unregulated"


@pytest.mark.parametrize(
    ("start", "day", "permission"),
    [
        ("2021-01-01", "2020-12-31", "forbidden"),
        ("2021-01-01", "2021-01-01", "unregulated"),
        ("2021-01-01", "2023-06-01", "unregulated"),  # lasts when the later one has ended
    ],
)
def test_replaces_ends_the_old_rule(start: str, day: str, permission: str) -> None:
    new = rule("new", "discourage", replaces=["ban"], valid=(start, "2023-01-01"))
    assert ask(world(BAN, new), day).permission == permission


# -- advice ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "said", "advice"),
    [
        ([], {}, "none"),
        ([rule("r", "recommend")], {}, "for"),
        ([rule("r", "recommend", that=FEW)], {"count": 1}, "for"),
        ([rule("r", "recommend", that=FEW)], {"count": 9}, "against"),
        ([rule("r", "recommend", that=FEW)], {}, "depends"),
        ([rule("r", "discourage")], {}, "against"),
        ([rule("r", "discourage", when=DRY)], {}, "depends"),
        ([rule("r", "recommend", when=DRY)], {}, "none"),
        ([rule("r", "recommend"), rule("s", "discourage")], {}, "against"),
        ([rule("ban", "discourage"), exception("recommend")], {}, "for"),
        ([rule("ban", "discourage"), exception()], {}, "none"),
        ([rule("ban", "discourage"), exception(authority="habit")], {}, "against"),
    ],
)
def test_advice(rules: list[dict[str, Any]], said: dict[str, Any], advice: str) -> None:
    assert ask(world(*rules), **said).advice == advice


def test_the_axes_are_independent() -> None:
    opinion = ask(world(rule("a", "allow"), rule("d", "discourage")))
    assert (opinion.permission, opinion.advice) == ("allowed", "against")
    assert opinion.violated == {"d"}


# -- completions ----------------------------------------------------------------------


def test_a_closed_kind_has_no_other_members() -> None:
    both = rule("ban", "forbid", roles={"door": ["front", "back"]})
    assert ask(world(both)).permission == "forbidden"


def test_an_open_kind_has_things_never_heard_of() -> None:
    everyone = rule("ban", "forbid", roles={"by": ["clerk", "guest"]})
    assert ask(world(everyone)).permission == "forbidden"  # the default
    every = rule("ban", "forbid", roles={"object": ["wine", "water", "brew", "cellar", "young"]})
    assert ask(world(every)).permission == "conditional"


def test_a_default_fills_its_role_and_a_filler_replaces_it() -> None:
    made = world(rule("ban", "forbid", roles={"by": ["clerk"]}))
    assert ask(made).permission == "forbidden"
    assert ask(made, by="guest").permission == "unregulated"


PROOF = ["cmp", ">=", ["attr", "object", "proof"], 5]


def test_attributes_recorded_and_not() -> None:
    made = world(rule("ban", "forbid", when=PROOF))
    assert ask(made, object="red").permission == "forbidden"
    assert ask(made, object="water").permission == "unregulated"
    assert ask(made, object="brew").permission == "conditional"
    assert ask(made, object="brew", object__proof=6).permission == "forbidden"
    assert ask(made, object="brew").needs == {("attr", "brew", "proof")}


def test_one_attribute_is_one_unknown_through_every_role() -> None:
    roles = {
        "object": {"kind": ["drink"], "default": None},
        "second": {"kind": ["drink"], "default": None},
    }
    low = ["cmp", "<", ["attr", "second", "proof"], 5]
    made = world(
        rule("ban", "forbid", when=["and", PROOF, low]),
        actions={"move": {"is_a": [], "roles": roles}},
    )
    question = Question("move", {"object": "brew", "second": "brew"}, "2022-01-01")
    assert Brute(made).ask(question).permission == "unregulated"


def test_a_relation_that_is_not_recorded_does_not_hold() -> None:
    serves = ["rel", "by", "serves", ["role", "object"]]
    made = world(rule("r", "require", that=serves))
    assert ask(made, object="wine").permission == "unregulated"
    assert ask(made, object="red").permission == "unregulated"  # passed down to the object
    assert ask(made, object="water").permission == "forbidden"
    assert ask(made, object="wine", by="guest").permission == "forbidden"
    assert ask(made).permission == "conditional"


def test_is_a_leaves_the_thing_itself_out() -> None:
    made = world(rule("ban", "forbid", when=["is_a", "object", "wine"]))
    assert ask(made, object="red").permission == "forbidden"
    assert ask(made, object="wine").permission == "unregulated"


def test_in_is_identity() -> None:
    wines = ["in", ["role", "object"], [["entity", "wine"], ["entity", "water"]]]
    made = world(rule("ban", "forbid", when=wines))
    assert ask(made, object="wine").permission == "forbidden"
    assert ask(made, object="red").permission == "unregulated"


def test_two_conditions_that_leave_no_gap_are_seen_together() -> None:
    made = world(rule("low", "forbid", when=FEW), rule("high", "forbid", when=MANY))
    opinion = ask(made)
    assert opinion.permission == "forbidden"
    assert opinion.violated == frozenset()  # each applies in some completions only
    assert opinion.needs == frozenset()


def test_whole_numbers_leave_no_room_between_neighbours() -> None:
    between = ["and", ["cmp", ">", ["input", "count"], 2], ["cmp", "<", ["input", "count"], 3]]
    assert ask(world(rule("ban", "forbid", when=between))).permission == "unregulated"
    between = ["and", ["cmp", ">", ["input", "mass"], 2], ["cmp", "<", ["input", "mass"], 3]]
    assert ask(world(rule("ban", "forbid", when=between))).permission == "conditional"


@pytest.mark.parametrize(
    ("bounds", "permission"),
    [
        ([("<=", 3)], "unregulated"),
        ([("<", 4)], "unregulated"),
        ([("<=", 4)], "conditional"),
        ([(">", 3)], "forbidden"),
        ([(">=", 2), ("<=", 3)], "unregulated"),
    ],
)
def test_bounds(bounds: list[tuple[str, Any]], permission: str) -> None:
    assert ask(world(rule("r", "require", that=FEW)), count=bounds).permission == permission


def test_limits_of_an_input_count() -> None:
    made = world(rule("r", "require", that=["cmp", "<=", ["input", "count"], 10]))
    assert ask(made).permission == "unregulated"
    half = ["cmp", "<", ["input", "share"], ["percent", 50]]
    made = world(rule("r", "require", that=half))
    assert ask(made, share=[("=", ["percent", 20])]).permission == "unregulated"
    with pytest.raises(RefusedError):
        ask(made, share=[(">", ["percent", 100])])


def test_arithmetic_is_solved_for_its_unknown() -> None:
    doubled = ["cmp", "<=", ["*", ["input", "count"], 3], 10]
    made = world(rule("r", "require", that=doubled))
    assert ask(made, count=3).permission == "unregulated"
    assert ask(made, count=4).permission == "forbidden"
    assert ask(made).permission == "conditional"


# -- errors ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"object": "old"}, "unknown-name"),
        ({"object": "nothing"}, "unknown-name"),
        ({"object": "clerk"}, "wrong-kind"),
        ({"count": 11}, "contradiction"),
        ({"count": [(">", 2), ("<", 3)]}, "contradiction"),
        ({"count": [(">", 5), ("<", 3)]}, "contradiction"),
        ({"object": "red", "object__proof": 12}, "contradiction"),
    ],
)
def test_errors(said: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        ask(world(BAN), **said)
    assert refused.value.code == code


def test_what_brute_force_cannot_settle_is_said() -> None:
    two = ["cmp", "<=", ["input", "count"], ["input", "mass"]]
    with pytest.raises(InexactError):
        ask(world(rule("r", "require", that=two)))
    with pytest.raises(TooLargeError):
        Brute(world(rule("r", "require", that=FEW))).ask(Question("move", {}, "2022-01-01"), 1)


# -- statuses and needs ---------------------------------------------------------------


def test_statuses() -> None:
    made = world(
        rule("bad", "forbid", roles=WINE),
        rule("maybe", "require", that=FEW),
        rule("fine", "allow"),
        rule("other", "forbid", roles={"object": ["water"]}),
        rule("later", "forbid", valid=("2030-01-01", None)),
    )
    assert ask(made, object="red").statuses == {
        "bad": "violated",
        "maybe": "open",
        "fine": "met",
        "other": "not_applicable",
    }


def test_needs() -> None:
    either = ["or", DRY, FEW]
    assert ask(world(rule("r", "require", that=either))).needs == {
        ("input", "dry"),
        ("input", "count"),
    }
    assert ask(world(rule("r", "require", that=either)), dry=True).needs == frozenset()
    assert ask(world(rule("r", "require", that=FRONT))).needs == {("role", "door")}
    # an open allow is no "yes, if", yet it makes the difference between two completions
    assert ask(world(rule("r", "allow", when=DRY))).needs == {("input", "dry")}
    assert ask(world(BAN, rule("r", "require", that=FEW))).needs == frozenset()
    assert ask(world(rule("r", "discourage", when=DRY))).needs == frozenset()


def test_a_role_is_needed_with_everything_else_the_same() -> None:
    made = world(rule("r", "forbid", roles={"door": ["front"]}, when=DRY))
    assert ask(made).needs == {("role", "door"), ("input", "dry")}


# -- the means ------------------------------------------------------------------------


def test_cells() -> None:
    assert cells(set(), "number") == [0]
    assert cells({Fraction(5, 2)}, "integer") == [2, 3]
    assert cells({2, 3}, "integer") == [1, 2, 3, 4]
    assert cells({2, 3}, "number") == [1, 2, Fraction(5, 2), 3, 4]


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (["and", DRY, ["not", FEW]], "(dry = true) and (not (count <= 3))"),
        (["in", ["role", "by"], [["entity", "a"], ["entity", "b"]]], "by in [a, b]"),
        (["is_a", "object", "wine"], "object is a wine"),
        (["cmp", ">", ["input", "share"], ["percent", 20]], "share > 20%"),
        (["cmp", "=", ["+", ["attr", "by", "age"], 2], Fraction(5, 2)], "by.age + 2 = 2.5"),
        (["rel", "by", "serves", ["role", "object"]], "by serves object"),
    ],
)
def test_conditions_are_printed_in_the_query_language(condition: Any, text: str) -> None:
    assert condition_text(condition) == text


def test_a_seed_is_a_world() -> None:
    one, two = seeded_case(7, 3), seeded_case(7, 3)
    assert one == two
    assert yaml_text(one[0]) == yaml_text(two[0])
    assert yaml_text(one[0]) != yaml_text(seeded_case(8, 3)[0])
