"""A neighbourhood as a drawing: what leads to a record at the left, the record, and what it leads to at the right.

Positions are counted, not searched for, so that the same neighbourhood is the same drawing and none can hang.
"""

from __future__ import annotations

from collections.abc import Sequence

from wcwidth import wcswidth

from ...ground.frozen import dataclass
from .blocks import Box, Line, Picture
from .words import say

_MOST = 7
_WIDTH, _LINE, _PAD, _GAP = 210, 18, 11, 16
_COLUMNS = (10, 340, 670)
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A record one step away: over which edge, which way, and its page (None where it has none)."""

    id: str
    name: str
    edge: str
    incoming: bool
    to: str | None
    tone: str = "plain"


def picture(name: str, tone: str, neighbours: Sequence[Neighbour], language: str) -> tuple[Picture, ...]:
    """The drawing of a record and its neighbours; nothing for a record without any."""
    if not neighbours:
        return ()
    left = _cut([n for n in neighbours if n.incoming], language)
    right = _cut([n for n in neighbours if not n.incoming], language)
    height = max(_height(left), _height(right), 90)
    lines = _lines(name)
    back = 0 if left else _COLUMNS[1] - _COLUMNS[0]
    own = _box(lines, name, None, f"centre {tone}", _COLUMNS[1] - back, (height - _tall(lines)) // 2)
    boxes, edges = [own], []
    for column, side in ((0, left), (2, right)):
        y = (height - _height(side)) // 2 + _GAP
        for one in side:
            box = _box(_lines(one.name), one.name, one.to, one.tone, _COLUMNS[column] - back, y)
            y += box.height + _GAP
            boxes.append(box)
            edges.append(_edge(box, own, one.edge, True) if column == 0 else _edge(own, box, one.edge, False))
    text = say(language, "picture_text")
    width = _COLUMNS[2 if right else 1] + _WIDTH + 10 - back
    return (Picture(name, text, width, height, tuple(boxes), tuple(edges)),)


def _cut(side: list[Neighbour], language: str) -> list[Neighbour]:
    if len(side) <= _MOST:
        return side
    rest = say(language, "more", count=len(side) - _MOST + 1)
    return [*side[: _MOST - 1], Neighbour("", rest, "", side[0].incoming, None, "rest")]


def _lines(name: str) -> tuple[str, ...]:
    """The name on at most two lines, as wide as a box."""
    lines: list[str] = []
    line = ""
    for word in _words(name):
        if line and wcswidth(line + word) > _LETTERS:
            lines.append(line.strip())
            line = ""
        line += word
    lines.append(line.strip())
    if len(lines) > 2:
        lines = [lines[0], lines[1][: _LETTERS - 2].rstrip() + " …"]
    return tuple(lines)


def _words(name: str) -> list[str]:
    words: list[str] = []
    for word in name.split(" "):
        wide = wcswidth(word) > _LETTERS or (not word.isascii() and wcswidth(word) > 1)
        words += list(word) if wide else [word]
        words[-1] += " "
    return words


def _tall(lines: Sequence[str]) -> int:
    return len(lines) * _LINE + 2 * _PAD


def _height(side: Sequence[Neighbour]) -> int:
    return sum(_tall(_lines(one.name)) + _GAP for one in side) + _GAP


def _box(lines: tuple[str, ...], label: str, to: str | None, tone: str, x: int, y: int) -> Box:
    return Box(lines, label, to, tone, x, y, _WIDTH, _tall(lines))


def _edge(one: Box, other: Box, label: str, incoming: bool) -> Line:
    """A curve from the right side of one box to the left side of the other."""
    x1, y1 = one.x + one.width, one.y + one.height // 2
    x2, y2 = other.x - 3, other.y + other.height // 2
    middle = (x1 + x2) // 2
    near = y1 if incoming else y2
    return Line(f"M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}", label, middle, near - 6)
