"""Runs the command line and turns whatever ends it into an exit code (spec: answers §3)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ...ground.trouble import XhsKbError
from .console import prepare_streams, report_error, say
from .exits import INTERRUPTED, TROUBLE
from .plain import plain


def run(arguments: Sequence[str]) -> int:
    """The exit code of the command line with these arguments."""
    prepare_streams()
    try:
        words = [_read(one) for one in arguments]
        code = plain(words)
        if code is None:
            from .root import clicked

            code = clicked(words)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except XhsKbError as error:
        report_error(error)
        return TROUBLE
    except OSError as error:
        return _unwritten(error)


def _read(argument: str) -> str:
    """An argument as UTF-8, where the locale had no letters for it and Python kept the bytes as they came.

    A zero, which no shell can hand over, becomes the letter for what cannot be read: no path may hold it.
    """
    if argument.isprintable():
        return argument
    argument = argument.replace("\0", "\ufffd")
    try:
        return os.fsencode(argument).decode("utf-8", "replace")
    except UnicodeEncodeError:
        return argument


def _unwritten(error: OSError) -> int:
    """Nobody reads any more, or there is no room: what is left in the buffer goes nowhere, quietly."""
    if not isinstance(error, BrokenPipeError):
        place = f" `{error.filename}`" if error.filename else ""
        say(f"error: cannot write{place}: {(error.strerror or 'unknown reason').lower()}")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
    finally:
        os.close(nowhere)
    return TROUBLE
