"""What may come next in a question, from the state of the parser: legal keywords and only what fits by kind.

The text so far may be read in several ways, and its last words may be the beginning of a longer phrase: every place
at which a next token could begin is looked at (spec: language §2).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..ground.frozen import dataclass, field, replace
from ..ground.span import Source
from ..model.phrases import HYPHEN
from ..model.phrases import words as folded
from ..model.vocabulary import Meaning, Vocabulary
from .chinese_order import is_english_only
from .fitting import Context, fits, offered, samples, spelling
from .lexing import NAMES, Lexer, Word
from .search import Chain, unroll
from .tables import Stack, Tables, tables

_STEPS = 4_000
_LABELS = {"KIND": "kind", "ACT": "action", "REL": "relation", "INV": "relation", "REL_BE": "relation",
           "INV_BE": "relation", "PREP": "role", "INPUT": "input", "ATTR": "attribute", "ROLE": "role",
           "CHOICE": "value", "AUTHORITY": "authority", "ASK_OPEN": "question", "ASK_NEXT": "word"}
_PLACES = 8
_DEEPEST = 300
_QUIET = ("PREP_IN", "DAY", "DAY_ALONE", "QUOTED", "PARAM")


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that may come next: the text, what it is, a line about it, and from where on it replaces the text."""

    text: str
    kind_label: str
    detail: str
    replaces_from: int
    id: str | None = field(default=None)


def complete(text: str, vocabulary: Vocabulary, limit: int = 200) -> list[Completion]:
    """What may come next after a text, at most `limit`: keywords first, in the order of the grammar, then names."""
    table = tables("question")
    lexer = Lexer(Source("<question>", text), vocabulary, table)
    found: dict[tuple[str, int], Completion] = {}
    for place, stack, chain in _frontier(lexer, table):
        partial = tuple(atom.text for atom in lexer.atoms[place:] if atom.text != HYPHEN)
        if partial and text[-1:].isspace() and place == len(lexer.atoms) - 1 and _is_whole(lexer, place):
            continue
        start = lexer.atoms[place].start if partial else len(text)
        for completion in _next(vocabulary, table, stack, unroll(chain), partial, start):
            found.setdefault((completion.text, start), completion)
            if len(found) >= limit * 4:
                break
    latin = not text.strip() or text.rstrip()[-1].isascii()
    ranked = sorted(found.values(), key=lambda c: (-c.replaces_from if c.replaces_from == len(text) else 0,
                                                   c.text.isascii() != latin, c.kind_label != "keyword"))
    return ranked[:limit]


def _is_whole(lexer: Lexer, place: int) -> bool:
    """Whether the last atom is followed by a space, so that it is no beginning of a longer word."""
    return lexer.atoms[place].end < lexer.end and not lexer.source.text[lexer.atoms[place].end :].strip()


def _frontier(lexer: Lexer, table: Tables) -> list[tuple[int, Stack, Chain]]:
    """All states in which a next token may begin near the end of the text, the furthest first."""
    total = len(lexer.atoms)
    seen: dict[tuple[int, Stack], Chain] = {(0, (table.start,)): None}
    waiting = list(seen)
    steps = _STEPS
    while waiting and steps > 0:
        place, stack = waiting.pop()
        if place >= total:
            continue
        chain = seen[place, stack]
        after: list[tuple[int, Stack, Chain]] = []
        if (past := lexer.noise(place)) > place:
            after.append((past, stack, chain))
        for word in lexer.words(place, table.choices(stack)):
            steps -= 1
            shifted = table.shift(stack, word.type)
            if shifted is not None and len(shifted) < _DEEPEST:
                after.append((word.end, shifted, (chain, word)))
        for end, state, link in after:
            if (end, state) not in seen:
                seen[end, state] = link
                waiting.append((end, state))
    places = sorted({place for place, _ in seen if place >= total - _PLACES}, reverse=True)
    return [(place, stack, chain) for near in places for (place, stack), chain in seen.items() if place == near]


def _next(vocabulary: Vocabulary, table: Tables, stack: Stack, words: list[Word], partial: tuple[str, ...], start: int
          ) -> Iterator[Completion]:
    context = Context(vocabulary, words)
    for terminal in table.ordered(stack):
        if (not terminal.isupper() and not terminal.startswith("_")) or terminal in _QUIET or terminal == "$END":
            continue
        if table.shift(stack, terminal) is None or not offered(context, terminal, bool(partial)):
            continue
        if terminal in table.spellings:
            yield from _keywords(context, table, terminal, partial, start)
        elif terminal == "VALUE" and not partial:
            yield from (Completion(text, "value", what, start) for text, what in samples(context))
        elif terminal in NAMES or terminal in _LABELS:
            yield from _names(context, terminal, partial, start)


def _keywords(context: Context, table: Tables, terminal: str, partial: tuple[str, ...], start: int
              ) -> Iterator[Completion]:
    """The spellings that go on from what was typed; where nothing was, only the first of each script."""
    shown: set[bool] = set()
    for text in table.spellings[terminal]:
        if not partial and (text.isascii() in shown or (not context.types and is_english_only(terminal, text))):
            continue
        if _begins(folded(text) or (text,), partial) and text not in table.spellings.get("NOISE", ()):
            shown.add(text.isascii())
            said = text if partial else spelling(context, terminal, text)
            yield Completion(said, "keyword", "", start)


def _names(context: Context, terminal: str, partial: tuple[str, ...], start: int) -> Iterator[Completion]:
    """The phrases of a category; where nothing was typed, the first name of each thing in each language."""
    given: set[tuple[str, str]] = set()
    typed = " ".join(partial)
    for phrase, meaning in context.vocabulary.beginning(terminal, typed):
        if not partial and (not _first(meaning) or (meaning.id, meaning.language) in given):
            continue
        if phrase != typed and (meaning.id, phrase) not in given and fits(context, terminal, meaning):
            given |= {(meaning.id, meaning.language), (meaning.id, phrase)}
            detail = context.vocabulary.line(meaning.id, meaning.language)
            if terminal == "ENTITY" and _is_shared(context, phrase, meaning):
                meaning = replace(meaning, text=meaning.id)
            label = meaning.of if terminal == "ENTITY" else _LABELS[terminal]
            yield Completion(meaning.text, label, detail, start, meaning.id)


def _is_shared(context: Context, phrase: str, meaning: Meaning) -> bool:
    """Whether other things that fit have the same name, so that only the id says which is meant."""
    if phrase not in context.vocabulary.shared:
        return False
    others = context.vocabulary.lookup(meaning.text, "ENTITY")
    return len({other.id for other in others if context.kinds is None or fits(context, "ENTITY", other)}) > 1


def _first(meaning: Meaning) -> bool:
    """Whether a phrase is worth offering where nothing was typed: a name that is in use, not an id."""
    return (bool(meaning.language) and meaning.valid.end is None) or meaning.category in ("CHOICE", "ROLE", "AUTHORITY")


def _begins(phrase: tuple[str, ...], partial: tuple[str, ...]) -> bool:
    """Whether a phrase goes on from what was typed, whose last word may be unfinished."""
    if not partial:
        return True
    whole, last = partial[:-1], partial[-1]
    count = len(whole)
    return phrase[:count] == whole and len(phrase) > count and phrase[count].startswith(last) and phrase != partial
