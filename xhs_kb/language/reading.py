"""From text to the first reading that can be bound; questions, conditions and facts are all read this way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from ..ground.span import Source, Span
from ..ground.trouble import LanguageError, Trouble
from ..model.vocabulary import Vocabulary
from .faults import explain
from .lexing import Lexer, Word
from .limits import DEFAULT, ReadingLimits
from .names import Reading, severity
from .search import Search, TooDeepError, TooLongError
from .tables import tables

T = TypeVar("T")
_TRIED = 24


def first_reading(start: str, source: Source, vocabulary: Vocabulary, bind: Callable[[Any, Reading], T], *,
                  limits: ReadingLimits | None = None, region: tuple[int, int] | None = None, day: date | None = None
                  ) -> T:
    """What `bind` makes of the preferred reading that it accepts; raises the first trouble where it accepts none."""
    limits = limits or DEFAULT
    begin, end = region or (0, len(source.text))
    if end - begin > limits.text:
        raise LanguageError(Trouble("limit", f"the {start} is longer than {limits.text} characters",
                                    Span(source, begin, end)))
    table = tables(start)
    lexer = Lexer(source, vocabulary, table, begin, end)
    search = Search(lexer, table, limits.steps, 6 + 6 * limits.nesting)
    trouble: LanguageError | None = None

    def bound(words: list[Word]) -> T:
        tree = table.tree(words)
        if len(words) > limits.nesting and _depth(tree) > 4 * limits.nesting:
            raise TooDeepError
        return bind(tree, Reading(vocabulary, source, day))

    try:
        for number, words in enumerate(search.readings()):
            try:
                return bound(words)
            except LanguageError as error:
                trouble = error if trouble is None else min(trouble, error, key=severity)
            if number >= _TRIED:
                break
        if trouble is None:
            trouble = LanguageError(explain(search, bound))
    except TooDeepError:
        trouble = LanguageError(Trouble("limit", f"the {start} is nested too deeply", Span(source, begin, end)))
    except TooLongError:
        trouble = LanguageError(Trouble("limit", f"the {start} is too involved", Span(source, begin, end)))
    raise trouble


def _depth(tree: Any) -> int:
    """How deep a tree is, found without recursion."""
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for node in level for child in getattr(node, "children", ())]
    return depth
