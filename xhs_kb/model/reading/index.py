"""Which ids there are before any record is read: what every section holds, and which record each id names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...data.folder import Document
from ...data.nodes import Mapping as Tree
from ...data.nodes import Node, Scalar, Sequence
from ...ground.span import Span
from .fields import Fields
from .findings import Findings, articled
from .keys import RECORD_SECTIONS, SECTIONS

_SNAKE = re.compile(r"[a-z][a-z0-9_]*")
_HYPHENS = re.compile(r"[a-z][a-z0-9_-]*")
_WRITTEN_ID = re.compile(r"""\b(?:id|plural):\s*["']?([\w-]+)""")


@dataclass(frozen=True, slots=True)
class Known:
    """The kind of the record that an id names, and where it is declared."""

    kind: str
    span: Span


@dataclass
class Index:
    """The shared space of ids: records, rules, sources, procedures, actions and inputs; `twice` names two things."""

    known: dict[str, Known] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)

    def of(self, kinds: Iterable[str]) -> list[str]:
        """The ids of all records of some kinds."""
        wanted = set(kinds)
        return [identity for identity, known in self.known.items() if known.kind in wanted]


def written_ids(text: str) -> Iterator[str]:
    """What looks like an id in a text that could not be read as YAML."""
    for found in _WRITTEN_ID.finditer(text):
        yield found[1]


def section(document: Document, name: str) -> Node | None:
    """What stands under a section of a file."""
    return document.root.get(name)


def records_in(document: Document, name: str, what: str, findings: Findings, language: str,
           complain: bool = True) -> Iterator[Fields]:
    """The records of a section as fields; what is no mapping is noted where `complain` is set, and left out."""
    node = section(document, name)
    if node is None:
        return
    items = node.items if isinstance(node, Sequence) else ()
    if not isinstance(node, Sequence) and complain:
        key = document.root.key(name)
        findings.add("shape", f"the section `{name}` is a list of records", key.span if key else node.span)
    for item in items:
        if isinstance(item, Tree):
            yield Fields(item, findings, language, what)
        elif complain:
            findings.add("shape", f"{what} is a mapping of keys", item.span)


def check_id(fields: Fields, hyphens: bool = False) -> str | None:
    """The id of a record or declaration; a badly written one is noted and used all the same."""
    found = fields.scalar("id", required=True)
    if found is None:
        return None
    check_written(found, fields.findings, hyphens)
    return found.text


def check_written(found: Scalar, findings: Findings, hyphens: bool = False) -> None:
    """Notes an id that is not in snake_case."""
    if (_HYPHENS if hyphens else _SNAKE).fullmatch(found.text):
        return
    better = re.sub(r"[^a-z0-9]+", "_", found.text.lower()).strip("_")
    message = f"`{found.text}` is no id: write it with small letters, digits and _"
    near = (better, [better]) if _SNAKE.fullmatch(better) else None
    findings.add("bad-id", message + (" (or -)" if hyphens else ""), found.span, near=near)


def build_index(documents: Iterable[Document], plurals: Mapping[str, str], findings: Findings,
                language: str) -> Index:
    """The index of all ids; unknown sections are noted, and their ids are not missed. `plurals` leads to kinds."""
    index = Index()
    kinds = {**plurals, **RECORD_SECTIONS}
    for document in documents:
        for entry in document.root.entries:
            name = entry.key.text
            if name in kinds:
                _add_section(index, document, name, kinds[name], findings, language)
            elif name not in SECTIONS:
                if name not in findings.unread:
                    findings.add("unknown-section", f"there is no section `{name}`", entry.key.span,
                                 near=(name, [*SECTIONS, *plurals]))
                quiet = records_in(document, name, "", Findings(), language, complain=False)
                findings.unread |= {scalar_id(fields) or "" for fields in quiet}
    return index


def _add_section(index: Index, document: Document, name: str, kind: str, findings: Findings, language: str) -> None:
    for fields in records_in(document, name, articled(kind), findings, language):
        identity = check_id(fields, hyphens=kind == "source")
        if identity is None:
            continue
        first = index.known.get(identity)
        if first is not None:
            findings.add("duplicate-id", f"the id `{identity}` is taken by {articled(first.kind)}", fields.span,
                         related=(first.span,))
            index.twice.add(identity)
        else:
            index.known[identity] = Known(kind, fields.span)


def is_first(index: Index, fields: Fields, identity: str) -> bool:
    """Whether this is the record that the id stands for, and not a second one of the same id."""
    known = index.known.get(identity)
    return known is not None and known.span == fields.span and known.span.source is fields.span.source


def scalar_id(fields: Fields) -> str | None:
    """The id without any trouble; those were noted when the index was built."""
    found = fields.node.get("id")
    return found.text if isinstance(found, Scalar) else None
