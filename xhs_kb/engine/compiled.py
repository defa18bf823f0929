"""A base as a compiled file, and a base that reads from one: only what a question touches is ever read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from ..data.mapped import MappedFile, Table, Writer
from ..ground import values
from ..ground.collecting import uncollected
from ..ground.frozen import dataclass, field, fields_of, is_frozen
from ..ground.span import Source
from ..language import expressions
from ..model import records, schema, templates, vocabulary
from ..model.mapped import (
    Later,
    MappedBranch,
    MappedRecords,
    MappedVocabulary,
    named_entries,
    phrase_entries,
)
from ..model.packing import Packer, Unpacker
from ..model.records import Dispute, Edge, Entity, Knowledge, Parent
from ..model.schema import Period, Schema
from .base import Base
from .index import Index
from .rulebook import BoundRule, Rulebook
from .tables import glimpses
from .tables.glimpses import Glimpse, glimpse_of

_APART = "\x1f"
_MANY = 1000
_PRESSED = 20_000  # entities from which a file is made small rather than quick to look into


def _classes() -> tuple[type, ...]:
    modules: Sequence[ModuleType] = (values, schema, records, vocabulary, templates, expressions, glimpses)
    found = (thing for module in modules for _, thing in sorted(vars(module).items()) if isinstance(thing, type))
    named = dict.fromkeys(t for t in found if is_frozen(t) and t.__module__.startswith(__package__.split(".")[0]))
    skipped = {Knowledge, vocabulary.Vocabulary}
    return tuple(kind for kind in named if kind not in skipped and kind.__name__ not in ("Span", "Source"))


def write_compiled(base: Base, path: Path) -> None:
    """Writes a base as a file that `read_compiled` opens; raises OSError where it cannot be written."""
    with uncollected():
        _write(base, path)


def _write(base: Base, path: Path) -> None:
    knowledge, words, index = base.knowledge, base.vocabulary, base.index
    classes = _classes()
    packer = Packer(classes)
    pack = packer.pack
    writer = Writer(pressed=len(knowledge.entities) > _PRESSED)
    for name in _RECORDS:
        writer.table(name, ((id, pack(record)) for id, record in getattr(knowledge, name).items()))
    writer.table("examples", ((str(number), pack(one)) for number, one in enumerate(knowledge.examples)))
    bound = base.book.rules.items()
    writer.table("bound", ((id, pack((r.when, r.unless, r.that, r.rank))) for id, r in bound))
    writer.table("by_action", ((id, [r.id for r in rules]) for id, rules in base.book.by_action.items()))
    actions = base.book.schema.actions
    writer.table("glimpses", ((id, [pack(one) for one in base.book.glimpses_at(id)]) for id in actions))
    writer.table("children", ((id, [link.child for link in links]) for id, links in index.children.items()))
    arriving = index.incoming.items()
    writer.table("incoming", ((_APART.join(key), [edge.source for edge in edges]) for key, edges in arriving))
    writer.table("by_kind", ((kind, list(ids)) for kind, ids in index.by_kind.items()))
    writer.table("governing", ((id, list(ids)) for id, ids in index.governing.items()))
    writer.table("excepting", ((id, list(ids)) for id, ids in index.excepting.items()))
    writer.table("phrases", phrase_entries(words.tree, pack))
    writer.table("named", named_entries(words, pack))
    writer.table("kind_of", words.kinds.items())
    writer.table("meanings", _in_parts(words.meanings, pack))
    spoken: dict[str, list[Any]] = {}
    for meaning in words.meanings:
        if meaning.category != "ENTITY":
            spoken.setdefault(meaning.category, []).append(meaning)
    writer.table("declared", ((category, pack(tuple(found))) for category, found in spoken.items()))
    declared = knowledge.schema
    for name in _DECLARED:
        writer.table(name, ((id, pack(one)) for id, one in getattr(declared, name).items()))
    general = {
        "header": pack((declared.header, declared.authorities)),
        "templates": pack(words.templates),
        "disputes": pack(index.disputes),
        "units": sorted(words.units),
        "sizes": dict(index.sizes),
    }
    writer.table("general", general.items())
    texts = {**packer.sources, **knowledge.files}
    writer.table("sources_of_spans", ((name, source.text) for name, source in texts.items()))
    writer.write(path, {"hash": knowledge.hash, "classes": _names(classes)})


_DECLARED = ("kinds", "relations", "actions", "inputs")
_RECORDS = ("entities", "rules", "sources", "procedures")


def _names(classes: Sequence[type]) -> list[list[str]]:
    return [[kind.__name__, *fields_of(kind)] for kind in classes]


def _in_parts(meanings: Sequence[Any], pack: Any) -> Iterator[tuple[str, Any]]:
    for start in range(0, len(meanings), _MANY):
        yield str(start), pack(tuple(meanings[start : start + _MANY]))


def fits(file: MappedFile) -> bool:
    """Whether a file was written by an engine whose records have the same fields as those of this one."""
    return file.about.get("classes") == _names(_classes())


def read_compiled(file: MappedFile) -> Base:
    """The base of a compiled file; raises DamagedError, now or when a damaged record is first looked at."""
    spans: dict[str, Source] = {}
    texts = file.table("sources_of_spans")

    def source(name: str) -> Source:
        found = spans.get(name)
        return found if found is not None else spans.setdefault(name, Source(name, texts.get(name) or ""))

    unpack = Unpacker(_classes(), source).unpack
    general = file.table("general")
    parts: dict[str, Any] = {n: MappedRecords(file.table(n), unpack) for n in (*_RECORDS, *_DECLARED)}
    header, authorities = unpack(general.get("header"))
    declared = Schema(header, authorities, **{name: parts[name] for name in _DECLARED})
    held = {name: parts[name] for name in _RECORDS}
    examples, meanings = file.table("examples"), file.table("meanings")
    told: Any = Later(lambda: tuple(unpack(packed) for _, packed in examples.items()))
    files: Any = _Files(texts, source)
    knowledge = Knowledge(declared, **held, examples=told, hash=file.about["hash"], files=files)

    def each() -> Iterator[Any]:
        return (meaning for _, packed in meanings.items() for meaning in unpack(packed))

    words = MappedVocabulary(
        knowledge,
        cast(Any, Later(lambda: tuple(each()))),
        unpack(general.get("templates")),
        cast(Any, MappedBranch(file.table("phrases"), unpack)),
        cast(Any, MappedRecords(file.table("kind_of"), str)),
        MappedRecords(file.table("named"), unpack),
        frozenset(general.get("units")),
        MappedRecords(file.table("declared"), unpack),
        each,
    )
    index = MappedIndex(knowledge, file, unpack(general.get("disputes")))
    bound = _Bound(file.table("bound"), knowledge, unpack)
    seen = MappedRecords(file.table("glimpses"), lambda packed: tuple(map(unpack, packed)))
    book = MappedRulebook(declared, bound, table=file.table("by_action"), glimpsed=seen)
    return Base(knowledge, words, index, book)


class _Files(MappedRecords[Source]):
    """The texts that the records were read from; a span and this mapping give the same one."""

    def __init__(self, table: Table, source: Callable[[str], Source]) -> None:
        super().__init__(table, source)
        self._source = source

    def _keep(self, key: str, packed: Any) -> Source:
        return self._source(key)


class _Bound(MappedRecords[BoundRule]):
    """Rules with their conditions; a rule's record and its conditions stand in two tables."""

    def __init__(self, table: Table, knowledge: Knowledge, unpack: Any) -> None:
        super().__init__(table, unpack)
        self._knowledge, self._unpack = knowledge, unpack

    def _keep(self, key: str, packed: Any) -> BoundRule:
        made = BoundRule(self._knowledge.rules[key], *self._unpack(packed))
        return self._kept.setdefault(key, made)


