"""Writes a bound question in English, such that reading the text gives an equal tree.

Names stand where they are read back as what they are, else ids; what the words of a knowledge base cannot say (a role
without a word for it, an edge's attribute without a question) is None.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..ground.frozen import replace
from ..ground.trouble import XhsKbError
from ..model.vocabulary import Vocabulary
from .expressions import Parameter
from .predicate_writer import PredicateWriter, Unsayable
from .questions import (
    Changes,
    Consequences,
    Contrast,
    Describe,
    EdgeValue,
    Fact,
    Filler,
    How,
    Named,
    PatternOf,
    Permitted,
    Predicate,
    Question,
    Relates,
    Requirements,
    Tails,
    Thing,
    ValueOf,
    Whether,
    Which,
    Why,
)
from .reader import read_question
from .tails import actions_of
from .writer import write_value


def write_question(question: Question, vocabulary: Vocabulary) -> str | None:
    """The canonical text of a question in English; None where the words of the knowledge base cannot say it."""
    for names in (True, False):
        try:
            text = _Writer(vocabulary, names).question(question)
        except Unsayable:
            return None
        try:
            if read_question(text, vocabulary) == question:
                return text
        except XhsKbError:
            continue
    return None


class _Writer(PredicateWriter):
    """Writes one question, with names or with ids."""

    def question(self, question: Question) -> str:
        match question:
            case Why(inner):
                return f"why {self.question(inner)}"
            case PatternOf(inner):
                return f"pattern {self.question(inner)}"
            case _:
                return " ".join(part for part in (self.core(question), self.tails(question)) if part)

    def core(self, question: Question) -> str:
        match question:
            case Whether(subject, predicate):
                return self.whether(subject, predicate)
            case Which():
                return self.which(question)
            case ValueOf(attribute, subject):
                return f"what is the {self.attribute(attribute)} of {self.thing(subject)}"
            case EdgeValue():
                return self.edge_value(question)
            case Describe(subject, kind):
                return f"describe {self.thing(subject) if subject is not None else self.noun(kind or '')}"
            case Requirements(action, fillers):
                doer, deed = self.deed(action, fillers)
                return f"what does {doer} need to {deed}" if doer else f"what do I need to {deed}"
            case How(action, fillers):
                doer, deed = self.deed(action, fillers)
                return f"how can {doer} {deed}" if doer else f"how do I {deed}"
            case Consequences(str() as action, fillers):
                doer, deed = self.deed(action, fillers)
                return f"what happens if {doer or 'I'} {deed}"
            case Consequences(None, _, Named() | Parameter() as subject, predicate) if predicate is not None:
                return f"what happens if {self.thing(subject)} {self.predicate(predicate)}"
            case Contrast(subjects):
                return "compare " + " and ".join(self.thing(subject) for subject in subjects)
            case Changes(start, end, about):
                days = self.days(start, end) if start is not None or end is not None else ""
                said = f"about {self.thing(about)}" if about is not None else ""
                return " ".join(part for part in ("what changed", days, said) if part)
        raise Unsayable

    # --- yes or no, rows -------------------------------------------------------------------------------------------

    def whether(self, subject: Thing | None, predicate: Predicate) -> str:
        """The verb in front of the subject where there is one predicate, else a statement."""
        if subject is None:
            if isinstance(predicate, Permitted) and not predicate.fillers:
                return f"{'cannot' if predicate.negated else 'can'} I {self.verb(predicate.action, 0)}"
            raise Unsayable
        said, thing = self.predicate(predicate), self.thing(subject)
        first, _, rest = said.partition(" ")
        if isinstance(predicate, Permitted) or first == "are":
            return f"{'is' if first == 'are' else first} {thing} {rest}"
        if isinstance(predicate, Relates):
            return f"does {thing} {said}"
        return f"{thing} {said}"

    def which(self, question: Which) -> str:
        said = "" if question.predicate is None else self.said_of_rows(question.predicate)
        if len(question.kinds) == 1:
            noun = self.noun(question.kinds[0])
            if question.count:
                return f"how many {noun} {said or 'are there'}"
            return f"which {noun} {said}" if said else f"list {noun}"
        if not said or question.count:
            raise Unsayable
        for word in ("who", "what"):
            text = f"{word} {said}"
            try:
                if read_question(text, self.vocabulary) == replace(question, tails=Tails()):
                    return text
            except XhsKbError:
                continue
        raise Unsayable

    def said_of_rows(self, predicate: Predicate) -> str:
        """The predicate after the noun; `can Y ACT` where somebody does it with the rows."""
        match predicate:
            case Permitted(action, "object", (Filler(role, thing),), negated) if role != "object":
                if self.vocabulary.schema.roles(action)[role].subject:
                    return f"{'cannot' if negated else 'can'} {self.thing(thing)} {self.verb(action, 0)}"
        return self.predicate(predicate)

    def edge_value(self, question: EdgeValue) -> str:
        """By the first English question that the attribute declares and that has the slots."""
        ends = {"from": question.source, "to": question.target}
        for template in self.vocabulary.templates:
            if template.owner != question.relation or template.attribute != question.attribute \
                    or template.language != "en":
                continue
            slots = [self.slot(ends[slot], question.kind) if slot in ends else None for slot in template.slots]
            if None not in slots:
                pieces = [template.pieces[0]]
                for slot, piece in zip(slots, template.pieces[1:], strict=True):
                    pieces += [slot or "", piece]
                return " ".join(piece for piece in pieces if piece)
        raise Unsayable

    def slot(self, thing: Thing | None, kind: str | None) -> str | None:
        if thing is not None:
            return self.thing(thing)
        return None if kind is None else self.noun(kind)

    def deed(self, action: str, fillers: Iterable[Filler]) -> tuple[str, str]:
        """Who does it (empty where nobody is named), and the verb with what it is done to."""
        roles = self.vocabulary.schema.roles(action)
        doer, done_to = "", ""
        for filler in fillers:
            if filler.role == "object":
                done_to = f" {self.thing(filler.thing)}"
            elif filler.role in roles and roles[filler.role].subject:
                doer = self.thing(filler.thing)
            else:
                raise Unsayable
        return doer, self.verb(action, 0) + done_to

    # --- tails -----------------------------------------------------------------------------------------------------

    def tails(self, question: Question) -> str:
        tails: Tails = question.tails  # type: ignore[union-attr]
        parts = [self.filled(filler, actions_of(question)) for filler in tails.fillers]
        if tails.given:
            parts.append("given " + ", ".join(self.fact(fact) for fact in tails.given))
        match tails.as_of:
            case "today":
                parts.append("today")
            case None:
                pass
            case day:
                parts.append(f"as of {self.day(day)}")
        match tails.according_to:
            case str() as name:
                parts.append(f"according to {name}")
            case Named() | Parameter() as source:
                parts.append(f"according to {self.thing(source)}")
        if tails.language is not None:
            parts.append("in Chinese" if tails.language == "zh" else "in English")
        return " ".join(parts)

    def filled(self, filler: Filler, actions: Iterable[str]) -> str:
        for action in actions:
            if (word := self.preposition(action, filler.role)) is not None:
                return f"{word} {self.thing(filler.thing)}"
        return f"given {filler.role} = {self.thing(filler.thing)}"

    def fact(self, fact: Fact) -> str:
        about = fact.about if "." in fact.about else self.name(fact.about, "INPUT")
        value = fact.value
        said = f"${value.name}" if isinstance(value, Parameter) else write_value(value, self.vocabulary)
        return f"{about} {fact.operator} {said}"


