"""The lines of YAML in which a record stands."""

from __future__ import annotations

import re

from ...ground.span import Span
from .blocks import Listing
from .words import say

_LONGEST = 120


def excerpt(span: Span | None, language: str) -> tuple[Listing, ...]:
    """The record as its file has it, with file and line; nothing where it stands in no file."""
    if span is None:
        return ()
    lines = span.source.text.split("\n")
    first = _first(lines, span.line - 1)
    last = _last(lines, first)
    text = "\n".join(lines[first:last]).rstrip()
    dent = len(text) - len(text.lstrip(" "))
    text = "\n".join(line[dent:] if line[:dent].isspace() or not line[:dent] else line for line in text.split("\n"))
    caption = say(language, "yaml", file=span.source.name, line=first + 1)
    return (Listing(text, "yaml", caption),)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _first(lines: list[str], at: int) -> int:
    """The line with the dash of the record (or the key of a declaration in a mapping)."""
    place = at
    while place > 0 and not re.match(r"\s*- ", lines[place]):
        place -= 1
    return place if re.match(r"\s*- ", lines[place]) else at


def _last(lines: list[str], first: int) -> int:
    dent = _indent(lines[first])
    for place in range(first + 1, min(len(lines), first + _LONGEST)):
        if lines[place].strip() and _indent(lines[place]) <= dent:
            return place
    return min(len(lines), first + _LONGEST)
