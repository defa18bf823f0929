"""Replays a transcript: the same statements in a new session, nothing written outside."""

from __future__ import annotations

from .running import CLOSED, perform
from .session import Output, Session
from .showing import plainly
from .transcripts import Exchange, parse, replayed, written


def replay(session: Session, text: str, markdown: bool = False) -> tuple[str, int]:
    """The transcript as its statements have it now, and how many statements it has."""
    parts = parse(text, markdown)
    return written(replayed(session, parts, _perform)), sum(isinstance(part, Exchange) for part in parts)


def _perform(session: Session, statement: str) -> tuple[Session, str]:
    """The session after a statement, and all that it put out as plain text, without spaces at the ends of lines."""
    found: list[str] = []

    def show(now: Session, output: Output) -> None:
        found.append(plainly(output, now.form))

    after = perform(session, statement, CLOSED, show)
    text = "\n\n".join(part for part in found if part)
    return after, "\n".join(line.rstrip() for line in text.splitlines())
