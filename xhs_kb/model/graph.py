"""The knowledge base as one `networkx.MultiDiGraph`; the only module that imports networkx (spec: language §3).

Nodes carry `labels` and `properties`, edges `type` and `properties`. The key of an edge is unique in the whole graph,
and its `source` property is its citation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

import networkx as nx

from ..ground.values import Day, EntityRef, Percent, Quantity, Range, RangeText, Value, write
from .records import Entity, Grounds, Knowledge, Procedure, Reading, Rule, SourceRecord
from .schema import Action, Input, Texts
from .shape import CITES, EXCEPTION_TO, GOVERNS, IS_A, OF_ACTION, name_on

Graph: TypeAlias = nx.MultiDiGraph


def build_graph(knowledge: Knowledge, day: date | None = None, *, typed: bool = False, compared: bool = False
                ) -> Graph:
    """The graph of all records, or of what holds on a day.

    Properties are plain: numbers, booleans, texts and lists; a share is a number, a date ISO text, other values text
    of the value grammar. With `typed`, values other than dates stay what they are, for those who compare them; with
    `compared`, the text of a range knows its range, so that a number can be held against it.
    """
    return _Builder(knowledge, day, typed, compared).build()


class _Builder:
    def __init__(self, knowledge: Knowledge, day: date | None, typed: bool, compared: bool) -> None:
        self.knowledge = knowledge
        self.day = day
        self.typed = typed
        self.compared = compared
        self.language = knowledge.schema.header.language
        self.graph: Graph = nx.MultiDiGraph()
        self.keys: Counter[str] = Counter()

    def build(self) -> Graph:
        """All nodes come before the edges, so that an edge to what does not hold is left out."""
        known = self.knowledge
        schema = known.schema
        for entity in known.entities.values():
            if self.holds(entity.grounds):
                self.node(entity.id, entity.kind, self.record(entity), self.attributes(entity))
        for rule in known.rules.values():
            if self.holds(rule.grounds):
                self.node(rule.id, "rule", self.record(rule), self.rule(rule))
        for procedure in known.procedures.values():
            if self.holds(procedure.grounds):
                self.node(procedure.id, "procedure", self.record(procedure), self.procedure(procedure))
        for source in known.sources.values():
            self.node(source.id, "source", self.source(source))
        for action in schema.actions.values():
            self.node(action.id, "action", self.named(action))
        for declared in schema.inputs.values():
            self.node(declared.id, "input", self.named(declared), self.input(declared))
        self.edges()
        return self.graph

    def edges(self) -> None:
        known = self.knowledge
        for entity in known.entities.values():
            for parent in entity.parents:
                self.grounded(IS_A, parent.child, parent.parent, parent.grounds)
            for edge in entity.edges:
                self.grounded(edge.relation, edge.source, edge.target, edge.grounds,
                          {key: self.plain(value) for key, value in edge.attributes.items()})
            self.cites(entity)
        for action in known.schema.actions.values():
            for above in action.parents:
                self.grounded(IS_A, action.id, above, Grounds())
        for rule in known.rules.values():
            self.grounded(OF_ACTION, rule.id, rule.action, rule.grounds)
            for role, names in rule.scope.items():
                for name in names:
                    self.grounded(GOVERNS, rule.id, name, rule.grounds, {"role": role})
            for other in rule.exception_to:
                self.grounded(EXCEPTION_TO, rule.id, other, rule.grounds)
            self.cites(rule)
        for procedure in known.procedures.values():
            self.grounded(OF_ACTION, procedure.id, procedure.action, procedure.grounds)
            self.cites(procedure)

    # --- nodes and edges ------------------------------------------------------------------------------------------

    def holds(self, grounds: Grounds) -> bool:
        return self.day is None or grounds.valid.holds(self.day)

    def node(self, identity: str, label: str, *properties: Mapping[str, Any]) -> None:
        self.graph.add_node(identity, labels=frozenset([label]), properties=_said(identity, properties))

    def edge(self, type_: str, source: str, target: str, grounds: Grounds, *properties: Mapping[str, Any]) -> None:
        """An edge that holds as its grounds do; one end that does not hold leaves it out."""
        if source not in self.graph or target not in self.graph or not self.holds(grounds):
            return
        name = f"{type_}:{source}:{target}"
        self.graph.add_edge(source, target, key=f"{name}:{self.keys[name]}", type=type_,
                            properties=_said(None, properties))
        self.keys[name] += 1

    def grounded(self, type_: str, source: str, target: str, grounds: Grounds, *properties: Mapping[str, Any]) -> None:
        """The same with its grounds as properties."""
        self.edge(type_, source, target, grounds, *properties, _grounds(grounds))

    def cites(self, record: Entity | Rule | Procedure) -> None:
        for citation in record.grounds.citations:
            self.edge(CITES, record.id, citation.source, record.grounds, {"locator": citation.locator})

    # --- properties -----------------------------------------------------------------------------------------------

    def named(self, record: Entity | Rule | Procedure | Action | Input) -> dict[str, Any]:
        return {"name": name_on(record.names, self.language, self.day), "summary": self.text(record.summary)}

    def record(self, record: Entity | Rule | Procedure) -> dict[str, Any]:
        return {**self.named(record), **_grounds(record.grounds)}

    def text(self, texts: Texts) -> str | None:
        return texts.get(self.language) or next(iter(texts.values()), None)

    def attributes(self, entity: Entity) -> dict[str, Any]:
        found = {}
        for key, readings in entity.attributes.items():
            reading = self.current(readings)
            if reading is not None:
                found[key] = self.plain(reading.value)
        return found

    def current(self, readings: Iterable[Reading]) -> Reading | None:
        """The last value at or before the day; the strongest authority goes first (spec: data §2)."""
        day = self.day
        in_time = [r for r in readings if self.holds(r.grounds) and (day is None or r.at is None or r.at.first <= day)]
        return min(in_time, key=self._standing, default=None)

    def _standing(self, reading: Reading) -> tuple[int, int, str]:
        known = self.knowledge
        cited = (known.sources.get(citation.source) for citation in reading.grounds.citations)
        ranks = [known.schema.rank(source.authority if source else None) for source in cited]
        at = reading.at.first.toordinal() if reading.at else 0
        return min(ranks, default=len(known.schema.authorities)), -at, str(reading.grounds.citations)

    def rule(self, rule: Rule) -> dict[str, Any]:
        conditions = {key: " ".join(condition.text.split()) for key, condition in
                      (("when", rule.when), ("unless", rule.unless), ("that", rule.that)) if condition}
        return {"effect": rule.effect, "authority": rule.authority or None, "because": self.text(rule.because),
                "consequence": self.text(rule.consequence), **conditions}

    def procedure(self, procedure: Procedure) -> dict[str, Any]:
        return {"takes": None if procedure.takes is None else self.plain(procedure.takes),
                "steps": [self.text(step.do) for step in procedure.steps]}

    def source(self, source: SourceRecord) -> dict[str, Any]:
        title = self.text(source.title)
        return {"name": name_on(source.names, self.language, self.day) or title, "title": title,
                "publisher": source.publisher, "date": str(source.date) if source.date else None, "url": source.url,
                "authority": source.authority}

    def input(self, declared: Input) -> dict[str, Any]:
        bounds = {"min": declared.minimum, "max": declared.maximum}
        return {"type": str(declared.type), "ask": self.text(declared.ask),
                **{key: self.plain(value) for key, value in bounds.items() if value is not None}}

    def plain(self, value: Value) -> Any:
        """A value as a property."""
        match value:
            case bool() | int() | float() | str():
                return value
            case Day():
                return str(value)
            case EntityRef():
                return value.id
            case tuple():
                return [self.plain(item) for item in value]
            case _ if self.typed:
                return value
            case Range() if self.compared:
                low, high = (None if end is None else self.plain(end) for end in (value.low, value.high))
                return RangeText(write(value), Range(low, high))
            case Percent():
                return value.share
            case Quantity():
                return value.amount
        return write(value)


def _said(identity: str | None, parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What is known, by property; what is not known is no property."""
    found = {} if identity is None else {"id": identity}
    return found | {key: value for part in parts for key, value in part.items() if value is not None}


def _grounds(grounds: Grounds) -> dict[str, Any]:
    valid = grounds.valid
    return {"source": ", ".join(map(str, grounds.citations)) or None,
            "valid_from": valid.start.isoformat() if valid.start else None,
            "valid_until": valid.end.isoformat() if valid.end else None}
