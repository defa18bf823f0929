"""Steps that find nodes. Each is a generator over one row that all steps share and write their slots into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from ...ground.trouble import EvaluationError, Trouble
from ..expressions import Closure
from ..expressions.comparison import equals
from .index import GraphIndex
from .values import Node, Relationship

Row: TypeAlias = list[Any]
Rows: TypeAlias = Callable[[Row], Iterator[None]]


def argument(row: Row) -> Iterator[None]:
    """The row as it comes in."""
    yield


def scan(source: Rows, slot: int, nodes: list[Node]) -> Rows:
    """Every node of a list."""
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
            spend(len(certain) + len(others))
            for row[slot] in certain:
                yield
            for node in others:
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
