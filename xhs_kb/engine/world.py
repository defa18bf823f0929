"""The knowledge base as it stands on one day, heard through the sources that count.

A record that does not hold on the day is no candidate and passes nothing along is_a (spec: verdicts §1). Looking
something up costs what lies above it, never the size of the knowledge base; what was looked up is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..ground.frozen import dataclass, field
from ..ground.values import Value
from ..model.records import Citation, Edge, Entity, Grounds, Knowledge, Parent, Reading
from ..model.schema import Period
from .index import Index, parent_key

Voice = Callable[[Citation], bool]
_KEPT = 20_000
_GROUPINGS_KEPT = 64


@dataclass(frozen=True)
class World:
    """One knowledge base on one day. `voice` tells which citations count (None: all).

    `other_days` gives records, by key, other days than their own: another source's account of them.
    """

    index: Index
    day: date
    voice: Voice | None = None
    other_days: Mapping[str, Period] = field(default_factory=dict)
    _above: dict[str, dict[str, str | None]] = field(default_factory=dict, repr=False, compare=False)
    _kinds: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _alike: dict[Any, tuple[tuple[str, ...], ...]] = field(default_factory=dict, repr=False, compare=False)
    sights: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What `engine.tables` has found out about this world; it may be emptied at any time."""
    past: dict[str, tuple[Any, frozenset[str]]] = field(default_factory=dict, repr=False, compare=False)
    """By action: what was found out before rules were edited, and which ones were; left by `engine.tables`."""

    @property
    def knowledge(self) -> Knowledge:
        """The records."""
        return self.index.knowledge

    def heard(self, grounds: Grounds) -> bool:
        """Whether a record rests on a source that counts."""
        return self.voice is None or any(self.voice(citation) for citation in grounds.citations)

    def holds(self, key: str, grounds: Grounds) -> bool:
        """Whether a record or an edge holds on the day."""
        return self.in_time(key, grounds.valid)

    def in_time(self, key: str, valid: Period) -> bool:
        """The same for what is known to hold on its own account in a period."""
        return self.other_days.get(key, valid).holds(self.day)

    def entity(self, id: str) -> Entity | None:
        """The entity of this id if it holds on the day."""
        entity = self.knowledge.entities.get(id)
        return entity if entity is not None and self.holds(id, entity.grounds) else None

    def entities(self, kinds: Sequence[str]) -> Sequence[str]:
        """The ids of all entities of these kinds that hold on the day, sorted."""
        found = self._kinds.get(tuple(kinds))
        if found is None:
            ids = {id for kind in kinds for id in self.index.by_kind.get(kind, ())}
            if len(self._kinds) >= _GROUPINGS_KEPT:
                self._kinds.clear()
            found = self._kinds[tuple(kinds)] = tuple(sorted(id for id in ids if self.entity(id) is not None))
        return found

    def alike(self, kinds: Sequence[str], attributes: Sequence[str]) -> Sequence[Sequence[str]]:
        """The same in groups whose members have the same values of some attributes, each group sorted."""
        key = (tuple(kinds), tuple(attributes))
        found = self._alike.get(key)
        if found is None:
            groups: dict[tuple[Value | None, ...], list[str]] = {}
            for id in self.entities(kinds):
                groups.setdefault(tuple(self.value(id, name) for name in attributes), []).append(id)
            if len(self._alike) >= _GROUPINGS_KEPT:
                self._alike.clear()
            found = self._alike[key] = tuple(map(tuple, groups.values()))
        return found

    # --- is_a -----------------------------------------------------------------------------------------------------

    def above(self, id: str) -> Mapping[str, str | None]:
        """The thing and all above it, nearest first, each with the thing below it by which it was reached."""
        known = self._above.get(id)
        if known is None:
            known = {id: None}
            waiting = [id]
            for current in waiting:
                for parent in self._parents(current):
                    if parent not in known:
                        known[parent] = current
                        waiting.append(parent)
            if len(self._above) >= _KEPT:
                self._above.clear()
            self._above[id] = known
        return known

    def _parents(self, id: str) -> Iterator[str]:
        if id in self.knowledge.schema.actions:
            yield from self.knowledge.schema.actions[id].parents
        entity = self.entity(id)
        for link in entity.parents if entity is not None else ():
            if self.holds(parent_key(link), link.grounds) and self.entity(link.parent) is not None:
                yield link.parent

    def is_below(self, id: str, top: str, *, strict: bool = False) -> bool:
        """Whether the thing is `top`, or below it; `strict` leaves out the thing itself."""
        return (id != top or not strict) and top in self.above(id)

    def chain(self, id: str, top: str) -> tuple[str, ...]:
        """The shortest way up from the thing to `top`, both included; empty where there is none."""
        links = self.above(id)
        if top not in links:
            return ()
        way = [top]
        while (below := links[way[-1]]) is not None:
            way.append(below)
        return tuple(reversed(way))

    def below(self, id: str) -> list[str]:
        """All that is below the thing, without it, sorted."""
        return self._below(id, None) or []

    def near_below(self, id: str, most: int) -> list[str] | None:
        """The same where it is not more than so many; None where it is. Nothing is below what does not hold."""
        return [] if self.entity(id) is None else self._below(id, most)

    def _below(self, id: str, most: int | None) -> list[str] | None:
        found: set[str] = set()
        waiting = [id]
        while waiting:
            current = waiting.pop()
            if most is not None and self.index.breadth(current) + len(found) > most:
                return None
            for link in self.index.children.get(current, ()):
                if link.child not in found and self._link_holds(link):
                    found.add(link.child)
                    waiting.append(link.child)
        found.discard(id)
        return sorted(found)

    def has_below(self, id: str) -> bool:
        """Whether anything is below the thing."""
        return any(link.child != id and self._link_holds(link) for link in self.index.children.get(id, ()))

    def _link_holds(self, link: Parent) -> bool:
        return self.entity(link.child) is not None and self.holds(parent_key(link), link.grounds)

    # --- relations ------------------------------------------------------------------------------------------------

    def edges_from(self, relation: str, source: str) -> list[tuple[Edge, str]]:
        """The edges of a relation that hold for a source, with each target, its own first, then inherited ones."""
        inherit = self.knowledge.schema.relations[relation].inherit
        starts = self.above(source) if inherit in ("subject", "both") else (source,)
        found: dict[tuple[str, str], tuple[Edge, str]] = {}
        for start in starts:
            for edge in self.index.outgoing.get((relation, start), ()):
                if self._edge_counts(edge):
                    for target in self._reached(edge.target, inherit in ("object", "both")):
                        found.setdefault((edge.key, target), (edge, target))
        return list(found.values())

    def edges_to(self, relation: str, target: str) -> list[tuple[Edge, str]]:
        """The edges of a relation that hold for a target, with each source, its own first, then inherited ones."""
        inherit = self.knowledge.schema.relations[relation].inherit
        ends = self.above(target) if inherit in ("object", "both") else (target,)
        found: dict[tuple[str, str], tuple[Edge, str]] = {}
        for end in ends:
            for edge in self.index.incoming.get((relation, end), ()):
                if self._edge_counts(edge):
                    for source in self._reached(edge.source, inherit in ("subject", "both")):
                        found.setdefault((edge.key, source), (edge, source))
        return list(found.values())

    def edges_between(self, relation: str, source: str, target: str) -> list[Edge]:
        """The edges by which the relation holds between two things, inherited ones included."""
        inherit = self.knowledge.schema.relations[relation].inherit
        starts = self.above(source) if inherit in ("subject", "both") else (source,)
        ends = self.above(target) if inherit in ("object", "both") else (target,)
        edges = (edge for start in starts for edge in self.index.outgoing.get((relation, start), ()))
        return [edge for edge in edges if edge.target in ends and self._edge_counts(edge)]

    def _reached(self, end: str, inherited: bool) -> list[str]:
        return [end, *self.below(end)] if inherited else [end]

    def _edge_counts(self, edge: Edge) -> bool:
        ends = self.entity(edge.source) is not None and self.entity(edge.target) is not None
        return ends and self.holds(edge.key, edge.grounds) and self.heard(edge.grounds)

    # --- attributes -----------------------------------------------------------------------------------------------

    def readings(self, id: str, attribute: str) -> list[Reading]:
        """What is read of an attribute on the day, the strongest authority first, then the latest."""
        entity = self.knowledge.entities.get(id)
        known = entity.attributes.get(attribute, ()) if entity is not None else ()
        in_time = [r for r in known if (r.at is None or r.at.first <= self.day) and r.grounds.valid.holds(self.day)]
        return sorted((r for r in in_time if self.heard(r.grounds)), key=self._standing)

    def value(self, id: str, attribute: str) -> Value | None:
        """The value of an attribute on the day; None where none is recorded."""
        readings = self.readings(id, attribute)
        return readings[0].value if readings else None

    def _standing(self, reading: Reading) -> tuple[int, int, str]:
        schema = self.knowledge.schema
        ranks = [schema.rank(self.authority(citation)) for citation in reading.grounds.citations]
        latest = -(reading.at.first.toordinal() if reading.at else 0)
        return min(ranks, default=len(schema.authorities)), latest, str(reading.grounds.citations)

    def authority(self, citation: Citation) -> str | None:
        """The authority of a cited source; None where the source or its authority is unknown."""
        source = self.knowledge.sources.get(citation.source)
        return source.authority if source is not None else None
