"""What is wrong with a text that has no reading: an unknown name, a foreign habit, or something else expected.

Unknown names are found by reading again, with phrases of any length allowed to stand for names: the reading with the
fewest of them says which they are, and how far each of them goes (spec: language §2, 4).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import islice

from ..ground.span import Span
from ..ground.trouble import LanguageError, Suggestion, Trouble
from ..model.phrases import HERE
from .expected import expected
from .hints import habit
from .lexing import NAMES, Lexer, Word
from .names import shown, unknown_name
from .narrowing import kinds_wanted
from .search import Search, TooDeepError, TooLongError

_UNKNOWNS = 3
_STEPS = 30_000
_READINGS = 40
_HIDDEN = 2


def explain(search: Search, bind: Callable[[list[Word]], object]) -> tuple[Trouble, ...]:
    """The troubles of a text that has no reading, all unknown names together; `bind` tells more of a single one."""
    lexer = search.lexer
    if not lexer.atoms:
        return (Trouble("syntax", "there is nothing to read", Span(lexer.source, lexer.begin, lexer.end)),)
    if hint := habit(lexer):
        return (hint,)
    wrong = unexpected(search)
    if search.furthest >= len(lexer.atoms) or _is_misspelt_keyword(wrong):
        return (wrong,)
    for count in range(1, _UNKNOWNS + 1):
        if words := _unknowns(search, count):
            return _told(lexer, words, bind)
    if alone := _alone(search):
        return (unknown_name(lexer.vocabulary, alone),)
    return (wrong,)


def _told(lexer: Lexer, words: list[Word], bind: Callable[[list[Word]], object]) -> tuple[Trouble, ...]:
    unknown = [word for word in words if word.unknown]
    if len(unknown) == 1:
        try:
            bind(words)
        except LanguageError as error:
            return error.troubles
    return tuple(unknown_name(lexer.vocabulary, word, kinds_wanted(lexer.vocabulary, words[: words.index(word)]))
                 for word in unknown)


def _unknowns(search: Search, count: int) -> list[Word]:
    """The best reading with so many unknown names, an empty list where there is no good one."""
    again = Search(search.lexer, search.tables, _STEPS, search.depth, count)
    found: list[list[Word]] = []
    with suppress(TooLongError, TooDeepError):
        found.extend(islice(again.readings(), _READINGS))
    ranked = sorted(((_cost(search, words), number) for number, words in enumerate(found)))
    return found[ranked[0][1]] if ranked and ranked[0][0][0] < _HIDDEN else []


def _cost(search: Search, words: list[Word]) -> tuple[int, int, int, int]:
    """A reading is better that hides fewer keywords in unknown names, leaves fewer known words unused, is shorter."""
    unknown = [word for word in words if word.unknown]
    lexer, tree = search.lexer, search.lexer.vocabulary.tree
    hidden = known = 0
    for word in unknown:
        inside = [atom.text for atom in lexer.atoms if word.span.start <= atom.start < word.span.end]
        hidden += sum(lexer.tables.is_keyword(text) for text in inside)
        hidden += _HIDDEN * lexer.tables.is_keyword(inside[0]) + _HIDDEN * (inside[-1] in ("?", "=", ","))
        known += sum(HERE in tree.get(text, {}) for text in inside)
    return hidden, known, sum(len(word.text) for word in unknown), sum(word.type != "ENTITY" for word in unknown)


def _alone(search: Search) -> Word | None:
    """The words at the furthest place that nothing at all begins with, where a name may stand."""
    lexer, begin = search.lexer, search.furthest
    end = begin
    while end < len(lexer.atoms) and _strange(lexer, lexer.atoms[end].text):
        end += 1
    allowed = {terminal for stack in search.there for terminal in search.tables.choices(stack)}
    terminal = next((name for name in NAMES if name in allowed), None)
    if end == begin or terminal is None:
        return None
    return Word(terminal, lexer.span(begin, end), end, unknown=True)


def _strange(lexer: Lexer, text: str) -> bool:
    return text not in lexer.tables.keywords and text not in lexer.vocabulary.tree and text[:1].isalpha()


def _is_misspelt_keyword(trouble: Trouble) -> bool:
    """Whether the word that is wrong is near a keyword that may stand there."""
    return any(s.id is None for s in trouble.suggestions)


def unexpected(search: Search) -> Trouble:
    """The trouble of a word that cannot stand where it stands, or of a text that ends too early."""
    lexer = search.lexer
    wanted = expected(search)
    at_end = search.furthest >= len(lexer.atoms)
    if at_end:
        last = lexer.atoms[-1]
        message = f"the text ends too early; expected {wanted.said}" if wanted.said else "the text ends too early"
        return Trouble("syntax", message, Span(lexer.source, last.start, last.end), help=wanted.help)
    place = search.furthest
    span = lexer.span(place, place + 1)
    message = f"`{shown(span.text)}` cannot stand here" + (f"; expected {wanted.said}" if wanted.said else "")
    return Trouble("syntax", message, span, _near(span.text, wanted.keywords), wanted.help)


def _near(text: str, keywords: tuple[str, ...]) -> tuple[Suggestion, ...]:
    """Keywords that may stand there and are spelt much like the word."""
    from rapidfuzz import fuzz, process

    if len(text) < 3:
        return ()
    ranked = process.extract(text.casefold(), keywords, scorer=fuzz.ratio, limit=3, score_cutoff=75)
    return tuple(Suggestion(found) for found, _, _ in ranked)
