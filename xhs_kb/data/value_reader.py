"""Reads the value grammar (`grammar/values.lark`), in YAML and in questions alike (spec: data §1).

A text that has the form of a value but stands for none, such as a thirteenth month, is `Impossible`: the two plain
readers give None for it, `examine` says why. A bare year is a number here; only a type can make it a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput

from ..ground.places import grammar
from ..ground.values import (
    Day,
    Duration,
    Money,
    Percent,
    Quantity,
    Range,
    Ratio,
    Scalar,
    Value,
    compare,
    exact,
)

_LONGEST = 200
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE5: 0xA5, 0x3000: 0x20, 0x2212: 0x2D}
_SCALES = {"k": 10**3, "thousand": 10**3, "万": 10**4, "M": 10**6, "million": 10**6, "亿": 10**8, "B": 10**9,
           "billion": 10**9}
_CURRENCIES = {"¥": "CNY", "$": "USD", "€": "EUR", "£": "GBP"}
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
    for length in range(len(token), 0, -1):
        word = token[:length]
        if unit(word):
            return Token(token.type, word, token.start_pos, end_pos=(token.start_pos or 0) + length)
        if word[-1].isascii():
            break
    return None


def _within_word(text: str, end: int) -> bool:
    return 0 < end < len(text) and all(c == "_" or (c.isalnum() and c.isascii()) for c in text[end - 1 : end + 1])


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(grammar("values.lark"), parser="lalr", lexer="contextual", start="value", transformer=_Build())


def _number(token: Token) -> int | float | Impossible:
    text = str(token)
    scale = next((word for word in _SCALES if text.endswith((word, word.upper()))), "")
    digits = text[: len(text) - len(scale)].strip()
    found = exact(digits, times=_SCALES.get(scale, 1))
    return found if abs(found) < 10**18 else Impossible(f"the number `{text}` is too large")


def _with(make: Callable[..., Value | Impossible], *numbers: int | float | Impossible) -> Examined:
    return next((n for n in numbers if isinstance(n, Impossible)), None) or make(*numbers)


class _Build(Transformer[Token, Any]):
    """Makes values of what the grammar finds."""

    def boolean(self, items: list[Token]) -> bool:
        return str(items[0]).lower() == "true"

    def number(self, items: list[Token]) -> Examined:
        return _number(items[0])

    def percent(self, items: list[Token]) -> Examined:
        number = _number(items[0])
        return _with(lambda n: Percent(exact(repr(n), divide=100)), number)

    def share(self, items: list[Token]) -> Examined:
        return _with(_share, _number(items[0]), _number(items[2]))

    def ratio(self, items: list[Token]) -> Examined:
        return _with(Ratio, _number(items[0]), _number(items[1]))

    def money(self, items: list[Token]) -> Examined:
        currency = str(items[0])
        return _with(lambda n: Money(n, _CURRENCIES.get(currency, currency)), _number(items[1]))

    def yuan(self, items: list[Token]) -> Examined:
        return _with(lambda n: Money(n, "CNY"), _number(items[0]))

    def quantity(self, items: list[Token]) -> Examined:
        return _with(lambda n: Quantity(n, str(items[1])), _number(items[0]))

    def part(self, items: list[Token]) -> Examined:
        word = str(items[1]).lower()
        field, size = PERIODS.get(word) or PERIODS[word.removesuffix("s")]
        return _with(lambda n: Duration(**{field: exact(repr(n), times=size)}), _number(items[0]))

    def duration(self, items: list[Examined]) -> Examined:
        total = Duration()
        for item in items:
            if not isinstance(item, Duration):
                return item
            total = Duration(total.months + item.months, total.days + item.days, total.seconds + item.seconds)
        return total

    def date(self, items: list[Token]) -> Examined:
        parts = [int(part) for part in re.findall(r"\d+", items[0])]
        try:
            date(*[*parts, 1, 1][:3])
        except ValueError:
            return Impossible(f"there is no day `{items[0]}`")
        return Day(*parts)

    def closed(self, items: list[Examined]) -> Examined:
        low, high = items
        if isinstance(low, Impossible):
            return low
        return high if isinstance(high, Impossible) else _range(low, high)  # type: ignore[arg-type]

    def at_least(self, items: list[Examined]) -> Examined:
        return items[0] if isinstance(items[0], Impossible) else Range(items[0], None)  # type: ignore[arg-type]

    def at_most(self, items: list[Examined]) -> Examined:
        return items[0] if isinstance(items[0], Impossible) else Range(None, items[0])  # type: ignore[arg-type]


def _share(part: int | float, whole: int | float) -> Percent | Impossible:
    return Percent(part / whole) if whole > 0 else Impossible("there is no share of nothing")


def _range(low: Scalar, high: Scalar) -> Examined:
    """A range of two ends; `5..15%` and `2..4 kg` give the unit once, for both."""
    match low, high:
        case (int() | float(), Percent()):
            low = Percent(exact(repr(low), divide=100))
        case (int() | float(), Quantity()):
            low = Quantity(low, high.unit)
        case (int() | float(), Duration()):
            return Impossible("both ends of a range of durations need a unit")
        case (Money(), int() | float()):
            high = Money(high, low.currency)
        case _ if type(low) is not type(high) and not {type(low), type(high)} <= {int, float}:
            return Impossible("the two ends of a range are of one type")
    order = compare(low, high)
    if order == 1:
        return Impossible("a range goes from the smaller to the greater")
    if order is None and isinstance(low, Money | Quantity):
        return Impossible("the two ends of a range have one unit")
    return Range(low, high)

