"""Small generated worlds and questions, as plain dicts for ``naive`` and as YAML for the engine.

One generator serves both profiles: it draws from a ``Chooser``, which is a seeded random
(fast, thousands of worlds) or hypothesis (slow, but it shrinks what it finds). It is long because
a world and its YAML are two views of one format and change together.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from .conditions import Condition, condition_text, value_text
from .naive import Question

T = TypeVar("T")
World = dict[str, Any]
DAYS = ["2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"]
ASKED = ["2019-06-01", "2020-01-01", "2020-06-01", "2021-12-31", "2022-01-01", "2024-05-05"]
EFFECTS = ["forbid", "forbid", "require", "require", "allow", "allow", "discourage", "recommend"]
SIGNS = ["=", "!=", "<", "<=", ">", ">="]
DECIMALS = 30  # in a hundred numbers, those that binary fractions cannot hold
ALWAYS: tuple[None, None] = (None, None)


class Chooser(Protocol):
    """Where a generator's decisions come from."""

    def choose(self, options: list[T]) -> T: ...

    def whole(self, low: int, high: int) -> int: ...


class Seeded:
    """Decisions from a seeded random."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def choose(self, options: list[T]) -> T:
        return self._random.choice(options)

    def whole(self, low: int, high: int) -> int:
        return self._random.randint(low, high)


class Drawn:
    """Decisions from hypothesis."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def choose(self, options: list[T]) -> T:
        return self._draw(st.sampled_from(options))

    def whole(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))


