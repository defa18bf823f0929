"""What the rules of an action can see of a filler, and which rules can see a case at all.

Two fillers of a role that look alike to every rule lead to the same judgement but for their names. What a filler looks
like is read off the scopes and conditions of the rules once; afterwards it costs what lies above the filler.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ..rulebook import BoundRule, Rulebook
from ..verdicts.case import Case
from ..world import World
from .glimpses import Glimpse

Mark: TypeAlias = tuple[Any, ...]
_KEPT = 200_000
_NEAR = 256  # how many things below one are looked at before all that is named is


class Sight:
    """The rules of one action (and of those above and below it) in one world, and what they see of fillers.

    It is made once for a world; what it remembers is bounded, and remembering is all that changes in it.
    """

    def __init__(self, book: Rulebook, world: World, action: str) -> None:
        self.book, self.world, self.action = book, world, action
        self.roles = world.knowledge.schema.roles(action)
        counting = [one for one in book.glimpses(action) if _counts(one, book, world)]
        self.named = frozenset(id for one in counting for id in one.named)
        self.keys = _by_role(counting)
        self.relations, self.single = _told(counting)
        self.free, self.by_top = _placed(counting)
        self.memory: dict[Any, Any] = {}
        self.deciders: dict[Any, Any] = {}
        self._marks: dict[tuple[str, str], Mark] = {}
        self._near: dict[str, tuple[str, ...]] = {}
        self._far: dict[str, tuple[str, ...]] | None = None

    def under(self, id: str) -> tuple[str, ...]:
        """What is named strictly below a thing, sorted: found below it or, where much is, from what is named up."""
        known = self._near.get(id)
        if known is not None:
            return known
        if self._far is None:
            near = self.world.near_below(id, _NEAR)
            if near is not None:
                if len(self._near) >= _KEPT:
                    self._near.clear()
                known = self._near[id] = tuple(one for one in near if one in self.named)
                return known
            self._far = _under(self.named, self.world)
        return self._far.get(id, ())

    def rules(self, case: Case) -> list[BoundRule]:
        """The rules that can bear on a case or on a part of it, by id: those that its fillers do not rule out."""
        found = set(self.free)
        for role, by_top in self.by_top.items():
            filler = case.fillers.get(role)
            if filler is None:
                found.update(*by_top.values())
                continue
            for top in (*self.world.above(filler), *self.under(filler)):
                found.update(by_top.get(top, ()))
        return [self.book.rules[id] for id in sorted(found)]

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
        return entity.kind, above, self.under(id), id if id in self.named else "", values, related

    def _may_fill_another(self, id: str, filled: Mapping[str, str]) -> bool:
        """Whether an attribute of the filler may be reached through a role that nobody filled, too."""
        kind = self.world.knowledge.entities[id].kind
        return any(key not in filled and kind in self.roles[key].kinds for key in self.keys if key in self.roles)


def _counts(glimpse: Glimpse, book: Rulebook, world: World) -> bool:
    if not world.in_time(glimpse.rule, glimpse.valid):
        return False
    return world.voice is None or world.heard(book.rules[glimpse.rule].rule.grounds)


def _placed(glimpses: Iterable[Glimpse]) -> tuple[list[str], dict[str, dict[str, list[str]]]]:
    """The rules without a scope, and the others by one role of their scope and what fills it."""
    free: list[str] = []
    by_top: dict[str, dict[str, list[str]]] = {}
    for one in glimpses:
        if not one.role:
            free.append(one.rule)
        for top in one.tops:
            by_top.setdefault(one.role, {}).setdefault(top, []).append(one.rule)
    return free, by_top


def _under(named: Iterable[str], world: World) -> dict[str, tuple[str, ...]]:
    """For each thing what is named strictly below it."""
    found: dict[str, list[str]] = {}
    for top in sorted(named):
        for above in world.above(top):
            if above != top:
                found.setdefault(above, []).append(top)
    return {id: tuple(tops) for id, tops in found.items()}


def _by_role(glimpses: Iterable[Glimpse]) -> dict[str, tuple[str, ...]]:
    """The attributes of each role that the conditions mention."""
    found: dict[str, set[str]] = {}
    for one in glimpses:
        for role, key in one.keys:
            found.setdefault(role, set()).add(key)
    return {role: tuple(sorted(keys)) for role, keys in found.items()}


def _told(glimpses: Sequence[Glimpse]) -> tuple[dict[str, tuple[tuple[str, str, bool], ...]], frozenset[str]]:
    """The relations that conditions ask of each role, and the roles whose fillers all look different."""
    relations: dict[str, dict[tuple[str, str, bool], None]] = {}
    for one in glimpses:
        for role, relation, thing, outward in one.relations:
            relations.setdefault(role, {})[relation, thing, outward] = None
    wild = any(one.wild for one in glimpses)
    single = {role for one in glimpses for role in (*one.single, *(one.roles if wild else ()))}
    return {role: tuple(found) for role, found in relations.items()}, frozenset(single)
