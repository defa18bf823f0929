"""A mapping with some of its values replaced or added, without copying it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class Overlaid(Mapping[str, T], Generic[T]):
    """The keys of a mapping, in its order, with other values for some; new keys last. Overlays do not pile up."""

    __slots__ = ("_base", "_over")

    def __init__(self, base: Mapping[str, T], over: Mapping[str, T]) -> None:
        self._base: Mapping[str, T] = base._base if isinstance(base, Overlaid) else base
        self._over: dict[str, T] = {**(base._over if isinstance(base, Overlaid) else {}), **over}

    def __getitem__(self, key: str) -> T:
        return self._over[key] if key in self._over else self._base[key]

    def __iter__(self) -> Iterator[str]:
        yield from self._base
        yield from self._new()

    def __len__(self) -> int:
        return len(self._base) + len(self._new())

    def _new(self) -> list[str]:
        return [key for key in self._over if key not in self._base]