class Maker:
    """Builds one world, part by part."""

    def __init__(self, source: Chooser) -> None:
        self.source = source

    def odds(self, percent: int) -> bool:
        """True in so many cases of a hundred (false is what hypothesis shrinks to)."""
        return self.source.whole(1, 100) > 100 - percent

    def some(self, options: list[T], most: int) -> list[T]:
        """Up to so many different options, in their order."""
        left = list(options)
        picked = []
        for _ in range(self.source.whole(0, min(most, len(left)))):
            picked.append(left.pop(self.source.whole(0, len(left) - 1)))
        return [option for option in options if option in picked]

    def span(self, percent: int) -> tuple[str | None, str | None]:
        """A validity, unbounded in most cases."""
        if not self.odds(percent):
            return ALWAYS
        first, last = self.source.whole(0, 3), self.source.whole(0, 3)
        start = DAYS[first] if self.odds(60) else None
        end = DAYS[last] if self.odds(50) and (start is None or last > first) else None
        return start, end

    # -- parts -------------------------------------------------------------------

    def quantity(self, name: str) -> dict[str, Any]:
        """A declared type, for an input or an attribute."""
        kind = self.source.choose(["bool", "integer", "percent", "number", "one of"])
        declared: dict[str, Any] = {"type": kind}
        if kind == "one of":
            declared["values"] = [f"{name}one", f"{name}two", f"{name}three"]
        return declared

    def limited(self, declared: dict[str, Any]) -> dict[str, Any]:
        """An input's type, perhaps with a least and a greatest value."""
        if declared["type"] == "percent":
            return declared | {"min": ["percent", 0], "max": ["percent", 100]}
        if declared["type"] in ("integer", "number"):
            low = {"min": 0} if self.odds(50) else {}
            return declared | low | ({"max": 8} if self.odds(40) else {})
        return declared

    def value(self, declared: dict[str, Any]) -> Any:
        """A value of a declared type."""
        match declared["type"]:
            case "bool":
                return self.source.choose([True, False])
            case "one of":
                return self.source.choose(declared["values"])
            case "percent":
                return ["percent", 10 * self.source.whole(1, 9)]
            case "integer":
                return self.source.whole(1, 6)
            case _:
                return (
                    Fraction(self.source.whole(10, 60), 10)
                    if self.odds(DECIMALS)
                    else Fraction(self.source.whole(2, 12), 2)
                )

    def kinds(self) -> World:
        attributes = {"atta": self.quantity("atta")}
        if self.odds(40):
            attributes["attb"] = self.quantity("attb")
        closed = self.source.choose([True, False])
        return {
            "kina": {"closed": False, "attributes": attributes},
            "kinb": {"closed": closed, "attributes": {"attc": self.quantity("attc")}},
            "kinc": {"closed": True, "attributes": {}},
        }

    def entities(self, kinds: World, relations: World) -> World:
        made: World = {}
        for kind, most in (("kina", 4), ("kinb", 3), ("kinc", 2)):
            names: list[str] = []
            for number in range(self.source.whole(1 if kind != "kina" else 2, most)):
                name = f"ent{kind[-1]}{number}"
                parents = [(parent, *self.span(15)) for parent in self.some(names, 2)]
                attributes = {
                    a: self.value(declared) for a, declared in kinds[kind]["attributes"].items() if self.odds(60)
                }
                made[name] = {
                    "kind": kind,
                    "is_a": parents,
                    "valid": self.span(15) if number else ALWAYS,
                    "attributes": attributes,
                    "relations": [],
                }
                names.append(name)
        for entity in made.values():
            for relation, declared in relations.items():
                if entity["kind"] == declared["from"]:
                    targets = [e for e in made if made[e]["kind"] == declared["to"]]
                    entity["relations"] += [(relation, to, *self.span(15)) for to in self.some(targets, 1)]
        return made

    def actions(self, entities: World) -> World:
        def role(kinds: list[str], default: int) -> dict[str, Any]:
            fitting = [
                name for name, entity in entities.items() if entity["kind"] in kinds and entity["valid"] == ALWAYS
            ]
            chosen = self.source.choose(fitting) if self.odds(default) else None
            return {"kind": kinds, "default": chosen}

        top = {"object": role(["kina"], 10)}
        if self.odds(70):
            top["rolb"] = role(self.source.choose([["kinb"], ["kinb"], ["kinb", "kinc"]]), 40)
        if self.odds(20):
            top["rold"] = role(["kina"], 50)
        made: World = {"actone": {"is_a": [], "roles": top}}
        made["acttwo"] = {"is_a": ["actone"], "roles": {}}
        if self.odds(40):
            made["acttwo"]["roles"]["rolc"] = role(["kinc"], 30)
        if self.odds(50):
            made["actthree"] = {"is_a": ["actone"], "roles": {}}
            made["actfour"] = {"is_a": ["acttwo", "actthree"], "roles": {}}
        return made

    def comparison(self, world: World, roles: World) -> Condition:
        """One comparison with at most one unknown input or attribute."""
        choice = self.source.choose(["input", "input", "input", "attr", "attr", "role", "is_a", "rel", "in"])
        role = self.source.choose(sorted(roles))
        kinds = roles[role]["kind"]
        fitting = [e for e, found in world["entities"].items() if found["kind"] in kinds]
        attributes = world["kinds"][kinds[0]]["attributes"] if len(kinds) == 1 else {}
        relations = [r for r, found in world["relations"].items() if [found["from"]] == kinds]
        if choice == "role":
            return ["cmp", self.source.choose(["=", "!="]), ["role", role], ["entity", self.source.choose(fitting)]]
        if choice == "is_a":
            return [self.source.choose(["is_a", "is_a", "under"]), role, self.source.choose(fitting)]
        if choice == "in" and self.odds(50):
            return ["in", ["role", role], [["entity", e] for e in self.some(fitting, 2) or fitting[:1]]]
        if choice == "rel" and relations:
            relation = self.source.choose(relations)
            to = world["relations"][relation]["to"]
            targets = [e for e, found in world["entities"].items() if found["kind"] == to]
            others = [name for name, found in roles.items() if found["kind"] == [to] and name != role]
            if others and self.odds(40):
                return ["rel", role, relation, ["role", self.source.choose(others)]]
            return ["rel", role, relation, ["entity", self.source.choose(targets)]]
        term: list[str]
        if choice == "attr" and attributes:
            attribute = self.source.choose(sorted(attributes))
            term, declared = ["attr", role, attribute], attributes[attribute]
        else:
            name = self.source.choose(sorted(world["inputs"]))
            term, declared = ["input", name], world["inputs"][name]
            same = [a for a, found in attributes.items() if found["type"] == declared["type"]]
            if same and declared["type"] in ("integer", "number", "percent") and self.odds(15):
                return ["cmp", self.source.choose(SIGNS), term, ["attr", role, self.source.choose(same)]]
        return self.measure(term, declared, choice == "in")

    def measure(self, term: list[str], declared: dict[str, Any], listed: bool) -> Condition:
        """A comparison of an input or attribute with one or several constants."""
        if listed and declared["type"] in ("integer", "one of"):
            values = {str(v): v for v in (self.value(declared), self.value(declared))}
            return ["in", term, [values[text] for text in sorted(values)]]
        sign = self.source.choose(SIGNS)
        if declared["type"] in ("bool", "one of"):
            sign = self.source.choose(["=", "!="])
        left: Any = term
        right = self.value(declared)
        if declared["type"] in ("integer", "number") and self.odds(20):
            left = [self.source.choose(["+", "-", "*"]), term, self.source.whole(2, 3)]
        return ["cmp", sign, left, right]

    def condition(self, world: World, roles: World, depth: int = 2) -> Condition:
        """A condition with at most two levels of and, or, not."""
        word = self.source.choose(["leaf", "leaf", "and", "or", "not"]) if depth else "leaf"
        if word == "leaf":
            return self.comparison(world, roles)
        if word == "not":
            return ["not", self.condition(world, roles, depth - 1)]
        parts = [self.condition(world, roles, depth - 1) for _ in range(2)]
        return [word, *parts]

    def rule(self, world: World, number: int) -> dict[str, Any]:
        """A rule that may set aside or replace rules made before it."""
        earlier = [rule["id"] for rule in world["rules"]]
        exceptions = self.some(earlier, 2) if self.odds(65) else []
        first = next((rule for rule in world["rules"] if rule["id"] in exceptions), None)
        action = "actone" if self.odds(50) else self.source.choose(sorted(world["actions"]))
        authorities = world["authorities"]
        if first is not None and self.odds(60):
            action = first["action"]
            authorities = authorities[: authorities.index(first["authority"]) + 1]
        roles = roles_of_action(world, action)
        named: dict[str, list[str]] = {}
        for role in sorted(roles):
            if first is not None and role in first["roles"] and self.odds(60):
                named[role] = first["roles"][role]
            elif self.odds(60 if role == "object" else 30):
                kinds = roles[role]["kind"]
                fitting = [e for e, found in world["entities"].items() if found["kind"] in kinds]
                named[role] = self.some(fitting, 2) or fitting[:1]
        effect = self.source.choose(EFFECTS)
        needs_that = effect == "require" or (effect == "recommend" and self.odds(60))
        return {
            "id": f"rule{number}",
            "effect": effect,
            "action": action,
            "roles": named,
            "when": self.condition(world, roles) if self.odds(40) else None,
            "unless": self.condition(world, roles, 1) if self.odds(20) else None,
            "that": self.condition(world, roles, 1) if needs_that else None,
            "exception_to": exceptions,
            "replaces": [],
            "authority": self.source.choose(authorities),
            "says_authority": self.odds(30),
            "valid": self.span(25),
        }

    def replace(self, world: World, rule: dict[str, Any]) -> None:
        """Lets the rule end an earlier one where data.md allows that."""
        start = rule["valid"][0]
        if start is None or not self.odds(60):
            return
        rank = world["authorities"].index
        rule["replaces"] = [
            old["id"]
            for old in world["rules"]
            if rank(rule["authority"]) <= rank(old["authority"])
            and (old["valid"][0] is None or old["valid"][0] < start)
            and (old["valid"][1] is None or old["valid"][1] > start)
        ][:1]

    def world(self) -> World:
        """A whole world."""
        relations = {
            "likes": {"from": "kina", "to": self.source.choose(["kina", "kinb"])},
        }
        for relation in relations.values():
            relation["inherit"] = self.source.choose(["none", "subject", "object", "both"])
        made: World = {
            "authorities": ["law", "house", "habit"],
            "kinds": self.kinds(),
            "relations": relations,
            "rules": [],
        }
        made["entities"] = self.entities(made["kinds"], relations)
        made["actions"] = self.actions(made["entities"])
        made["inputs"] = {
            name: self.limited(self.quantity(name)) for name in ["inpa", "inpb", "inpc"][: self.source.whole(1, 3)]
        }
        for number in range(self.source.whole(1, 7)):
            rule = self.rule(made, number)
            self.replace(made, rule)
            made["rules"].append(rule)
        return made

    # -- questions ---------------------------------------------------------------

    def question(self, world: World) -> Question:
        """A question, with a few fillers and facts; now and then one that is an error."""
        action = self.source.choose(sorted(world["actions"]))
        roles = roles_of_action(world, action)
        fillers = {}
        for role in sorted(roles):
            if self.odds(80 if role == "object" else 40):
                kinds = roles[role]["kind"]
                names = [e for e, found in world["entities"].items() if found["kind"] in kinds]
                fillers[role] = self.source.choose(names)
        facts = {}
        for name, declared in world["inputs"].items():
            if self.odds(35):
                facts[name] = self.fact(declared)
        for role, filler in fillers.items():
            entity = world["entities"][filler]
            for name, declared in world["kinds"][entity["kind"]]["attributes"].items():
                if name not in entity["attributes"] and self.odds(15):
                    facts[f"{role}.{name}"] = self.fact(declared)
        return Question(action, fillers, self.source.choose(ASKED), facts)

    def fact(self, declared: dict[str, Any]) -> list[tuple[str, Any]]:
        """A value, a bound, or two bounds (which may contradict each other)."""
        if declared["type"] in ("bool", "one of") or self.odds(40):
            return [("=", self.value(declared))]
        signs = self.source.choose([["<="], [">"], ["<"], [">="], [">=", "<="], [">", "<"]])
        return [(sign, self.value(declared)) for sign in signs]


