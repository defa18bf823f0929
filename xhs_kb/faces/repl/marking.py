"""What the words of a statement are, found by the parser's own lexer and search: for colours, and to tell its end.

A text that no reading fits is marked as far as it can be understood; the word after that is wrong, unless it may still
become a right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from ...ground.span import Source
from ...ground.trouble import LanguageError
from ...language.lexing import Lexer, Word
from ...language.patterns.reader import read_query
from ...language.patterns.tree import Return
from ...language.search import Search, TooDeepError, TooLongError, unroll
from ...language.tables import tables
from ...model.vocabulary import Vocabulary
from ..pattern_door import is_pattern
from .pattern_words import pattern_tokens, token_sort
from .stepping import is_command, session_word

Sort: TypeAlias = Literal["keyword", "name", "verb", "value", "input", "wrong", "command", "plain"]
State: TypeAlias = Literal["whole", "open", "wrong"]
_STEPS, _DEPTH, _LONGEST = 4_000, 300, 4_000
_SORTS: dict[str, Sort] = {
    "ENTITY": "name", "KIND": "name", "AUTHORITY": "name", "REL": "verb", "INV": "verb", "REL_BE": "verb",
    "INV_BE": "verb", "ACT": "verb", "PREP": "keyword", "PREP_IN": "keyword", "INPUT": "input", "ATTR": "input",
    "ROLE": "input", "VALUE": "value", "DAY": "value", "DAY_ALONE": "value", "QUOTED": "value", "CHOICE": "value",
    "PARAM": "value", "ASK_OPEN": "keyword", "ASK_NEXT": "keyword",
}  # fmt: skip


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
    return _pattern(text) if is_pattern(text) else _question(text, vocabulary)


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


def _question(text: str, vocabulary: Vocabulary) -> Marked:
    return _read("question", text, vocabulary, 0)


def _read(start: str, text: str, vocabulary: Vocabulary, begin: int) -> Marked:
    table = tables(start)
    lexer = Lexer(Source("<question>", text), vocabulary, table, begin)
    search = Search(lexer, table, _STEPS, _DEPTH)
    try:
        for words in search.readings():
            return Marked(tuple(map(_mark, words)), "whole")
    except (TooLongError, TooDeepError):
        return Marked((), "whole")
    words = unroll(next(iter(search.there.values()), None))
    marks = tuple(map(_mark, words))
    if search.furthest >= len(lexer.atoms):
        return Marked(marks, "open")
    return Marked((*marks, _wrong(lexer, search.furthest)), "wrong")


def _wrong(lexer: Lexer, place: int) -> Mark:
    """The whole word at a place, as it was typed."""
    atom = lexer.atoms[place]
    end = atom.end
    while end < len(lexer.source.text) and not lexer.source.text[end].isspace():
        end += 1
    return Mark(atom.start, end if lexer.source.text[atom.start].isascii() else atom.end, "wrong")


def _mark(word: Any) -> Mark:
    assert isinstance(word, Word)
    return Mark(word.span.start, word.span.end, _SORTS.get(word.type, "keyword"))
