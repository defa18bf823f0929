"""Steps along one relationship, or from one to its ends. The inner loops are written out: they are where time goes."""

from __future__ import annotations

from collections.abc import Iterator

from .index import GraphIndex
from .plan import Step
from .scanning import Row, Rows
from .values import Node, Relationship


def expand(source: Rows, step: Step, index: GraphIndex) -> Rows:
    """Along one relationship from a known node."""
    if step.into:
        return _into(source, step, index)
    if step.unique:
        return _onward_unique(source, step, index)
    origin, slot, target = step.origin, step.relationship, step.target
    neighbours = index.neighbours(step.direction, step.types)

    def expanded(row: Row) -> Iterator[None]:
        spend = row[0].spend
        for _ in source(row):
            node = row[origin]
            if node is not None:
                pairs = neighbours.get(node.id)
                if pairs is not None:
                    spend(len(pairs))
                    for row[slot], row[target] in pairs:
                        yield

    return expanded


def _onward_unique(source: Rows, step: Step, index: GraphIndex) -> Rows:
    origin, slot, target = step.origin, step.relationship, step.target
    neighbours = index.neighbours(step.direction, step.types)
    single = tuple(other for other, many in step.unique if not many)
    lists = tuple(other for other, many in step.unique if many)
    if len(single) == 1 and not lists:
        return _onward_unlike(source, step, index, single[0])

    def expanded(row: Row) -> Iterator[None]:
        spend = row[0].spend
        for _ in source(row):
            node = row[origin]
            pairs = neighbours.get(node.id) if node is not None else None
            if pairs is None:
                continue
            spend(len(pairs))
            taken = taken_in(row, single, lists)
            for relationship, other in pairs:
                if relationship not in taken:
                    row[slot] = relationship
                    row[target] = other
                    yield

    return expanded


def _onward_unlike(source: Rows, step: Step, index: GraphIndex, unlike: int) -> Rows:
    origin, slot, target = step.origin, step.relationship, step.target
    neighbours = index.neighbours(step.direction, step.types)

    def expanded(row: Row) -> Iterator[None]:
        spend = row[0].spend
        for _ in source(row):
            node = row[origin]
            if node is not None:
                pairs = neighbours.get(node.id)
                if pairs is not None:
                    spend(len(pairs))
                    before = row[unlike]
                    for relationship, row[target] in pairs:
                        if relationship is not before:
                            row[slot] = relationship
                            yield

    return expanded


def _into(source: Rows, step: Step, index: GraphIndex) -> Rows:
    origin, slot, target = step.origin, step.relationship, step.target
    between = index.between(step.direction, step.types)
    single = tuple(other for other, many in step.unique if not many)
    lists = tuple(other for other, many in step.unique if many)

    def expanded(row: Row) -> Iterator[None]:
        spend = row[0].spend
        for _ in source(row):
            one, two = row[origin], row[target]
            if one is None or two is None:
                continue
            pairs = between.get((one.id, two.id))
            spend(1)
            if pairs is None:
                continue
            taken = taken_in(row, single, lists)
            for relationship, _node in pairs:
                if relationship not in taken:
                    row[slot] = relationship
                    yield

    return expanded


def taken_in(row: Row, single: tuple[int, ...], lists: tuple[int, ...]) -> set[Relationship]:
    """The relationships that other steps of the clause have taken."""
    taken = {row[slot] for slot in single}
    for slot in lists:
        taken.update(row[slot])
    return taken


def from_relationship(source: Rows, step: Step, origin_known: bool, index: GraphIndex) -> Rows:
    """The ends of a known relationship, in each direction that the pattern allows."""
    origin, slot, target = step.origin, step.relationship, step.target
    types, by_id, direction = frozenset(step.types), index.by_id, step.direction
    single = tuple(other for other, many in step.unique if not many)
    lists = tuple(other for other, many in step.unique if many)
    same = origin == target

    def ends(relationship: Relationship) -> Iterator[tuple[Node, Node]]:
        start, end = by_id[relationship.start], by_id[relationship.end]
        if direction != "in":
            yield start, end
        if direction == "in" or (direction == "both" and start is not end):
            yield end, start

    def found(row: Row) -> Iterator[None]:
        for _ in source(row):
            relationship = row[slot]
            if relationship is None or (types and relationship.type not in types):
                continue
            if relationship in taken_in(row, single, lists):
                continue
            known_origin, known_target = row[origin], row[target]
            row[0].spend(1)
            for one, two in ends(relationship):
                if (origin_known and one is not known_origin) or (same and one is not two):
                    continue
                if step.into and not same and two is not known_target:
                    continue
                row[origin] = one
                row[target] = two
                yield

    return found
