"""One statement of a session: `step` tells what it is and gives the session after it, and its output.

A statement is a dot command, a word of the session (`assume`, `why` …), a reply to what was asked, or a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from ...data.value_reader import read_value
from ...ground.frozen import replace
from ...ground.trouble import Trouble, XhsKbError
from ...ground.values import Day
from .assuming import TODAY, as_of, assume, assumptions, retract, undo
from .commands import run_command
from .questions import ask, needs, reply, why
from .session import NOTHING, Output, Session, Troubled
from .tour import go_on

Action: TypeAlias = Callable[[Session, str], tuple[Session, Output]]
_LONGEST = 2_000
_DIGITS = re.compile(r"[\d-]+")

# Each word of the session with its spellings, and whether something may follow it.
WORDS: tuple[tuple[tuple[str, ...], bool, Action], ...] = (
    (("assume", "假设", "假定"), True, assume),
    (("retract", "撤回"), True, retract),
    (("undo", "撤销"), False, undo),
    (("assumptions", "已作假设"), False, assumptions),
    (("as of", "截至"), True, as_of),
    (("why", "explain", "为什么", "为何"), False, why),
    (("needs", "还缺什么"), False, needs),
)


def step(session: Session, statement: str) -> tuple[Session, Output]:
    """The session after a statement, and what it puts out; a trouble is a part of the output and changes nothing."""
    text = statement.strip()
    try:
        after, output = _step(session, text)
    except XhsKbError as error:
        after, output = session, Output((Troubled(error),))
    except RecursionError:
        trouble = Trouble("limit", "the statement is nested too deeply")
        after, output = session, Output((Troubled(XhsKbError(trouble)),))
    return replace(after, log=(*after.log, (text, output))) if text else after, output


def _step(session: Session, text: str) -> tuple[Session, Output]:
    if is_command(text):
        return run_command(session, text)
    if found := session_word(text):
        action, rest = found
        return action(replace(session, interview=None), rest)
    if session.interview is not None and (text or session.at is None):
        return _replied(session, text)
    if not text:
        return go_on(session, _run)
    if len(text) > session.kb.limits.text:
        limit = session.kb.limits.text
        raise XhsKbError(Trouble("limit", f"the statement has {len(text)} characters; at most {limit} are read"))
    return ask(session, text)


def _run(session: Session, statement: str) -> tuple[Session, Output]:
    """A statement of the tour; the tour holds no empty statement, so that this ends."""
    return step(session, statement) if statement else (session, NOTHING)


def is_command(text: str) -> bool:
    """Whether a text is a dot command; `.5` is a number."""
    return text[:1] in (".", "\\") and not text[1:2].isdigit()


def session_word(text: str) -> tuple[Action, str] | None:
    """The word of the session that a text begins with, and what follows it; None where it begins with none."""
    if len(text) > _LONGEST:
        return None
    folded = " ".join(text.casefold().split())
    bare = folded.rstrip("?？!. ")
    for spellings, takes, action in WORDS:
        for word in spellings:
            if bare == word:
                return action, ""
            rest = text[len(word) :].strip()
            if takes and folded.startswith(word) and (not word.isascii() or folded[len(word)] == " "):
                return (action, rest) if action is not as_of or _is_day(rest) else None
    return None


def _is_day(text: str) -> bool:
    """Whether a text is a day and nothing more: a question may begin with the day that it is asked for."""
    return text.casefold() in TODAY or bool(_DIGITS.fullmatch(text)) or isinstance(read_value(text), Day)


def _replied(session: Session, text: str) -> tuple[Session, Output]:
    """A reply, or a new question where the text is no reply but can be read as one."""
    try:
        return reply(session, text)
    except XhsKbError as error:
        try:
            session.kb.prepare(text)
        except XhsKbError:
            raise error from None
        return ask(replace(session, interview=None), text)
