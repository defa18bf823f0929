"""Habits from other languages, each with the one right spelling (spec: language §4)."""

from __future__ import annotations

import re

from ..ground.span import Span
from ..ground.trouble import Trouble
from .lexing import Lexer

_HABITS = (
    (r"==", "`==` is no sign here; equality is written with one sign", "write `=`, or `is`"),
    (r"&&", "`&&` is no sign here; conditions are joined with words", "write `and`"),
    (r"\|\|", "`||` is no sign here; conditions are joined with words", "write `or`"),
    (r"(?i)^\s*select\b[\s\S]*?\bfrom\b", "`SELECT … FROM` is another language",
     "ask `which KIND …`, or write a pattern: `MATCH (n:kind) RETURN n`"),
    (r"(?i)\bid\s*\([^)]*\)", "`id(…)` is not needed to name a record", "write its id itself, or `n.id` in a pattern"),
)


def habit(lexer: Lexer) -> Trouble | None:
    """The first foreign habit in a text outside quotes, None where there is none."""
    text = lexer.source.text[lexer.begin : lexer.end]
    blank = re.sub(r'"[^"\n]*"', lambda quoted: " " * len(quoted[0]), text)
    for pattern, message, help_ in _HABITS:
        if found := re.search(pattern, blank):
            span = Span(lexer.source, lexer.begin + found.start(), lexer.begin + found.end())
            return Trouble("syntax", message, span, help=help_)
    return None
