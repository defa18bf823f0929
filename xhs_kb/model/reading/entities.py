"""Reads the records of declared kinds: names, parents, attributes with their histories, relations (spec: data §2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ...data.nodes import Mapping as Tree
from ...data.nodes import Node, Scalar, Sequence
from ...ground.frozen import dataclass
from ...ground.values import EntityRef, Value
from ..records import Edge, Entity, Parent, Reading
from ..schema import BUILT_IN_KINDS, NOTHING, Attribute, Kind, Relation, Schema, Texts
from . import keys
from .fields import Fields, spoken
from .findings import articled
from .grounds import Inherited, below, read_grounds
from .index import Index
from .plain_fields import frozen


@dataclass(frozen=True, slots=True)
class World:
    """What a record is read against: the declarations, and all ids."""

    schema: Schema
    index: Index

    def refer(self, fields: Fields, node: Scalar, kinds: Iterable[str], what: str) -> str | None:
        """The id that a text names, if it is a record of one of the kinds; else a trouble and None."""
        allowed = tuple(kinds)
        known = self.index.known.get(node.text)
        if known is None:
            fields.findings.unknown(what, node.text, node.span, self.index.of(allowed))
            return None
        told = node.text not in self.index.twice and all(kind in self.schema.kinds for kind in allowed)
        if known.kind not in allowed and told:
            near = (node.text, self.index.of(allowed))
            message = f"`{node.text}` is {articled(known.kind)}, not {_one_of(allowed)}"
            fields.findings.add("wrong-kind", message, node.span, near=near)
            return None
        return node.text

    def entity_kinds(self) -> tuple[str, ...]:
        """The kinds that the folder declares."""
        return tuple(kind for kind in self.schema.kinds if kind not in BUILT_IN_KINDS)


def _one_of(kinds: tuple[str, ...]) -> str:
    if len(kinds) > 4:
        return "a record of a declared kind"
    return " or ".join(articled(kind) for kind in kinds)


def read_entity(fields: Fields, kind: Kind, identity: str, world: World, default: Inherited) -> Entity:
    """One record of a kind."""
    grounds = read_grounds(fields, world.index, default)
    inherited = below(grounds)
    relations = {r.id: r for r in world.schema.relations.values() if kind.id in r.sources}
    attributes: dict[str, tuple[Reading, ...]] = {}
    edges: list[Edge] = []
    allowed = {**keys.RECORD, **dict.fromkeys(kind.attributes), **dict.fromkeys(relations)}
    for entry in fields.node.entries:
        key = entry.key.text
        if isinstance(entry.value, Scalar) and entry.value.empty and key in allowed:
            continue
        if key in kind.attributes:
            readings = tuple(_readings(fields, kind.attributes[key], entry.value, world, inherited))
            if readings:
                attributes[key] = readings
        elif key in relations:
            edges += _edges(fields, relations[key], identity, entry.value, world, inherited)
        elif key in world.schema.relations and key not in keys.RECORD:
            starts = _one_of(world.schema.relations[key].sources)
            fields.add("wrong-kind", f"`{key}` starts at {starts}, not at {articled(kind.id)}", entry.key.span)
        elif key not in allowed:
            fields.unknown_key(entry.key, allowed)
    return Entity(identity, kind.id, fields.names("name", spoken(identity)), fields.texts("summary"),
                  frozen(attributes.items()), tuple(_parents(fields, identity, world, inherited)), _numbered(edges),
                  grounds, fields.span)


def _numbered(edges: list[Edge]) -> tuple[Edge, ...]:
    """Parallel edges get numbers, in the order of the record."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for edge in edges:
        number = seen[edge.relation, edge.target]
        seen[edge.relation, edge.target] += 1
        found.append(Edge(edge.relation, edge.source, edge.target, number, edge.attributes, edge.grounds, edge.span))
    return tuple(found)


def _ends(fields: Fields, node: Node, key: str) -> Iterator[tuple[Scalar, Fields | None]]:
    """Where relations lead, each with the fields that it is written with, None for the short form."""
    for item in node.items if isinstance(node, Sequence) else (node,):
        match item:
            case Scalar():
                yield item, None
            case Tree():
                inner = fields.inner(item, f"a relation `{key}`")
                end = inner.scalar("to", required=True)
                if end is not None:
                    yield end, inner
            case Sequence():
                fields.add("shape", f"`{key}` is an id, or `{{to: id, …}}`, or a list of these", item.span)