@dataclass(frozen=True)
class MappedRulebook(Rulebook):
    """A rulebook that reads the rules of an action when the action is asked about."""

    table: Table | None = None

    glimpsed: Mapping[str, tuple[Glimpse, ...]] = field(default_factory=dict)

    def glimpses_at(self, action: str) -> Sequence[Glimpse]:
        """Glimpses of the rules of exactly this action, by id."""
        found = self.glimpsed.get(action, ())
        return tuple(glimpse_of(self.rules[one.rule]) if one.rule in self.edited else one for one in found)

    @cached_property
    def by_action(self) -> Mapping[str, tuple[BoundRule, ...]]:
        """The rules of exactly this action, by id."""
        assert self.table is not None
        return MappedRecords(self.table, lambda ids: tuple(self.rules[id] for id in ids))


@dataclass(frozen=True)
class MappedIndex(Index):
    """An index that is looked up in the file."""

    file: MappedFile
    known_disputes: tuple[tuple[str, Period, Dispute], ...] = ()

    @cached_property
    def children(self) -> Mapping[str, tuple[Parent, ...]]:
        """The `is_a` edges that lead up to a record."""
        return _Children(self.file.table("children"), self.knowledge)

    def breadth(self, id: str) -> int:
        """How many `is_a` edges lead up to a record, which are not read for that."""
        return cast(_Children, self.children).breadth(id)

    @cached_property
    def incoming(self) -> Mapping[tuple[str, str], tuple[Edge, ...]]:
        """The edges of a relation that lead to a record."""
        return _Incoming(self.file.table("incoming"), self.knowledge)

    @cached_property
    def outgoing(self) -> Mapping[tuple[str, str], tuple[Edge, ...]]:
        """The edges of a relation that lead from a record."""
        return _Outgoing(self.knowledge.entities)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the records of a kind, sorted."""
        return MappedRecords(self.file.table("by_kind"), tuple)

    @cached_property
    def governing(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the rules whose scope names a record, by the record."""
        return MappedRecords(self.file.table("governing"), tuple)

    @cached_property
    def excepting(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the rules that are exceptions to a rule."""
        return MappedRecords(self.file.table("excepting"), tuple)

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many edges there are of a type, whatever the day."""
        return cast(Mapping[str, int], self.file.table("general").get("sizes"))

    @cached_property
    def disputes(self) -> tuple[tuple[str, Period, Dispute], ...]:
        """Every account of days that differs from the record's own."""
        return self.known_disputes


class _Children(MappedRecords[tuple[Parent, ...]]):
    def __init__(self, table: Table, knowledge: Knowledge) -> None:
        super().__init__(table, tuple)
        self._knowledge = knowledge

    def breadth(self, key: str) -> int:
        """How many there are."""
        known = self._kept.get(key)
        return len(known if known is not None else self._table.get(key) or ())

    def _keep(self, key: str, packed: Any) -> tuple[Parent, ...]:
        entities = self._knowledge.entities
        children = (entities[child] for child in dict.fromkeys(packed))
        return tuple(link for child in children for link in child.parents if link.parent == key)


class _Incoming(Mapping[tuple[str, str], tuple[Edge, ...]]):
    def __init__(self, table: Table, knowledge: Knowledge) -> None:
        self._table, self._knowledge = table, knowledge

    def __getitem__(self, key: tuple[str, str]) -> tuple[Edge, ...]:
        sources = self._table.get(_APART.join(key))
        if sources is None:
            raise KeyError(key)
        entities = (self._knowledge.entities[source] for source in dict.fromkeys(sources))
        return tuple(e for entity in entities for e in entity.edges if (e.relation, e.target) == key)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return (cast(Any, tuple(key.split(_APART, 1))) for key, _ in self._table.items())

    def __len__(self) -> int:
        return self._table.count


class _Outgoing(Mapping[tuple[str, str], tuple[Edge, ...]]):
    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities

    def __getitem__(self, key: tuple[str, str]) -> tuple[Edge, ...]:
        relation, source = key
        entity = self._entities.get(source)
        found = tuple(edge for edge in entity.edges if edge.relation == relation) if entity is not None else ()
        if not found:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[tuple[str, str]]:
        every = ((edge.relation, edge.source) for entity in self._entities.values() for edge in entity.edges)
        return iter(dict.fromkeys(every))

    def __len__(self) -> int:
        return sum(1 for _ in self)
