"""How much the reading of one text may cost; passing a limit is a trouble with the code `limit`, never a hang."""

from __future__ import annotations

from ..ground.frozen import dataclass


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Characters of a text, depth of its nesting, and steps that the search for a reading may take."""

    text: int = 10_000
    nesting: int = 50
    steps: int = 20_000


DEFAULT = ReadingLimits()