def _parents(fields: Fields, identity: str, world: World, inherited: Inherited) -> Iterator[Parent]:
    node = fields.node.get("is_a")
    seen: Counter[str] = Counter()
    for end, inner in _ends(fields, node, "is_a") if node is not None else ():
        if inner is not None:
            inner.only(keys.EDGE)
        parent = world.refer(fields, end, world.entity_kinds(), "record")
        grounds = read_grounds(inner or _bare(fields, end), world.index, inherited)
        if parent is not None and (inner is not None or not seen[parent]):
            yield Parent(identity, parent, grounds, end.span, seen[parent])
            seen[parent] += 1


def _bare(fields: Fields, end: Scalar) -> Fields:
    return fields.inner(Tree((), end.span), "a relation")


def _edges(fields: Fields, relation: Relation, identity: str, node: Node, world: World,
           inherited: Inherited) -> Iterator[Edge]:
    for end, inner in _ends(fields, node, relation.id):
        target = world.refer(fields, end, relation.targets, " or ".join(relation.targets))
        grounds = read_grounds(inner or _bare(fields, end), world.index, inherited)
        attributes: dict[str, Value] = {}
        for entry in inner.node.entries if inner else ():
            declared = relation.attributes.get(entry.key.text)
            if declared is not None:
                value = _value(fields, declared, entry.value, world)
                if value is not None:
                    attributes[declared.id] = value
            elif entry.key.text not in keys.EDGE:
                fields.inner(Tree((), end.span), f"a relation `{relation.id}`").unknown_key(
                    entry.key, [*keys.EDGE, *relation.attributes])
        if target is not None:
            yield Edge(relation.id, identity, target, 0, frozen(attributes.items()), grounds, end.span)


def _readings(fields: Fields, attribute: Attribute, node: Node, world: World,
              inherited: Inherited) -> Iterator[Reading]:
    """A value as it stands, `{value, at, source …}`, or a list of such: a history, or several sources side by side."""
    items = node.items if isinstance(node, Sequence) else (node,)
    written_out = [item for item in items if isinstance(item, Tree)]
    by_language = attribute.type.base == "text" and not any(item.key("value") for item in written_out)
    if not written_out or by_language or len(written_out) < len(items):
        value = _value(fields, attribute, node, world)
        if value is not None:
            grounds = read_grounds(_bare(fields, Scalar("", node.span)), world.index, inherited)
            yield Reading(value, None, grounds, node.span, _texts(fields, attribute, node))
        return
    for item in written_out:
        inner = fields.inner(item, f"a value of `{attribute.id}`")
        inner.only(keys.READING)
        within = item.get("value")
        if within is None:
            inner.need("value")
        value = _value(inner, attribute, within, world) if within is not None else None
        at = inner.day("at")
        grounds = read_grounds(inner, world.index, inherited)
        if value is not None and within is not None:
            yield Reading(value, at, grounds, within.span, _texts(inner, attribute, within))


def _texts(fields: Fields, attribute: Attribute, node: Node) -> Texts:
    return fields.texts_of(node, attribute.id) if attribute.type.base == "text" and isinstance(node, Tree) else NOTHING


def _value(fields: Fields, attribute: Attribute, node: Node, world: World) -> Value | None:
    """The value of an attribute; a text in several languages counts as the one in the language of the folder."""
    if attribute.type.base == "text" and isinstance(node, Tree):
        quiet = fields.texts_of(node, attribute.id)
        return quiet.get(fields.language) or next(iter(quiet.values()), None)
    value = fields.typed(node, attribute.type, attribute.id)
    for item, place in _refs(value, node):
        inner = attribute.type.of if attribute.type.base == "list" and attribute.type.of else attribute.type
        if world.refer(fields, Scalar(item.id, place.span), [inner.kind or ""], inner.kind or "record") is None:
            return None
    return value


def _refs(value: Value | None, node: Node) -> Iterator[tuple[EntityRef, Node]]:
    match value:
        case EntityRef():
            yield value, node
        case tuple():
            places = node.items if isinstance(node, Sequence) else (node,) * len(value)
            for item, place in zip(value, places, strict=False):
                if isinstance(item, EntityRef):
                    yield item, place
