"""The declarations as they grow, and the two that stand above all: `kb` and `authorities` (spec: data §1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...data.folder import Document
from ...data.nodes import Mapping as Tree
from ...data.nodes import Scalar
from ...ground.span import Span
from ...ground.values import Duration
from ..schema import Action, Header, Input, Kind, Relation, Schema, Type
from . import keys
from .fields import Fields, is_language
from .findings import Findings
from .index import check_id, records_in
from .plain_fields import frozen


@dataclass
class Draft:
    """The declarations as they are read. Of two with one id the first counts; what only the second declares is kept
    too, so that the records written for it are not faults as well.
    """

    findings: Findings
    header: Header = field(default_factory=Header)
    authorities: tuple[str, ...] = ()
    kinds: dict[str, Kind] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of texts that name none."""
        return self.header.language

    def schema(self) -> Schema:
        """The declarations as one value, each sort by id."""
        kinds, relations, actions, inputs = (frozen(sorted(found.items())) for found in (
            self.kinds, self.relations, self.actions, self.inputs))
        return Schema(self.header, self.authorities, kinds, relations, actions, inputs)  # type: ignore[arg-type]

    def records_in(self, documents: Iterable[Document], section: str, what: str, allowed: Mapping[str, str],
               complain: bool = True) -> Iterator[Fields]:
        """Every declaration of a section in any file, its keys checked."""
        for document in documents:
            for fields in records_in(document, section, what, self.findings, self.language, complain):
                fields.only(allowed)
                yield fields


def read_heading(draft: Draft, documents: tuple[Document, ...]) -> None:
    """Reads the sections of which a folder has one."""
    _header(draft, documents)
    _authorities(draft, documents)


def _header(draft: Draft, documents: tuple[Document, ...]) -> None:
    found: Scalar | None = None
    for document in documents:
        node, key = document.root.get("kb"), document.root.key("kb")
        if node is None or key is None:
            continue
        if found is not None:
            draft.findings.add("duplicate-section", "the section `kb` stands in two files", key.span,
                               related=(found.span,))
        elif not isinstance(node, Tree):
            draft.findings.add("shape", "the section `kb` is a mapping of keys", key.span)
        else:
            found = key
            language = node.get("language")
            own = language.text if isinstance(language, Scalar) and is_language(language.text) else "en"
            fields = Fields(node, draft.findings, own, "the section `kb`")
            if isinstance(language, Scalar) and own != language.text:
                fields.add("type", f"`{language.text}` is no language: write `en`, `zh` …", language.span)
            fields.only(keys.KB)
            stale = fields.value("stale_after", Type("duration"))
            draft.header = Header(check_id(fields, hyphens=True) or "kb", fields.texts("title"),
                                  fields.text("version") or "0", own, stale if isinstance(stale, Duration) else None)


def _authorities(draft: Draft, documents: tuple[Document, ...]) -> None:
    places = [key for document in documents if (key := document.root.key("authorities"))]
    for key in places[1:]:
        draft.findings.add("duplicate-section", "the authorities stand in two files", key.span,
                           related=(places[0].span,), help_="their order is their rank, so it is written in one place")
    found: dict[str, Span] = {}
    for fields in draft.records_in(documents, "authorities", "an authority", keys.AUTHORITY):
        identity = check_id(fields)
        if identity in found:
            draft.findings.add("duplicate-id", f"the authority `{identity}` is declared twice", fields.span,
                               related=(found[identity],))
        elif identity is not None:
            found[identity] = fields.span
    draft.authorities = tuple(found)
