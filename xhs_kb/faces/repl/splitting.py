"""A text as statements: all of it where it reads as one, else line by line, an unfinished one going on below."""

from __future__ import annotations

from collections.abc import Iterator

from ..pattern_door import is_pattern
from .marking import marked
from .session import Session
from .stepping import is_command, session_word

_COMMENTS = ("#", "//")
_LONGEST = 4_000


def split(text: str, session: Session) -> tuple[str, ...]:
    """The statements of a text. A line that begins with `#` or `//` is a comment; a pattern may end with `;`."""
    bare = _clean(text.strip())
    if not bare:
        return ()
    if "\n" not in bare or _is_one(bare, session):
        return (bare,)
    return tuple(_statements(bare, session))


def _is_one(text: str, session: Session) -> bool:
    """Whether several lines read as one statement."""
    if len(text) > _LONGEST or any(_alone(line) for line in text.split("\n")):
        return False
    return marked(text, session.kb.vocabulary).state == "whole"


def is_whole(text: str, session: Session) -> bool:
    """Whether a text can be submitted as it is: its last statement is complete, or wrong, or an empty line ends it."""
    bare = text.strip()
    if not bare or session.interview is not None or text.rstrip(" ").endswith(("\n\n", ";")):
        return True
    return _ends(split(bare, session)[-1], session)


def _statements(text: str, session: Session) -> Iterator[str]:
    held: list[str] = []
    for line in [*text.split("\n"), ""]:
        bare = line.strip()
        if bare.startswith(_COMMENTS):
            continue
        if (not bare or _alone(bare)) and held:
            yield _clean("\n".join(held))
            held = []
        if not bare:
            continue
        held.append(bare)
        joined = "\n".join(held)
        if len(joined) > _LONGEST or bare.endswith(";") or (not is_pattern(joined) and _ends(joined, session)):
            yield _clean(joined)
            held = []


def _ends(text: str, session: Session) -> bool:
    return marked(text, session.kb.vocabulary).state != "open"


def _alone(line: str) -> bool:
    """Whether a line is a statement by itself, whatever stands around it."""
    return is_command(line.strip()) or session_word(line.strip()) is not None


def _clean(text: str) -> str:
    return text.rstrip("; \n") if is_pattern(text) else text.strip()
