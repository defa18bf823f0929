"""A knowledge base made ready to be asked: records, vocabulary, indexes and rules with their conditions read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from ..ground.frozen import dataclass, field
from ..ground.trouble import LanguageError, Trouble
from ..language.conditions import read_condition
from ..language.expressions import Expression
from ..model.records import Citation, Condition, Dispute, Knowledge, Rule
from ..model.schema import Period
from ..model.vocabulary import Vocabulary
from .index import Index
from .notes import Notes
from .rulebook import BoundRule, Rulebook
from .world import World

if TYPE_CHECKING:
    from .patterns.index import GraphIndex

Speaker = tuple[Literal["source", "publisher", "authority"], str]
_WORLDS_KEPT = 16
_NOTES_KEPT = 16
_GRAPHS_KEPT = 8
_WHOLE = 20_000  # entities of which a graph is made before the first pattern is asked


@dataclass(frozen=True, slots=True)
class Account:
    """Another source's account of when a record holds, and the world in which it is right. `key` is the record's."""

    key: str
    dispute: Dispute
    world: World


@dataclass(frozen=True)
class Base:
    """Everything that asking needs; it never changes. Worlds that were looked at are kept, a bounded number of them."""

    knowledge: Knowledge
    vocabulary: Vocabulary
    index: Index
    book: Rulebook
    _worlds: dict[tuple[date, Speaker | None], World] = field(default_factory=dict, repr=False, compare=False)
    _accounts: dict[tuple[date, Speaker | None], tuple[Account, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _notes: dict[tuple[date, str], Notes] = field(default_factory=dict, repr=False, compare=False)
    _graphs: dict[date, GraphIndex] = field(default_factory=dict, repr=False, compare=False)

    def world(self, day: date, speaker: Speaker | None = None) -> World:
        """The knowledge base on a day, as far as one speaker says (None: all)."""
        found = self._worlds.get((day, speaker))
        if found is None:
            voice = None if speaker is None else self._voice(speaker)
            found = World(self.index, day, voice)
            if len(self._worlds) >= _WORLDS_KEPT:
                self._worlds.clear()
            self._worlds[day, speaker] = found
        return found

    def graph_index(self, day: date) -> GraphIndex:
        """The graph of what holds on a day, indexed for patterns."""
        found = self._graphs.get(day)
        if found is None:
            found = self._graph(day)
            if len(self._graphs) >= _GRAPHS_KEPT:
                self._graphs.clear()
            self._graphs[day] = found
        return found

    def _graph(self, day: date) -> GraphIndex:
        if len(self.knowledge.entities) > _WHOLE:
            from .graph_in_place import GraphInPlace

            return GraphInPlace(self.knowledge, self.index, day)
        from ..model.graph import build_graph
        from .patterns.index import GraphIndex

        return GraphIndex(build_graph(self.knowledge, day, compared=True))

    def altered(self, world: World, days: Mapping[str, Period]) -> World:
        """A world in which some records hold on other days."""
        return World(self.index, world.day, world.voice, days)

    def notes(self, day: date, language: str) -> Notes:
        """What was worked out before for answers on a day in a language."""
        found = self._notes.get((day, language))
        if found is None:
            if len(self._notes) >= _NOTES_KEPT:
                self._notes.clear()
            found = self._notes[day, language] = Notes()
        return found

    def accounts(self, day: date, speaker: Speaker | None = None) -> tuple[Account, ...]:
        """The disputes that bear on a day: each with the world as the other source has it."""
        found = self._accounts.get((day, speaker))
        if found is None:
            found = tuple(self._differing(day, speaker))
            if len(self._accounts) >= _WORLDS_KEPT:
                self._accounts.clear()
            self._accounts[day, speaker] = found
        return found

    def _differing(self, day: date, speaker: Speaker | None) -> Iterator[Account]:
        for key, valid, dispute in self.index.disputes:
            other = Period(dispute.valid.start or valid.start, dispute.valid.end or valid.end)
            if valid.holds(day) != other.holds(day):
                yield Account(key, dispute, self.altered(self.world(day, speaker), {key: other}))

    def _voice(self, speaker: Speaker) -> Callable[[Citation], bool]:
        what, who = speaker
        sources = self.knowledge.sources

        def heard(citation: Citation) -> bool:
            source = sources.get(citation.source)
            if what == "source":
                return citation.source == who
            return source is not None and who == (source.publisher if what == "publisher" else source.authority)

        return heard


def bind(knowledge: Knowledge) -> tuple[Base, tuple[Trouble, ...]]:
    """The base of a knowledge base, and the troubles found in the conditions of its rules."""
    vocabulary = Vocabulary.of(knowledge)
    troubles: list[Trouble] = []
    rules = {id: bind_rule(rule, knowledge, vocabulary, troubles) for id, rule in knowledge.rules.items()}
    return Base(knowledge, vocabulary, Index(knowledge), Rulebook(knowledge.schema, rules)), tuple(troubles)


def bind_rule(rule: Rule, knowledge: Knowledge, vocabulary: Vocabulary, troubles: list[Trouble]) -> BoundRule:
    """A rule with its conditions read; what is wrong with them is added to the troubles."""

    def read(condition: Condition | None) -> Expression | None:
        if condition is None:
            return None
        try:
            return read_condition(condition.text, vocabulary, rule.action, condition.span)
        except LanguageError as error:
            troubles.extend(error.troubles)
            return None

    rank = knowledge.schema.rank(rule.authority)
    return BoundRule(rule, read(rule.when), read(rule.unless), read(rule.that), rank)
