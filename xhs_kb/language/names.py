"""From words to what they name: kinds narrow, several that fit are an error, none is one with suggestions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, NoReturn, TypeVar

from ..ground.frozen import dataclass, field
from ..ground.span import Source, Span
from ..ground.trouble import LanguageError, Suggestion, Trouble
from ..model.vocabulary import Category, Meaning, Vocabulary
from .expressions import Parameter
from .lexing import Word
from .questions import Named, Thing

T = TypeVar("T")
_SHOWN = 60
Kinds = Collection[str] | None
_SORTS = {"KIND": "a kind", "ACT": "an action", "REL": "a relation", "INV": "a relation", "REL_BE": "a relation",
          "INV_BE": "a relation", "INPUT": "an input", "ATTR": "an attribute", "PREP": "a word of a role",
          "PREP_IN": "a word of a role", "ROLE": "a role", "CHOICE": "a choice", "AUTHORITY": "a publisher"}


def fail(code: str, message: str, span: Span | None = None, suggestions: Iterable[Suggestion] = (),
         help_: str | None = None) -> NoReturn:
    """Raises a trouble of the language."""
    raise LanguageError(Trouble(code, one_line(message), span, tuple(suggestions)[:3], help_))


@dataclass(frozen=True)
class Reading:
    """What binding a reading needs to know: the vocabulary, the text, the day asked about (None: not said)."""

    vocabulary: Vocabulary
    source: Source
    day: date | None = None
    roles: tuple[Word, ...] = field(default=())

    def thing(self, word: Word, kinds: Kinds = None, of: str = "") -> Thing:
        """What a name or a parameter stands for. `kinds` are those that may stand here, `of` says for what."""
        if word.type == "PARAM":
            return Parameter(word.value, word.span)
        return Named(self.choice(word, kinds, of).id, word.span)

    def choice(self, word: Word, kinds: Kinds = None, of: str = "") -> Meaning:
        """The one record that a name stands for."""
        if word.unknown:
            self.unknown(word, kinds)
        found = self.candidates(word, kinds)
        if not found:
            self.wrong_kind(word, kinds or (), of)
        if len(found) > 1:
            ambiguous(word, (meaning.id for meaning in found))
        return found[0]

    def candidates(self, word: Word, kinds: Kinds = None) -> list[Meaning]:
        """The records that a name can stand for here, each once; an id written to the letter is never ambiguous."""
        fitting = [m for m in word.meanings if kinds is None or m.of in kinds]
        exact = [m for m in fitting if m.id == word.text]
        if exact and not word.quoted:
            return exact[:1]
        best = {m.id: m for m in reversed(fitting)}
        if len(best) > 1 and self.day is not None:
            current = {m.id: m for m in reversed(fitting) if m.valid.holds(self.day)}
            best = current or best
        return list(best.values())[::-1]

    def unknown(self, word: Word, kinds: Kinds = None) -> NoReturn:
        """The trouble of a name that means nothing."""
        raise LanguageError(unknown_name(self.vocabulary, word, kinds))

    def wrong_kind(self, word: Word, kinds: Collection[str], of: str = "") -> NoReturn:
        """The trouble of a record of a kind that cannot stand here."""
        noun = self.vocabulary.noun
        is_a = " or ".join(dict.fromkeys(noun(m.of) for m in word.meanings))
        wanted = " or ".join(noun(kind) for kind in sorted(kinds))
        where = f" {of}" if of else ""
        fail("wrong-kind", f"`{word.text}` is {is_a}; {wanted or 'nothing'} is wanted{where}", word.span)


def unknown_name(vocabulary: Vocabulary, word: Word, kinds: Kinds = None) -> Trouble:
    """The trouble of a word that the knowledge base does not have, with the nearest that it has."""
    text = word.value if word.quoted else word.text
    if other := next(iter(vocabulary.lookup(text, "ENTITY", "KIND", "ACT", "REL", "INV")), None):
        sort, wanted = (_SORTS.get(category, "a name") for category in (other.category, word.type))
        return Trouble("wrong-kind", f"`{shown(text)}` is {sort} here; {wanted} is wanted", word.span)
    category: Category = word.type if word.type != "PREP_IN" else "PREP"  # type: ignore[assignment]
    near = vocabulary.nearest(text, [category], kinds or ())
    sort = _SORTS.get(word.type, "a name").partition(" ")[2]
    message = f"`{shown(text)}` is no {sort} of this knowledge base"
    return Trouble("unknown-name", message, word.span, near)


def shown(text: str) -> str:
    """What a user wrote, on one line and not too much of it."""
    line = one_line(text)
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def ambiguous(word: Word, ids: Iterable[str]) -> NoReturn:
    """The trouble of a phrase that can mean several things."""
    found = tuple(dict.fromkeys(ids))
    listed = ", ".join(f"`{id_}`" for id_ in found)
    fail("ambiguous-name", f"`{word.text}` can mean several things: {listed}", word.span,
         (Suggestion(id_, id_) for id_ in found), f"write one of the ids: {listed}")


def article(noun: str) -> str:
    """The noun with its article."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def fitting(word: Word, options: Iterable[Any], bind: Callable[[Any], T], label: Callable[[Any], str]) -> T:
    """What `bind` gives for the one option that it accepts; the trouble of the first where it accepts none."""
    found: list[tuple[str, T]] = []
    troubles: list[LanguageError] = []
    for option in options:
        try:
            found.append((label(option), bind(option)))
        except LanguageError as error:
            troubles.append(error)
    if not found:
        raise min(troubles, key=severity)
    if any(result != found[0][1] for _, result in found[1:]):
        ambiguous(word, (name for name, _ in found))
    return found[0][1]


def severity(error: LanguageError) -> int:
    """Which of several troubles says most: an unknown name is one in every reading, a wrong kind only in this."""
    return {"unknown-name": 0, "ambiguous-name": 1, "type": 2, "wrong-kind": 3}.get(error.code, 4)
