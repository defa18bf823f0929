"""The value grammar with what it makes of a text; opened only where a value is met that is no plain date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lark import Lark, Token, Transformer

from ..ground.places import grammar
from ..ground.values import Duration, Money, Percent, Quantity, Range, Ratio, Scalar, Value, compare, exact
from .value_reader import PERIODS, Examined, Impossible, day_of

_SCALES = {"k": 10**3, "thousand": 10**3, "万": 10**4, "M": 10**6, "million": 10**6, "亿": 10**8, "B": 10**9,
           "billion": 10**9}
_CURRENCIES = {"¥": "CNY", "$": "USD", "€": "EUR", "£": "GBP"}


def value_parser() -> Lark:
    """The parser of the value grammar; its trees are values."""
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
        return day_of(str(items[0]))

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

