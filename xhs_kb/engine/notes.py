"""Things worked out once and remembered: names, texts and pieces of answers that depend on a record alone.

Notes may be emptied at any time and are never needed; they only save doing a thing again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
_KEPT = 20_000


class Notes:
    """A bounded memory. An object is known by its identity, so that values which are equal but not alike stay apart."""

    __slots__ = ("_kept", "names")

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._kept: dict[tuple[str, int], tuple[object, Any]] = {}

    def once(self, what: str, thing: object, make: Callable[[], T]) -> T:
        """What `make` gave for this very object before, or gives now."""
        key = (what, id(thing))
        known = self._kept.get(key)
        if known is not None and known[0] is thing:
            found: T = known[1]
            return found
        made = make()
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[key] = (thing, made)
        return made

    def name(self, id: str, make: Callable[[str], str]) -> str:
        """The name of a record."""
        known = self.names.get(id)
        if known is None:
            if len(self.names) >= _KEPT:
                self.names.clear()
            known = self.names[id] = make(id)
        return known
