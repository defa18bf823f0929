"""Verdicts by the letter of spec/verdicts.md §1-3: try every completion, one after the other.

A world is a plain dict (see ``worlds.py``). Each unknown gets finitely many values: every constant
that it is compared with and one value in each gap between them. Nothing is clever here on
purpose; no line of it comes from, or is used by, the engine. It is long because it stands alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from typing import Any

from .conditions import ARITHMETIC, OPERATORS, Condition, atoms, leaves, plain, roles_of

Key = tuple[Any, ...]
Values = dict[Key, Any]
NOVEL = "?novel:"
IS_A_IS_STRICT = True
"""Language.md §1 leaves X itself out of `a(n) X`, and data.md §3 makes conditions the same predicates."""


class RefusedError(Exception):
    """The question is an error; ``code`` is the trouble's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class InexactError(Exception):
    """A comparison has two unknowns: brute force over representatives proves nothing."""


class TooLargeError(Exception):
    """More completions than the caller wants to wait for."""


@dataclass
class Opinion:
    """What brute force says of one question."""

    permission: str
    advice: str
    violated: frozenset[str]
    statuses: dict[str, str]
    needs: frozenset[Key]
    completions: int
    fixed: dict[str, str]
    promised: bool  # whether the specification promises the engine to be exact here


@dataclass
class Question:
    """An action, its fillers, a day (ISO), and facts: input or ``role.attribute`` to bounds."""

    action: str
    fillers: dict[str, str]
    day: str
    facts: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)


def holds_on(valid: tuple[str | None, str | None], day: str) -> bool:
    """Whether a half-open span of days covers the day."""
    start, end = valid
    return (start is None or start <= day) and (end is None or day < end)


class Brute:
    """A world, asked by trying everything."""

    def __init__(self, world: dict[str, Any]) -> None:
        self.world = world
        self.rank = {name: place for place, name in enumerate(world["authorities"])}
        self.rules = {rule["id"]: rule for rule in world["rules"]}
        self.days = {rule["id"]: self._days(rule) for rule in world["rules"]}
        self.closure = cache(self._closure)
        self.above_action = cache(self._above_action)

    def _days(self, rule: dict[str, Any]) -> tuple[str | None, str | None]:
        start, end = rule["valid"]
        begun = [r["valid"][0] for r in self.world["rules"] if rule["id"] in r["replaces"]]
        ends = [day for day in [end, *begun] if day is not None]
        return start, min(ends) if ends else None

    def _above_action(self, action: str) -> frozenset[str]:
        parents = self.world["actions"][action]["is_a"]
        return frozenset([action]).union(*(self._above_action(parent) for parent in parents))

    def roles(self, action: str) -> dict[str, dict[str, Any]]:
        """The roles of an action, its own and inherited."""
        found: dict[str, dict[str, Any]] = {}
        for name in sorted(self.above_action(action)):
            found.update(self.world["actions"][name]["roles"])
        return found

    def _closure(self, day: str) -> dict[str, frozenset[str]]:
        """Each entity that holds on the day, with itself and all that it lies below."""
        entities = {name: entity for name, entity in self.world["entities"].items() if holds_on(entity["valid"], day)}

        @cache
        def above(name: str) -> frozenset[str]:
            result = frozenset([name])
            for parent, start, end in entities[name]["is_a"]:
                if parent in entities and holds_on((start, end), day):
                    result |= above(parent)
            return result

        return {name: above(name) for name in entities}

    def related(self, subject: str, relation: str, target: str, day: str) -> bool:
        """Whether a recorded edge says so, passed down as its relation lets it."""
        closure = self.closure(day)
        if subject not in closure or target not in closure:
            return False
        mode = self.world["relations"][relation]["inherit"]
        subjects = closure[subject] if mode in ("subject", "both") else {subject}
        targets = closure[target] if mode in ("object", "both") else {target}
        return any(
            holds_on((start, end), day) and name == relation and to in targets
            for origin in subjects
            for name, to, start, end in self.world["entities"][origin]["relations"]
            if to in closure
        )

    def ask(self, question: Question, limit: int = 20_000) -> Opinion:
        """The opinion on one question; RefusedError where the question is an error."""
        return Case(self, question, limit).opinion()


