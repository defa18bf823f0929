"""Reads the toy world's YAML, and the corpus's plain verdict questions, for the second opinion.

Deliberately crude: regular expressions and one small descent, enough for ``tests/toy_world``.
Dates become day numbers, durations days, ratios and money numbers; rules about texts are left out.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from .conditions import Condition
from .naive import Question

World = dict[str, Any]
DAYS_IN = {"day": 1, "days": 1, "week": 7, "weeks": 7}
TOKEN = re.compile(
    r"\s*(\d{4}-\d\d-\d\d|USD \d+|\d+:\d+|\d+(?:\.\d+)?%|\d+(?:\.\d+)?(?: (?:kg|Wh|ml|days?|weeks?))?"
    r"|\w+\.\w+|\w+|[<>!]=|[-+*<>=()\[\],])"
)
SHAREABLE = re.compile(r"(\d+) of (\d+)")


def day_of(text: Any) -> str | None:
    """The first day that a date, a month or a year names, in ISO form."""
    if text is None:
        return None
    parts = str(text).split("-")
    return "-".join([*parts, "01", "01"][:3])


def span(record: Any) -> tuple[str | None, str | None]:
    """A record's validity."""
    valid = record.get("valid", {}) if isinstance(record, dict) else {}
    return day_of(valid.get("from")), day_of(valid.get("until"))


def value_of(text: str) -> Any:
    """A value as the second opinion has it."""
    if text in ("true", "false"):
        return text == "true"
    if shared := SHAREABLE.fullmatch(text):
        return Fraction(int(shared[1]), int(shared[2]))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return Fraction(date.fromisoformat(text).toordinal())
    if ratio := re.fullmatch(r"(\d+):(\d+)", text):
        return Fraction(int(ratio[1]), int(ratio[2]))
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    if number := re.fullmatch(r"(?:USD )?(\d+(?:\.\d+)?)(?: (\w+))?", text):
        return Fraction(number[1]) * DAYS_IN.get(number[2] or "", 1)
    return text


