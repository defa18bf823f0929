"""All phrases that a knowledge base gives to the language, and what each of them can mean (spec: language §2).

A phrase may mean several things; which of them is meant is settled by the grammar and by kinds, not here. Meanings
stand in a tree of words, so that the longest phrase at a place is found in a step per word, however large the base.

Longer than most: all sources of phrases, side by side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, TypeAlias

from ..ground.frozen import dataclass, field
from ..ground.trouble import Suggestion
from .phrases import HERE, Tree, plant, words
from .records import Knowledge
from .schema import ALWAYS, Attribute, Kind, Name, Period, Phrases, Relation, Schema, Texts, Type
from .templates import Template, templates_of

Category: TypeAlias = Literal[
    "ENTITY",
    "KIND",
    "REL",
    "INV",
    "REL_BE",
    "INV_BE",
    "ACT",
    "PREP",
    "INPUT",
    "ATTR",
    "ROLE",
    "CHOICE",
    "AUTHORITY",
    "ASK_OPEN",
    "ASK_NEXT",
]
_BE = ("is", "are", "was", "were", "be", "been")
_DISTANT = 72.0
_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a phrase can mean.

    `of` says of what: the kind of a record, the kind or relation of an attribute, the action of a role's word.
    `part` tells the forms of an action apart (0 is the base form, 1 the participle), and the pieces of a template.
    """

    category: Category
    id: str
    of: str = ""
    text: str = ""
    language: str = ""
    valid: Period = ALWAYS
    part: int = 0