class Case:
    """One question in one world: its unknowns, its completions, and what they say."""

    def __init__(self, brute: Brute, question: Question, limit: int) -> None:
        self.brute, self.question, self.limit = brute, question, limit
        self.day, self.world = question.day, brute.world
        self.closure = brute.closure(self.day)
        if question.action not in self.world["actions"]:
            raise RefusedError("unknown-name")
        self.roles = brute.roles(question.action)
        above = brute.above_action(question.action)
        self.counted = [
            rule
            for rule in self.world["rules"]
            if rule["action"] in above and holds_on(brute.days[rule["id"]], self.day)
        ]
        self.fixed = self._fixed()
        self.conditions = [
            (rule, atom)
            for rule in self.counted
            if self._reachable(rule)
            for part in ("when", "unless", "that")
            for atom in atoms(rule[part])
        ]
        self.facts = self._facts()
        self.candidates = self._candidates()
        self.domains = self._domains()

    def _fixed(self) -> dict[str, str]:
        fixed = {r: role["default"] for r, role in self.roles.items() if role["default"]}
        for role, filler in self.question.fillers.items():
            if filler not in self.closure:
                raise RefusedError("unknown-name")
            if self.world["entities"][filler]["kind"] not in self.roles[role]["kind"]:
                raise RefusedError("wrong-kind")
            fixed[role] = filler
        return fixed

    def _reachable(self, rule: dict[str, Any]) -> bool:
        """Whether the roles that are settled let the rule apply at all."""
        settled = {role: entities for role, entities in rule["roles"].items() if role in self.fixed}
        return self.in_scope({"roles": settled}, self.fixed)

    def _facts(self) -> dict[Key, list[tuple[str, Any]]]:
        facts: dict[Key, list[tuple[str, Any]]] = {}
        for name, bounds in self.question.facts.items():
            key: Key = ("input", name)
            if "." in name:
                role, attribute = name.split(".")
                key = ("attr", self.fixed[role], attribute)
            facts.setdefault(key, []).extend((sign, plain(value)) for sign, value in bounds)
        return facts

    def _candidates(self) -> dict[str, list[str]]:
        """For each role that some rule looks at, everything that may fill it."""
        seen: set[str] = set()
        for rule in self.counted:
            seen.update(rule["roles"])
        for _, atom in self.conditions:
            seen.update(roles_of(atom))
        return {role: self._fillers(role) for role in sorted(seen)}

    def _fillers(self, role: str) -> list[str]:
        if role in self.fixed:
            return [self.fixed[role]]
        kinds = self.roles[role]["kind"]
        known = [n for n in sorted(self.closure) if self.world["entities"][n]["kind"] in kinds]
        open_ended = not all(self.world["kinds"][kind]["closed"] for kind in kinds)
        return known + [NOVEL + role] * open_ended

    def key(self, leaf: list[Any], roles: dict[str, str]) -> Key:
        """The unknown, or the recorded attribute, that an input or attribute reads."""
        if leaf[0] == "input":
            return ("input", leaf[1])
        return ("attr", roles[leaf[1]], leaf[2])

    def recorded(self, key: Key) -> Any:
        """The recorded value of an attribute, None where there is none."""
        if key[0] == "input" or key[1].startswith(NOVEL):
            return None
        value = self.world["entities"][key[1]]["attributes"].get(key[2])
        return None if value is None else plain(value)

    def type_of(self, key: Key) -> dict[str, Any]:
        """The declared type of an unknown."""
        if key[0] == "input":
            return dict(self.world["inputs"][key[1]])
        if key[1].startswith(NOVEL):
            kinds = self.roles[key[1].removeprefix(NOVEL)]["kind"]
        else:
            kinds = [self.world["entities"][key[1]]["kind"]]
        declared = [self.world["kinds"][k]["attributes"].get(key[2]) for k in kinds]
        return dict(next(found for found in declared if found))

    # -- the values worth trying -------------------------------------------------

    def _domains(self) -> dict[Key, list[Any]]:
        cuts: dict[Key, set[Any]] = {key: set() for key in self.facts}
        for _, atom in self.conditions:
            if atom[0] not in ("cmp", "in"):
                continue
            mentioned = sorted(roles_of(atom))
            for fillers in product(*(self.candidates[role] for role in mentioned)):
                self._cut(atom, dict(zip(mentioned, fillers, strict=True)), cuts)
        return {key: self._values(key, constants) for key, constants in cuts.items()}

    def _cut(self, atom: Condition, roles: dict[str, str], cuts: dict[Key, set[Any]]) -> None:
        sides = [atom[1]] if atom[0] == "in" else atom[2:]
        keys = {self.key(leaf, roles) for side in sides for leaf in leaves(side)}
        said = {key: value for key in keys if (value := self._said(key)) is not None}
        unknown = [key for key in keys if self.recorded(key) is None and key not in said]
        if not unknown:
            for key in said:
                cuts.setdefault(key, set())
            return
        if len(unknown) > 1:
            raise InexactError
        here = cuts.setdefault(unknown[0], set())
        if self.type_of(unknown[0])["type"] in ("bool", "one of"):
            return
        if atom[0] == "in":
            here.update(plain(value) for value in atom[2])
            return
        at_zero, at_one = (
            self.term(sides[0], roles, {**said, unknown[0]: Fraction(x)})
            - self.term(sides[1], roles, {**said, unknown[0]: Fraction(x)})
            for x in (0, 1)
        )
        if at_zero != at_one:
            here.add(at_zero / (at_zero - at_one))

    def _said(self, key: Key) -> Any:
        """The one value that a fact gives an unknown, None where it gives none."""
        exact = [value for sign, value in self.facts.get(key, []) if sign == "="]
        return exact[0] if exact else None

    def _promised(self) -> bool:
        """Whether each comparison has at most one unknown, a role that nobody filled being one."""
        return all(self._unknowns_in(atom) < 2 for _, atom in self.conditions)

    def _unknowns_in(self, atom: Condition) -> int:
        loose = roles_of(atom) - self.fixed.keys()
        sides = atom[1:] if atom[0] in ("cmp", "in") else []
        found = [leaf for side in sides for leaf in leaves(side)]
        settled = [leaf for leaf in found if leaf[0] == "input" or leaf[1] in self.fixed]
        keys = {self.key(leaf, self.fixed) for leaf in settled}
        return len(loose) + sum(self.recorded(key) is None and self._said(key) is None for key in keys)

    def _values(self, key: Key, cuts: set[Any]) -> list[Any]:
        declared, facts = self.type_of(key), self.facts.get(key, [])
        if self.recorded(key) is not None:
            tried = [self.recorded(key)]
        elif declared["type"] == "bool":
            tried = [True, False]
        elif declared["type"] == "one of":
            tried = list(declared["values"])
        else:
            limits = [plain(declared[e]) for e in ("min", "max") if declared.get(e) is not None]
            tried = cells(cuts | {v for _, v in facts} | set(limits), declared["type"])
            low, high = declared.get("min"), declared.get("max")
            tried = [v for v in tried if low is None or v >= plain(low)]
            tried = [v for v in tried if high is None or v <= plain(high)]
        kept = [v for v in tried if all(OPERATORS[sign](v, bound) for sign, bound in facts)]
        if not kept:
            raise RefusedError("contradiction")
        return kept

    # -- one completion ----------------------------------------------------------

    def term(self, term: Any, roles: dict[str, str], values: Values) -> Any:
        """The value of a term in a completion."""
        match term:
            case ["role", role]:
                return roles[role]
            case ["input", _] | ["attr", _, _]:
                key = self.key(term, roles)
                known = self.recorded(key)
                return values[key] if known is None else known
            case ["+" | "-" | "*" as sign, left, right]:
                return ARITHMETIC[sign](self.term(left, roles, values), self.term(right, roles, values))
            case _:
                return plain(term)

    def true(self, condition: Condition, roles: dict[str, str], values: Values) -> bool:
        """Whether a condition is true in a completion."""
        match condition:
            case ["and", *parts]:
                return all(self.true(part, roles, values) for part in parts)
            case ["or", *parts]:
                return any(self.true(part, roles, values) for part in parts)
            case ["not", part]:
                return not self.true(part, roles, values)
            case ["cmp", sign, left, right]:
                return OPERATORS[sign](self.term(left, roles, values), self.term(right, roles, values))
            case ["in", term, wanted]:
                return self.term(term, roles, values) in [plain(value) for value in wanted]
            case ["is_a", role, entity]:
                filler = roles[role]
                return (filler != entity or not IS_A_IS_STRICT) and entity in self.closure.get(filler, ())
            case ["under", role, entity]:
                return roles[role] != entity and entity in self.closure.get(roles[role], ())
            case ["rel", role, relation, target]:
                to = self.term(target, roles, values)
                return self.brute.related(roles[role], relation, to, self.day)
            case _:
                raise ValueError(condition)

    def in_scope(self, rule: dict[str, Any], roles: dict[str, str]) -> bool:
        """Whether every role that the rule names is filled by, or below, one of its entities."""
        return all(
            any(wanted in self.closure.get(roles[role], ()) for wanted in entities)
            for role, entities in rule["roles"].items()
        )

    def sets_aside(self, exception: dict[str, Any], rule: dict[str, Any]) -> bool:
        """Whether one rule would set another aside where both apply."""
        advice = ("discourage", "recommend")
        rank = self.brute.rank
        return (
            rule["id"] in exception["exception_to"]
            and rank[exception["authority"]] <= rank[rule["authority"]]
            and (exception["effect"] not in advice or rule["effect"] in advice)
        )

    def completion(
        self, near: list[dict[str, Any]], roles: dict[str, str], values: Values
    ) -> tuple[str, str, dict[str, str]]:
        """Permission, advice and each applying rule's state in one completion."""
        applying = [
            rule
            for rule in near
            if (rule["when"] is None or self.true(rule["when"], roles, values))
            and (rule["unless"] is None or not self.true(rule["unless"], roles, values))
        ]
        aside = {r["id"] for r in applying for e in applying if self.sets_aside(e, r)}
        states, permits, favours = {}, False, False
        for rule in applying:
            states[rule["id"]] = state = self._state(rule, aside, roles, values)
            if state != "met":
                continue
            frees = any(r["effect"] == "forbid" and self.sets_aside(rule, r) for r in applying)
            permits |= rule["effect"] == "allow" or (rule["effect"] == "require" and frees)
            favours |= rule["effect"] == "recommend"
        broken = {self.brute.rules[r]["effect"] for r, s in states.items() if s == "violated"}
        permission = "allowed" if permits else "unregulated"
        if broken & {"forbid", "require"}:
            permission = "forbidden"
        advice = "for" if favours else "none"
        if broken & {"discourage", "recommend"}:
            advice = "against"
        return permission, advice, states

    def _state(self, rule: dict[str, Any], aside: set[str], roles: dict[str, str], values: Values) -> str:
        if rule["id"] in aside:
            return "set_aside"
        if rule["effect"] in ("forbid", "discourage"):
            return "violated"
        met = rule["that"] is None or self.true(rule["that"], roles, values)
        return "met" if met else "violated"

    # -- all completions ---------------------------------------------------------

    def opinion(self) -> Opinion:
        """The verdict over all completions."""
        names = list(self.candidates)
        tables: dict[tuple[str, ...], Table] = {}
        seen: dict[str, set[str]] = {rule["id"]: set() for rule in self.counted}
        permissions: set[str] = set()
        advices: set[str] = set()
        count = 0
        for fillers in product(*self.candidates.values()):
            roles = dict(zip(names, fillers, strict=True))
            near = [rule for rule in self.counted if self.in_scope(rule, roles)]
            keys = self._unknowns(near, roles)
            table = tables[fillers] = Table(keys, {})
            for choice in product(*(self.domains[key] for key in keys)):
                count += 1
                if count > self.limit:
                    raise TooLargeError
                values = dict(zip(keys, choice, strict=True))
                permission, advice, states = self.completion(near, roles, values)
                permissions.add(permission)
                advices.add(advice)
                table.permissions[choice] = permission
                for rule in self.counted:
                    seen[rule["id"]].add(states.get(rule["id"], "not_applicable"))
        statuses = {r: s.copy().pop() if len(s) == 1 else "open" for r, s in seen.items()}
        return Opinion(
            permission=permission_of(permissions),
            advice=advice_of(advices),
            violated=frozenset(r for r, s in statuses.items() if s == "violated"),
            statuses=statuses,
            needs=frozenset(needs(names, tables)),
            completions=count,
            fixed=self.fixed,
            promised=self._promised(),
        )

    def everything(self) -> Iterator[tuple[dict[str, str], Values, dict[str, str]]]:
        """Every completion with each applying rule's state, all unknowns of all rules filled in."""
        for fillers in product(*self.candidates.values()):
            roles = dict(zip(self.candidates, fillers, strict=True))
            near = [rule for rule in self.counted if self.in_scope(rule, roles)]
            keys = self._unknowns(self.counted, roles)
            for choice in product(*(self.domains[key] for key in keys)):
                values = dict(zip(keys, choice, strict=True))
                yield roles, values, self.completion(near, roles, values)[2]

    def _unknowns(self, near: list[dict[str, Any]], roles: dict[str, str]) -> list[Key]:
        ids = {rule["id"] for rule in near}
        found = {
            self.key(leaf, roles)
            for rule, atom in self.conditions
            if rule["id"] in ids and atom[0] in ("cmp", "in")
            for side in atom[1:]
            for leaf in leaves(side)
        }
        return sorted((key for key in found if self.recorded(key) is None), key=str)


