"""The graph of a large knowledge base as patterns see it, made node by node where a pattern comes by.

It answers as a `GraphIndex` of the whole graph does, in the same order, but reads only records that are looked at. A
node or relationship that anybody still holds is the same object for all, so that steps of a plan may compare with `is`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from threading import RLock
from typing import Any
from weakref import WeakValueDictionary

from ..model.described import Described, grounds_of, said
from ..model.records import Entity, Grounds, Knowledge, Procedure, Rule
from ..model.shape import CITES, EXCEPTION_TO, GOVERNS, IS_A, OF_ACTION
from .index import Index
from .patterns.index import GraphIndex, Nodes, Pairs, keep
from .patterns.values import Node, Relationship

_KEPT = 20_000
_KINDS = ("rule", "procedure", "source", "action", "input")
_Edge = tuple[str, str, Grounds, dict[str, Any]]


class GraphInPlace(GraphIndex):
    """The graph of what holds on a day. Safe to share between threads."""

    def __init__(self, knowledge: Knowledge, index: Index, day: date) -> None:
        self._known, self._index = knowledge, index
        self._described = Described(knowledge, day, compared=True)
        self._lock = RLock()
        self._alive: WeakValueDictionary[str, Node] = WeakValueDictionary()
        self._tied: WeakValueDictionary[Any, Relationship] = WeakValueDictionary()
        self._recent: dict[str, Node] = {}
        self._leaving: dict[str, list[Relationship]] = {}
        self._onward: dict[tuple[str, tuple[str, ...]], _Onward] = {}
        every = (None, *_KINDS)
        self.by_id = _ById(self)
        self.nodes = _Nodes(self, lambda: (id for label in every for id in self._ids(label)), self.node_count)
        self.relationships = _Relationships(self)
        self._of_kind: dict[str, Callable[[], Iterable[str]]] = {
            "rule": lambda: knowledge.rules, "procedure": lambda: knowledge.procedures,
            "source": lambda: knowledge.sources, "action": lambda: knowledge.schema.actions,
            "input": lambda: knowledge.schema.inputs,
        }  # fmt: skip

    # --- what a plan reads ----------------------------------------------------------------------------------------

    def labelled(self, label: str) -> Nodes:
        """The nodes with a label, made one by one."""
        return _Nodes(self, lambda: self._ids(label), lambda: self.node_count(label))

    def of_types(self, types: tuple[str, ...]) -> Iterable[Relationship]:
        """The relationships of some types, or all for no type."""
        if not types:
            return self.relationships
        return (found for type in dict.fromkeys(types) for found in self.relationships if found.type == type)

    def neighbours(self, direction: str, types: tuple[str, ...]) -> Any:
        """For a node, by its id, the relationships that lead on and where they lead."""
        known = self._onward.get((direction, types))
        return known if known is not None else keep(self._onward, (direction, types), _Onward(self, direction, types))

    def between(self, direction: str, types: tuple[str, ...]) -> Any:
        """For two nodes, by their ids, the relationships that lead from the first to the second."""
        return _Between(self.neighbours(direction, types))

    def with_property(self, label: str | None, key: str) -> Any:
        """The nodes (with a label) that have a property: an id is looked up, other properties are looked for."""
        return _Having(self, label, key)

    def relationship(self, id: Any) -> Relationship | None:
        """A relationship by its id."""
        start = id[0] if isinstance(id, tuple) and len(id) == 3 and isinstance(id[0], str) else None
        return next((one for one in self.leaving(start) if one.id == id), None) if start is not None else None

    # --- what a planner asks --------------------------------------------------------------------------------------

    def node_count(self, label: str | None = None) -> int:
        """About how many nodes there are, or how many with a label."""
        if label is None:
            return len(self._known.entities) + sum(self.node_count(kind) for kind in _KINDS)
        return len(self._ids(label))

    def relationship_count(self, types: tuple[str, ...]) -> int:
        """About how many relationships there are of some types."""
        sizes = self._index.sizes
        return sum(sizes.values()) if not types else sum(sizes.get(type, 0) for type in set(types))

    def matches_per_value(self, label: str | None, key: str) -> float:
        """How many nodes have the same value of a property: one for an id, and a guess for others."""
        return 1.0 if key == "id" else max(1.0, self.node_count(label) / 10)

    # --- records as nodes and relationships -----------------------------------------------------------------------

    def node(self, id: str) -> Node | None:
        """The node of a record that holds on the day."""
        found = self._recent.get(id)
        if found is None:
            with self._lock:
                found = self._alive.get(id)
                if found is None:
                    found = self._made(id)
                    if found is None:
                        return None
                    self._alive[id] = found
                keep(self._recent, id, found, _KEPT)
        return found

    def leaving(self, id: str) -> list[Relationship]:
        """The relationships that lead from a node, those to the same end together."""
        found = self._leaving.get(id)
        if found is None:
            with self._lock:
                ends: dict[str, list[Relationship]] = {}
                numbers: dict[str, int] = {}
                for type_, target, grounds, properties in self._edges(id):
                    if self._described.holds(grounds) and self._holds(target):
                        name = f"{type_}:{id}:{target}"
                        numbers[name] = numbers.get(name, -1) + 1
                        key = (id, target, f"{name}:{numbers[name]}")
                        ends.setdefault(target, []).append(self._tie(key, type_, properties))
                found = [one for together in ends.values() for one in together]
                keep(self._leaving, id, found, _KEPT)
        return found

    def arriving(self, id: str, types: tuple[str, ...]) -> list[Relationship]:
        """The relationships that lead to a node, in the order of where they begin."""
        starts = sorted(self._starts(id, types), key=self.place)
        return [one for start in starts for one in self.leaving(start) if one.end == id]

    def place(self, id: str) -> tuple[int, str]:
        """Where a node stands in the order of the graph."""
        known, order = self._known, ("", *_KINDS)
        if id in known.entities:
            return 0, id
        kind = next(kind for kind in _KINDS if id in self._ids(kind))
        declared = kind in ("action", "input")
        return order.index(kind), f"{list(self._ids(kind)).index(id):9}" if declared else id

    def _tie(self, key: tuple[str, str, str], type_: str, properties: dict[str, Any]) -> Relationship:
        found = self._tied.get(key)
        if found is None:
            found = self._tied[key] = Relationship(key, type_, said(None, (properties,)), key[0], key[1])
        return found

    def _ids(self, label: str | None) -> Any:
        if label is None:
            return self._known.entities
        ids = self._of_kind.get(label)
        own = self._index.by_kind.get(label, ())
        if ids is None:
            return own
        return (*own, *ids()) if own else ids()

    def _record(self, id: str) -> Any:
        known = self._known
        if not isinstance(id, str):
            return None
        for held in (known.entities, known.rules, known.procedures):
            record: Any = held.get(id)
            if record is not None:
                return record if self._described.holds(record.grounds) else None
        return known.sources.get(id) or known.schema.actions.get(id) or known.schema.inputs.get(id)

    def _holds(self, id: str) -> bool:
        return self._record(id) is not None

    def _made(self, id: str) -> Node | None:
        told, record = self._described, self._record(id)
        if record is None:
            return None
        known = self._known
        match record:
            case Entity():
                label, parts = record.kind, (told.record(record), told.attributes(record))
            case Rule():
                label, parts = "rule", (told.record(record), told.rule(record))
            case Procedure():
                label, parts = "procedure", (told.record(record), told.procedure(record))
            case _ if id in known.sources:
                return Node(id, frozenset(["source"]), said(id, (told.source(record),)))
            case _ if id in known.schema.actions:
                return Node(id, frozenset(["action"]), said(id, (told.named(record),)))
            case _:
                label, parts = "input", (told.named(record), told.input(record))
        return Node(id, frozenset([label]), said(id, parts))

    def _edges(self, id: str) -> Iterator[_Edge]:
        """What leads from a record: type, end, what it rests on, properties; in the order of `build_graph`."""
        record = self._record(id)
        match record:
            case Entity():
                for parent in record.parents:
                    yield IS_A, parent.parent, parent.grounds, grounds_of(parent.grounds)
                for edge in record.edges:
                    own = {key: self._described.plain(value) for key, value in edge.attributes.items()}
                    yield edge.relation, edge.target, edge.grounds, {**own, **grounds_of(edge.grounds)}
            case Rule():
                about = grounds_of(record.grounds)
                yield OF_ACTION, record.action, record.grounds, about
                for role, names in record.scope.items():
                    for name in names:
                        yield GOVERNS, name, record.grounds, {"role": role, **about}
                for other in record.exception_to:
                    yield EXCEPTION_TO, other, record.grounds, about
            case Procedure():
                yield OF_ACTION, record.action, record.grounds, grounds_of(record.grounds)
            case _ if record is not None and id in self._known.schema.actions:
                for above in record.parents:
                    yield IS_A, above, Grounds(), grounds_of(Grounds())
        if isinstance(record, Entity | Rule | Procedure):
            for citation in record.grounds.citations:
                yield CITES, citation.source, record.grounds, {"locator": citation.locator}

    def _starts(self, id: str, types: tuple[str, ...]) -> set[str]:
        """The ids of the records from which a relationship of some types may lead to a record."""
        known, index, found = self._known, self._index, set[str]()
        wanted = set(types) or {IS_A, OF_ACTION, GOVERNS, EXCEPTION_TO, CITES, *known.schema.relations}
        for type_ in wanted:
            match type_:
                case "is_a":
                    found |= {link.child for link in index.children.get(id, ())}
                    found |= {action.id for action in known.schema.actions.values() if id in action.parents}
                case "governs":
                    found |= set(index.governing.get(id, ()))
                case "exception_to":
                    found |= set(index.excepting.get(id, ()))
                case "of_action" if id in known.schema.actions:
                    found |= {rule.id for rule in known.rules.values() if rule.action == id}
                    found |= {procedure.id for procedure in known.procedures.values() if procedure.action == id}
                case "cites" if id in known.sources:
                    records: tuple[Mapping[str, Any], ...] = (known.entities, known.rules, known.procedures)
                    cited = ((one.id, one.grounds.citations) for held in records for one in held.values())
                    found |= {own for own, citations in cited if any(one.source == id for one in citations)}
                case _:
                    found |= {edge.source for edge in index.incoming.get((type_, id), ())}
        return found


class _ById(Mapping[Any, Node]):
    def __init__(self, graph: GraphInPlace) -> None:
        self._graph = graph

    def __getitem__(self, id: Any) -> Node:
        found = self._graph.node(id) if isinstance(id, str) else None
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[Any]:
        return (node.id for node in self._graph.nodes)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Nodes(Nodes):
    """Nodes that are made when they are come to. `len` is about how many there are."""

    def __init__(self, graph: GraphInPlace, ids: Callable[[], Iterable[str]], count: Callable[[], int]) -> None:
        self._graph, self._ids, self._count = graph, ids, count

    def __len__(self) -> int:
        return self._count()

    def __iter__(self) -> Iterator[Node]:
        return (node for id in self._ids() if (node := self._graph.node(id)) is not None)


class _Relationships:
    def __init__(self, graph: GraphInPlace) -> None:
        self._graph = graph

    def __iter__(self) -> Iterator[Relationship]:
        return (found for node in self._graph.nodes for found in self._graph.leaving(node.id))


class _Onward:
    """The neighbours of nodes, found when a pattern comes by."""

    def __init__(self, graph: GraphInPlace, direction: str, types: tuple[str, ...]) -> None:
        self._graph, self._direction, self._types = graph, direction, types
        self._known: dict[Any, Pairs] = {}

    def get(self, id: Any, default: Any = None) -> Any:
        """The relationships that lead on from a node, with where they lead."""
        found = self._known.get(id)
        if found is None:
            found = keep(self._known, id, self._found(id), _KEPT)
        return found or default

    def _found(self, id: Any) -> Pairs:
        graph = self._graph
        if not isinstance(id, str):
            return []
        by_id, pairs = graph.by_id, list[tuple[Relationship, str]]()
        for one in self._ordered(id):
            if self._direction != "in" and one.start == id:
                pairs.append((one, one.end))
            if one.end == id and (self._direction == "in" or (self._direction == "both" and one.start != id)):
                pairs.append((one, one.start))
        return [(one, by_id[other]) for one, other in pairs]

    def _ordered(self, id: str) -> list[Relationship]:
        """What touches a node: type by type where types are named, and else in the order of the graph."""
        graph, types = self._graph, self._types
        own = graph.leaving(id) if self._direction != "in" else []
        others = graph.arriving(id, types) if self._direction != "out" else []
        if self._direction == "both":
            here = graph.place(id)
            before = [one for one in others if one.start != id and graph.place(one.start) < here]
            after = [one for one in others if one.start != id and graph.place(one.start) > here]
            found = [*before, *own, *after]
        else:
            found = own or others
        if not types:
            return found
        return [one for type_ in dict.fromkeys(types) for one in found if one.type == type_]


class _Between:
    def __init__(self, onward: _Onward) -> None:
        self._onward = onward

    def get(self, ends: tuple[Any, Any], default: Any = None) -> Any:
        """The relationships between two nodes."""
        found = [pair for pair in self._onward.get(ends[0], ()) if pair[1].id == ends[1]]
        return found or default


class _Having:
    """Nodes that have a property."""

    def __init__(self, graph: GraphInPlace, label: str | None, key: str) -> None:
        self._graph, self._label, self._key = graph, label, key

    def candidates(self, value: Any) -> tuple[list[Node], Nodes | list[Node]]:
        """The nodes whose property certainly equals a value, and those for which it must be tried."""
        graph, label = self._graph, self._label
        if self._key == "id":
            node = graph.node(value) if isinstance(value, str) else None
            return ([] if node is None or (label is not None and label not in node.labels) else [node]), []
        every: Any = graph.nodes if label is None else graph.labelled(label)
        return [], _With(every, self._key)


class _With(Nodes):
    def __init__(self, nodes: Nodes, key: str) -> None:
        self._nodes, self._key = nodes, key

    def __len__(self) -> int:
        return len(self._nodes)

    def __iter__(self) -> Iterator[Node]:
        return (node for node in self._nodes if self._key in node.properties)
