"""Text in columns, by display width: Chinese takes two. Wraps only where a width is given, and never cuts."""

from __future__ import annotations

from collections.abc import Sequence

from ..ground.excerpt import width

GAP = 2
_NARROWEST = 8


def padded(text: str, columns: int) -> str:
    """The text with spaces up to a display width."""
    return text + " " * max(0, columns - width(text))


def table(header: Sequence[str], rows: Sequence[Sequence[str]], limit: int | None = None) -> list[str]:
    """The lines of a table with a rule under its header; cells are wrapped where it is wider than `limit`.

    >>> table(["tea", "leaf"], [["绿茶", "whole"]])
    ['tea   leaf', '----  -----', '绿茶  whole']
    """
    widths = [max(width(row[place]) for row in (header, *rows)) for place in range(len(header))]
    widths = _fitted(widths, limit)
    if limit is not None and sum(widths) + GAP * (len(widths) - 1) > limit:
        return _stacked(header, rows, limit)
    lines = _row(header, widths)
    lines.append((" " * GAP).join("-" * size for size in widths))
    for row in rows:
        lines += _row(row, widths)
    return lines


def _stacked(header: Sequence[str], rows: Sequence[Sequence[str]], limit: int) -> list[str]:
    """A block of lines for each row, for terminals on which the columns have no room beside each other."""
    lines: list[str] = []
    for number, row in enumerate(rows):
        lines += [""] if number else []
        for name, cell in zip(header, row, strict=True):
            lines += wrapped(f"{name}: {cell}", limit, "", "  ")
    return lines


def pairs(rows: Sequence[tuple[str, str]], limit: int | None = None) -> list[str]:
    """Two columns without a header."""
    if not rows:
        return []
    widths = _fitted([max(width(row[place]) for row in rows) for place in range(2)], limit)
    return [line for row in rows for line in _row(row, widths)]


def wrapped(text: str, columns: int | None, indent: str = "", hanging: str | None = None) -> list[str]:
    """A paragraph in lines of a display width, the first after `indent`, the others after `hanging`."""
    rest = indent if hanging is None else hanging
    if columns is None:
        return [indent + text]
    room = max(_NARROWEST, columns - max(width(indent), width(rest)))
    first, *others = _broken(text, room)
    return [indent + first, *(rest + line for line in others)]


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [_broken(cell, size) for cell, size in zip(cells, widths, strict=True)]
    height = max(len(column) for column in columns)
    filled = [column + [""] * (height - len(column)) for column in columns]
    lines = zip(*filled, strict=True)
    return [(" " * GAP).join(padded(c, s) for c, s in zip(line, widths, strict=True)).rstrip() for line in lines]


def _fitted(widths: list[int], limit: int | None) -> list[int]:
    """Takes from the widest column until all fit; columns keep a least width, so a tiny terminal still overflows."""
    fitted = list(widths)
    while limit is not None and sum(fitted) + GAP * (len(fitted) - 1) > limit:
        widest = max(range(len(fitted)), key=lambda place: fitted[place])
        if fitted[widest] <= _NARROWEST:
            break
        fitted[widest] -= 1
    return fitted


def _broken(text: str, columns: int) -> list[str]:
    """The text in pieces of a display width, at spaces where there are any, between characters where there are none."""
    if width(text) <= columns:
        return [text]
    lines, line = [], ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if width(candidate) <= columns:
            line = candidate
            continue
        if line:
            lines.append(line)
        *full, line = _chopped(word, columns)
        lines += full
    return [*lines, line]


def _chopped(word: str, columns: int) -> list[str]:
    pieces, piece, used = [], "", 0
    for char in word:
        size = width(char)
        if piece and used + size > columns:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + char, used + size
    return [*pieces, piece]
