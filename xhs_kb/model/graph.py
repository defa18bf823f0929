"""The knowledge base as one `networkx.MultiDiGraph`; the only module that imports networkx (spec: language §3).

Nodes carry `labels` and `properties`, edges `type` and `properties`. The key of an edge is unique in the whole graph,
and its `source` property is its citation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

import networkx as nx

from .described import Described, grounds_of, said
from .records import Entity, Grounds, Knowledge, Procedure, Rule
from .shape import CITES, EXCEPTION_TO, GOVERNS, IS_A, OF_ACTION

Graph: TypeAlias = nx.MultiDiGraph


def build_graph(knowledge: Knowledge, day: date | None = None, *, typed: bool = False, compared: bool = False) -> Graph:
    """The graph of all records, or of what holds on a day.

    Properties are plain: numbers, booleans, texts and lists; a share is a number, a date ISO text, other values text
    of the value grammar. With `typed`, values other than dates stay what they are, for those who compare them; with
    `compared`, the text of a range knows its range, so that a number can be held against it.
    """
    return _Builder(knowledge, day, typed, compared).build()


class _Builder(Described):
    def __init__(self, knowledge: Knowledge, day: date | None, typed: bool, compared: bool) -> None:
        super().__init__(knowledge, day, typed, compared)
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
                self.grounded(
                    edge.relation,
                    edge.source,
                    edge.target,
                    edge.grounds,
                    {key: self.plain(value) for key, value in edge.attributes.items()},
                )
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

    def node(self, identity: str, label: str, *properties: Mapping[str, Any]) -> None:
        self.graph.add_node(identity, labels=frozenset([label]), properties=said(identity, properties))

    def edge(self, type_: str, source: str, target: str, grounds: Grounds, *properties: Mapping[str, Any]) -> None:
        """An edge that holds as its grounds do; one end that does not hold leaves it out."""
        if source not in self.graph or target not in self.graph or not self.holds(grounds):
            return
        name = f"{type_}:{source}:{target}"
        self.graph.add_edge(
            source, target, key=f"{name}:{self.keys[name]}", type=type_, properties=said(None, properties)
        )
        self.keys[name] += 1

    def grounded(self, type_: str, source: str, target: str, grounds: Grounds, *properties: Mapping[str, Any]) -> None:
        """The same with its grounds as properties."""
        self.edge(type_, source, target, grounds, *properties, grounds_of(grounds))

    def cites(self, record: Entity | Rule | Procedure) -> None:
        for citation in record.grounds.citations:
            self.edge(CITES, record.id, citation.source, record.grounds, {"locator": citation.locator})
