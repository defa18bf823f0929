"""What the rules of an action can see of a filler, and which rules can see a case at all.

Two fillers of a role that look alike to every rule lead to the same judgement but for their names. What a filler looks
like is read off the scopes and conditions of the rules once; afterwards it costs what lies above the filler.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from ...ground.values import EntityRef
from ...language.expressions import (
    And,
    Compare,
    Expression,
    Extension,
    In,
    IsA,
    ListOf,
    Literal,
    Not,
    Or,
    Property,
    Related,
    RoleRef,
)
from ..rulebook import BoundRule, Rulebook, inside, parts
from ..verdicts.case import Case
from ..world import World

Mark: TypeAlias = tuple[Any, ...]
_KEPT = 200_000


class Sight:
    """The rules of one action (and of those above and below it) in one world, and what they see of fillers.

    It is made once for a world; what it remembers is bounded, and remembering is all that changes in it.
    """

    def __init__(self, book: Rulebook, world: World, action: str) -> None:
        self.book, self.world, self.action = book, world, action
        self.roles = world.knowledge.schema.roles(action)
        counting = [rule for rule in (*book.of(action), *book.below(action)) if _counts(rule, world)]
        conditions = [condition for rule in counting for condition in rule.conditions]
        named = {top for rule in counting for tops in rule.rule.scope.values() for top in tops}
        self.named = frozenset(named | set(_literals(conditions)))
        self.keys = _keys(conditions)
        self.relations, self.single = _atoms(conditions)
        self.under = _under(self.named, world)
        self.free, self.by_top = _placed(counting)
        self.memory: dict[Any, Any] = {}
        self.deciders: dict[Any, Any] = {}
        self._marks: dict[tuple[str, str], Mark] = {}

    def rules(self, case: Case) -> list[BoundRule]:
        """The rules that can bear on a case or on a part of it, by id: those that its fillers do not rule out."""
        found = list(self.free)
        for role, by_top in self.by_top.items():
            filler = case.fillers.get(role)
            if filler is None:
                found += {rule.id: rule for rules in by_top.values() for rule in rules}.values()
                continue
            tops = (*self.world.above(filler), *self.under.get(filler, ()))
            found += {rule.id: rule for top in tops for rule in by_top.get(top, ())}.values()
        found.sort(key=_by_id)
        return found

    def marks(self, case: Case, abouts: Iterable[str]) -> frozenset[tuple[str, Mark]]:
        """What the fillers of a case look like; `abouts` are what it is told of, and telling of one sets it apart."""
        fillers = case.fillers
        apart = len(set(fillers.values())) < len(fillers) or any("." in about for about in abouts)
        return frozenset((role, (id,) if apart else self.mark(role, id, fillers)) for role, id in fillers.items())

    def mark(self, role: str, id: str, filled: Mapping[str, str]) -> Mark:
        """What the filler of a role looks like; fillers of one mark are judged alike."""
        known = self._marks.get((role, id))
        if known is None:
            if len(self._marks) >= _KEPT:
                self._marks.clear()
            known = self._marks[role, id] = self._look(role, id)
        if len(known) > 1 and self._may_fill_another(id, filled):
            return (id,)
        return known

    def _look(self, role: str, id: str) -> Mark:
        entity = self.world.knowledge.entities.get(id)
        if role in self.single or entity is None:
            return (id,)
        world = self.world
        above = self.named.intersection(world.above(id))
        values = tuple(repr(world.value(id, key)) for key in self.keys.get(role, ()))
        related = tuple(
            bool(world.edges_between(relation, *((id, thing) if outward else (thing, id))))
            for relation, thing, outward in self.relations.get(role, ())
        )
        return entity.kind, above, self.under.get(id, ()), id if id in self.named else "", values, related

    def _may_fill_another(self, id: str, filled: Mapping[str, str]) -> bool:
        """Whether an attribute of the filler may be reached through a role that nobody filled, too."""
        kind = self.world.knowledge.entities[id].kind
        return any(key not in filled and kind in self.roles[key].kinds for key in self.keys if key in self.roles)


def _counts(rule: BoundRule, world: World) -> bool:
    return world.holds(rule.id, rule.rule.grounds) and world.heard(rule.rule.grounds)


def _by_id(rule: BoundRule) -> str:
    return rule.rule.id


def _placed(rules: Iterable[BoundRule]) -> tuple[list[BoundRule], dict[str, dict[str, list[BoundRule]]]]:
    """The rules without a scope, and the others by one role of their scope (the object where they name it)."""
    free: list[BoundRule] = []
    by_top: dict[str, dict[str, list[BoundRule]]] = {}
    for rule in rules:
        scope = rule.rule.scope
        if not scope:
            free.append(rule)
            continue
        role = "object" if "object" in scope else min(scope)
        for top in scope[role]:
            by_top.setdefault(role, {}).setdefault(top, []).append(rule)
    return free, by_top


def _under(named: Iterable[str], world: World) -> dict[str, tuple[str, ...]]:
    """For each thing what is named strictly below it."""
    found: dict[str, list[str]] = {}
    for top in sorted(named):
        for above in world.above(top):
            if above != top:
                found.setdefault(above, []).append(top)
    return {id: tuple(tops) for id, tops in found.items()}


def _literals(conditions: Iterable[Expression]) -> Iterable[str]:
    for condition in conditions:
        for node in parts(condition):
            if isinstance(node, Literal) and isinstance(node.value, EntityRef):
                yield node.value.id


def _keys(conditions: Iterable[Expression]) -> dict[str, tuple[str, ...]]:
    """The attributes of each role that the conditions mention."""
    found: dict[str, set[str]] = {}
    for condition in conditions:
        for node in parts(condition):
            if isinstance(node, Property) and isinstance(node.subject, RoleRef):
                found.setdefault(node.subject.id, set()).add(node.key)
    return {role: tuple(sorted(keys)) for role, keys in found.items()}


def _atoms(conditions: Iterable[Expression]) -> tuple[dict[str, tuple[tuple[str, str, bool], ...]], frozenset[str]]:
    """The relations that conditions ask of each role, and the roles whose fillers all look different."""
    relations: dict[str, dict[tuple[str, str, bool], None]] = {}
    single: set[str] = set()

    def look(node: Expression) -> None:
        match node:
            case And(operands) | Or(operands):
                for operand in operands:
                    look(operand)
            case Not(operand):
                look(operand)
            case Compare("=" | "!=", RoleRef(), Literal()) | IsA(RoleRef(), Literal()):
                return
            case In(RoleRef(), ListOf(items)) if all(isinstance(item, Literal) for item in items):
                return
            case Related(RoleRef(role), relation, Literal(EntityRef(thing))):
                relations.setdefault(role, {})[relation, thing, True] = None
            case Related(Literal(EntityRef(thing)), relation, RoleRef(role)):
                relations.setdefault(role, {})[relation, thing, False] = None
            case _:
                _loose(node)

    def _loose(node: Expression) -> None:
        if isinstance(node, Property):
            if not isinstance(node.subject, RoleRef):
                single.update(every)
            return
        if isinstance(node, RoleRef):
            single.add(node.id)
        if isinstance(node, Extension):
            single.update(every)
        for inner in inside(node):
            _loose(inner)

    every = {node.id for condition in conditions for node in parts(condition) if isinstance(node, RoleRef)}
    for condition in conditions:
        look(condition)
    return {role: tuple(found) for role, found in relations.items()}, frozenset(single)
