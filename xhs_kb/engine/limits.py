"""How far asking may go: one value for all stages. Passing a limit is a trouble with the code `limit`, never a hang."""

from __future__ import annotations

from time import monotonic

from ..ground.frozen import dataclass
from ..ground.trouble import EvaluationError, Trouble


@dataclass(frozen=True, slots=True)
class Limits:
    """`text` in characters, `nesting` in levels, `cells` in completions tried, `rows` of answers, `steps` of patterns.

    `seconds` is the time that one question or pattern may run.
    """

    text: int = 10_000
    nesting: int = 50
    cells: int = 4096
    rows: int = 100_000
    steps: int = 5_000_000
    seconds: float = 30.0

    def look(self) -> None:
        """Raises EvaluationError (`limit`) where the time of a running question is over; it is not without a clock."""


class Running(Limits):
    """The limits of one question that runs. Its time began when it was made."""

    __slots__ = ("ends",)
    ends: float

    def look(self) -> None:
        """Raises EvaluationError (`limit`) where the time is over."""
        if monotonic() > self.ends:
            raise EvaluationError(Trouble("limit", f"the question takes longer than {self.seconds:g} seconds"))


def running(limits: Limits) -> Running:
    """These limits with the clock started, unless it runs already."""
    if isinstance(limits, Running):
        return limits
    begun = Running(limits.text, limits.nesting, limits.cells, limits.rows, limits.steps, limits.seconds)
    object.__setattr__(begun, "ends", monotonic() + limits.seconds)
    return begun


DEFAULT = Limits()
