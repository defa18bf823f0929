"""Text with a name, and places in it.

A span is a pair of character offsets plus the text it points into, so that every later stage can show
its own excerpt. Columns are counted in characters from 1; display width is the business of `excerpt`.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from .frozen import dataclass, field


@dataclass(frozen=True)
class Source:
    """A text and the name it is known by (a path relative to its folder, or `<question>`)."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offsets at which lines begin."""
        return (0, *(offset + 1 for offset, char in enumerate(self.text) if char == "\n"))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its end."""
        begin = self.line_starts[number - 1]
        end = self.text.find("\n", begin)
        return self.text[begin : len(self.text) if end < 0 else end].rstrip("\r")


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `start` to `end` (excluded) of a source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters that the span covers."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line on which the span begins, counted from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The column at which the span begins, in characters from 1."""
        return self.source.position(self.start)[1]

    def to(self, other: Span) -> Span:
        """The span from the beginning of this one to the end of another of the same source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))

    def inner(self, start: int, end: int) -> Span:
        """A part of this span, by offsets relative to its start."""
        return Span(self.source, self.start + start, self.start + end)

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"
