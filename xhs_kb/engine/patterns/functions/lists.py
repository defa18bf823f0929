"""Functions of lists."""

from __future__ import annotations

from typing import Any

from ..run import Run
from .function import ArgumentError, Function, called

_LONGEST = 10_000_000


def _list(name: str, value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    raise ArgumentError(f"`{name}` takes a list, not {called(value)}")


def head(value: Any) -> Any:
    """The first item, or null."""
    items = _list("head", value)
    return items[0] if items else None


def last(value: Any) -> Any:
    """The last item, or null."""
    items = _list("last", value)
    return items[-1] if items else None


def tail(value: Any) -> list[Any]:
    """All items but the first."""
    return _list("tail", value)[1:]


def size(value: Any) -> int:
    """The number of items, or of characters."""
    if isinstance(value, list | str):
        return len(value)
    raise ArgumentError(f"`size` takes a list or a text, not {called(value)}")


def reverse(value: Any) -> Any:
    """A list or a text from its end."""
    if isinstance(value, list | str):
        return value[::-1]
    raise ArgumentError(f"`reverse` takes a list or a text, not {called(value)}")


def numbers(run: Run, first: Any, last: Any, step: Any = 1) -> list[int] | None:
    """The integers from first to last, both included."""
    for value in (first, last, step):
        if type(value) is not int:
            raise ArgumentError(f"`range` takes integers, not {'null' if value is None else called(value)}")
    if step == 0:
        raise ArgumentError("the step of `range` is not 0")
    found = range(first, last + (1 if step > 0 else -1), step)
    if len(found) > _LONGEST:
        raise ArgumentError(f"`range` gives more than {_LONGEST} numbers")
    run.spend(len(found))
    return list(found)


LISTS: dict[str, Function] = {
    "head": Function(head),
    "last": Function(last),
    "tail": Function(tail),
    "size": Function(size),
    "reverse": Function(reverse),
    "range": Function(numbers, nulls=True, run=True),
}
