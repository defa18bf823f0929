"""The tour: steps read from a transcript in Markdown that belongs to the knowledge base, run one by one with Enter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from ...ground.frozen import replace
from .session import NOTHING, Output, Said, Session, TourStep
from .transcripts import Exchange, parse

Run: TypeAlias = Callable[[Session, str], tuple[Session, Output]]
_TITLE = re.compile(r"^## +(.*)$", re.MULTILINE)
_FILE = "tour.md"


def read_tour(folder: Path) -> tuple[TourStep, ...]:
    """The tour of the knowledge base in a folder: `tour.md` in it, or in the `docs` beside it; empty without one."""
    for path in (folder / _FILE, folder.parent / "docs" / _FILE):
        try:
            return steps_of(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
    return ()


def steps_of(text: str) -> tuple[TourStep, ...]:
    """A step for every heading of the second rank that has statements under it."""
    _, *parts = _TITLE.split(text)
    found = []
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        pieces = parse(body, markdown=True)
        statements = tuple(piece.statement for piece in pieces if isinstance(piece, Exchange))
        prose = " ".join("".join(piece for piece in pieces if isinstance(piece, str)).split())
        prose = re.sub(r"`{3}\w*", "", prose).strip()
        if statements:
            found.append(TourStep(title.strip(), prose, statements))
    return tuple(found)


def begin(session: Session, text: str) -> tuple[Session, Output]:
    """Begins the tour; a knowledge base without one has its examples to show."""
    if not session.tour:
        examples = "\n".join(f"  {example.ask}" for example in session.kb.examples[:10])
        return session, Output((Said("This knowledge base has no tour. Some of its examples:\n" + examples),))
    return replace(session, at=(0, 0)), Output(_ahead(session, (0, 0)))


def go_on(session: Session, run: Run) -> tuple[Session, Output]:
    """Runs the next statement of the tour and says what comes after it; nothing where there is no tour."""
    if session.at is None:
        return session, NOTHING
    step, place = session.at
    statement = session.tour[step].statements[place]
    after, output = run(session, statement)
    following = (step, place + 1) if place + 1 < len(session.tour[step].statements) else (step + 1, 0)
    ended = following[0] >= len(session.tour)
    coming = (Said("That was the tour."),) if ended else _ahead(session, following)
    after = replace(after, at=None if ended else following)
    return after, Output((Said(f"> {statement}", "accent"), *output.pieces, *coming), output.effects)


def _ahead(session: Session, at: tuple[int, int]) -> tuple[Said, ...]:
    """What is to be said before a statement of the tour."""
    step = session.tour[at[0]]
    head = (Said(step.title, "strong"), Said(step.prose)) if at[1] == 0 else ()
    return (*head, Said(f"Enter runs: {step.statements[at[1]]}", "faint"))
