"""How long a statement took, said after it where `.timer` is on."""

from __future__ import annotations

from time import perf_counter

from .running import Doors, Show, perform
from .session import Session, said


def timed(session: Session, statement: str, doors: Doors, show: Show) -> Session:
    """The session after a statement; the seconds that it took are shown where the timer was on before it."""
    begun = perf_counter()
    after = perform(session, statement, doors, show)
    if session.timer and after.timer:
        show(after, said(f"{perf_counter() - begun:.3f} s", "faint"))
    return after
