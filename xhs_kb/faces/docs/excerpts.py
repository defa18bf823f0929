"""The lines of YAML in which a record stands."""

from __future__ import annotations

import re

from ...ground.span import Source, Span
from .blocks import Listing
from .words import say

_LONGEST = 120


def excerpt(span: Span | None, language: str) -> tuple[Listing, ...]:
    """The record as its file has it, with file and line; nothing where it stands in no file."""
    if span is None:
        return ()
    source = span.source
    first = _first(source, span.line)
    last = _last(source, first)
    text = "\n".join(source.line(number) for number in range(first, last)).rstrip()
    dent = len(text) - len(text.lstrip(" "))
    text = "\n".join(line[dent:] if line[:dent].isspace() or not line[:dent] else line for line in text.split("\n"))
    caption = say(language, "yaml", file=span.source.name, line=first)
    return (Listing(text, "yaml", caption),)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _first(source: Source, at: int) -> int:
    """The line with the dash of the record (or the key of a declaration in a mapping), counted from 1."""
    place = at
    while place > 1 and not re.match(r"\s*- ", source.line(place)):
        place -= 1
    return place if re.match(r"\s*- ", source.line(place)) else at


def _last(source: Source, first: int) -> int:
    """The line after the last one of the record."""
    dent = _indent(source.line(first))
    end = min(len(source.line_starts) + 1, first + _LONGEST)
    for place in range(first + 1, end):
        line = source.line(place)
        if line.strip() and _indent(line) <= dent:
            return place
    return end
