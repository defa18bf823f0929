"""What a YAML file says, as a small frozen tree: every scalar is text, every node knows its place."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from ..ground.frozen import dataclass, field
from ..ground.span import Span

Style: TypeAlias = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `span` covers it as it is written, with its quotes or its block sign."""

    text: str
    span: Span = field(compare=False, repr=False)
    style: Style = "plain"

    @property
    def empty(self) -> bool:
        """Whether nothing is written there at all."""
        return self.style == "plain" and not self.text

    def plain(self) -> str:
        """The text."""
        return self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span = field(compare=False, repr=False)

    def plain(self) -> list[Any]:
        """The list in Python's own types."""
        return [item.plain() for item in self.items]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and what stands under it."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with what stands under them, in the order of the file, no key twice."""

    entries: tuple[Entry, ...]
    span: Span = field(compare=False, repr=False)

    def get(self, key: str) -> Node | None:
        """What stands under a key; None where it is missing or left empty."""
        for entry in self.entries:
            if entry.key.text == key:
                value = entry.value
                return None if isinstance(value, Scalar) and value.empty else value
        return None

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its place; None where it is missing."""
        return next((entry.key for entry in self.entries if entry.key.text == key), None)

    def plain(self) -> dict[str, Any]:
        """The mapping in Python's own types."""
        return {entry.key.text: entry.value.plain() for entry in self.entries}


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a folder may hold before it is refused."""

    file_bytes: int = 4_000_000
    files: int = 10_000
    nodes: int = 500_000
    depth: int = 50


LIMITS = Limits()
