"""Runs a statement with its effects: files read and written, the editor opened. The doors to the outside are given."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from ...ground.frozen import dataclass, replace
from ...ground.trouble import Trouble, XhsKbError
from .session import Answered, Edit, Effect, Listed, Output, Piece, ReadFile, Said, Session, Troubled, WriteFile
from .showing import plainly
from .splitting import split
from .stepping import step
from .transcripts import is_transcript, statements_of

Show = Callable[[Session, Output], None]
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Doors:
    """What a session may do outside. Each raises OSError or ValueError where it cannot."""

    read: Callable[[str], str]
    write: Callable[[str, str, str], None]
    edit: Callable[[str], str]


def perform(session: Session, statement: str, doors: Doors, show: Show, depth: int = 0) -> Session:
    """The session after a statement and all that it leads to; outputs are shown as they come."""
    after, output = step(session, statement)
    after = _put(after, output, doors, show)
    for effect in output.effects:
        after = _carry_out(after, effect, doors, show, depth)
    return after


def _show(session: Session, output: Output, show: Show) -> Session:
    if output.pieces:
        show(session, output)
    return session


def _put(session: Session, output: Output, doors: Doors, show: Show) -> Session:
    """Answers go to the file that was named, everything else is shown."""
    target = session.once or session.output
    answers = tuple(piece for piece in output.pieces if isinstance(piece, Answered | Listed))
    if target is None or not answers:
        return _show(session, output, show)
    rest: list[Piece] = [piece for piece in output.pieces if piece not in answers]
    try:
        doors.write(target, plainly(Output(answers), session.form) + "\n", "")
        session = replace(session, once=None)
    except (OSError, ValueError) as error:
        rest.append(_unable(f"`{target}` cannot be written", error))
        session = replace(session, once=None, output=None)
    return _show(session, Output(tuple(rest)), show)


def _carry_out(session: Session, effect: Effect, doors: Doors, show: Show, depth: int) -> Session:
    try:
        match effect:
            case WriteFile(path, text, start):
                doors.write(path, text, start)
                return session
            case ReadFile(path):
                return _run_all(session, doors.read(path), doors, show, depth)
            case Edit(text):
                return _run_all(session, doors.edit(text), doors, show, depth)
    except (OSError, ValueError) as error:
        what = "the editor" if isinstance(effect, Edit) else f"`{effect.path}`"
        show(session, Output((_unable(f"{what} cannot be used", error),)))
        return session


def _run_all(session: Session, text: str, doors: Doors, show: Show, depth: int) -> Session:
    """Every statement of a text, each shown before its answer."""
    if depth >= _DEEPEST:
        trouble = Trouble("limit", f"files read files more than {_DEEPEST} deep")
        show(session, Output((Troubled(XhsKbError(trouble)),)))
        return session
    for statement in statements_of(text) if is_transcript(text) else split(text, session):
        show(session, Output((Said(f"> {statement}", "accent"),)))
        session = perform(session, statement, doors, show, depth + 1)
        if session.done:
            break
    return session


def _unable(what: str, error: OSError | ValueError) -> Troubled:
    reason = (error.strerror if isinstance(error, OSError) else None) or "it is not UTF-8 text"
    return Troubled(XhsKbError(Trouble("unreadable", f"{what}: {reason.lower()}")))


def read_file(path: str) -> str:
    """The text of a file."""
    return Path(path).expanduser().read_text(encoding="utf-8").removeprefix("\ufeff")


def write_file(path: str, text: str, start: str) -> None:
    """Adds a text to a file; a new file begins with `start`."""
    place = Path(path).expanduser()
    with place.open("a", encoding="utf-8", newline="\n") as file:
        file.write((start if file.tell() == 0 else "") + text)


def edit_text(text: str) -> str:
    """What comes of a text in the editor of the user."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "question.txt"
        place.write_text(text + "\n", encoding="utf-8")
        done = subprocess.run([*shlex.split(editor), str(place)], check=False)
        if done.returncode:
            raise OSError(done.returncode, f"the editor ended with {done.returncode}")
        return place.read_text(encoding="utf-8")


OPEN = Doors(read_file, write_file, edit_text)


def _nothing(path: str, text: str, start: str) -> None:
    """A replay writes no files."""


CLOSED = Doors(read_file, _nothing, lambda text: "")
