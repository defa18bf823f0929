"""Reads the value grammar (`grammar/values.lark`), in YAML and in questions alike (spec: data §1).

A text that has the form of a value but stands for none, such as a thirteenth month, is `Impossible`: the two plain
readers give None for it, `examine` says why. A bare year is a number here; only a type can make it a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from ..ground.frozen import dataclass
from ..ground.values import Day, Value

if TYPE_CHECKING:
    from lark import Lark, Token

_LONGEST = 200
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE5: 0xA5, 0x3000: 0x20, 0x2212: 0x2D}
PERIODS = {
    "year": ("months", 12), "month": ("months", 1), "week": ("days", 7), "day": ("days", 1),
    "hour": ("seconds", 3600), "minute": ("seconds", 60), "second": ("seconds", 1),
    "年": ("months", 12), "个月": ("months", 1), "月": ("months", 1), "周": ("days", 7), "星期": ("days", 7),
    "天": ("days", 1), "日": ("days", 1), "小时": ("seconds", 3600), "分钟": ("seconds", 60), "秒": ("seconds", 1),
}


@dataclass(frozen=True, slots=True)
class Impossible:
    """What has the form of a value but stands for none, and why."""

    message: str


Examined: TypeAlias = Value | Impossible
UnitTest: TypeAlias = Callable[[str], bool]


def read_value(text: str) -> Value | None:
    """The value that a whole text stands for; None where it is none of the value grammar, or an impossible one.

    >>> read_value("2 weeks..2 months"), read_value("9:1"), read_value("no")
    (Range(low=Duration(months=0, days=14, seconds=0), high=Duration(months=2, days=0, seconds=0)), \
Ratio(left=9, right=1), None)
    """
    found = examine(text)
    return None if isinstance(found, Impossible) else found


def examine(text: str) -> Examined | None:
    """Like `read_value`, but an impossible value is handed on with its reason."""
    return _examine(text.translate(_NARROW).strip()) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _examine(text: str) -> Examined | None:
    """The same few dates and shares stand in a folder again and again; values never change."""
    if _DATE.fullmatch(text):  # what is read most needs no grammar
        return day_of(text)
    from lark.exceptions import UnexpectedInput

    try:
        return _parser().parse(text)  # type: ignore[return-value]
    except UnexpectedInput:
        return None


def read_prefix(text: str, offset: int = 0, unit: UnitTest | None = None) -> tuple[Value, int] | None:
    """The longest value that starts at an offset, and where it ends; None where there is none.

    `unit` says which words count as units of a quantity (None: every word); a value never ends within a word.

    >>> read_prefix("share = 15 and", 8, lambda word: word == "kg")
    (15, 10)
    """
    found = examine_prefix(text, offset, unit)
    return None if found is None or isinstance(found[0], Impossible) else (found[0], found[1])


def examine_prefix(text: str, offset: int = 0, unit: UnitTest | None = None) -> tuple[Examined, int] | None:
    """Like `read_prefix`, but an impossible value is handed on with its reason."""
    from lark.exceptions import UnexpectedInput

    window = text[offset : offset + _LONGEST].translate(_NARROW)
    interactive: Any = _parser().parse_interactive(window)
    best: tuple[Any, Token] | None = None
    try:
        for token in interactive.lexer_thread.lex(interactive.parser_state):
            if best is None and token.start_pos != 0:
                break
            whole = len(token)
            if token.type == "UNIT" and unit is not None:
                word = _unit(token, unit)
                if word is None:
                    break
                token = word
            interactive.feed_token(token)
            if "$END" in interactive.choices() and not _within_word(window, token.end_pos or 0):
                best = (interactive.copy(), token)
            elif best is None:
                best = (None, token)
            if len(token) < whole:
                break
    except UnexpectedInput:
        pass
    if best is None or best[0] is None:
        return None
    return best[0].feed_eof(best[1]), offset + (best[1].end_pos or 0)


def _unit(token: Token, unit: UnitTest) -> Token | None:
    """The unit that a word is, or, in a script without spaces, begins with; None where it is none."""
    from lark import Token

    for length in range(len(token), 0, -1):
        word = token[:length]
        if unit(word):
            return Token(token.type, word, token.start_pos, end_pos=(token.start_pos or 0) + length)
        if word[-1].isascii():
            break
    return None


def day_of(text: str) -> Day | Impossible:
    """The day, month or year of a text in digits and hyphens."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return Impossible(f"there is no day `{text}`")
    return Day(*parts)


def _within_word(text: str, end: int) -> bool:
    return 0 < end < len(text) and all(c == "_" or (c.isalnum() and c.isascii()) for c in text[end - 1 : end + 1])


@lru_cache(maxsize=1)
def _parser() -> Lark:
    from .value_grammar import value_parser

    return value_parser()
