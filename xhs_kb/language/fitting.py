"""Which phrases fit after the words before, by kind: what completion may offer so that every path can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..model.schema import Attribute, Relation, Type
from ..model.vocabulary import Meaning, Vocabulary
from .lexing import Word
from .narrowing import kinds_wanted

_WANTED = ("WHICH", "WHAT", "LIST", "HOW_MANY", "WHO")
_SAMPLES = {"percent": "20%", "money": "CNY 600", "duration": "2 weeks", "date": "2020-03-01", "ratio": "9:1",
            "integer": "5", "number": "5", "bool": "true"}
_DAYS = ("AS_OF", "IN_TAIL", "SINCE", "UNTIL", "BETWEEN", "IN")


@dataclass(frozen=True)
class Context:
    """The words before, and what they tell of what may come."""

    vocabulary: Vocabulary
    words: list[Word]

    @cached_property
    def kinds(self) -> frozenset[str] | None:
        """The kinds of which a name may come; None for every kind."""
        return kinds_wanted(self.vocabulary, self.words)

    @cached_property
    def subject(self) -> frozenset[str] | None:
        """The kinds of the subject: of the noun that is asked for, else of the first name; None where unknown."""
        for word in self.words:
            if word.type == "KIND":
                return frozenset(word.ids)
            if word.type == "ENTITY":
                return frozenset(m.of for m in word.meanings)
        return None

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """The actions that are spoken of."""
        return tuple(id_ for word in self.words if word.type == "ACT" for id_ in word.ids)

    @property
    def last(self) -> str:
        """The terminal of the last word, empty at the beginning."""
        return self.words[-1].type if self.words else ""

    @cached_property
    def measured(self) -> Word | None:
        """The input or attribute that a value is wanted for, None where there is none."""
        return next((w for w in reversed(self.words) if w.type in ("INPUT", "ATTR")), None)

    def types(self) -> Iterator[Type]:
        """The types that the value may have."""
        word = self.measured
        for meaning in word.meanings if word else ():
            if meaning.category == "INPUT":
                yield self.vocabulary.schema.inputs[meaning.id].type
            elif self.subject is None or meaning.of in self.subject:
                found: Attribute | None = self.vocabulary.attribute(meaning.id, meaning.of)
                if found is not None:
                    yield found.type


def fits(context: Context, terminal: str, meaning: Meaning) -> bool:
    """Whether a phrase may come next, as far as kinds tell."""
    match terminal:
        case "ENTITY":
            return _entity(context, meaning)
        case "REL" | "REL_BE":
            return _relation(context, context.vocabulary.schema.relations[meaning.id], False)
        case "INV" | "INV_BE":
            return _relation(context, context.vocabulary.schema.relations[meaning.id], True)
        case "ACT":
            return meaning.language != "en" or _action(context, meaning)
        case "PREP":
            schema = context.vocabulary.schema
            return any(meaning.of in schema.actions_above(action) for action in context.actions)
        case "ATTR":
            return context.subject is None or context.last == "BE" or meaning.of in context.subject
        case "INPUT":
            yes = context.vocabulary.schema.inputs[meaning.id].type.base == "bool"
            return context.last == "GIVEN" or yes
        case "CHOICE":
            return any(meaning.text in (*type_.choices, *(type_.of.choices if type_.of else ()))
                       for type_ in context.types())
        case "ASK_NEXT":
            return _piece(context, meaning)
        case "ROLE":
            return False
    return True


def _entity(context: Context, meaning: Meaning) -> bool:
    opened = {m.of for word in context.words if word.type == "ASK_OPEN" for m in word.meanings}
    if opened:
        schema = context.vocabulary.schema
        kinds = {k for o in opened for k in ((o,) if o in schema.kinds else
                                             (*schema.relations[o].sources, *schema.relations[o].targets))}
        return meaning.of in kinds
    if context.measured is not None and context.last not in ("OF",):
        return any(meaning.of == type_.kind for type_ in context.types() if type_.base == "ref")
    if context.measured is not None:
        return meaning.of in {m.of for m in context.measured.meanings}
    return context.kinds is None or meaning.of in context.kinds


def _relation(context: Context, relation: Relation, inverse: bool) -> bool:
    """The subject may stand at that end; after `which K does X` X is the subject and K the other end."""
    near, far = (relation.targets, relation.sources) if inverse else (relation.sources, relation.targets)
    words = context.words
    if words and words[-1].type == "ENTITY" and any(w.type == "KIND" for w in words):
        kinds = frozenset(m.of for m in words[-1].meanings)
        return bool(kinds & set(near)) and (context.subject is None or bool(context.subject & set(far)))
    return context.subject is None or bool(context.subject & set(near))


def _action(context: Context, meaning: Meaning) -> bool:
    """The participle after `be`, the base form else; of an action that takes the subject."""
    passive = context.last == "BE"
    if meaning.part != (1 if passive else 0):
        return False
    roles = context.vocabulary.schema.roles(meaning.id)
    subject = context.subject
    if subject is None:
        return True
    wanted = [r for r in roles.values() if (r.id == "object" if passive else r.subject)]
    if context.words and context.words[-1].type in ("TO", "DO", "HOW"):
        wanted = list(roles.values())
    return any(subject & set(role.kinds) for role in wanted)


def _piece(context: Context, meaning: Meaning) -> bool:
    """A later piece of a question that an attribute declares, after the pieces before it."""
    pieces = [word for word in context.words if word.type in ("ASK_OPEN", "ASK_NEXT")]
    if pieces:
        return any(m.id == meaning.id and m.part < meaning.part for m in pieces[-1].meanings)
    subject = context.subject
    schema = context.vocabulary.schema
    owners = {meaning.of} if meaning.of in schema.kinds else set(schema.relations[meaning.of].sources)
    return meaning.part == 1 and (subject is None or bool(subject & owners))


def samples(context: Context) -> Iterator[tuple[str, str]]:
    """A value of each type that may stand there, with the type in words."""
    if context.last in _DAYS or (context.last == "_AND_ALSO" and any(w.type == "BETWEEN" for w in context.words)):
        yield "2020-03-01", "a day"
        return
    for type_ in context.types():
        inner = type_.of if type_.of is not None else type_
        sample = _SAMPLES.get(inner.base)
        if sample is not None:
            yield sample + (f" {inner.unit}" if inner.unit else ""), str(inner)
        if inner.base == "bool":
            yield "false", "bool"
