"""Reads a question: text to tokens, tokens to a tree, the tree bound to a vocabulary (spec: language §1, 2, 4)."""

from __future__ import annotations

from datetime import date

from ..ground.span import Source, Span
from ..ground.trouble import LanguageError, Trouble
from ..model.vocabulary import Vocabulary
from .binder import Binder
from .faults import explain
from .lexing import Lexer, Word
from .limits import DEFAULT, ReadingLimits
from .names import Reading
from .questions import Question
from .search import Search, TooDeep, TooLong
from .tables import tables

_TRIED = 24


def read_question(text: str, vocabulary: Vocabulary, *, limits: ReadingLimits | None = None, day: date | None = None
                  ) -> Question:
    """The bound tree of a question; raises LanguageError for a text that is none.

    `day` is the day asked about where the text says none: it settles names that passed from one thing to another.
    """
    limits = limits or DEFAULT
    source = Source("<question>", text)
    if len(text) > limits.text:
        raise LanguageError(Trouble("limit", f"the question is longer than {limits.text} characters",
                                    Span(source, limits.text, len(text))))
    table = tables("question")
    search = Search(Lexer(source, vocabulary, table), table, limits.steps, 6 + 6 * limits.nesting)
    trouble: LanguageError | None = None
    try:
        for number, reading in enumerate(search.readings()):
            try:
                return bind(reading, vocabulary, source, day)
            except LanguageError as error:
                trouble = trouble or error
            if number >= _TRIED:
                break
    except (TooDeep, TooLong) as reason:
        raise LanguageError(_limit(reason, source)) from None
    if trouble is not None:
        raise trouble
    raise LanguageError(explain(search, limits))


def bind(words: list[Word], vocabulary: Vocabulary, source: Source, day: date | None) -> Question:
    """The tree of one reading."""
    tree = tables("question").tree(words)
    return Binder(Reading(vocabulary, source, day)).question(tree)


def _limit(reason: Exception, source: Source) -> Trouble:
    message = "the question is nested too deeply" if isinstance(reason, TooDeep) else "the question is too involved"
    return Trouble("limit", message, Span(source, 0, len(source.text)))
