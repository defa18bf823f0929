"""The graph as patterns see it, read once from a networkx multigraph: labels, neighbours, properties.

Every index beyond nodes and relationships is built when it is first asked for and then kept. Nodes and relationships
are one object each, so that the steps of a plan may compare them with `is`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from ...ground.trouble import EvaluationError, Trouble
from .foreign import SCALARS, own_value
from .identity import identity
from .values import Node, Relationship

if TYPE_CHECKING:
    import networkx

Pairs: TypeAlias = list[tuple[Relationship, Node]]
Neighbours: TypeAlias = dict[Any, Pairs]
Key = TypeVar("Key")
Item = TypeVar("Item")
_KEPT = 64


class Nodes:
    """Nodes that are not there before somebody comes by: each is a step of its own. `len` may be about right."""

    def __len__(self) -> int:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Node]:
        raise NotImplementedError


class PropertyIndex:
    """Nodes by a property. Only plain scalars are found by their identity; others may equal what is not the same
    (20% and 0.2), so that they are candidates for every value."""

    def __init__(self, nodes: Iterable[Node], key: str) -> None:
        self._key = key
        self._all = [node for node in nodes if key in node.properties]
        self._others = [node for node in self._all if type(node.properties[key]) not in SCALARS]
        self._plain: dict[Hashable, list[Node]] = defaultdict(list)
        for node in self._all:
            value = node.properties[key]
            if type(value) in SCALARS:
                self._plain[identity(value)].append(node)

    def candidates(self, value: Any) -> tuple[list[Node], list[Node]]:
        """The nodes whose property certainly equals a value, and those for which it must be tried."""
        if type(value) not in SCALARS:
            return [], self._all
        return ([] if value != value else self._plain.get(identity(value), [])), self._others

    @property
    def average(self) -> float:
        """How many nodes have the same value, on average."""
        return len(self._all) / max(1, len(self._plain))


class GraphIndex:
    """A multigraph, read once; a later change of the graph is not seen. Safe to share between threads.

    Nodes carry `labels` (texts) and `properties` (a dict), edges `type` and `properties`; all may be absent.
    """

    by_id: Mapping[Any, Node]
    nodes: list[Node] | Nodes
    relationships: Iterable[Relationship]

    def __init__(self, graph: networkx.MultiDiGraph) -> None:
        _check(graph)
        try:
            self.by_id = {id: _node(id, data) for id, data in graph.nodes(data=True)}
            self.nodes = list(self.by_id.values())
            self.relationships = list(_relationships(graph))
        except (TypeError, AttributeError, RecursionError) as problem:
            raise EvaluationError(
                Trouble(
                    "type", f"the graph cannot be read: {problem}", help="`labels` are texts, `properties` are a dict"
                )
            ) from None
        self._labelled: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes:
            for label in node.labels:
                self._labelled[label].append(node)
        self._types: dict[str, list[Relationship]] = defaultdict(list)
        for relationship in self.relationships:
            self._types[relationship.type].append(relationship)
        self._neighbours: dict[tuple[str, tuple[str, ...]], Neighbours] = {}
        self._between: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, Any], Pairs]] = {}
        self._properties: dict[tuple[str | None, str], PropertyIndex] = {}
        self._by_relationship: dict[Any, Relationship] | None = None

    # ---- what a plan reads

    def labelled(self, label: str) -> list[Node] | Nodes:
        """The nodes with a label."""
        return self._labelled.get(label, [])

    def of_types(self, types: tuple[str, ...]) -> Iterable[Relationship]:
        """The relationships of some types, or all for no type."""
        if not types:
            return self.relationships
        return [found for type in dict.fromkeys(types) for found in self._types.get(type, [])]

    def neighbours(self, direction: str, types: tuple[str, ...]) -> Neighbours:
        """For every node, by id, the relationships that lead on and where they lead; a loop counts once."""
        key = (direction, types)
        known = self._neighbours.get(key)
        if known is None:
            known = keep(self._neighbours, key, self._read_neighbours(direction, types))
        return known

    def _read_neighbours(self, direction: str, types: tuple[str, ...]) -> Neighbours:
        found: Neighbours = defaultdict(list)
        for relationship in self.of_types(types):
            start, end = relationship.start, relationship.end
            if direction != "in":
                found[start].append((relationship, self.by_id[end]))
            if direction == "in" or (direction == "both" and start != end):
                found[end].append((relationship, self.by_id[start]))
        return dict(found)

    def between(self, direction: str, types: tuple[str, ...]) -> dict[tuple[Any, Any], Pairs]:
        """For two nodes, by their ids, the relationships that lead from the first to the second."""
        key = (direction, types)
        known = self._between.get(key)
        if known is None:
            found: dict[tuple[Any, Any], Pairs] = defaultdict(list)
            for id, pairs in self.neighbours(direction, types).items():
                for pair in pairs:
                    found[id, pair[1].id].append(pair)
            known = keep(self._between, key, dict(found))
        return known

    def with_property(self, label: str | None, key: str) -> PropertyIndex:
        """The nodes (with a label) that have a property."""
        known = self._properties.get((label, key))
        if known is None:
            nodes = self.nodes if label is None else self.labelled(label)
            known = keep(self._properties, (label, key), PropertyIndex(nodes, key))
        return known

    def relationship(self, id: Any) -> Relationship | None:
        """A relationship by its id."""
        if self._by_relationship is None:
            self._by_relationship = {found.id: found for found in self.relationships}
        return self._by_relationship.get(id)

    # ---- what a planner asks

    def node_count(self, label: str | None = None) -> int:
        """How many nodes there are, or how many with a label."""
        return len(self.nodes) if label is None else len(self.labelled(label))

    def relationship_count(self, types: tuple[str, ...]) -> int:
        """How many relationships there are of some types."""
        return sum(len(self._types.get(type, ())) for type in set(types or self._types))

    def matches_per_value(self, label: str | None, key: str) -> float:
        """How many nodes have the same value of a property, on average."""
        return self.with_property(label, key).average


def keep(kept: dict[Key, Item], key: Key, made: Item, most: int = _KEPT) -> Item:
    """What was made, kept with others; what patterns ask for may be anything, so that there is an end to keeping."""
    if len(kept) >= most:
        kept.clear()
    kept[key] = made
    return made


def _check(graph: networkx.MultiDiGraph) -> None:
    if not hasattr(graph, "adjacency"):
        raise EvaluationError(Trouble("type", "patterns need a networkx graph"))
    if not graph.is_directed():  # type: ignore[no-untyped-call]
        raise EvaluationError(
            Trouble("type", "patterns need a directed graph", help="`networkx.MultiDiGraph(graph)` makes one")
        )


def _relationships(graph: networkx.MultiDiGraph) -> Iterator[Relationship]:
    multiple = graph.is_multigraph()  # type: ignore[no-untyped-call]
    for start, ends in graph.adjacency():  # type: ignore[no-untyped-call]
        for end, between in ends.items():
            for key, data in between.items() if multiple else ((0, between),):
                type_, properties = str(data.get("type") or ""), data.get("properties")
                own = _properties(properties) if properties else {}
                yield Relationship((start, end, key), type_, own, start, end)


def _node(id: Any, data: Mapping[str, Any]) -> Node:
    labels = data.get("labels") or ()
    named = frozenset((labels,) if isinstance(labels, str) else map(str, labels))
    return Node(id, named, _properties(data.get("properties")))


def _properties(properties: Mapping[str, Any] | None) -> dict[str, Any]:
    """A copy in values of patterns; a property that is None is absent."""
    if not properties:
        return {}
    for key, value in properties.items():
        if type(value) not in SCALARS or type(key) is not str:
            break
    else:
        return {**properties}
    return {str(key): own_value(value) for key, value in properties.items() if value is not None}
