"""Steps along several relationships in a row. No relationship is walked twice within one clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from ..expressions import Closure
from ..expressions.comparison import equals
from .expanding import taken_in
from .index import GraphIndex
from .plan import Step
from .scanning import Row, Rows
from .values import Node, Path, Relationship

Asked: TypeAlias = tuple[tuple[str, Closure], ...]


def expand_many(source: Rows, step: Step, low: int, high: int | None, asked: Asked, kept: bool,
                index: GraphIndex) -> Rows:
    """Along `low` to `high` relationships from a known node; `kept`: the list of them is wanted."""
    origin, slot, target = step.origin, step.relationship, step.target
    neighbours = index.neighbours(step.direction, step.types)
    single = tuple(other for other, many in step.unique if not many)
    lists = tuple(other for other, many in step.unique if many)
    turned = -1 if step.backwards else 1
    into = step.into

    def expanded(row: Row) -> Iterator[None]:
        for _ in source(row):
            start = row[origin]
            if start is None:
                continue
            goal = row[target] if into else None
            wanted = tuple((key, value(row)) for key, value in asked)
            taken = taken_in(row, single, lists)
            for node, path in _walks(row, start, neighbours, low, high, taken, wanted):
                if into and node is not goal:
                    continue
                row[target] = node
                if kept:
                    row[slot] = path[::turned]
                yield

    return expanded


def _walks(row: Row, start: Node, neighbours: dict[Any, list[tuple[Relationship, Node]]], low: int,
           high: int | None, taken: set[Relationship], wanted: tuple[tuple[str, Any], ...],
           ) -> Iterator[tuple[Node, list[Relationship]]]:
    """Every walk from a node, depth first; the list is reused and must be copied to be kept."""
    spend = row[0].spend
    path: list[Relationship] = []
    if low == 0:
        yield start, path
    if high is not None and high < max(low, 1):
        return
    first = neighbours.get(start.id, ())
    spend(len(first))
    stack = [iter(first)]
    while stack:
        for relationship, node in stack[-1]:
            if relationship in taken or (wanted and not _has(relationship, wanted)):
                continue
            path.append(relationship)
            depth = len(path)
            if depth >= low:
                yield node, path
            if high is None or depth < high:
                taken.add(relationship)
                onward = neighbours.get(node.id, ())
                spend(len(onward))
                stack.append(iter(onward))
                break
            path.pop()
        else:
            stack.pop()
            if path:
                taken.discard(path.pop())


def _has(relationship: Relationship, wanted: tuple[tuple[str, Any], ...]) -> bool:
    return all(equals(relationship.properties.get(key), value) for key, value in wanted)


def follow(source: Rows, step: Step, low: int, high: int | None, asked: Asked, index: GraphIndex) -> Rows:
    """From a known node along a known list of relationships, if it leads on."""
    origin, slot, target = step.origin, step.relationship, step.target
    types = frozenset(step.types)
    single = tuple(other for other, many in step.unique if not many)
    lists = tuple(other for other, many in step.unique if many)
    lead = _leading(step.direction, index)

    def followed(row: Row) -> Iterator[None]:
        for _ in source(row):
            node, path = row[origin], row[slot]
            if node is None or path is None or not low <= len(path) or (high is not None and len(path) > high):
                continue
            goal = row[target] if step.into else None
            wanted = tuple((key, value(row)) for key, value in asked)
            taken = taken_in(row, single, lists)
            walked = path[::-1] if step.backwards else path
            if len(set(walked)) < len(walked):
                continue
            for relationship in walked:
                node = lead(node, relationship)
                if (node is None or relationship in taken or (types and relationship.type not in types)
                        or not _has(relationship, wanted)):
                    node = None
                    break
            if node is not None and (not step.into or node is goal):
                row[target] = node
                yield

    return followed


def _leading(direction: str, index: GraphIndex) -> Callable[[Node, Relationship], Node | None]:
    def lead(node: Node, relationship: Relationship) -> Node | None:
        if direction != "in" and relationship.start == node.id:
            return index.by_id[relationship.end]
        if direction != "out" and relationship.end == node.id:
            return index.by_id[relationship.start]
        return None

    return lead


def make_path(source: Rows, slot: int, nodes: tuple[int, ...], relationships: tuple[tuple[int, bool], ...],
              index: GraphIndex) -> Rows:
    """The path through nodes and relationships that are all known."""
    by_id = index.by_id

    def made(row: Row) -> Iterator[None]:
        for _ in source(row):
            along: list[Node] = [row[nodes[0]]]
            steps: list[Relationship] = []
            for (relationship, many), after in zip(relationships, nodes[1:], strict=True):
                if not many:
                    steps.append(row[relationship])
                    along.append(row[after])
                    continue
                for step in row[relationship]:
                    steps.append(step)
                    along.append(by_id[step.end if step.start == along[-1].id else step.start])
            row[slot] = Path(tuple(along), tuple(steps))
            yield

    return made
