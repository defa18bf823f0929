"""What the graph of a knowledge base can hold: labels, types of edges, and the properties of each (spec: language §3).

The graph is built by it, and patterns are checked against it, so that the two cannot part.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..ground.frozen import dataclass
from .schema import BUILT_IN_KINDS, Name, Schema

_DAYS = ("valid_from", "valid_until")
_RECORD = ("id", "name", "summary", "source", *_DAYS)
_BUILT_IN: Mapping[str, tuple[str, ...]] = {
    "rule": (*_RECORD, "effect", "authority", "because", "consequence", "when", "unless", "that"),
    "source": ("id", "name", "title", "publisher", "date", "url", "authority"),
    "action": ("id", "name", "summary"),
    "input": ("id", "name", "summary", "type", "ask", "min", "max"),
    "procedure": (*_RECORD, "takes", "steps"),
}
_EDGE = ("source", *_DAYS)
IS_A, GOVERNS, OF_ACTION, CITES, EXCEPTION_TO = BUILT_IN_EDGES = ("is_a", "governs", "of_action", "cites",
                                                                  "exception_to")


@dataclass(frozen=True, slots=True)
class EdgeShape:
    """Between which labels edges of a type lead, as pairs of `(from, to)`, and what properties they have."""

    ends: frozenset[tuple[str, str]]
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """The properties of nodes by label, and the edges by type."""

    labels: Mapping[str, frozenset[str]]
    edges: Mapping[str, EdgeShape]


def shape_of(schema: Schema) -> Shape:
    """The shape of every graph that a schema allows."""
    declared = [kind for kind in schema.kinds.values() if kind.id not in BUILT_IN_KINDS]
    labels = {kind: frozenset(properties) for kind, properties in _BUILT_IN.items()}
    labels |= {kind.id: frozenset((*_RECORD, *kind.attributes)) for kind in declared}
    kinds = [kind.id for kind in declared]
    everything = [*kinds, *BUILT_IN_KINDS]
    edges = {
        IS_A: EdgeShape(_pairs(kinds, kinds) | {("action", "action")}, frozenset(_EDGE)),
        GOVERNS: EdgeShape(_pairs(["rule"], everything), frozenset((*_EDGE, "role"))),
        OF_ACTION: EdgeShape(_pairs(["rule", "procedure"], ["action"]), frozenset(_EDGE)),
        CITES: EdgeShape(_pairs([*kinds, "rule", "procedure"], ["source"]), frozenset(("locator",))),
        EXCEPTION_TO: EdgeShape(_pairs(["rule"], ["rule"]), frozenset(_EDGE)),
    }
    for relation in schema.relations.values():
        edges[relation.id] = EdgeShape(_pairs(relation.sources, relation.targets),
                                       frozenset((*_EDGE, *relation.attributes)))
    return Shape(labels, edges)


def _pairs(sources: list[str] | tuple[str, ...], targets: list[str] | tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((source, target) for source in sources for target in targets)


def name_on(names: tuple[Name, ...], language: str, day: date | None) -> str | None:
    """The first name in a language that is in use on a day (today's where no day is given); else the first of any.

    None where there are no names at all.
    """
    spoken = [name for name in names if name.language == language] or list(names)
    in_use = [name for name in spoken if (name.valid.end is None if day is None else name.valid.holds(day))]
    return next((name.text for name in [*in_use, *spoken]), None)
