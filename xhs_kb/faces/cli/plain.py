"""The short way for what is typed most: `ask` with questions and a few options. Anything else is click's.

click alone takes as long to import as starting Python does. Both ways end in `Asking.run`, and a test holds them side
by side, so that no one can tell which was taken.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ..style import FORMATS

_OPTIONS = {"--as-of": "as_of", "--lang": "lang", "--kb": "kb", "--format": "form"}


def plain(arguments: Sequence[str]) -> int | None:
    """The exit code, or None where click has to read the arguments."""
    if not arguments or arguments[0] != "ask" or "_XHS_KB_COMPLETE" in os.environ:
        return None
    said: dict[str, str] = {}
    questions: list[str] = []
    left = iter(arguments[1:])
    for argument in left:
        if not argument.startswith("-"):
            questions.append(argument)
            continue
        name, equals, value = argument.partition("=")
        after = value if equals else next(left, "-")
        if name not in _OPTIONS or after.startswith("-"):
            return None
        said[_OPTIONS[name]] = after
    form = said.pop("form", "text")
    if not questions or form not in FORMATS:
        return None
    from .answering import Asking
    from .said import Settings

    kb = Path(said.pop("kb")) if "kb" in said else None
    return Asking(Settings(kb=kb, as_of=said.get("as_of"), lang=said.get("lang")), form).run(questions)
