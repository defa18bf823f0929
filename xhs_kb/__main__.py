"""The command `xhs-kb`. Nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line with these arguments (default: the process's own) and gives the exit code."""
    try:
        from .faces.cli.run import run

        return run(sys.argv[1:] if argv is None else list(argv))
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
