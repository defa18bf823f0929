"""What the words of a statement are, found by the parser's own lexer and search: for colours, and to tell its end.

A text that no reading fits is marked as far as it can be understood; the word after that is wrong, unless it may still
become a right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias, cast

from ...ground.frozen import dataclass
from ...ground.trouble import LanguageError
from ...language.highlighting import State, examine
from ...language.patterns.reader import read_query
from ...language.patterns.tree import Return
from ...model.vocabulary import Vocabulary
from ..pattern_door import is_pattern
from .pattern_words import pattern_tokens, token_sort
from .stepping import is_command, session_word

Sort: TypeAlias = Literal["keyword", "name", "verb", "value", "text", "parameter", "wrong", "command", "plain"]
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a text and what it is."""

    start: int
    end: int
    sort: Sort


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of a text in order, and whether it is a whole statement, may become one, or has a wrong word."""

    marks: tuple[Mark, ...]
    state: State


def marked(text: str, vocabulary: Vocabulary) -> Marked:
    """What the words of a statement are. Texts that are too long to look at are taken as whole, without marks."""
    bare = text.strip()
    if not bare or len(text) > _LONGEST:
        return Marked((), "whole")
    if is_command(bare):
        start = text.index(bare)
        return Marked((Mark(start, start + len(bare.split()[0]), "command"),), "whole")
    if session_word(bare):
        return _session(text, vocabulary)
    return _pattern(text) if is_pattern(text) else _read("question", text, vocabulary, 0)


def _session(text: str, vocabulary: Vocabulary) -> Marked:
    """A word of the session, then a fact where one follows."""
    start = len(text) - len(text.lstrip())
    word = text.split()[0]
    if text.split()[:2] == ["as", "of"]:
        word = text[start : text.index("of") + 2]
    end = start + len(word)
    if not text[end:].strip() or not word.isascii():
        return Marked((Mark(start, end, "command"),), "whole")
    rest = _read("fact", text, vocabulary, end)
    marks = rest.marks if rest.state == "whole" else ()
    return Marked((Mark(start, end, "command"), *marks), "whole")


def _pattern(text: str) -> Marked:
    marks = tuple(_pattern_marks(text))
    try:
        query = read_query(text.rstrip("; \n"))
        ended = isinstance(query.parts[-1][-1], Return) or text.rstrip().endswith(";")
        return Marked(marks, "whole" if ended else "open")
    except LanguageError as error:
        span = error.trouble.span
        if error.code == "syntax" and not text.rstrip().endswith(";") and (span is None or _at_end(text, span.start)):
            return Marked(marks, "open")
        wrong = (Mark(span.start, span.end, "wrong"),) if span is not None else ()
        return Marked((*(mark for mark in marks if span is None or mark.end <= span.start), *wrong), "wrong")
    except RecursionError:
        return Marked(marks, "wrong")


def _pattern_marks(text: str) -> Iterator[Mark]:
    before = None
    for token in pattern_tokens(text)[0]:
        sort = cast(Sort, token_sort(token, before))
        yield Mark(token.start_pos or 0, token.end_pos or 0, sort)
        before = token


def _at_end(text: str, place: int) -> bool:
    return place >= len(text.rstrip())


def _read(start: str, text: str, vocabulary: Vocabulary, begin: int) -> Marked:
    found = examine(text, vocabulary, start, begin)
    return Marked(tuple(Mark(part.start, part.end, part.sort) for part in found.parts), found.state)
