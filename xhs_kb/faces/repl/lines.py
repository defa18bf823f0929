"""Sessions without a line editor: statements from a pipe or a file, and a plain prompt for dumb terminals and readers.

From a pipe there is no prompt, no colour and no paging; answers go to stdout, troubles to stderr.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ...ground.frozen import dataclass
from ..style import PLAIN, Look
from .running import OPEN
from .session import Output, Session, Troubled
from .showing import shown
from .splitting import is_whole, split
from .stepping import step
from .timing import timed
from .transcripts import MORE, PROMPT, is_transcript, statements_of

Line = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Streams:
    """Where texts go: answers, and the rest; and how they look."""

    out: Callable[[str], None]
    err: Callable[[str], None]
    look: Look = PLAIN
    sentences: bool = False


def run_text(session: Session, text: str, streams: Streams) -> bool:
    """Runs every statement of a text, one after another; whether nothing went wrong."""
    failed = False

    def show(now: Session, output: Output) -> None:
        nonlocal failed
        failed = failed or output.failed
        _show(now, output, streams)

    for statement in statements_of(text) if is_transcript(text) else split(text, session):
        session = timed(session, statement, OPEN, show)
        if session.done:
            break
    return not failed


def converse(session: Session, read: Line, streams: Streams) -> Session:
    """Asks for statement after statement until the input ends; Ctrl-C drops what was typed or stops an answer."""
    while not session.done:
        try:
            text = _statement(session, read)
            if text is None:
                break
            for statement in split(text, session) or ("",):
                session = timed(session, statement, OPEN, lambda now, output: _show(now, output, streams))
        except KeyboardInterrupt:
            streams.err("interrupted")
            if session.interview is not None:
                session, _ = step(session, "stop")
    return session


def _statement(session: Session, read: Line) -> str | None:
    """A statement, of several lines where the first is unfinished; None at the end of the input."""
    lines: list[str] = []
    while True:
        try:
            lines.append(read(MORE if lines else PROMPT))
        except EOFError:
            return "\n".join(lines) if lines else None
        if is_whole("\n".join(lines) + ("\n\n" if lines[-1] == "" else ""), session):
            return "\n".join(lines)


def _show(session: Session, output: Output, streams: Streams) -> None:
    """Each piece with an empty line after it, so that answers stay apart."""
    for piece in output.pieces:
        text = shown(piece, session.form, streams.look, streams.sentences)
        if text:
            (streams.err if isinstance(piece, Troubled) else streams.out)(text)


def line_reader(statements: list[str]) -> Line:
    """Reads lines with Python's own editor, which knows the history where the platform has one."""
    with suppress(ImportError):
        import readline

        for statement in statements:
            readline.add_history(" ".join(statement.split()))
    return input