@dataclass
class Table:
    """The permissions of every completion that fills the roles in one way."""

    keys: list[Key]
    permissions: dict[tuple[Any, ...], str]

    def by(self, keys: Iterable[Key]) -> dict[tuple[Any, ...], set[str]]:
        """The permissions met with each choice of some of the unknowns."""
        places = [self.keys.index(key) for key in keys]
        found: dict[tuple[Any, ...], set[str]] = {}
        for choice, permission in self.permissions.items():
            found.setdefault(tuple(choice[p] for p in places), set()).add(permission)
        return found


def needs(names: list[str], tables: dict[tuple[str, ...], Table]) -> Iterable[Key]:
    """Every unknown that alone makes the difference between two completions."""
    for table in tables.values():
        for key in table.keys:
            others = [other for other in table.keys if other != key]
            if any(len(found) > 1 for found in table.by(others).values()):
                yield key
    for place, name in enumerate(names):
        if any(
            differ(tables[one], tables[two])
            for one in tables
            for two in tables
            if one < two and all((a == b) != (i == place) for i, (a, b) in enumerate(zip(one, two, strict=True)))
        ):
            yield ("role", name)


def differ(one: Table, two: Table) -> bool:
    """Whether two ways of filling one role can lead to different permissions."""
    shared = [key for key in one.keys if key in two.keys]
    left, right = one.by(shared), two.by(shared)
    return any(len(left[choice] | right[choice]) > 1 for choice in left)


def permission_of(found: set[str]) -> str:
    """The table of spec §3."""
    if found == {"forbidden"}:
        return "forbidden"
    if "forbidden" in found:
        return "conditional"
    return "allowed" if found == {"allowed"} else "unregulated"


def advice_of(found: set[str]) -> str:
    """The second axis of spec §3."""
    if found == {"against"}:
        return "against"
    if "against" in found:
        return "depends"
    return "for" if found == {"for"} else "none"


def cells(cuts: set[Any], kind: str) -> list[Any]:
    """Each cut and one value in each gap; for integers whole numbers only."""
    points = sorted(cuts)
    if not points:
        return [Fraction(0)]
    if kind == "integer":
        tried = {Fraction(v) for p in points for v in (math.floor(p), math.ceil(p))}
        tried |= {Fraction(math.floor(p) + 1) for p in points} | {Fraction(math.ceil(points[0]) - 1)}
        return sorted(tried)
    gaps = [(low + high) / 2 for low, high in pairwise(points)]
    return sorted({points[0] - 1, *points, *gaps, points[-1] + 1})
