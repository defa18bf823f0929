"""A pattern against the shape of a knowledge base: labels, types, properties and directions that cannot occur.

Works on the syntax tree, with every variable's labels gathered first. What it finds are troubles; whether they are
errors, warnings or nothing is the caller's choice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from typing import Any

from rapidfuzz import process

from ...ground.span import Span
from ...ground.trouble import Suggestion, Trouble
from ...model.shape import Shape
from ..expressions import Property
from .bound import BoundQuery
from .tree import Call, LabelTest, NodePattern, PathPattern, RelationshipPattern, Variable, Word
from .walk import names


def check_against(query: BoundQuery, shape: Shape) -> list[Trouble]:
    """Everything in a bound pattern that a graph of this shape cannot hold (spec: language §3)."""
    return list(dict.fromkeys(_Check(query, shape).troubles()))


class _Check:
    def __init__(self, query: BoundQuery, shape: Shape) -> None:
        self.shape = shape
        self.found = list(_parts(query.parts))
        self.labels: dict[int, set[str]] = defaultdict(set)
        self.types: dict[int, set[str]] = {}
        for part in self.found:
            match part:
                case NodePattern(Variable(slot=int() as slot), labels):
                    self.labels[slot] |= {label.text for label in labels}
                case RelationshipPattern(Variable(slot=int() as slot), types):
                    self.types[slot] = {type.text for type in types}

    def troubles(self) -> Iterator[Trouble]:
        """All of them, in reading order."""
        for part in self.found:
            match part:
                case NodePattern():
                    yield from self._unknown(part.labels, self.shape.labels, "unknown-label", "label")
                    yield from self._asked(part)
                case RelationshipPattern():
                    yield from self._unknown(part.types, self.shape.edges, "unknown-type", "type of edge")
                    yield from self._asked(part)
                case LabelTest(_, labels):
                    known = {*self.shape.labels, *self.shape.edges}
                    yield from self._unknown(labels, known, "unknown-label", "label")
                case Property(Variable(slot=int() as slot), key, span):
                    yield from self._property(slot, key, span)
                case PathPattern():
                    yield from self._directions(part)
                case Call("id", (Variable(slot=int() as slot) as asked,)) if slot not in self.types:
                    message = f"`id({asked.name})` is a number elsewhere; here a record's id is a property"
                    yield Trouble("syntax", message, part.span, help=f"write `{asked.name}.id`")

    def _unknown(self, words: Iterable[Word], known: Iterable[str], code: str, what: str) -> Iterator[Trouble]:
        choices = sorted(known)
        for word in words:
            if word.text not in choices:
                yield Trouble(code, f"there is no {what} `{word.text}`", word.span, _near(word.text, choices))

    def _asked(self, part: NodePattern | RelationshipPattern) -> Iterator[Trouble]:
        entries = getattr(part.properties, "entries", ())
        slot = part.variable.slot if part.variable is not None else None
        for key, value in entries:
            if slot is not None:
                yield from self._property(slot, key, getattr(value, "span", None) and part.span)

    def _property(self, slot: int, key: str, span: Span | None) -> Iterator[Trouble]:
        known = self._properties_of(slot)
        if known is not None and key not in known:
            yield Trouble("unknown-property", f"{self._owner(slot)} has no property `{key}`", _within(span, key),
                          _near(key, sorted(known)))

    def _properties_of(self, slot: int) -> frozenset[str] | None:
        """The properties that a node or edge may have; None where a variable is neither."""
        if slot in self.types:
            shapes = [self.shape.edges[type] for type in self.types[slot] if type in self.shape.edges]
            if len(shapes) < len(self.types[slot]):
                return None
            return frozenset().union(*(shape.properties for shape in shapes or self.shape.edges.values()))
        if slot not in self.labels:
            return None
        if any(label not in self.shape.labels for label in self.labels[slot]):
            return None
        wanted = self.labels[slot] or set(self.shape.labels)
        return frozenset().union(*(self.shape.labels[label] for label in wanted))

    def _owner(self, slot: int) -> str:
        named = sorted(self.types.get(slot, set()) or self.labels.get(slot, set()))
        if named:
            return " or ".join(f"`{name}`" for name in named)
        return "no edge" if slot in self.types else "no node"

    # ---- directions

    def _directions(self, path: PathPattern) -> Iterator[Trouble]:
        for step, left, right in zip(path.relationships, path.nodes, path.nodes[1:], strict=False):
            known = [type.text for type in step.types if type.text in self.shape.edges]
            if len(known) < len(step.types) or not known or step.length is not None:
                continue
            one, two = self._labels_of(left), self._labels_of(right)
            if any(self._possible(type, one, two, step.direction) for type in known):
                continue
            yield self._impossible(step, known, one, two)

    def _labels_of(self, node: NodePattern) -> frozenset[str] | None:
        """The labels asked of a node; None where any will do or where one is unknown."""
        slot = node.variable.slot if node.variable is not None else None
        labels = self.labels.get(slot, set()) if slot is not None else set()
        return frozenset(labels) if labels and labels <= set(self.shape.labels) else None

    def _possible(self, type: str, one: frozenset[str] | None, two: frozenset[str] | None, direction: str) -> bool:
        ends = self.shape.edges[type].ends

        def fits(start: frozenset[str] | None, end: frozenset[str] | None) -> bool:
            return any((start is None or start == {first}) and (end is None or end == {last}) for first, last in ends)

        return (direction != "in" and fits(one, two)) or (direction != "out" and fits(two, one))

    def _impossible(self, step: RelationshipPattern, types: list[str], one: frozenset[str] | None,
                    two: frozenset[str] | None) -> Trouble:
        start, end = (two, one) if step.direction == "in" else (one, two)
        shown = " or ".join(f"`{type}`" for type in types)
        message = f"no edge {shown} leads from {_said(start)} to {_said(end)}"
        if step.direction != "both" and any(self._possible(type, one, two, "both") for type in types):
            turned = _drawn(end, types, start)
            return Trouble("impossible-edge", message, step.span, help=f"the other way round it can: {turned}")
        ends = sorted({pair for type in types for pair in self.shape.edges[type].ends})
        return Trouble("impossible-edge", message, step.span,
                       tuple(Suggestion(_drawn(frozenset({a}), types, frozenset({b}))) for a, b in ends[:3]))


def _said(labels: frozenset[str] | None) -> str:
    return "any node" if labels is None else " and ".join(f"`{label}`" for label in sorted(labels))


def _drawn(start: frozenset[str] | None, types: list[str], end: frozenset[str] | None) -> str:
    one, two = ("" if labels is None else ":" + ":".join(sorted(labels)) for labels in (start, end))
    return f"({one})-[:{'|'.join(types)}]->({two})"


def _near(word: str, choices: list[str]) -> tuple[Suggestion, ...]:
    found = process.extract(word.lower(), choices, limit=3, score_cutoff=60)
    return tuple(Suggestion(choice) for choice, _, _ in found)


def _within(span: Span | None, key: str) -> Span | None:
    """The place of a property's name in that of the whole expression."""
    at = span.text.rfind(key) if span is not None else -1
    return span.inner(at, at + len(key)) if span is not None and at >= 0 else span


def _parts(value: Any) -> Iterator[Any]:
    """All nodes of a bound tree, outer before inner, in reading order."""
    if isinstance(value, tuple):
        for item in value:
            yield from _parts(item)
    elif is_dataclass(value) and not isinstance(value, type) and not isinstance(value, Span):
        yield value
        for name in names(type(value)):
            yield from _parts(getattr(value, name))
