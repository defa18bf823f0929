"""Reads the schema sections: `kb`, `authorities`, `kinds`, `relations`, `actions`, `inputs` (spec: data §1)."""

from __future__ import annotations

from ...data.folder import Document
from ...data.nodes import Mapping as Tree
from ...ground.frozen import replace
from ...ground.values import compare
from ..schema import (
    BUILT_IN_KINDS,
    Action,
    Attribute,
    Inherit,
    Input,
    Kind,
    Name,
    Relation,
    Role,
    Type,
)
from ..shape import BUILT_IN_EDGES
from ..types import read_type
from . import keys
from .fields import Fields, spoken
from .findings import Findings
from .heading import Draft, read_heading
from .index import check_id, check_written
from .plain_fields import frozen

_SECTION_OF = {kind: section for section, kind in keys.RECORD_SECTIONS.items()}


def read_declarations(documents: tuple[Document, ...], findings: Findings) -> Draft:
    """All declarations of a folder. Sections of records are the index's to complain about, so are their ids."""
    draft = Draft(findings)
    read_heading(draft, documents)
    for fields in draft.records_in(documents, "kinds", "a kind", keys.KIND):
        _kind(draft, fields)
    _built_in(draft)
    _plurals(draft)
    for fields in draft.records_in(documents, "relations", "a relation", keys.RELATION):
        _relation(draft, fields)
    for fields in draft.records_in(documents, "actions", "an action", keys.ACTION, complain=False):
        _action(draft, fields)
    for fields in draft.records_in(documents, "inputs", "an input", keys.INPUT, complain=False):
        _input(draft, fields)
    return draft


def _kind(draft: Draft, fields: Fields) -> None:
    identity = check_id(fields)
    if identity is None:
        return
    if (first := draft.kinds.get(identity)) is not None:
        draft.findings.add("duplicate-id", f"the kind `{identity}` is declared twice", fields.span,
                           related=(first.span,) if first.span else ())
        more = {**_attributes(fields, [*keys.RECORD]), **first.attributes}
        draft.kinds[identity] = replace(first, attributes=frozen(more.items()))
        return
    built_in = identity in BUILT_IN_KINDS
    plural = _SECTION_OF[identity] if built_in else fields.text("plural", required=True) or ""
    if built_in:
        for key in ("plural", "attributes", "closed"):
            if (written := fields.node.key(key)) is not None:
                fields.add("reserved-name", f"the built-in kind `{identity}` takes names only", written.span)
    names = fields.names() or _nouns(identity, plural, draft.language)
    attributes = {} if built_in else _attributes(fields, [*keys.RECORD])
    draft.kinds[identity] = Kind(identity, plural, names, frozen(attributes.items()), fields.flag("closed"), built_in,
                                 fields.span)


def _nouns(identity: str, plural: str, language: str) -> tuple[Name, ...]:
    return tuple(Name(spoken(noun), language) for noun in (identity, plural) if noun)


def _built_in(draft: Draft) -> None:
    for kind in BUILT_IN_KINDS:
        if kind not in draft.kinds:
            plural = _SECTION_OF[kind]
            draft.kinds[kind] = Kind(kind, plural, _nouns(kind, plural, draft.language), built_in=True)


def _plurals(draft: Draft) -> None:
    """Fills `sections`: which kind's records a section holds."""
    taken: dict[str, Kind] = {}
    for kind in draft.kinds.values():
        span = kind.span
        if kind.built_in or not kind.plural or span is None:
            continue
        if kind.plural in keys.SECTIONS:
            draft.findings.add("reserved-name", f"`{kind.plural}` is a section of its own", span)
            continue
        first = taken.setdefault(kind.plural, kind)
        if first is not kind:
            draft.findings.add("duplicate-id", f"the section `{kind.plural}` is already that of `{first.id}`", span,
                               related=(first.span,) if first.span else ())
    draft.sections = {plural: kind.id for plural, kind in taken.items()}


def _attributes(fields: Fields, reserved: list[str]) -> dict[str, Attribute]:
    found: dict[str, Attribute] = {}
    node = fields.mapping("attributes")
    for entry in node.entries if node else ():
        name, span = entry.key.text, entry.key.span
        if name in reserved:
            fields.add("reserved-name", f"`{name}` is a key of every record: an attribute cannot be called so", span)
        elif not isinstance(entry.value, Tree):
            fields.add("shape", f"the attribute `{name}` is a mapping with a `type`", span)
        else:
            inner = fields.inner(entry.value, f"the attribute `{name}`")
            inner.only(keys.ATTRIBUTE)
            check_written(entry.key, fields.findings)
            found[name] = Attribute(name, type_of(inner), inner.names("name", spoken(name)), inner.phrases("phrase"),
                                    span)
    return found


