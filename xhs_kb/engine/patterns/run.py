"""One run of a plan: its parameters and what it may spend."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic, time_ns
from typing import TYPE_CHECKING, Any

from ...ground.trouble import EvaluationError, Trouble
from ..limits import Limits, running

if TYPE_CHECKING:
    from .index import GraphIndex

_BETWEEN_LOOKS = 10_000


class Run:
    """What every step can reach through slot 0 of the row. A step is a relationship or node looked at."""

    __slots__ = ("deadline", "index", "left", "limits", "now", "parameters", "until_clock")

    def __init__(self, index: GraphIndex, parameters: Mapping[str, Any], limits: Limits) -> None:
        self.index = index
        self.parameters = parameters
        self.limits = limits
        self.left = limits.steps
        self.deadline = running(limits).ends
        self.until_clock = _BETWEEN_LOOKS
        self.now = time_ns()

    def spend(self, steps: int) -> None:
        """Count steps; raises EvaluationError (`limit`) once there are too many or it takes too long."""
        self.left -= steps
        if self.left < 0:
            raise EvaluationError(
                Trouble(
                    "limit",
                    f"the pattern needs more than {self.limits.steps} steps",
                    help="name more labels or types, or bound the length of paths",
                )
            )
        self.until_clock -= steps + 1
        if self.until_clock < 0:
            self.until_clock = _BETWEEN_LOOKS
            if monotonic() > self.deadline:
                seconds = f"{self.limits.seconds:g}"
                raise EvaluationError(Trouble("limit", f"the pattern takes longer than {seconds} seconds"))
