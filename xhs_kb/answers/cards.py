"""All that is recorded of a record, as rows of attribute and value; several records stand side by side."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.world import World
from ..ground.values import Day, EntityRef, Value
from ..model.records import Entity, Grounds, Procedure, Rule, SourceRecord
from ..model.schema import Action, Input, Kind, Period, Schema
from .answer import Item, Thing
from .naming import Namer

Row = tuple[str, Item]


def card_rows(id: str, world: World, namer: Namer) -> list[Row]:
    """The rows of one record of any kind, in a fixed order; what is not recorded has no row."""
    knowledge, schema = world.knowledge, world.knowledge.schema
    if (entity := knowledge.entities.get(id)) is not None:
        return list(_entity(entity, world, namer))
    if (rule := knowledge.rules.get(id)) is not None:
        return list(_rule(rule, namer))
    if (source := knowledge.sources.get(id)) is not None:
        return list(_source(source, namer))
    if (procedure := knowledge.procedures.get(id)) is not None:
        return list(_procedure(procedure, namer))
    if (action := schema.actions.get(id)) is not None:
        return list(_action(action, schema, namer))
    declared = schema.inputs.get(id)
    return [] if declared is None else list(_input(declared, namer))


def kind_rows(kind: Kind, count: int, namer: Namer) -> list[Row]:
    """The rows of a kind."""
    rows: list[Row] = [("kind", kind.id), ("count", count)]
    rows += [(attribute.id, str(attribute.type)) for attribute in kind.attributes.values()]
    return rows


def _things(ids: tuple[str, ...], namer: Namer) -> Item:
    things: tuple[Item, ...] = tuple(namer.thing(id) for id in ids)
    return things[0] if len(things) == 1 else things


def _head(kind: str, summary: str, names: tuple[str, ...]) -> Iterator[Row]:
    yield "kind", kind
    if summary:
        yield "summary", summary
    if len(names) > 1:
        yield "names", names


def _tail(grounds: Grounds) -> Iterator[Row]:
    if grounds.valid != Period():
        yield "valid", str(grounds.valid)
    if grounds.citations:
        yield "sources", tuple(str(citation) for citation in grounds.citations)


def _item(value: Value, namer: Namer) -> Item:
    if isinstance(value, EntityRef):
        return namer.thing(value.id)
    if isinstance(value, tuple):
        return tuple(_item(part, namer) for part in value)
    return value


def _entity(entity: Entity, world: World, namer: Namer) -> Iterator[Row]:
    names = tuple(dict.fromkeys(name.text for name in entity.names if name.valid.holds(world.day)))
    yield from _head(entity.kind, namer.text(entity.summary), names)
    parents = tuple(link.parent for link in entity.parents if link.parent in world.above(entity.id))
    if parents:
        yield "is_a", _things(parents, namer)
    for attribute in sorted(entity.attributes):
        value = world.value(entity.id, attribute)
        if value is not None:
            yield attribute, _item(value, namer)
    for relation in world.knowledge.schema.relations:
        targets = tuple(dict.fromkeys(end for _, end in world.edges_from(relation, entity.id)))
        if targets:
            yield relation, _things(targets, namer)
    for relation in world.knowledge.schema.relations:
        sources = tuple(dict.fromkeys(end for _, end in world.edges_to(relation, entity.id)))
        if sources:
            yield f"{relation} of", _things(sources, namer)
    yield from _tail(entity.grounds)


def _rule(rule: Rule, namer: Namer) -> Iterator[Row]:
    yield from _head("rule", namer.text(rule.summary), tuple(name.text for name in rule.names))
    yield "effect", rule.effect
    yield "action", namer.thing(rule.action)
    for role, ids in rule.scope.items():
        yield role, _things(ids, namer)
    for part in ("when", "unless", "that"):
        condition = getattr(rule, part)
        if condition is not None:
            yield part, condition.text
    for part in ("because", "consequence"):
        text = namer.text(getattr(rule, part))
        if text:
            yield part, text
    for part in ("instead", "exception_to", "replaces", "replaced_by"):
        ids = getattr(rule, part)
        if ids:
            yield part, _things(ids, namer)
    if rule.authority:
        yield "authority", rule.authority
    yield from _tail(rule.grounds)


def _source(source: SourceRecord, namer: Namer) -> Iterator[Row]:
    yield "kind", "source"
    yield "title", namer.text(source.title)
    day: Day | None = source.date
    for part, value in (("publisher", source.publisher), ("date", day), ("url", source.url)):
        if value is not None:
            yield part, value
    if source.authority:
        yield "authority", source.authority


def _procedure(procedure: Procedure, namer: Namer) -> Iterator[Row]:
    yield from _head("procedure", namer.text(procedure.summary), tuple(name.text for name in procedure.names))
    yield "action", namer.thing(procedure.action)
    for role, ids in procedure.scope.items():
        yield role, _things(ids, namer)
    if procedure.takes is not None:
        yield "takes", procedure.takes
    if procedure.steps:
        yield "steps", tuple(namer.text(step.do) for step in procedure.steps)
    yield from _tail(procedure.grounds)


def _action(action: Action, schema: Schema, namer: Namer) -> Iterator[Row]:
    yield from _head("action", namer.text(action.summary), tuple(name.text for name in action.names))
    if action.parents:
        yield "is_a", _things(action.parents, namer)
    for role in schema.roles(action.id).values():
        default: tuple[Item, ...] = () if role.default is None else (namer.thing(role.default),)
        kinds: tuple[Item, ...] = tuple(Thing(kind, namer.name(kind)) for kind in role.kinds)
        yield role.id, (*kinds, *default)


def _input(declared: Input, namer: Namer) -> Iterator[Row]:
    yield from _head("input", namer.text(declared.summary), tuple(name.text for name in declared.names))
    yield "type", str(declared.type)
    if declared.ask:
        yield "ask", namer.text(declared.ask)
    for part, value in (("min", declared.minimum), ("max", declared.maximum)):
        if value is not None:
            yield part, value
