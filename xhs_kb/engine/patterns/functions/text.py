"""Functions of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .function import ArgumentError, Function, called


def _text(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ArgumentError(f"`{name}` takes a text, not {called(value)}")


def _count(name: str, value: Any) -> int:
    if type(value) is int and value >= 0:
        return value
    raise ArgumentError(f"`{name}` takes an integer from 0")


def _plain(name: str, change: Callable[[str], str]) -> Function:
    return Function(lambda value: change(_text(name, value)))


def left(text: Any, count: Any) -> str:
    """The first characters."""
    return _text("left", text)[: _count("left", count)]


def right(text: Any, count: Any) -> str:
    """The last characters."""
    whole, amount = _text("right", text), _count("right", count)
    return whole[max(0, len(whole) - amount) :]


def substring(text: Any, start: Any, length: Any = None) -> str:
    """The characters from a place, counted from 0, to the end or so many."""
    whole, first = _text("substring", text), _count("substring", start)
    return whole[first:] if length is None else whole[first : first + _count("substring", length)]


def replace(text: Any, old: Any, new: Any) -> str:
    """Every occurrence replaced."""
    whole, before, after = _text("replace", text), _text("replace", old), _text("replace", new)
    if len(whole) * (len(after) + 1) > 10_000_000:
        raise ArgumentError("the text that `replace` gives is too long")
    return whole.replace(before, after)


def split(text: Any, separator: Any) -> list[str]:
    """The parts between separators; single characters where the separator is empty."""
    whole, mark = _text("split", text), _text("split", separator)
    return whole.split(mark) if mark else list(whole)


TEXT: dict[str, Function] = {
    "toupper": _plain("toUpper", str.upper),
    "tolower": _plain("toLower", str.lower),
    "upper": _plain("upper", str.upper),
    "lower": _plain("lower", str.lower),
    "trim": _plain("trim", str.strip),
    "ltrim": _plain("lTrim", str.lstrip),
    "rtrim": _plain("rTrim", str.rstrip),
    "left": Function(left),
    "right": Function(right),
    "substring": Function(substring),
    "replace": Function(replace),
    "split": Function(split),
}
