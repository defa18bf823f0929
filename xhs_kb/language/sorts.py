"""Which texts are patterns and which are questions: told by the first word, before either is read."""

from __future__ import annotations

import re

_CLAUSES = (
    "match", "optional", "return", "with", "unwind", "call", "create", "merge", "delete", "detach", "set", "remove",
    "foreach", "load", "drop",
)  # fmt: skip
_FIRST = re.compile(rf"^\s*(?:(?:explain|profile)\s+)?(?:{'|'.join(_CLAUSES)})\b", re.IGNORECASE)
_COMMENT = re.compile(r"^\s*(?://[^\n]*(?:\n|$)|/\*.*?\*/)", re.DOTALL)


def is_pattern(text: str) -> bool:
    """Whether a text is a pattern rather than a question: it begins with a clause.

    >>> is_pattern("MATCH (n) RETURN n"), is_pattern("explain can x be done"), is_pattern("EXPLAIN MATCH (n) RETURN n")
    (True, False, True)
    """
    while (comment := _COMMENT.match(text)) is not None:
        text = text[comment.end() :]
    return _FIRST.match(text) is not None