def roles_of_action(world: World, action: str) -> World:
    """The roles of an action, its own and those of the actions above it."""
    found = dict(world["actions"][action]["roles"])
    for parent in world["actions"][action]["is_a"]:
        found.update(roles_of_action(world, parent))
    return found


def seeded_world(seed: int) -> World:
    """The world of a seed."""
    return Maker(Seeded(seed)).world()


def seeded_case(seed: int, questions: int) -> tuple[World, list[Question]]:
    """A seed's world with some questions about it."""
    maker = Maker(Seeded(seed))
    world = maker.world()
    return world, [maker.question(world) for _ in range(questions)]


@st.composite
def cases(draw: st.DrawFn) -> tuple[World, Question]:
    """A world and a question about it, for hypothesis."""
    maker = Maker(Drawn(draw))
    world = maker.world()
    return world, maker.question(world)


# -- the world as YAML ---------------------------------------------------------------


def valid_text(valid: tuple[str | None, str | None]) -> str:
    """``, valid: {…}`` for a flow mapping; nothing where it always holds."""
    ends = [f"{key}: {day}" for key, day in zip(("from", "until"), valid, strict=True) if day]
    return f", valid: {{{', '.join(ends)}}}" if ends else ""


def type_text(declared: dict[str, Any]) -> str:
    """The type string of data.md §1."""
    if declared["type"] == "one of":
        return f'"one of [{", ".join(declared["values"])}]"'
    return str(declared["type"])


