"""Steps that find nodes. Each is a generator over one row that all steps share and write their slots into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from ...ground.trouble import EvaluationError, Trouble
from ..expressions import Closure
from ..expressions.comparison import equals
from .index import GraphIndex, Nodes
from .values import Node, Relationship

Row: TypeAlias = list[Any]
Rows: TypeAlias = Callable[[Row], Iterator[None]]
_MAKING = 10  # what making a node costs, in looks at one


def argument(row: Row) -> Iterator[None]:
    """The row as it comes in."""
    yield


def scan(source: Rows, slot: int, nodes: list[Node] | Nodes) -> Rows:
    """Every node of a list, or of nodes that are made on the way, each of which is a step."""
    if isinstance(nodes, Nodes):
        return _scan_on_the_way(source, slot, nodes)
    count = len(nodes)
    if source is argument:

        def only(row: Row) -> Iterator[None]:
            row[0].spend(count)
            for row[slot] in nodes:
                yield

        return only

    def scanned(row: Row) -> Iterator[None]:
        spend = row[0].spend
        for _ in source(row):
            spend(count)
            for row[slot] in nodes:
                yield

    return scanned


def _scan_on_the_way(source: Rows, slot: int, nodes: Nodes) -> Rows:
    def scanned(row: Row) -> Iterator[None]:
        for _ in source(row):
            for node in _counted(nodes, row[0].spend):
                row[slot] = node
                yield

    return scanned


def _counted(nodes: list[Node] | Nodes, spend: Callable[[int], None]) -> Iterator[Node]:
    """The nodes, with their steps spent: at once for a list, and else one by one."""
    if not isinstance(nodes, Nodes):
        spend(len(nodes))
        yield from nodes
        return
    for node in nodes:
        spend(_MAKING)
        yield node


def seek(source: Rows, slot: int, index: GraphIndex, label: str | None, key: str, value: Closure) -> Rows:
    """The nodes whose property equals a value."""
    found_by = index.with_property(label, key)

    def sought(row: Row) -> Iterator[None]:
        spend = row[0].spend
        for _ in source(row):
            wanted = value(row)
            if wanted is None:
                continue
            certain, others = found_by.candidates(wanted)
            spend(len(certain))
            for row[slot] in certain:
                yield
            for node in _counted(others, spend):
                if equals(node.properties[key], wanted):
                    row[slot] = node
                    yield

    return sought


def check_kind(source: Rows, slot: int, kind: str) -> Rows:
    """Rows with a node, a relationship or a list of them in a slot."""
    wanted = {"node": Node, "relationship": Relationship, "list": list}[kind]

    def checked(row: Row) -> Iterator[None]:
        for _ in source(row):
            value = row[slot]
            if isinstance(value, wanted):
                yield
            elif value is not None:
                raise EvaluationError(Trouble("type", f"a {kind} is expected where a pattern uses a known name"))

    return checked
