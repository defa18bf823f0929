"""How far asking may go: one value for all stages. Passing a limit is a trouble with the code `limit`, never a hang."""

from __future__ import annotations

from ..ground.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`text` in characters, `nesting` in levels, `cells` in completions tried, `rows` and `steps` of a query.

    `seconds` is the time that one question may take, checked while patterns run.
    """

    text: int = 10_000
    nesting: int = 50
    cells: int = 4096
    rows: int = 100_000
    steps: int = 5_000_000
    seconds: float = 30.0


DEFAULT = Limits()
