"""From marked trees to a knowledge base: declarations first, then all ids, then records, then checks of the whole.

Everything is read and everything is reported; what is faulty is left out or read as far as it goes, and a fault is
noted where it is made, not again where it shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...data.folder import Folder
from ...ground.trouble import Trouble
from ..checks import check
from ..records import Entity, Example, Knowledge, Procedure, Rule, SourceRecord
from .declarations import read_declarations
from .declared import check_declarations
from .entities import World, read_entity
from .fields import Fields
from .findings import Findings
from .grounds import Inherited
from .heading import Draft
from .index import build_index, is_first, records_in, scalar_id, written_ids
from .others import read_default, read_examples, read_source
from .plain_fields import frozen
from .replacing import settle
from .rules import read_procedure, read_rule


def read_knowledge(folder: Folder) -> tuple[Knowledge, tuple[Trouble, ...]]:
    """The knowledge base of a folder and all its troubles, the folder's own first, the rest by their place."""
    findings = Findings(found for source in folder.unread for found in written_ids(source.text))
    draft = read_declarations(folder.documents, findings)
    index = build_index(folder.documents, draft.sections, findings, draft.language)
    world = World(draft.schema(), index)
    check_declarations(world, findings, folder.documents, draft.language)
    reading = _Reading(folder, draft, world, findings)
    knowledge = settle(reading.read(), findings)
    findings.troubles += check(knowledge)
    return knowledge, (*folder.troubles, *findings.sorted())


class _Reading:
    """The records of a folder, section by section."""

    def __init__(self, folder: Folder, draft: Draft, world: World, findings: Findings) -> None:
        self.folder = folder
        self.draft = draft
        self.world = world
        self.findings = findings
        self.defaults = [(document, read_default(document, world, findings, draft.language))
                         for document in folder.documents]

    def each(self, section: str, what: str) -> Iterator[tuple[Fields, str, Inherited]]:
        """The records of a section that are the first of their id."""
        for document, default in self.defaults:
            for fields in records_in(document, section, what, self.findings, self.draft.language, complain=False):
                identity = scalar_id(fields)
                if identity is not None and is_first(self.world.index, fields, identity):
                    fields.what = f"{what} `{identity}`"
                    yield fields, identity, default

    def read(self) -> Knowledge:
        world = self.world
        sources: dict[str, SourceRecord] = {}
        for fields, identity, _ in self.each("sources", "the source"):
            sources[identity] = read_source(fields, identity, world)
        entities: dict[str, Entity] = {}
        for section, kind in self.draft.sections.items():
            for fields, identity, default in self.each(section, f"the {kind}"):
                entities[identity] = read_entity(fields, self.draft.kinds[kind], identity, world, default)
        rules: dict[str, Rule] = {}
        for fields, identity, default in self.each("rules", "the rule"):
            if (rule := read_rule(fields, identity, world, default, sources)) is not None:
                rules[identity] = rule
        procedures: dict[str, Procedure] = {}
        for fields, identity, default in self.each("procedures", "the procedure"):
            if (procedure := read_procedure(fields, identity, world, default)) is not None:
                procedures[identity] = procedure
        return Knowledge(world.schema, frozen(sorted(entities.items())), frozen(sorted(rules.items())),
                         frozen(sorted(sources.items())), frozen(sorted(procedures.items())), self.examples(),
                         self.folder.hash, frozen((d.source.name, d.source) for d, _ in self.defaults))

    def examples(self) -> tuple[Example, ...]:
        return tuple(example for document, _ in self.defaults
                     for example in read_examples(document, self.findings, self.draft.language))


__all__ = ["read_knowledge"]
