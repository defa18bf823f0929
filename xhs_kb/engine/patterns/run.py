"""One run of a plan: its parameters and what it may spend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from ...ground.trouble import EvaluationError, Trouble


@dataclass(frozen=True, slots=True)
class Limits:
    """What a pattern may cost; passing one is a trouble with the code `limit`."""

    characters: int = 20_000
    depth: int = 100
    rows: int = 1_000_000
    steps: int = 50_000_000
    seconds: float = 60.0


DEFAULT_LIMITS = Limits()


class Run:
    """What every step can reach through slot 0 of the row. A step is a relationship or node looked at."""

    __slots__ = ("deadline", "index", "left", "limits", "parameters", "until_clock")

    def __init__(self, index: Any, parameters: Mapping[str, Any], limits: Limits) -> None:
        self.index = index
        self.parameters = parameters
        self.limits = limits
        self.left = limits.steps
        self.deadline = monotonic() + limits.seconds
        self.until_clock = 10_000

    def spend(self, steps: int) -> None:
        """Count steps; raises EvaluationError once there are too many or it takes too long."""
        self.left -= steps
        if self.left < 0:
            raise EvaluationError(Trouble("limit", f"the pattern needs more than {self.limits.steps} steps",
                                          help="name more labels or types, or bound the length of paths"))
        self.until_clock -= steps + 1
        if self.until_clock < 0:
            self.until_clock = 10_000
            if monotonic() > self.deadline:
                raise EvaluationError(Trouble("limit", f"the pattern takes longer than {self.limits.seconds:g} seconds"))
