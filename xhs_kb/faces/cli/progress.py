"""How far a long command is, on one line of a terminal that is written over; nothing where nobody watches.

No escape codes are used and no character of doubtful width: the line is rewritten from its beginning and padded, so
that any terminal can show it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from .console import is_terminal

_WIDEST, _NARROWEST = 30, 5
_BETWEEN = 0.1
_LATER = 3.0
"""Seconds until the rest is guessed at: before, a guess would jump."""


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Says what is being done, as long as it is done."""
    line = _Line(sys.stderr)
    line.show(f"{what} …" if line.says("…") else f"{what} ...")
    try:
        yield
    finally:
        line.clear()


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Gives what shows how much of a total is done; None where stderr is no terminal. The last line stays."""
    line = _Line(sys.stderr)
    if not line.seen:
        yield None
        return
    began, shown = time.monotonic(), -_BETWEEN

    def show(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic() - began
        if done >= total or now - shown >= _BETWEEN:
            shown = now
            line.show(line_of(what, done, total, now, line.columns))

    try:
        yield show
    finally:
        line.end()


def line_of(what: str, done: int, total: int, seconds: float, columns: int) -> str:
    """The line, within so many columns; its parts stay where they are from the first to the last.

    Where there is no room the guess at the rest goes first, then the bar, then the words.

    >>> line_of("pages", 50, 200, 10.0, 60)
    '#######-----------------------  50/200 pages, 30 s left'
    >>> line_of("pages", 50, 200, 10.0, 30)
    '####------------  50/200 pages'
    """
    count = f"{done:>{len(str(total))}}/{total}"
    for words, room in ((f" {what}{_rest(done, total, seconds)}", len(f" {what}, 99 min left")), (f" {what}", 0)):
        width = min(_WIDEST, columns - len(count) - max(room, len(words)) - 1)
        if width >= _NARROWEST:
            full = width * done // max(1, total)
            return f"{'#' * full}{'-' * (width - full)} {count}{words}"
    return f"{count} {what}" if len(count) + len(what) < columns else count[:columns]


def _rest(done: int, total: int, seconds: float) -> str:
    """How long it still takes if it goes on as before."""
    if not done or done >= total or seconds < _LATER:
        return ""
    left = round(seconds * (total - done) / done)
    return f", {left} s left" if left < 100 else f", {left // 60} min left"


class _Line:
    """The line that the cursor of a terminal is on; nothing is written anywhere else."""

    def __init__(self, stream: TextIO | None) -> None:
        self.stream = stream if is_terminal(stream) else None
        self.length = 0

    @property
    def seen(self) -> bool:
        """Whether somebody sees it."""
        return self.stream is not None

    @property
    def columns(self) -> int:
        """How much fits on it at the moment; the last column stays free, since some terminals go on after it."""
        with suppress(OSError, ValueError):
            if self.stream is not None:
                return max(10, (os.get_terminal_size(self.stream.fileno()).columns or 80) - 1)
        return 79

    def says(self, text: str) -> bool:
        """Whether the terminal has the characters of a text."""
        try:
            text.encode(getattr(self.stream, "encoding", None) or "ascii")
        except (LookupError, UnicodeEncodeError):
            return False
        return True

    def show(self, text: str) -> None:
        """Puts a text in the place of what stands there."""
        text = text[: self.columns]
        self._write("\r" + text.ljust(min(self.length, self.columns)))
        self.length = len(text)

    def clear(self) -> None:
        """Leaves it empty."""
        self.show("")
        self._write("\r")

    def end(self) -> None:
        """Goes on to the next line, if there is anything on this one."""
        if self.length:
            self._write("\n")
        self.length = 0

    def _write(self, text: str) -> None:
        with suppress(OSError):
            if self.stream is not None:
                self.stream.write(text)
                self.stream.flush()
