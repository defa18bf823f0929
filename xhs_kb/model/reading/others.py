"""Reads sources and examples, and a file's default source (spec: data §2, §5)."""

from __future__ import annotations

from ...data.folder import Document
from ...data.nodes import Scalar
from ..records import Example, SourceRecord
from ..schema import Type
from ..types import Mismatch, conform_text
from . import keys
from .entities import World
from .fields import Fields, spoken
from .findings import Findings
from .grounds import Inherited, read_citations
from .index import records_in
from .plain_fields import frozen


def read_source(fields: Fields, identity: str, world: World) -> SourceRecord:
    """One source. It needs an authority wherever authorities are declared."""
    fields.only(keys.SOURCE)
    title = fields.texts("title")
    node = fields.scalar("authority", required=bool(world.schema.authorities))
    authority = node.text if node else None
    if node is not None and authority not in world.schema.authorities:
        fields.findings.unknown("authority", node.text, node.span, world.schema.authorities)
        authority = None
    return SourceRecord(identity, title or frozen([(fields.language, spoken(identity))]), fields.text("publisher"),
                        fields.day("date"), fields.text("url"), authority, fields.names(), fields.span)


def read_default(document: Document, world: World, findings: Findings, language: str) -> Inherited:
    """The citations of a file's `source:`; faults in it are noted once, here."""
    if document.root.get("source") is None:
        return Inherited()
    fields = Fields(document.root, findings, language, "the file's `source`")
    citations = read_citations(fields, world.index)
    return Inherited(citations, missing=not citations)


def read_examples(document: Document, findings: Findings, language: str) -> list[Example]:
    """The examples of a file."""
    found = []
    for fields in records_in(document, "examples", "an example", findings, language):
        fields.only(keys.EXAMPLE)
        ask = fields.text("ask", required=True)
        if fields.node.get("expect") is None:
            fields.need("expect")
        expect, given = fields.mapping("expect"), fields.mapping("given")
        as_of = fields.scalar("as_of")
        if as_of is not None and isinstance(wrong := conform_text(as_of.text, Type("date")), Mismatch):
            findings.add("type", wrong.message, as_of.span)
        place = fields.node.get("ask")
        if ask:
            found.append(Example(ask, as_of.text if as_of else None, frozen((given.plain() if given else {}).items()),
                                 frozen((expect.plain() if expect else {}).items()),
                                 place.span if isinstance(place, Scalar) else fields.span))
    return found


