"""What each part of a text is, by the same tokens as the parser's: for colours while typing (it never raises)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..ground.frozen import dataclass
from ..ground.span import Source
from ..model.vocabulary import Vocabulary
from .lexing import Lexer, Word
from .limits import DEFAULT
from .search import Search, TooDeepError, TooLongError, unroll
from .tables import tables

Sort: TypeAlias = Literal["keyword", "name", "verb", "value", "text", "parameter", "wrong"]
State: TypeAlias = Literal["whole", "open", "wrong"]
_SORTS: dict[str, Sort] = {
    "ENTITY": "name", "KIND": "name", "INPUT": "name", "ATTR": "name", "ROLE": "name", "AUTHORITY": "name",
    "CHOICE": "value", "ACT": "verb", "REL": "verb", "INV": "verb", "REL_BE": "verb", "INV_BE": "verb",
    "VALUE": "value", "DAY": "value", "DAY_ALONE": "value", "QUOTED": "text", "PARAM": "parameter",
}
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Painted:
    """A part of a text, from one character up to another, and what it is."""

    start: int
    end: int
    sort: Sort


@dataclass(frozen=True, slots=True)
class Examined:
    """The parts of a text in order, and whether it is whole, open (it ends too early), or wrong from some word on."""

    parts: tuple[Painted, ...]
    state: State


def highlight(text: str, vocabulary: Vocabulary) -> tuple[Painted, ...]:
    """The parts of a text in order; what cannot be read from some place on is `wrong`, unless it may still be typed."""
    found = examine(text, vocabulary)
    typing = found.state == "wrong" and text[found.parts[-1].start :].isalnum()
    return found.parts[:-1] if typing else found.parts


def examine(text: str, vocabulary: Vocabulary, start: str = "question", begin: int = 0) -> Examined:
    """What a text is from a place on, by the grammar of that start; a text that is too long passes as whole."""
    if len(text) > _LONGEST:
        return Examined((), "whole")
    table = tables(start)
    search = Search(Lexer(Source(f"<{start}>", text), vocabulary, table, begin), table, DEFAULT.steps,
                    6 + 6 * DEFAULT.nesting)
    try:
        words = next(search.readings(), None)
    except (TooDeepError, TooLongError):
        return Examined((), "whole")
    if words is not None:
        return Examined(_painted(words), "whole")
    known = _painted(unroll(next(iter(search.there.values()), None)))
    atoms = search.lexer.atoms
    if search.furthest >= len(atoms):
        return Examined(known, "open")
    wrong = atoms[search.furthest]
    return Examined((*known, Painted(wrong.start, wrong.end, "wrong")), "wrong")


def _painted(words: list[Word]) -> tuple[Painted, ...]:
    return tuple(Painted(word.span.start, word.span.end, _sort(word)) for word in words)


def _sort(word: Word) -> Sort:
    return "wrong" if word.unknown else _SORTS.get(word.type, "keyword")