@dataclass(frozen=True)
class Vocabulary:
    """The phrases of a knowledge base. It is made once, never changes, and may serve many readers at a time."""

    knowledge: Knowledge = field(repr=False)
    meanings: tuple[Meaning, ...] = field(repr=False)
    templates: tuple[Template, ...] = field(repr=False)
    tree: Tree = field(repr=False, compare=False)
    kinds: dict[str, str] = field(repr=False, compare=False)

    @classmethod
    def of(cls, knowledge: Knowledge) -> Vocabulary:
        """The vocabulary of a knowledge base."""
        templates = tuple(templates_of(knowledge.schema))
        meanings = tuple(dict.fromkeys((*_records(knowledge), *_schema(knowledge.schema), *_pieces(templates))))
        grouped: dict[tuple[str, ...], dict[Category, list[Meaning]]] = {}
        for meaning in meanings:
            grouped.setdefault(words(meaning.text), {}).setdefault(meaning.category, []).append(meaning)
        tree: Tree = {}
        for phrase, by_category in grouped.items():
            if phrase:
                plant(tree, phrase, {category: tuple(found) for category, found in by_category.items()})
        return cls(knowledge, meanings, templates, tree, _kinds(knowledge))

    @property
    def schema(self) -> Schema:
        """What the knowledge base declares."""
        return self.knowledge.schema

    def kind(self, id_: str) -> str | None:
        """The kind of a record, None where there is no such record."""
        return self.kinds.get(id_)

    def lookup(self, phrase: str, *categories: Category) -> tuple[Meaning, ...]:
        """What a whole phrase can mean, in the given categories only (in all of them where none is given)."""
        branch = self.tree
        for word in words(phrase):
            branch = branch.get(word, {})
        found: dict[Category, tuple[Meaning, ...]] = branch.get(HERE, {})
        return tuple(m for category, group in found.items() if not categories or category in categories for m in group)

    def nearest(
        self, phrase: str, categories: Iterable[Category], kinds: Iterable[str] = (), limit: int = 3
    ) -> tuple[Suggestion, ...]:
        """What may be meant by an unknown phrase: the nearest names and aliases by spelling, the best first.

        Where there are very many records, only those one slip away are found, without reading the others.
        """
        from rapidfuzz import fuzz, process

        wanted, of = set(categories), set(kinds)
        known = [m for m in self._near(phrase, wanted) if not of or m.of in of]
        texts = [" ".join(words(m.text)) for m in known]
        ranked = process.extract(
            " ".join(words(phrase)), texts, scorer=fuzz.WRatio, limit=limit * 8, score_cutoff=_DISTANT
        )
        best: dict[str, Suggestion] = {}
        ranked.sort(key=lambda r: (-r[1], abs(len(r[0]) - len(phrase)), not known[r[2]].language, r[2]))
        for _, _, index in ranked:
            best.setdefault(known[index].id, Suggestion(known[index].text, known[index].id))
        return tuple(best.values())[:limit]

    def _near(self, phrase: str, wanted: set[Category]) -> Iterable[Meaning]:
        if len(self.knowledge.entities) <= _MANY:
            return (m for m in self.meanings if m.category in wanted)
        from .spelling import one_off

        names = one_off(phrase) if "ENTITY" in wanted else ()
        spelt = (m for other in names for m in self.lookup(other, "ENTITY"))
        others = (m for category in sorted(wanted - {"ENTITY"}) for m in self.of_category(category))
        return list(dict.fromkeys((*spelt, *others)))

    def of_category(self, category: Category) -> Iterable[Meaning]:
        """All that phrases of a category can mean, in the order of the knowledge base."""
        return (meaning for meaning in self.meanings if meaning.category == category)

    @cached_property
    def units(self) -> frozenset[str]:
        """The unit words that the types of the schema mention."""
        holders: list[Kind | Relation] = [*self.schema.kinds.values(), *self.schema.relations.values()]
        attributes = [a for holder in holders for a in holder.attributes.values()]
        types = [attribute.type for attribute in attributes] + [item.type for item in self.schema.inputs.values()]
        return frozenset(t.unit for type_ in types for t in (type_, type_.of) if t is not None and t.unit)

    @cached_property
    def _index(self) -> dict[tuple[str, str], list[Meaning]]:
        index: dict[tuple[str, str], list[Meaning]] = {}
        for meaning in self.meanings:
            if meaning.language:
                index.setdefault((meaning.category, meaning.id), []).append(meaning)
        return index

    def named(self, id_: str, category: Category) -> tuple[Meaning, ...]:
        """All phrases of a thing of a category in any language, in the order of the knowledge base."""
        return tuple(self._index.get((category, id_), ()))

    def names(self, id_: str, language: str | None = None) -> tuple[str, ...]:
        """The names of a record in a language (in all where None is given), the shown one first."""
        return tuple(m.text for m in self.named(id_, "ENTITY") if language in (None, m.language))

    def beginning(self, category: str, partial: str) -> list[tuple[str, Meaning]]:
        """The phrases of a category, folded, that begin with a folded text: names first, then ids.

        Without a text, all of them in the order of the knowledge base.
        """
        if not partial:
            return self._by_category.get(category, [])
        entries = self._sorted.get(category, [])
        place = bisect_left(entries, (partial,), key=lambda entry: entry[:1])
        end = place
        while end < len(entries) and entries[end][0].startswith(partial):
            end += 1
        return sorted(entries[place:end], key=lambda entry: not entry[1].language)

    @cached_property
    def _by_category(self) -> dict[str, list[tuple[str, Meaning]]]:
        found: dict[str, list[tuple[str, Meaning]]] = {}
        for meaning in self.meanings:
            found.setdefault(meaning.category, []).append((" ".join(words(meaning.text)), meaning))
        return found

    @cached_property
    def _sorted(self) -> dict[str, list[tuple[str, Meaning]]]:
        return {category: sorted(own, key=lambda entry: entry[0]) for category, own in self._by_category.items()}

    @cached_property
    def shared(self) -> frozenset[str]:
        """The names, folded, that several records have."""
        ids: dict[str, set[str]] = {}
        for phrase, meaning in self._by_category.get("ENTITY", []):
            ids.setdefault(phrase, set()).add(meaning.id)
        return frozenset(phrase for phrase, having in ids.items() if len(having) > 1)

    def line(self, id_: str, language: str = "en") -> str:
        """One line about a record: its summary in a language or any, else nothing."""
        known = self.knowledge
        for records in (known.entities, known.rules, known.procedures, self.schema.actions, self.schema.inputs):
            if (record := records.get(id_)) is not None:
                texts = record.summary
                return str(texts.get(language) or next(iter(texts.values()), ""))
        return ""

    def noun(self, kind: str) -> str:
        """A noun of a kind with its article, for messages in English."""
        names = (
            [n.text for n in self.schema.kinds[kind].names if n.language == "en"] if kind in self.schema.kinds else []
        )
        shown = names[0] if names else kind
        return f"{'an' if shown[:1].lower() in 'aeiou' else 'a'} {shown}"

    def attribute(self, id_: str, owner: str | None = None) -> Attribute | None:
        """The declaration of an attribute of a kind or relation (of the first that has it where None is given)."""
        holders: list[Kind | Relation] = [*self.schema.kinds.values(), *self.schema.relations.values()]
        for holder in holders:
            if id_ in holder.attributes and owner in (None, holder.id):
                return holder.attributes[id_]
        return None


def _kinds(knowledge: Knowledge) -> dict[str, str]:
    schema = knowledge.schema
    built_in = {
        "rule": knowledge.rules,
        "source": knowledge.sources,
        "procedure": knowledge.procedures,
        "action": schema.actions,
        "input": schema.inputs,
    }
    found = {id_: kind for kind, records in built_in.items() for id_ in records}
    return found | {id_: entity.kind for id_, entity in knowledge.entities.items()}


