"""Binds tails: the day, the facts, filled roles, whose word counts, the language of the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..ground.frozen import replace
from ..ground.span import Span
from ..ground.values import EntityRef, Range, Value
from ..model.schema import Attribute, Type
from .expressions import Parameter
from .lexing import Word
from .names import Reading, fail, fitting
from .operands import day, operand
from .predicates import Predicates, symbol
from .questions import (
    Consequences,
    Fact,
    Filler,
    How,
    Judged,
    Named,
    Permitted,
    Predicate,
    Requirements,
    Tails,
    Thing,
    Whether,
    Which,
)


def role_words(tails: Iterable[Any]) -> tuple[Word, ...]:
    """The words of the tails that introduce a role."""
    return tuple(tail.children[0] for tail in tails if tail.data == "fill")


def actions_of(question: Any) -> tuple[str, ...]:
    """The actions that a question speaks of, each once."""
    match question:
        case Requirements(action=action) | How(action=action):
            return (action,)
        case Consequences(action=str() as action):
            return (action,)
        case Whether(predicate=predicate) | Which(predicate=predicate) | Consequences(predicate=predicate):
            return tuple(dict.fromkeys(_actions(predicate))) if predicate is not None else ()
    return ()


def _actions(predicate: Predicate) -> Iterable[str]:
    match predicate:
        case Permitted(action=action) | Judged(action=action):
            yield action
    for part in (*getattr(predicate, "operands", ()), getattr(predicate, "operand", None)):
        if part is not None:
            yield from _actions(part)


class TailBinder:
    """Binds the tails of a question whose actions are known."""

    def __init__(self, reading: Reading, predicates: Predicates, actions: tuple[str, ...]) -> None:
        self.reading = reading
        self.predicates = predicates
        self.actions = actions
        self.schema = reading.vocabulary.schema

    def bind(self, nodes: Iterable[Any]) -> Tails:
        """All tails together; one that says the same thing twice is an error."""
        tails = Tails()
        for node in nodes:
            tails = self.add(tails, node)
        return tails

    def add(self, tails: Tails, node: Any) -> Tails:
        """The tails with one more."""
        words = node.children
        match node.data:
            case "as_of" | "as_of_first" | "today":
                last = words[-1]
                said: Any = "today" if node.data == "today" else day(
                    last if isinstance(last, Word) else last.children[0])
                if tails.as_of is not None:
                    fail("syntax", "the day is said twice", span_of(node))
                return replace(tails, as_of=said)
            case "given":
                facts = [self.fact(child) for child in words[-1].children]
                said_of = tuple(f for f in facts if isinstance(f, Filler))
                return replace(tails, given=(*tails.given, *(f for f in facts if isinstance(f, Fact))),
                               fillers=self.fillers(tails, said_of))
            case "with_inputs" | "without_inputs":
                holds = node.data == "with_inputs"
                return replace(tails, given=(*tails.given, *(self.yes(word, holds) for word in words[1:])))
            case "fill":
                return replace(tails, fillers=self.fillers(tails, (self.filler(words[0], words[1]),)))
            case "according":
                if tails.according_to is not None:
                    fail("syntax", "whose word counts is said twice", span_of(node))
                return replace(tails, according_to=self.authority(words[-1].children[0]))
        return replace(tails, language="zh" if node.data == "chinese" else "en")

    def fillers(self, tails: Tails, more: tuple[Filler, ...]) -> tuple[Filler, ...]:
        """The fillers with more of them; a role is filled once."""
        for filler in more:
            if any(filler.role == other.role for other in tails.fillers):
                fail("syntax", f"the role `{filler.role}` is filled twice", filler.span)
        return (*tails.fillers, *more)

    def filler(self, word: Word, node: Any) -> Filler:
        """The role that a preposition fills, in the first action that has one for it."""
        if word.unknown:
            self.reading.unknown(word)
        fits = [action for action in self.actions
                if any(m.id in self.schema.roles(action) and m.of in self.schema.actions_above(action)
                       for m in word.meanings)]
        if not fits:
            about = f"`{self.actions[0]}` has no role" if self.actions else "there is no action with a role"
            fail("syntax", f"{about} that `{word.text}` introduces", word.span)
        return self.predicates.preposition(fits[0], word, node)

    def authority(self, word: Word) -> Thing | str:
        """A source, or the name of a publisher or authority."""
        if word.type == "AUTHORITY" and word.meanings:
            return word.meanings[0].id
        if publisher := self.publisher(word):
            return publisher
        return self.reading.thing(word, ("source",), "after `according to`")

    def publisher(self, word: Word) -> str | None:
        """The publisher that is also a record of its own, by any name of that record; None where it is none."""
        known = self.reading.vocabulary
        if word.type != "ENTITY" or any(meaning.of == "source" for meaning in word.meanings):
            return None
        names = (name for id_ in word.ids for name in (id_, *known.names(id_)))
        return next((m.id for name in names for m in known.lookup(name, "AUTHORITY")), None)

    # --- facts -----------------------------------------------------------------------------------------------------

    def yes(self, word: Word, holds: bool) -> Fact:
        """An input that is true or false."""
        if word.unknown:
            self.reading.unknown(word)

        def bind(id_: str) -> Fact:
            type_ = self.schema.inputs[id_].type
            if type_.base != "bool":
                fail("type", f"`{word.text}` is no yes-or-no input; say `given {word.text} = …`", word.span)
            return Fact(id_, "=", holds, word.span)

        return fitting(word, word.ids, bind, str)

    def fact(self, node: Any) -> Fact | Filler:
        """What is said of an input, of an attribute of a role, or that a role is filled."""
        first = node.children[0]
        if isinstance(first, Word):
            return self.yes(node.children[-1], first.type != "NOT")
        word, *path = first.children
        if word.unknown:
            self.reading.unknown(word)
        test = node.children[-1]
        if isinstance(test, Word):
            operator, value = "=", test
        else:
            operator, value = symbol(test.children[0]), test.children[1].children[0]
        if word.type == "ROLE":
            return self.role_fact(word, path, operator, value, node)

        def bind(id_: str) -> Fact:
            found = operand(self.reading, value, self.schema.inputs[id_].type, operator, word.text, open_list=True)
            return Fact(id_, operator, found, span_of(node))  # type: ignore[arg-type]

        return fitting(word, word.ids, bind, str)

    def role_fact(self, word: Word, path: list[Word], operator: str, value: Any, node: Any) -> Fact | Filler:
        """`by = X` fills a role; `object.mass = 5 kg` says something of an attribute of what fills it."""
        role = next((r for action in self.actions for m in word.meanings
                     if (r := self.schema.roles(action).get(m.id)) is not None), None)
        if role is None:
            fail("syntax", f"no action of this question has a role `{word.text}`", word.span)
        if not path:
            if operator != "=" or not isinstance(value, Word):
                fail("syntax", f"the role `{role.id}` is filled by one thing, with `=`", span_of(node))
            return Filler(role.id, self.reading.thing(value, role.kinds, f"as `{role.id}`"), span_of(node))
        declared = attribute_of(self.reading, path[-1], role.kinds)
        found = operand(self.reading, value, settled(declared.type), operator, path[-1].text, open_list=True)
        return Fact(f"{role.id}.{declared.id}", operator, found, span_of(node))  # type: ignore[arg-type]


def attribute_of(reading: Reading, word: Word, kinds: Iterable[str]) -> Attribute:
    """The attribute of a name among those of some kinds."""
    if word.unknown:
        reading.unknown(word, tuple(kinds))
    for kind in kinds:
        for meaning in word.meanings:
            if meaning.of == kind and (found := reading.vocabulary.attribute(meaning.id, kind)):
                return found
    return fail("wrong-kind", f"{' or '.join(kinds)} has no attribute `{word.text}`", word.span)


def settled(type_: Type) -> Type:
    """The type that a fact about an attribute has."""
    return type_


def span_of(node: Any) -> Span | None:
    """The span of all words of a node, None where it has none."""
    words = list(_words(node))
    return words[0].span.to(words[-1].span) if words else None


def _words(node: Any) -> Iterable[Word]:
    if isinstance(node, Word):
        yield node
        return
    for child in node.children:
        yield from _words(child)


__all__ = ["EntityRef", "Named", "Parameter", "Range", "TailBinder", "Value", "actions_of", "role_words", "span_of"]
