"""The exit codes (spec: answers §3). They are frozen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...answers.answer import Answer

DONE = 0
TROUBLE = 1
USAGE = 2
FORBIDDEN = 3
CONDITIONAL = 4
UNREGULATED = 5
INTERRUPTED = 130
MEANINGS = {
    DONE: "Done.",
    TROUBLE: "A question or the knowledge base has a trouble, or a test failed.",
    USAGE: "The command cannot be understood.",
    INTERRUPTED: "Interrupted.",
}
VERDICTS = {
    DONE: "Allowed, yes, or rows.",
    FORBIDDEN: "Forbidden, or no.",
    CONDITIONAL: "Conditional.",
    UNREGULATED: "Unregulated, not stated, or no rows.",
}
_PERMISSIONS = {"allowed": DONE, "forbidden": FORBIDDEN, "conditional": CONDITIONAL, "unregulated": UNREGULATED}


def verdict_exit(answers: Iterable[Answer]) -> int:
    """The code of `--exit-verdict`; of several answers the strictest: forbidden, conditional, unregulated, allowed."""
    return min((code for code in map(_exit, answers) if code != DONE), default=DONE)


def _exit(answer: Answer) -> int:
    if answer.permission is not None:
        return _PERMISSIONS.get(answer.permission, UNREGULATED)
    if answer.kind == "yes_no":
        return {True: DONE, False: FORBIDDEN}.get(answer.value, UNREGULATED)
    if answer.kind == "value":
        return UNREGULATED if answer.value is None else DONE
    return DONE if answer.table else UNREGULATED