class Reader:
    """Reads one condition of a rule of an action with the given roles."""

    def __init__(self, text: str, world: World, roles: set[str]) -> None:
        self.tokens = TOKEN.findall(text)
        self.world, self.roles = world, roles

    def take(self, *wanted: str) -> str | None:
        """The next token, if it is one of those wanted (or any, if none are named)."""
        if self.tokens and (not wanted or self.tokens[0] in wanted):
            return str(self.tokens.pop(0))
        return None

    def either(self) -> Condition:
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else ["or", *parts]

    def both(self) -> Condition:
        parts = [self.one()]
        while self.take("and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else ["and", *parts]

    def one(self) -> Condition:
        if self.take("not"):
            return ["not", self.one()]
        if self.take("("):
            inner = self.either()
            self.take(")")
            return inner
        if self.tokens[0] in ("true", "false") and len(self.tokens) == 1:
            return ["and"] if self.take() == "true" else ["or"]
        left = self.term()
        if not self.tokens or self.tokens[0] in ("and", "or", ")"):
            return ["cmp", "=", left, True]
        if self.take("is"):
            denied = self.take("not")
            found = self.below(left[1])
            return ["not", found] if denied else found
        if self.tokens[0] == "under":
            return self.below(left[1])
        if self.take("in"):
            values = []
            while (token := self.take()) != "]":
                if token not in ("[", ","):
                    values.append(value_of(str(token)))
            return ["in", left, values]
        word = str(self.take())
        for name, relation in self.world["relations"].items():
            if word in relation.get("phrases", [name]):
                return ["rel", left[1], name, self.term()]
        return ["cmp", word, left, self.term()]

    def below(self, role: str) -> Condition:
        """What follows `is`: `a X`, `under X`, or `X` itself."""
        word = self.take("a", "an", "under")
        if word is None:
            return ["cmp", "=", ["role", role], str(self.take())]
        return ["under" if word == "under" else "is_a", role, self.take()]

    def term(self) -> Any:
        left = self.atom()
        while sign := self.take("+", "-", "*"):
            left = [sign, left, self.atom()]
        return left

    def atom(self) -> Any:
        token = str(self.take())
        if token == "-":
            return -value_of(str(self.take()))
        if token in self.roles:
            return ["role", token]
        if token in self.world["inputs"]:
            return ["input", token]
        if re.fullmatch(r"[a-z]\w*\.\w+", token):
            return ["attr", *token.split(".")]
        return value_of(token)


def declared(record: dict[str, Any]) -> dict[str, Any]:
    """The type of an input or attribute."""
    text = str(record["type"])
    found: dict[str, Any] = {"type": text if text in ("bool", "integer", "percent") else "number"}
    if text.startswith("one of"):
        found = {"type": "one of", "values": re.findall(r"\w+", text[6:])}
    for end in ("min", "max"):
        if end in record:
            found[end] = value_of(record[end])
    return found


def listed(value: Any) -> list[Any]:
    """A list, whether or not it was written as one."""
    return value if isinstance(value, list) else [value]


def toy_world(folder: Path) -> World:
    """The folder as a world of the second opinion."""
    raw: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for section, records in content.items():
            if isinstance(records, list):
                raw.setdefault(section, []).extend(
                    r | {"source": r.get("source", content.get("source"))} for r in records
                )
    world: World = {"authorities": [one["id"] for one in raw["authorities"]], "entities": {}, "rules": []}
    kinds = [kind for kind in raw["kinds"] if "plural" in kind]
    world["kinds"] = {
        kind["id"]: {
            "closed": kind.get("closed") == "true",
            "attributes": {a: declared(found) for a, found in kind.get("attributes", {}).items()},
        }
        for kind in kinds
    }
    world["inputs"] = {one["id"]: declared(one) for one in raw["inputs"]}
    world["relations"] = {
        one["id"]: {"inherit": one.get("inherit", "none"), "phrases": one["phrase"]["en"]} for one in raw["relations"]
    }
    world["actions"] = {
        one["id"]: {
            "is_a": one.get("is_a", []),
            "roles": {
                role: {"kind": listed(found["kind"]), "default": found.get("default")}
                for role, found in one.get("roles", {}).items()
            },
        }
        for one in raw["actions"]
    }
    for kind in kinds:
        for record in raw[kind["plural"]]:
            world["entities"][record["id"]] = entity(record, kind["id"], world)
    authority = {source["id"]: source["authority"] for source in raw["sources"]}
    world["rules"] = [rule(record, world, authority) for record in raw["rules"] if "contains" not in str(record)]
    return world


def entity(record: dict[str, Any], kind: str, world: World) -> dict[str, Any]:
    """A record of a kind."""
    parents = [parent if isinstance(parent, dict) else {"to": parent} for parent in record.get("is_a", [])]
    relations = [
        (name, edge["to"] if isinstance(edge, dict) else edge, *span(edge))
        for name in world["relations"]
        for edge in record.get(name, [])
    ]
    attributes = {
        name: value_of(record[name]) for name in world["kinds"][kind]["attributes"] if isinstance(record.get(name), str)
    }
    above = [(parent["to"], *span(parent)) for parent in parents]
    return {"kind": kind, "is_a": above, "valid": span(record), "attributes": attributes, "relations": relations}


def roles_of_action(world: World, action: str) -> set[str]:
    """The names of an action's roles."""
    found = set(world["actions"][action]["roles"])
    return found.union(*(roles_of_action(world, parent) for parent in world["actions"][action]["is_a"]))


def rule(record: dict[str, Any], world: World, authority: dict[str, str]) -> dict[str, Any]:
    """A rule, its conditions read."""
    roles = roles_of_action(world, record["action"])
    read: dict[str, Any] = {
        part: Reader(record[part], world, roles).either() if part in record else None
        for part in ("when", "unless", "that")
    }
    return read | {
        "id": record["id"],
        "effect": record["effect"],
        "action": record["action"],
        "roles": {role: listed(record[role]) for role in roles if role in record},
        "exception_to": record.get("exception_to", []),
        "replaces": record.get("replaces", []),
        "authority": record.get("authority", authority[record["source"].partition("#")[0]]),
        "valid": span(record),
    }


# -- questions ------------------------------------------------------------------------

PLAIN = re.compile(
    r"(?:can|may) (?P<object>[\w -]+?) be (?P<act>\w+)(?: by (?P<by>[\w ]+?))?(?: (?:inside|into) (?P<stowed>[\w ]+?))?"
    r"(?: at (?P<station>[\w ]+?))?(?: (?P<with>with|without) (?P<flag>[\w ]+?))?"
    r"(?: as of (?P<day>[\d-]+))?(?: given (?P<given>.+?))?\??"
)
FACT = re.compile(r"([\w ]+?) (=|<=|>=|<|>) (.+)")


def names(folder: Path) -> dict[str, str]:
    """Every English name, id and verb form, to its id."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for records in yaml.load(path.read_text("utf-8"), yaml.BaseLoader).values():
            for record in records if isinstance(records, list) else []:
                said = record.get("name", {})
                english = listed(said.get("en", []) if isinstance(said, dict) else said)
                forms = record.get("forms", {}).get("en", [])
                for name in [*english, *forms, record.get("id", "")]:
                    if isinstance(name, str):
                        found.setdefault(name.lower(), record.get("id", ""))
    return found


def plain_question(case: dict[str, Any], called: dict[str, str]) -> Question | None:
    """A corpus case as a question, None where it is not of the plain form."""
    found = PLAIN.fullmatch(case["ask"])
    if found is None:
        return None
    said_roles = {role: found[role] for role in ("object", "by", "stowed", "station") if found[role]}
    bare = {role: re.sub(r"^(an?|the) ", "", name).lower() for role, name in said_roles.items()}
    if not called.keys() >= set(bare.values()):
        return None
    fillers = {role: called[name] for role, name in bare.items()}
    facts: dict[str, list[tuple[str, Any]]] = {}
    if found["flag"]:
        flag = re.sub(r"^a ", "", found["flag"])
        facts[called[flag]] = [("=", found["with"] == "with")]
    for said in (found["given"] or "").split(", ") if found["given"] else []:
        fact = FACT.fullmatch(said)
        if fact is None:
            return None
        facts.setdefault(called[fact[1]], []).append((fact[2], value_of(fact[3])))
    for name, text in case.get("given", {}).items():
        ends = [end for end in text.split("..") if end]
        bounds = list(zip((">=", "<="), ends, strict=True)) if len(ends) == 2 else [("=", text)]
        facts[name] = [(sign, value_of(end)) for sign, end in bounds]
    return Question(called[found["act"]], fillers, found["day"] or case["as_of"], facts)
