"""Checks what declarations say of one another and of records, once all of them and all ids are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...data.folder import Document
from ...data.nodes import Mapping as Tree
from ...data.nodes import Scalar
from ..schema import Attribute, Role
from .entities import World
from .fields import Fields
from .findings import Findings
from .index import records_in


def check_declarations(world: World, findings: Findings, documents: tuple[Document, ...], language: str) -> None:
    """Notes unknown actions above, unknown defaults of roles, differing roles, and references to unknown kinds."""
    seen: set[str] = set()
    for document in documents:
        for fields in records_in(document, "actions", "an action", findings, language, complain=False):
            identity = fields.text("id")
            if identity is None or identity in seen:
                continue
            seen.add(identity)
            for parent in fields.scalars("is_a"):
                world.refer(fields, parent, ["action"], "action")
            _defaults(fields, world)
            _role_conflicts(fields, identity, world)
    for attribute in _attributes(world):
        kind = _kind_of(attribute)
        if kind is not None and kind not in world.schema.kinds and attribute.span is not None:
            findings.unknown("kind", kind, attribute.span, world.schema.kinds)
    for declared in world.schema.inputs.values():
        kind = _kind_of(Attribute(declared.id, declared.type))
        if kind is not None and kind not in world.schema.kinds and declared.span is not None:
            findings.unknown("kind", kind, declared.span, world.schema.kinds)


def _attributes(world: World) -> Iterator[Attribute]:
    owners: Iterable[Iterable[Attribute]] = [
        *(kind.attributes.values() for kind in world.schema.kinds.values()),
        *(relation.attributes.values() for relation in world.schema.relations.values())]
    for attributes in owners:
        yield from attributes


def _kind_of(attribute: Attribute) -> str | None:
    type_ = attribute.type
    while type_.of is not None:
        type_ = type_.of
    return type_.kind


def _defaults(fields: Fields, world: World) -> None:
    roles = fields.node.get("roles")
    for entry in roles.entries if isinstance(roles, Tree) else ():
        default = entry.value.get("default") if isinstance(entry.value, Tree) else None
        kinds = fields.inner(entry.value, "a role").scalars("kind") if isinstance(entry.value, Tree) else ()
        if isinstance(default, Scalar):
            world.refer(fields, default, [kind.text for kind in kinds], "record")


def _role_conflicts(fields: Fields, identity: str, world: World) -> None:
    """A role that comes from two actions above, or from one above and the action itself, is the same in both."""
    found: dict[str, tuple[Role, str]] = {}
    for current in world.schema.actions_above(identity):
        for role in world.schema.actions[current].roles.values():
            first, owner = found.setdefault(role.id, (role, current))
            if first != role:
                fields.add("role-conflict", f"the role `{role.id}` of `{identity}` is one thing in `{owner}` and "
                           f"another in `{current}`")
