"""The command `xhs-kb`. Nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

INTERRUPTED = 130
_SELDOM = 100_000


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line with these arguments (default: the process's own) and gives the exit code."""
    if argv is not None:
        return _run(list(argv))
    gc.set_threshold(_SELDOM)  # a process that answers and ends makes much and little garbage
    code = _run(sys.argv[1:])
    if sys.argv[1:2] == ["ask"]:
        _leave(code)
    return code


def _run(arguments: list[str]) -> int:
    try:
        from .faces.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _leave(code: int) -> None:
    """Ends the process without taking it apart: an answer has been given, and nothing is left to be closed."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
