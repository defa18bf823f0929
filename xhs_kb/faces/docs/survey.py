"""What all pages need and no page should look for again: who cites what, which rules name whom, how examples came out.

It is made once from a knowledge base and a day; making it costs a few passes over the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ...answers.naming import Namer
from ...engine.base import Base
from ...engine.world import World
from ...ground.frozen import dataclass
from ...ground.span import Span
from ...ground.trouble import Trouble
from ...model.records import Citation, Entity, Grounds, Procedure, Rule
from ..api import KnowledgeBase

if TYPE_CHECKING:
    from .trying import Tried

K = TypeVar("K")
V = TypeVar("V")
BUILT_IN = ("rule", "source", "action", "input", "procedure")


@dataclass(frozen=True)
class Survey:
    """A knowledge base on a day, with the ways through it that pages take."""

    kb: KnowledgeBase
    day: date
    languages: tuple[str, ...]
    warnings: tuple[Trouble, ...] = ()
    tried: tuple[Tried, ...] = ()
    playground: bool = False
    changes: bool = False

    @property
    def base(self) -> Base:
        """What the engine asks."""
        return self.kb.base

    @cached_property
    def world(self) -> World:
        """The knowledge base on the day."""
        return self.base.world(self.day)

    def namer(self, language: str, day: date | None = None) -> Namer:
        """Names in a language, on the day."""
        return Namer(self.base, day or self.day, language)

    def address(self, id: str) -> str | None:
        """The page of a record; None where there is no such record."""
        kind = self.base.vocabulary.kind(id)
        if kind is None:
            return None
        return f"{kind}/{id}" if kind in BUILT_IN else f"thing/{id}"

    def kind_address(self, id: str) -> str:
        """The page of a kind; those that are built in have the page that lists them."""
        return f"{id}s" if id in BUILT_IN else f"kind/{id}"

    # --- ways through the records ---------------------------------------------------------------------------------

    @cached_property
    def rules_naming(self) -> Mapping[str, tuple[str, ...]]:
        """The rules that name a record in their scope."""
        pairs = (
            (top, rule.id) for rule in self.kb.knowledge.rules.values() for tops in rule.scope.values() for top in tops
        )
        return _grouped(pairs)

    @cached_property
    def rules_using(self) -> Mapping[str, tuple[str, ...]]:
        """The rules whose conditions mention an input."""
        return _grouped((name, bound.id) for bound in self.base.book.rules.values() for name in bound.inputs)

    @cached_property
    def overridden_by(self) -> Mapping[str, tuple[str, ...]]:
        """The rules that are exceptions to a rule."""
        return _grouped((other, rule.id) for rule in self.kb.knowledge.rules.values() for other in rule.exception_to)

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """What rests on a source: the record and the place."""
        return _grouped((c.source, (id, c.locator or "")) for id, grounds in self.grounds() for c in grounds.citations)

    @cached_property
    def by_file(self) -> Mapping[str, tuple[str, ...]]:
        """The records of each file, in its order."""
        records = [(span, id) for id, span in self.spans() if span is not None]
        return _grouped(
            (span.source.name, id) for span, id in sorted(records, key=lambda r: (r[0].source.name, r[0].start))
        )

    def records(self) -> Iterator[Entity | Rule | Procedure]:
        """Everything that rests on sources."""
        knowledge = self.kb.knowledge
        yield from knowledge.entities.values()
        yield from knowledge.rules.values()
        yield from knowledge.procedures.values()

    def grounds(self) -> Iterator[tuple[str, Grounds]]:
        """What every record, edge and value rests on, by the id of the record."""
        for record in self.records():
            yield record.id, record.grounds
            if isinstance(record, Entity):
                own = [parent.grounds for parent in record.parents] + [edge.grounds for edge in record.edges]
                own += [r.grounds for readings in record.attributes.values() for r in readings]
                yield from ((record.id, grounds) for grounds in dict.fromkeys(own) if grounds != record.grounds)

    def spans(self) -> Iterator[tuple[str, Span | None]]:
        """Where each record stands."""
        knowledge, schema = self.kb.knowledge, self.kb.schema
        for record in self.records():
            yield record.id, record.span
        for source in knowledge.sources.values():
            yield source.id, source.span
        for action in schema.actions.values():
            yield action.id, action.span
        for declared in schema.inputs.values():
            yield declared.id, declared.span

    def rules_for(self, id: str) -> tuple[str, ...]:
        """The rules that name the record or something above it, by id."""
        found = {rule for top in self.world.above(id) for rule in self.rules_naming.get(top, ())}
        return tuple(sorted(found))

    def below(self, id: str) -> tuple[str, ...]:
        """What is directly under a record, sorted."""
        return tuple(sorted({link.child for link in self.base.index.children.get(id, ())}))

    def sources_of(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        """The sources of citations, each once."""
        return tuple(dict.fromkeys(citation.source for citation in citations))

    # --- examples -------------------------------------------------------------------------------------------------

    @cached_property
    def tried_of(self) -> Mapping[str, tuple[Tried, ...]]:
        """The examples in which a rule was considered, or is expected to be."""
        return _grouped((rule, one) for one in self.tried for rule in sorted({*one.statuses, *one.named}))


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, dict[V, None]] = {}
    for key, value in pairs:
        groups.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in groups.items()}
