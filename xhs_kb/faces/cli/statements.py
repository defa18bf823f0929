"""The questions of a file: one a line, a pattern until its `;`; lines that begin with `#` or `//` are comments."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ...ground.trouble import Trouble, XhsKbError
from ...language.sorts import is_pattern


def read_statements(name: str) -> tuple[str, ...]:
    """The statements of a file, or of stdin for `-`; raises XhsKbError where it cannot be read."""
    return tuple(statements(read_text(name)))


def statements(text: str) -> Iterator[str]:
    """The statements of a text. A pattern also ends at an empty line and at the end of the text.

    >>> list(statements("can we?  # kept\\n// not\\nMATCH (a)\\nRETURN a;\\nwhy?"))
    ['can we?  # kept', 'MATCH (a)\\nRETURN a', 'why?']
    """
    held: list[str] = []
    for line in [*text.removeprefix("\ufeff").splitlines(), ""]:
        bare = line.strip()
        if bare.startswith(("#", "//")):
            continue
        if not bare or bare.endswith(";"):
            held += [bare.rstrip("; ")] if bare.rstrip("; ") else []
            yield from ["\n".join(held)] if held else []
            held = []
        elif held or is_pattern(bare):
            held.append(bare)
        else:
            yield bare


def read_text(name: str) -> str:
    """The text of a file, or of stdin for `-`; raises XhsKbError where it cannot be read."""
    try:
        if name != "-":
            return Path(name).read_text(encoding="utf-8")
        if sys.stdin is None or sys.stdin.closed:
            raise XhsKbError(Trouble("unreadable", "standard input is closed, there are no questions to read"))
        reader = getattr(sys.stdin, "buffer", None)
        return reader.read().decode("utf-8") if reader is not None else sys.stdin.read()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise XhsKbError(Trouble("unreadable", f"`{name}` cannot be read: {reason}")) from error
    except ValueError as error:
        raise XhsKbError(Trouble("encoding", f"`{name}` is not UTF-8 text")) from error