def type_of(fields: Fields) -> Type:
    """The type that a declaration gives; text where it gives none that can be read."""
    node = fields.scalar("type", required=True)
    if node is None:
        return Type("text")
    found = read_type(node.text)
    if isinstance(found, Type):
        return found
    fields.findings.add("type", found.message, node.span, near=(node.text, found.choices))
    return Type("text")


def kinds_in(fields: Fields, key: str, draft: Draft) -> tuple[str, ...]:
    """The kinds that a key lists; an unknown one is noted and kept, so that it is not missed twice."""
    node = fields.node.get(key)
    if node is None:
        fields.need(key)
    for item in (found := fields.scalars(key)):
        if item.text not in draft.kinds:
            draft.findings.unknown("kind", item.text, item.span, draft.kinds)
    return tuple(dict.fromkeys(item.text for item in found))


def _relation(draft: Draft, fields: Fields) -> None:
    identity = check_id(fields)
    if identity is None:
        return
    if (first := draft.relations.get(identity)) is not None:
        draft.findings.add("duplicate-id", f"the relation `{identity}` is declared twice", fields.span,
                           related=(first.span,) if first.span else ())
        draft.relations[identity] = replace(
            first, sources=first.sources + kinds_in(fields, "from", draft),
            targets=first.targets + kinds_in(fields, "to", draft),
            attributes=frozen({**_attributes(fields, [*keys.EDGE]), **first.attributes}.items()))
        return
    if identity in keys.RECORD or identity in BUILT_IN_EDGES:
        what = "a key of every record" if identity in keys.RECORD else "an edge that the engine makes itself"
        fields.add("reserved-name", f"a relation cannot be called `{identity}`: that is {what}")
    sources, targets = kinds_in(fields, "from", draft), kinds_in(fields, "to", draft)
    for source in sources:
        if source in BUILT_IN_KINDS:
            fields.add("wrong-kind", f"a relation cannot start at the built-in kind `{source}`",
                       next(item.span for item in fields.scalars("from") if item.text == source))
        elif source in draft.kinds and identity in draft.kinds[source].attributes:
            fields.add("reserved-name", f"the kind `{source}` has an attribute `{identity}` too")
    inherit: Inherit = "none"
    if (written := fields.scalar("inherit")) is not None:
        if written.text in keys.INHERIT:
            inherit = written.text  # type: ignore[assignment]
        else:
            draft.findings.add("type", f"`{written.text}` is not subject, object, both or none", written.span,
                               near=(written.text, keys.INHERIT))
    draft.relations[identity] = Relation(
        identity, sources, targets, fields.phrases("phrase"), fields.phrases("inverse"),
        frozen(_attributes(fields, [*keys.EDGE]).items()), inherit, fields.span)


def _action(draft: Draft, fields: Fields) -> None:
    identity = fields.text("id")
    if identity is None or identity in draft.actions:
        return
    parents = tuple(dict.fromkeys(item.text for item in fields.scalars("is_a")))
    roles: dict[str, Role] = {}
    node = fields.mapping("roles")
    for entry in node.entries if node else ():
        name, span = entry.key.text, entry.key.span
        if name in keys.ROLE_TAKEN:
            taken = "a keyword of conditions" if name in keys.CONDITION_WORDS else "a key of rules or procedures"
            fields.add("reserved-name", f"a role cannot be called `{name}`: that is {taken}", span)
        elif not isinstance(entry.value, Tree):
            fields.add("shape", f"the role `{name}` is a mapping with a `kind`", span)
        else:
            inner = fields.inner(entry.value, f"the role `{name}`")
            inner.only(keys.ROLE)
            check_written(entry.key, fields.findings)
            roles[name] = Role(name, kinds_in(inner, "kind", draft), inner.text("default"), inner.flag("subject"),
                               inner.phrases("phrase"), span)
    draft.actions[identity] = Action(identity, parents, fields.phrases("forms"), frozen(roles.items()),
                                     fields.names("name", spoken(identity)), fields.texts("summary"), fields.span)


def _input(draft: Draft, fields: Fields) -> None:
    identity = fields.text("id")
    if identity is None or identity in draft.inputs:
        return
    type_ = type_of(fields)
    low, high = fields.value("min", type_), fields.value("max", type_)
    if low is not None and high is not None and compare(low, high) == 1:
        place = fields.node.get("max")
        fields.add("type", f"the least value of `{identity}` is greater than the most", place.span if place else None)
        high = None
    draft.inputs[identity] = Input(identity, type_, fields.names("name", spoken(identity)), fields.texts("ask"), low,
                                   high, fields.texts("summary"), fields.span)


