"""Where a command writes: answers to stdout, everything else to stderr; colour only where it is wanted and seen."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import TextIO

from ...ground.excerpt import report, visible
from ...ground.trouble import XhsKbError
from ..as_json import escaped
from ..style import MACHINE, Look

_NARROW, _WIDE = 20, 120


def prepare_streams() -> None:
    """Files and pipes get UTF-8, the same bytes everywhere; a terminal keeps its encoding, and no letter fails."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees the stream; False where it is closed."""
    return stream is not None and not stream.closed and stream.isatty()


def look_of(stream: TextIO | None, colour: str = "auto") -> Look:
    """The look for a stream, by `--color`, `NO_COLOR`, `TERM` and whether it is a terminal."""
    terminal = is_terminal(stream)
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    wanted = colour == "always" or (colour == "auto" and terminal and not plain)
    width = min(_WIDE, max(_NARROW, _columns())) if terminal else None
    return Look(wanted, width)


def _columns() -> int:
    import shutil  # only for a person; it brings along every kind of compression

    return shutil.get_terminal_size().columns


def write(text: str, form: str = "text") -> None:
    """A finished text to stdout, with its line break; on a terminal JSON hides no character."""
    if sys.stdout is None or sys.stdout.closed:
        raise OSError(9, "standard output is closed")
    shown = escaped(text) if form in MACHINE and sys.stdout.isatty() else text
    if shown:
        sys.stdout.write(shown + "\n")


def say(text: str) -> None:
    """A line to stderr; lost where that is closed."""
    if sys.stderr is None or sys.stderr.closed:
        return
    with suppress(OSError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def report_error(error: XhsKbError, form: str = "text", question: str | None = None) -> None:
    """An error to stderr: its `to_dict()` on one line in the machine formats, else every trouble with its excerpt.

    `question` is what was asked, where several were.
    """
    if form in MACHINE:
        text = json.dumps(error.to_dict(), ensure_ascii=False)
        say(escaped(text) if is_terminal(sys.stderr) else text)
        return
    head = [f"> {visible(question)}"] if question else []
    say("\n".join([*head, *(report(trouble) for trouble in error.troubles)]))
