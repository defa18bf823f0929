"""The tokens that may stand at a place of a text: keywords, phrases of the vocabulary, values, quotes, parameters.

Only what the grammar can take there is looked for; the longest comes first (spec: language §2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import Any

from ..data.value_reader import Impossible, examine_prefix
from ..ground.frozen import dataclass, field
from ..ground.span import Source, Span
from ..ground.values import Day
from ..model.phrases import Atom, atoms, walk
from ..model.vocabulary import Meaning, Vocabulary
from .tables import Tables

_VALUE = re.compile(r"[-.\d０-９¥$€£￥]|[A-Z]{3}\b|(?i:true|false)\b")
_PARAMETER = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*|[^\W\d]+)")
_VALUES = ("VALUE", "DAY", "DAY_ALONE")
_QUOTES = {'"': '"', "“": "”", "「": "」"}
_TWICE = {"PREP": ("PREP", "PREP_IN")}
NAMES = ("ENTITY", "KIND", "ACT", "REL", "INV", "REL_BE", "INV_BE", "INPUT", "ATTR", "PREP", "PREP_IN", "AUTHORITY")
_QUOTABLE = ("ENTITY", "KIND", "ACT", "INPUT", "ATTR", "AUTHORITY")
_RANKS = {
    "DAY": 6, "PARAM": 6, "QUOTED": 6, "VALUE": 6, "ASK_NEXT": 5, "ASK_OPEN": 5, "DAY_ALONE": 5, "ATTR": 1,
    "AUTHORITY": -1, "CHOICE": -1, "INPUT": -1, "ROLE": -1, "ENTITY": -2, "REL": -2, "INV": -3, "KIND": -3,
}  # which of several tokens of one length goes first; keywords have the priority of the grammar, or 0


@dataclass(frozen=True, slots=True)
class Word:
    """A token: the terminal that it is, where it stands, and what it can mean (or its value, name or text)."""

    type: str
    span: Span
    end: int
    meanings: tuple[Meaning, ...] = ()
    value: Any = None
    quoted: bool = False
    unknown: bool = field(default=False)

    @property
    def text(self) -> str:
        """The characters of the token as they were typed."""
        return self.span.text

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that the token can mean, each once."""
        return tuple(dict.fromkeys(meaning.id for meaning in self.meanings))


class Lexer:
    """The tokens of one text, looked for place by place. A place is the number of an atom."""

    def __init__(self, source: Source, vocabulary: Vocabulary, tables: Tables, begin: int = 0, end: int | None = None
                 ) -> None:
        self.source = source
        self.vocabulary = vocabulary
        self.tables = tables
        self.begin = begin
        self.end = len(source.text) if end is None else end
        self.atoms: list[Atom] = atoms(source.text, begin, self.end)
        self._places = {atom.start: number for number, atom in enumerate(self.atoms)}
        self._values: dict[int, tuple[Any, int] | None] = {}
        self._unit: Callable[[str], bool] = _units(vocabulary, tables)

    def span(self, place: int, end: int) -> Span:
        """The span of the atoms from one place up to another."""
        return Span(self.source, self.atoms[place].start, self.atoms[end - 1].end)

    def noise(self, place: int) -> int:
        """The place after a word without meaning, the same place where there is none."""
        for end, terminals in walk(self.tables.keywords, self.atoms, place):
            if not self.tables.noise.isdisjoint(terminals):
                return end
        return place

    def words(self, place: int, allowed: Container[str]) -> list[Word]:
        """The tokens of the allowed terminals that begin at a place, the longest first."""
        found: list[tuple[int, int, Word]] = []
        ranks = self.tables.rank
        for end, terminals in walk(self.tables.keywords, self.atoms, place):
            for terminal in terminals:
                if terminal in allowed:
                    found.append((-end, -ranks[terminal], Word(terminal, self.span(place, end), end)))
        for end, groups in walk(self.vocabulary.tree, self.atoms, place):
            for category, meanings in groups.items():
                for terminal in _TWICE.get(category, (category,)):
                    if terminal in allowed:
                        word = Word(terminal, self.span(place, end), end, meanings)
                        found.append((-end, -_RANKS.get(terminal, 0), word))
        for word in self._written(place, allowed):
            found.append((-word.end, -_RANKS.get(word.type, 0), word))
        found.sort(key=lambda entry: (entry[0], entry[1], entry[2].type))
        return [word for _, _, word in found]

    def _written(self, place: int, allowed: Container[str]) -> list[Word]:
        text, start = self.source.text, self.atoms[place].start
        first = text[start]
        if first in _QUOTES:
            return self._quoted(place, start, allowed)
        if first == "$" and "PARAM" in allowed and (named := _PARAMETER.match(text, start)):
            end = self._place(named.end())
            return [] if end is None else [Word("PARAM", Span(self.source, start, named.end()), end, value=named[1])]
        wanted = [terminal for terminal in _VALUES if terminal in allowed]
        value = self._value(start) if wanted and _VALUE.match(text, start) else None
        end = None if value is None else self._place(value[1])
        if value is None or end is None:
            return []
        span = Span(self.source, start, value[1])
        return [Word(t, span, end, value=value[0]) for t in wanted if t == "VALUE" or _is_day(value[0])]

    def _value(self, start: int) -> tuple[Any, int] | None:
        if start not in self._values:
            self._values[start] = examine_prefix(self.source.text, start, self._unit)
        return self._values[start]

    def _place(self, offset: int) -> int | None:
        """The place of the first atom at or after an offset; None where it would cut an atom in two."""
        while offset < self.end and offset not in self._places:
            if self.source.text[offset].isalnum():
                return None
            offset += 1
        return self._places.get(offset, len(self.atoms))

    def _quoted(self, place: int, start: int, allowed: Container[str]) -> list[Word]:
        text, mark = self.source.text, _QUOTES[self.source.text[start]]
        close = text.find(mark, start + 1, self.end)
        while close > 0 and text[close - 1] == "\\" and text[close - 2 : close] != "\\\\":
            close = text.find(mark, close + 1, self.end)
        if close < 0 or (end := self._place(close + 1)) is None:
            return []
        span, inner = Span(self.source, start, close + 1), re.sub(r"\\(.)", r"\1", text[start + 1 : close])
        if "QUOTED" in allowed:
            return [Word("QUOTED", span, end, value=inner, quoted=True)]
        known = [Word(category, span, end, meanings, inner, True) for category in _QUOTABLE if category in allowed
                 if (meanings := self.vocabulary.lookup(inner, category))]  # type: ignore[arg-type]
        if known or not inner.strip():
            return known
        return [Word(category, span, end, (), inner, True, True) for category in _QUOTABLE if category in allowed][:1]


def _is_day(value: Any) -> bool:
    return isinstance(value, Day | Impossible) or (type(value) is int and 1000 <= value <= 9999)


def _units(vocabulary: Vocabulary, tables: Tables) -> Callable[[str], bool]:
    """A word after a number is a unit unless it is known as something else, or runs on as Chinese does."""
    known = vocabulary.units

    def is_unit(word: str) -> bool:
        folded = word.casefold()
        return word in known or (word.isascii() and folded not in tables.keywords and folded not in vocabulary.tree)

    return is_unit


__all__ = ["NAMES", "Impossible", "Lexer", "Word"]
