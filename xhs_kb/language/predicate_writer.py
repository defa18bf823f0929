"""Writes predicates in English, as they stand after the noun of a question."""

from __future__ import annotations

from typing import assert_never

from ..ground.values import Day, Value, write
from ..model.phrases import words
from ..model.vocabulary import Category, Vocabulary
from .expressions import Parameter
from .questions import (
    About,
    All,
    Any_,
    Below,
    Dated,
    Filler,
    Has,
    Judged,
    Named,
    Needs,
    Never,
    Permitted,
    Predicate,
    Relates,
    Thing,
)
from .writer import name_of, write_value


class Unsayable(Exception):  # noqa: N818 - it says no more than its name
    """The words of the knowledge base cannot say it."""


class PredicateWriter:
    """Writes predicates and what they are made of, with names or with ids."""

    def __init__(self, vocabulary: Vocabulary, names: bool) -> None:
        self.vocabulary = vocabulary
        self.names = names

    # --- words -----------------------------------------------------------------------------------------------------

    def name(self, id_: str, category: Category) -> str:
        """A name of a thing that means nothing else, or its id."""
        return name_of(self.vocabulary, id_, "en", category) if self.names else id_

    def thing(self, thing: Thing) -> str:
        """A record by its name, or a parameter."""
        return f"${thing.name}" if isinstance(thing, Parameter) else self.name(thing.id, "ENTITY")

    def attribute(self, id_: str) -> str:
        """An attribute by its name."""
        return self.name(id_, "ATTR")

    def noun(self, kind: str) -> str:
        """The plural of a kind, or its id."""
        declared = self.vocabulary.schema.kinds.get(kind)
        if declared is None or not self.names:
            return kind
        nouns = [meaning.text for meaning in self.vocabulary.named(kind, "KIND") if meaning.language == "en"]
        return next((noun for noun in nouns if words(noun) == words(declared.plural)), nouns[0] if nouns else kind)

    def verb(self, action: str, part: int) -> str:
        """The base form (0) or the participle (1) of an action; its id where it has no such form."""
        forms = self.vocabulary.schema.actions[action].forms.get("en", ())
        return forms[part] if part < len(forms) else action

    def preposition(self, action: str, role: str) -> str | None:
        """The word that introduces a role of an action, None where there is none in English."""
        roles = self.vocabulary.schema.roles(action)
        phrases = roles[role].phrases.get("en", ()) if role in roles else ()
        return phrases[0] if phrases else None

    def day(self, day: Day | Parameter) -> str:
        """A day, or a parameter."""
        return f"${day.name}" if isinstance(day, Parameter) else write(day)

    def days(self, start: Day | Parameter | None, end: Day | Parameter | None) -> str:
        """`since`, `until`, `between` or `in`."""
        if start is not None and end is not None:
            return f"in {self.day(start)}" if start == end else f"between {self.day(start)} and {self.day(end)}"
        if start is not None:
            return f"since {self.day(start)}"
        if end is not None:
            return f"until {self.day(end)}"
        raise Unsayable

    # --- predicates ------------------------------------------------------------------------------------------------

    def predicate(self, predicate: Predicate) -> str:
        """A predicate as it stands after a noun."""
        match predicate:
            case Relates(relation, things, inverse):
                return f"{self.relation(relation, inverse)} {' and '.join(self.thing(t) for t in things)}"
            case Permitted():
                return self.permitted(predicate)
            case Judged(word, action, role, fillers):
                done_to = "".join(f" {self.thing(f.thing)}" for f in fillers if f.role == "object")
                if any(f.role != "object" for f in fillers) or (done_to and role == "object"):
                    raise Unsayable
                return f"are {word} to {self.verb(action, 0)}{done_to}"
            case Needs(thing):
                return f"need {self.thing(thing)}"
            case Below(thing):
                return f"are under {self.thing(thing)}"
            case About(thing):
                return f"are about {self.thing(thing)}"
            case Has():
                return self.has(predicate)
            case Dated(what, start, end):
                said = self.days(start, end)
                return f"ended {said}" if what == "ceased" and start is not None else said
            case Never(operand):
                return f"not {self.grouped(operand)}"
            case All(operands):
                return " and ".join(self.grouped(operand) for operand in operands)
            case Any_(operands):
                inner = (self.predicate(o) if isinstance(o, All) else self.grouped(o) for o in operands)
                return " or ".join(inner)
        return assert_never(predicate)

    def grouped(self, predicate: Predicate) -> str:
        """A predicate in brackets where it joins others."""
        said = self.predicate(predicate)
        return f"({said})" if isinstance(predicate, All | Any_) else said

    def relation(self, id_: str, inverse: bool) -> str:
        """The first English phrase of a relation."""
        declared = self.vocabulary.schema.relations[id_]
        phrases = (declared.inverse if inverse else declared.phrases).get("en", ())
        if not phrases and inverse:
            raise Unsayable
        return phrases[0] if phrases else id_

    def permitted(self, predicate: Permitted) -> str:
        """`can be ACT by Y`, or `can ACT X`."""
        can = "cannot" if predicate.negated else "can"
        rest = [f for f in predicate.fillers if f.role != "object"]
        said = "".join(f" {self.inside(predicate.action, filler)}" for filler in rest)
        done_to = next((f for f in predicate.fillers if f.role == "object"), None)
        if predicate.role == "object" and done_to is None:
            return f"{can} be {self.verb(predicate.action, 1)}{said}"
        object_ = f" {self.thing(done_to.thing)}" if done_to is not None else ""
        return f"{can} {self.verb(predicate.action, 0)}{object_}{said}"

    def inside(self, action: str, filler: Filler) -> str:
        """A role that is filled within a predicate."""
        word = self.preposition(action, filler.role)
        if word is None:
            raise Unsayable
        return f"{word} {self.thing(filler.thing)}"

    def has(self, predicate: Has) -> str:
        """An attribute, with what it is compared with."""
        attribute = self.attribute(predicate.attribute)
        if predicate.operator is None:
            return f"have {attribute}"
        return f"have {attribute} {predicate.operator} {self.value(predicate.value)}"

    def value(self, value: Value | Thing | None) -> str:
        """A value, a record or a parameter."""
        if value is None:
            raise Unsayable
        return self.thing(value) if isinstance(value, Named | Parameter) else write_value(value, self.vocabulary)
