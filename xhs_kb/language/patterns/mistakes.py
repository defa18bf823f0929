"""A failed parse as one trouble: write clauses and foreign habits have a message of their own.

What may come next is said in words, never as the names of terminals.
"""

from __future__ import annotations

import re

from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from ...ground.span import Source, Span
from ...ground.trouble import Trouble

_WRITES = re.compile(r"(?:create|merge|set|delete|detach|remove|foreach|drop|load)(?!\w)", re.IGNORECASE)
_HABITS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"=="), "`==` is no operator", "write `=`"),
    (re.compile(r"!="), "`!=` is no operator", "write `<>`"),
    (re.compile(r"&&"), "`&&` is no operator", "write `AND`"),
    (re.compile(r"\|\|"), "`||` is no operator", "write `OR`, or `+` to join texts"),
    (re.compile(r"=~"), "there are no regular expressions", "write `STARTS WITH`, `ENDS WITH` or `CONTAINS`"),
    (re.compile(r"!(?!=)"), "`!` is no operator", "write `NOT`"),
    (re.compile(r"select(?!\w)", re.IGNORECASE), "`SELECT … FROM` is another language",
     "write `MATCH (n:label) WHERE … RETURN n`"),
    (re.compile(r"call(?!\w)", re.IGNORECASE), "there are no procedures", "only reading clauses can be used"),
    (re.compile(r"where(?!\w)", re.IGNORECASE), "`WHERE` cannot stand here", "it follows `MATCH` or `WITH`"),
    (re.compile(r"group(?!\w)", re.IGNORECASE), "there is no `GROUP BY`",
     "columns without an aggregate are what is grouped by"),
)
_EXPECTED: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"_MATCH"}), "a clause (`MATCH`, `UNWIND`, `WITH`, `RETURN`)"),
    (frozenset({"STRING"}), "an expression"),
    (frozenset({"EQUALS", "_AND"}), "an operator"),
    (frozenset({"ARROW"}), "an arrow such as `-[:r]->`"),
    (frozenset({"REL_CLOSE"}), "`]-` or `]->`"),
    (frozenset({"RPAR"}), "`)`"),
    (frozenset({"RSQB"}), "`]`"),
    (frozenset({"RBRACE"}), "`}`"),
    (frozenset({"LPAR"}), "`(`"),
    (frozenset({"COLON"}), "`:`"),
    (frozenset({"COMMA"}), "`,`"),
    (frozenset({"_AS"}), "`AS`"),
    (frozenset({"_END"}), "`END`"),
    (frozenset({"NAME"}), "a name"),
)


def explain(source: Source, problem: UnexpectedInput) -> Trouble:
    """The trouble behind a failed parse, at the whole word that could not be read."""
    text = source.text
    at = len(text) if isinstance(problem, UnexpectedEOF) or _at_end(problem) else problem.pos_in_stream or 0
    word = re.compile(r"\w+|\S|\s*").match(text, at)
    span = Span(source, at, max(at, word.end() if word else at))
    if _WRITES.match(text, at):
        return Trouble("write-clause", f"`{span.text.upper()}` changes the graph; patterns only read", span)
    habit = _habit(source, at)
    if habit is not None:
        return habit
    expected = _expected(problem)
    if at >= len(text.rstrip()):
        return Trouble("syntax", f"the pattern ends too early; {expected} is expected" if expected else
                       "the pattern ends too early", Span(source, len(text.rstrip()), len(text)))
    return Trouble("syntax", f"`{span.text}` is not expected here", span,
                   help=f"expected: {expected}" if expected else None)


def _at_end(problem: UnexpectedInput) -> bool:
    return isinstance(problem, UnexpectedToken) and problem.token.type == "$END"


def _habit(source: Source, at: int) -> Trouble | None:
    for start in (at, at - 1):  # the first of two characters may have been an operator of its own
        for pattern, message, help in _HABITS:
            found = pattern.match(source.text, start) if start >= 0 else None
            if found and found.end() > at:
                return Trouble("syntax", message, Span(source, start, found.end()), help=help)
    return None


def _expected(problem: UnexpectedInput) -> str:
    match problem:
        case UnexpectedToken():
            names = frozenset(problem.accepts or problem.expected)
        case UnexpectedCharacters():
            names = frozenset(problem.allowed or ())
        case _:
            names = frozenset()
    said: list[str] = []
    for some, words in _EXPECTED:
        if some <= names and not ("expression" in " ".join(said) and words == "a name"):
            said.append(words)
    return " or ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else "".join(said)