def schema_lines(world: World) -> list[str]:
    """The schema sections."""
    lines = ["kb: {id: generated, title: Generated, version: 1, language: en, stale_after: 50 years}"]
    lines += ["authorities:", *(f"  - {{id: {name}}}" for name in world["authorities"])]
    lines += ["sources:"]
    lines += [
        f"  - {{id: by-{name}, title: By {name}, publisher: {name}, date: 2019-01-01, "
        f'url: "https://example.org/{name}", authority: {name}}}'
        for name in world["authorities"]
    ]
    lines += ["kinds:"]
    for name, kind in world["kinds"].items():
        attributes = ", ".join(f"{a}: {{type: {type_text(declared)}}}" for a, declared in kind["attributes"].items())
        closed = ", closed: true" if kind["closed"] else ""
        lines.append(
            f"  - {{id: {name}, plural: {name}s, name: {{en: [{name}, {name}s]}}{closed}"
            f", attributes: {{{attributes}}}}}"
        )
    lines += ["relations:"]
    for name, found in world["relations"].items():
        lines.append(
            f"  - {{id: {name}, from: {found['from']}, to: {found['to']}, "
            f"phrase: {{en: [{name}]}}, inherit: {found['inherit']}}}"
        )
    return lines


def action_lines(world: World) -> list[str]:
    """The actions and inputs."""
    lines = ["actions:"]
    for name, action in world["actions"].items():
        lines.append(f"  - id: {name}")
        lines.append(f"    is_a: [{', '.join(action['is_a'])}]")
        lines.append(f"    forms: {{en: [{name}, {name}ed, {name}ing]}}")
        if action["roles"]:
            lines.append("    roles:")
        for role, found in action["roles"].items():
            default = f", default: {found['default']}" if found["default"] else ""
            lines.append(f"      {role}: {{kind: [{', '.join(found['kind'])}]{default}}}")
    lines.append("inputs:")
    for name, declared in world["inputs"].items():
        ends = "".join(f", {end}: {value_text(declared[end])}" for end in ("min", "max") if end in declared)
        lines.append(
            f"  - {{id: {name}, type: {type_text(declared)}, name: {{en: [{name}]}}, "
            f'ask: {{en: "What is {name}?"}}{ends}}}'
        )
    return lines


