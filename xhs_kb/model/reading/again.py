"""Reads a folder again after rules in it were edited: only the files that changed, where nothing else did.

What is given back is what a whole reading would give; where that is not plain from the edit itself, nothing is, and the
folder is read as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from ...data import nodes
from ...data.folder import Document, content_hash
from ...data.yaml_reader import decode, read_yaml
from ...ground.frozen import dataclass, replace
from ...ground.span import Source, Span
from ..overlaid import Overlaid
from ..records import Example, Knowledge, Procedure, Rule, SourceRecord
from .entities import World
from .fields import Fields
from .findings import Findings
from .index import Index, Known, records_in, scalar_id
from .others import read_default, read_examples
from .rules import read_procedure, read_rule

_SECTIONS = frozenset({"rules", "source", "procedures", "examples"})
_AS_BEFORE = ("source", "procedures")


@dataclass(frozen=True, slots=True)
class Edited:
    """A knowledge base after an edit, and the ids of the rules that say something else than before."""

    knowledge: Knowledge
    rules: frozenset[str]


def read_again(before: Knowledge, contents: Mapping[str, bytes]) -> Edited | None:
    """What a folder holds now; None where more changed than what single rules say of themselves."""
    if contents.keys() != before.files.keys():
        return None
    files: dict[str, Source] = {}
    rules: dict[str, Rule] = {}
    procedures: dict[str, Procedure] = {}
    examples = before.examples
    for name, content in contents.items():
        old, new = before.files[name], decode(name, content)
        if not isinstance(new, Source):
            return None
        if new.text == old.text:
            continue
        was, now = _document(old), _document(new)
        if was is None or now is None or not _alike(was.root, now.root):
            return None
        reading = _Reading(before, now)
        found, tried = reading.rules(was), reading.examples(examples)
        if found is None or tried is None:
            return None
        files[name], examples = new, tried
        rules |= found
        procedures |= reading.procedures()
    edited = frozenset(id for id, rule in rules.items() if rule != before.rules[id])
    after = replace(
        before,
        rules=Overlaid(before.rules, rules),
        procedures=Overlaid(before.procedures, procedures),
        files=Overlaid(before.files, files),
        examples=examples,
        hash=content_hash(contents),
    )
    return Edited(after, edited)


def _document(source: Source) -> Document | None:
    root, troubles = read_yaml(source)
    return Document(source, root) if isinstance(root, nodes.Mapping) and not troubles else None


class _Reading:
    """One file, read against what the rest of the folder holds."""

    def __init__(self, before: Knowledge, document: Document) -> None:
        self.before, self.document = before, document
        self.findings, self.language = Findings(), before.schema.header.language
        self.world = World(before.schema, Index(_Ids(before)))
        self.default = read_default(document, self.world, self.findings, self.language)

    def rules(self, was: Document) -> dict[str, Rule] | None:
        """All its rules; None where one came or went, or stands among the others in another way than in `was`."""
        before, sources = self.before.rules, cast(dict[str, SourceRecord], self.before.sources)
        said = {scalar_id(fields): fields.node for fields in _listed(was, "rules", Findings(), self.language)}
        found: dict[str, Rule] = {}
        for fields in _listed(self.document, "rules", self.findings, self.language):
            id = scalar_id(fields) or ""
            rule = read_rule(fields, id, self.world, self.default, sources)
            if rule is None or id in found or id not in said or id not in before:
                return None
            if fields.node == said[id]:
                rule = replace(rule, grounds=before[id].grounds, replaced_by=before[id].replaced_by)
            elif not _same_place(before[id], rule):
                return None
            found[id] = rule
        return found if list(said) == list(found) and not self.findings.troubles else None

    def procedures(self) -> dict[str, Procedure]:
        """All its procedures: those it had, where they stand now."""
        found: dict[str, Procedure] = {}
        for fields in _listed(self.document, "procedures", self.findings, self.language):
            id = scalar_id(fields) or ""
            procedure = read_procedure(fields, id, self.world, self.default)
            if procedure is not None:
                found[id] = procedure
        return found

    def examples(self, before: tuple[Example, ...]) -> tuple[Example, ...] | None:
        """All examples, with those of this file as they are now; None where their place among the rest is not known."""
        if self.document.root.key("examples") is None:
            return before
        new = read_examples(self.document, self.findings, self.language)
        name = self.document.source.name
        places = [n for n, one in enumerate(before) if one.span is not None and one.span.source.name == name]
        if self.findings.troubles or (new and not places):
            return None
        if not places:
            return before
        return (*before[: places[0]], *new, *before[places[-1] + 1 :])


def _listed(document: Document, section: str, findings: Findings, language: str) -> Iterator[Fields]:
    return records_in(document, section, f"the {section}", findings, language)


def _alike(was: nodes.Mapping, now: nodes.Mapping) -> bool:
    """Whether two files differ in rules, in examples or in where things stand, and in nothing else."""
    old, new = ({entry.key.text: entry.value for entry in root.entries} for root in (was, now))
    return old.keys() == new.keys() <= _SECTIONS and all(old.get(key) == new.get(key) for key in _AS_BEFORE)


def _same_place(old: Rule, new: Rule) -> bool:
    """Whether an edited rule stands among the others as before: it is called the same, and its word reaches as far."""
    if any((rule.replaces or rule.replaced_by or rule.grounds.disputed) for rule in (old, new)):
        return False
    same = ("action", "names", "exception_to", "authority")
    return all(getattr(old, name) == getattr(new, name) for name in same)


class _Ids(dict[str, Known]):
    """The ids of a knowledge base, looked up in its records."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        schema = knowledge.schema
        self._sorts = (
            ("rule", knowledge.rules), ("source", knowledge.sources), ("procedure", knowledge.procedures),
            ("action", schema.actions), ("input", schema.inputs),
        )  # fmt: skip
        self._entities = knowledge.entities

    def get(self, id: str, default: object = None) -> Known | None:  # type: ignore[override]
        """What an id names; where it was declared is not told."""
        entity = self._entities.get(id)
        kind = entity.kind if entity is not None else next((kind for kind, held in self._sorts if id in held), None)
        return None if kind is None else Known(kind, _NOWHERE)


_NOWHERE = Span(Source("", ""), 0, 0)
