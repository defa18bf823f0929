"""What the binding of all openers shares: nouns of kinds, subjects, and one node made of the parts of another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from ..ground.frozen import dataclass, replace
from .lexing import Word
from .names import Kinds, Reading, fitting
from .predicates import Predicates
from .questions import Describe, Predicate, Whether


@dataclass(frozen=True)
class Tree:
    """A node in the shape of lark's, for what another order of words says the same way."""

    data: str
    children: list[Any]


class Openers:
    """The base of the binders of openers, for one reading of a question."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.vocabulary = reading.vocabulary
        self.schema = reading.vocabulary.schema
        self.predicates = Predicates(reading)

    def of_kind(self, noun: Word, bind: Any) -> Any:
        """What `bind` makes of the one kind that a noun means."""
        if noun.unknown:
            self.reading.unknown(noun)
        return fitting(noun, noun.ids, bind, str)

    def kinds(self, word: Word) -> Kinds:
        """The kinds of what a word can name; None for a parameter."""
        return None if word.type == "PARAM" or word.unknown else tuple(dict.fromkeys(m.of for m in word.meanings))

    def about(self, node: Any, bind: Callable[[Kinds], Predicate]) -> Whether:
        """A predicate of the one thing of that name that it can be said of."""
        word = node.children[0]
        if word.type == "PARAM":
            return Whether(self.reading.thing(word), bind(None))
        if word.unknown:
            self.reading.unknown(word)

        def of(choice: Any) -> Whether:
            thing = self.reading.thing(replace(word, meanings=(choice,)))
            return Whether(thing, bind((choice.of,)))

        return fitting(word, self.reading.candidates(word), of, lambda choice: choice.id)

    def on_whether(self, parts: list[Any]) -> Whether:
        """`is X PREDICATE`, `does X PREDICATE`."""
        return self.about(parts[-2], lambda kinds: self.predicates.predicate(parts[-1], kinds))

    def describe(self, word: Word) -> Describe:
        """All about a record, or about a kind by its noun."""
        if word.type == "KIND":
            return cast(Describe, self.of_kind(word, lambda kind: Describe(None, kind)))
        return Describe(self.reading.thing(word))