def _named(category: Category, id_: str, of: str, names: Iterable[Name]) -> Iterator[Meaning]:
    yield Meaning(category, id_, of, id_)
    for name in names:
        yield Meaning(category, id_, of, name.text, name.language, name.valid)


def _texts(category: Category, id_: str, of: str, texts: Texts) -> Iterator[Meaning]:
    for language, text in texts.items():
        yield Meaning(category, id_, of, text, language)


def _phrased(category: Category, id_: str, of: str, phrases: Phrases) -> Iterator[Meaning]:
    for language, texts in phrases.items():
        for part, text in enumerate(texts):
            yield Meaning(category, id_, of, text, language, part=part)


def _records(knowledge: Knowledge) -> Iterator[Meaning]:
    for entity in knowledge.entities.values():
        yield from _named("ENTITY", entity.id, entity.kind, entity.names)
    for rule in knowledge.rules.values():
        yield from _named("ENTITY", rule.id, "rule", rule.names)
    for procedure in knowledge.procedures.values():
        yield from _named("ENTITY", procedure.id, "procedure", procedure.names)
    for source in knowledge.sources.values():
        yield from _named("ENTITY", source.id, "source", source.names)
        yield from _texts("ENTITY", source.id, "source", source.title)
        if source.publisher:
            yield Meaning("AUTHORITY", source.publisher, "publisher", source.publisher)


def _schema(schema: Schema) -> Iterator[Meaning]:
    for authority in schema.authorities:
        yield Meaning("AUTHORITY", authority, "authority", authority)
    for kind in schema.kinds.values():
        yield from _named("KIND", kind.id, "", kind.names)
        yield Meaning("KIND", kind.id, "", kind.plural)
        yield from _attributes(kind.attributes.values(), kind.id)
    for relation in schema.relations.values():
        yield from _relation("REL", "REL_BE", relation.id, relation.phrases)
        yield from _relation("INV", "INV_BE", relation.id, relation.inverse)
        yield Meaning("REL", relation.id, "", relation.id)
        yield from _attributes(relation.attributes.values(), relation.id)
    for action in schema.actions.values():
        yield Meaning("ACT", action.id, "", action.id)
        yield from _phrased("ACT", action.id, "", action.forms)
        yield from (
            Meaning("ACT", action.id, "", _third_person(base), "en", part=2) for base in action.forms.get("en", ())[:1]
        )
        yield from _named("ENTITY", action.id, "action", action.names)
        yield from (
            Meaning("ENTITY", action.id, "action", m.text, m.language)
            for m in _phrased("ACT", action.id, "", action.forms)
            if m.part == 0
        )
        for role in action.roles.values():
            yield Meaning("ROLE", role.id, action.id, role.id)
            yield from _phrased("PREP", role.id, action.id, role.phrases)
    for item in schema.inputs.values():
        yield from _named("INPUT", item.id, "", item.names)
        yield from _named("ENTITY", item.id, "input", item.names)
        yield from _choices(item.type, item.id)


def _third_person(base: str) -> str:
    """`packs` of `pack`, `carries out` of `carry out`."""
    verb, *rest = base.split(" ")
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        verb = verb[:-1] + "ies"
    else:
        verb += "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return " ".join([verb, *rest])


def _attributes(attributes: Iterable[Attribute], owner: str) -> Iterator[Meaning]:
    for attribute in attributes:
        yield from _named("ATTR", attribute.id, owner, attribute.names)
        yield from _choices(attribute.type, attribute.id)


def _choices(type_: Type, owner: str) -> Iterator[Meaning]:
    for choice in (*type_.choices, *(type_.of.choices if type_.of else ())):
        yield Meaning("CHOICE", choice, owner, choice)


def _relation(plain: Category, after_be: Category, id_: str, phrases: Phrases) -> Iterator[Meaning]:
    """A phrase that begins with a form of `be` is known by what follows, so that it may stand in every tense."""
    for meaning in _phrased(plain, id_, "", phrases):
        first, _, rest = meaning.text.strip().partition(" ")
        if first.lower() in _BE and rest:
            yield Meaning(after_be, id_, "", rest.strip(), meaning.language, part=meaning.part)
        else:
            yield meaning


def _pieces(templates: Iterable[Template]) -> Iterator[Meaning]:
    for template in templates:
        for part, piece in enumerate(template.pieces):
            if piece:
                category: Category = "ASK_NEXT" if part else "ASK_OPEN"
                yield Meaning(category, template.id, template.owner, piece, template.language, part=part)