def entity_lines(world: World) -> list[str]:
    """The records, one line each."""
    lines = []
    for kind in world["kinds"]:
        lines.append(f"{kind}s:")
        for name, entity in world["entities"].items():
            if entity["kind"] != kind:
                continue
            parts = [f"id: {name}", f"name: {name}"]
            parents = [f"{{to: {parent}{valid_text((start, end))}}}" for parent, start, end in entity["is_a"]]
            parts += [f"is_a: [{', '.join(parents)}]"] if parents else []
            parts += [f"{a}: {value_text(v)}" for a, v in entity["attributes"].items()]
            edges: dict[str, list[str]] = {}
            for relation, to, start, end in entity["relations"]:
                edges.setdefault(relation, []).append(f"{{to: {to}{valid_text((start, end))}}}")
            parts += [f"{relation}: [{', '.join(found)}]" for relation, found in edges.items()]
            lines.append(f"  - {{{', '.join(parts)}{valid_text(entity['valid'])}}}")
    return lines


def rule_lines(world: World) -> list[str]:
    """The rules, in block style so that each condition is a plain single-line scalar."""
    lines = ["rules:"]
    for rule in world["rules"]:
        lines += [f"  - id: {rule['id']}", f"    effect: {rule['effect']}"]
        lines += [f"    action: {rule['action']}"]
        lines += [f"    {role}: [{', '.join(es)}]" for role, es in rule["roles"].items()]
        for part in ("when", "unless", "that"):
            if rule[part] is not None:
                lines.append(f"    {part}: {condition_text(rule[part])}")
        for part in ("exception_to", "replaces"):
            if rule[part]:
                lines.append(f"    {part}: [{', '.join(rule[part])}]")
        source = rule["authority"]
        if rule["says_authority"]:
            lines.append(f"    authority: {rule['authority']}")
            source = world["authorities"][-1]
        valid = valid_text(rule["valid"]).removeprefix(", ")
        lines += [f"    {valid}"] if valid else []
        lines.append(f"    source: by-{source}#{rule['id']}")
    return lines


def yaml_text(world: World) -> str:
    """The whole world as one file of a knowledge base folder."""
    parts = [
        ["source: by-house#all"],
        schema_lines(world),
        action_lines(world),
        entity_lines(world),
        rule_lines(world),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"
