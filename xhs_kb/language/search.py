"""The search for a reading: tokens in the order of preference, back to the last choice where nothing fits.

A phrase may be a keyword, a verb or a name; which of them it is shows later. Dead ends are remembered, so that the
cost stays in proportion to the text, and steps are counted, so that there is an end to it in any case.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from .lexing import NAMES, Lexer, Word
from .tables import Stack, Tables

Chain: TypeAlias = "tuple[Chain, Word] | None"
_LONGEST_UNKNOWN = 10


class TooDeepError(Exception):
    """The text nests more deeply than allowed."""


class TooLongError(Exception):
    """The search took more steps than allowed."""


class _Frame(NamedTuple):
    place: int
    stack: Stack
    chain: Chain
    left: Iterator[tuple[Word | None, int]]
    unknowns: int
    found: int


class Search:
    """All readings of a text, the preferred first. `furthest` tells how far the text could be understood.

    `unknowns` is how many phrases may stand for names that the vocabulary does not have, to find out which they are.
    """

    def __init__(self, lexer: Lexer, tables: Tables, steps: int, depth: int, unknowns: int = 0) -> None:
        self.lexer, self.tables, self.steps, self.depth, self.unknowns = lexer, tables, steps, depth, unknowns
        self.furthest = 0
        self.there: dict[Stack, Chain] = {}
        self.found = 0

    def readings(self) -> Iterator[list[Word]]:
        """The readings, each a list of tokens."""
        self.there = {(self.tables.start,): None}
        frames = [self._frame(0, (self.tables.start,), None, self.unknowns)]
        dead: set[tuple[int, Stack, int]] = set()
        total = len(self.lexer.atoms)
        while frames:
            frame = frames[-1]
            step = next(frame.left, None)
            if step is None:
                frames.pop()
                if frame.found == self.found:
                    dead.add((frame.place, frame.stack, frame.unknowns))
                continue
            word, place = step
            stack = frame.stack if word is None else self._shift(frame.stack, word.type)
            if stack is None:
                continue
            chain = frame.chain if word is None else (frame.chain, word)
            left = frame.unknowns - (word is not None and word.unknown and not word.quoted)
            if (place, stack, left) in dead:
                continue
            self._reached(place, stack, chain)
            if place == total:
                if self.tables.ends(stack):
                    self.found += 1
                    yield unroll(chain)
                continue
            frames.append(self._frame(place, stack, chain, left))

    def _frame(self, place: int, stack: Stack, chain: Chain, unknowns: int) -> _Frame:
        return _Frame(place, stack, chain, self._steps(place, stack, unknowns), unknowns, self.found)

    def _shift(self, stack: Stack, terminal: str) -> Stack | None:
        self.steps -= 1
        if self.steps < 0:
            raise TooLongError
        shifted = self.tables.shift(stack, terminal)
        if shifted is not None and len(shifted) > self.depth:
            raise TooDeepError
        return shifted

    def _reached(self, place: int, stack: Stack, chain: Chain) -> None:
        if place > self.furthest:
            self.furthest = place
            self.there = {}
        if place == self.furthest:
            self.there.setdefault(stack, chain)

    def _steps(self, place: int, stack: Stack, unknowns: int) -> Iterator[tuple[Word | None, int]]:
        if place >= len(self.lexer.atoms):
            return
        allowed = self.tables.choices(stack)
        for word in self.lexer.words(place, allowed):
            yield word, word.end
        past = self.lexer.noise(place)
        if past > place:
            yield None, past
        if unknowns:
            for end in range(place + 1, min(place + _LONGEST_UNKNOWN, len(self.lexer.atoms)) + 1):
                for terminal in NAMES:
                    if terminal in allowed:
                        yield Word(terminal, self.lexer.span(place, end), end, unknown=True), end


def unroll(chain: Chain) -> list[Word]:
    """The tokens of a chain, in order."""
    found: list[Word] = []
    while chain is not None:
        chain, word = chain
        found.append(word)
    return found[::-1]
