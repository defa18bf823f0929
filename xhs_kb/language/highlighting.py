"""What each part of a text is, by the same tokens as the parser's: for colours while typing (it never raises)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..ground.span import Source
from ..model.vocabulary import Vocabulary
from .lexing import Lexer, Word
from .limits import DEFAULT
from .search import Search, TooDeepError, TooLongError, unroll
from .tables import tables

Sort: TypeAlias = Literal["keyword", "name", "verb", "value", "text", "parameter", "wrong"]
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


def highlight(text: str, vocabulary: Vocabulary) -> tuple[Painted, ...]:
    """The parts of a text in order; what cannot be read from some place on is `wrong`, unless it may still be typed."""
    table = tables("question")
    if len(text) > _LONGEST:
        return ()
    search = Search(Lexer(Source("<question>", text), vocabulary, table), table, DEFAULT.steps, 6 + 6 * DEFAULT.nesting)
    try:
        words = next(search.readings(), None)
    except (TooDeepError, TooLongError):
        return ()
    if words is None:
        words = unroll(next(iter(search.there.values()), None))
    painted = [Painted(word.span.start, word.span.end, _sort(word)) for word in words]
    atoms = search.lexer.atoms
    if search.furthest < len(atoms) and not text[atoms[search.furthest].start :].isalnum():
        painted += [Painted(atoms[search.furthest].start, atoms[search.furthest].end, "wrong")]
    return tuple(painted)


def _sort(word: Word) -> Sort:
    return "wrong" if word.unknown else _SORTS.get(word.type, "keyword")
