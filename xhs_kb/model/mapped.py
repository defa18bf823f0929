"""Records and phrases of a compiled knowledge base: read from its file one by one, when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

from ..data.mapped import Table
from ..ground.frozen import dataclass, field
from .phrases import HERE, Tree
from .vocabulary import Category, Meaning, Vocabulary

T = TypeVar("T")
_KEPT = 20_000
_APART = "\x1f"


class MappedRecords(Mapping[str, T], Generic[T]):
    """A mapping over a table. What was read is kept, up to a number of records; iterating reads everything."""

    def __init__(self, table: Table, read: Callable[[Any], T]) -> None:
        self._table, self._read = table, read
        self._kept: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        known = self._kept.get(key)
        if known is not None:
            return known
        packed = self._table.get(key) if isinstance(key, str) else None
        if packed is None:
            raise KeyError(key)
        return self._keep(key, packed)

    def __iter__(self) -> Iterator[str]:
        return self._table.keys()

    def __len__(self) -> int:
        return self._table.count

    def _keep(self, key: str, packed: Any) -> T:
        made = self._read(packed)
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        return self._kept.setdefault(key, made)


class MappedBranch:
    """A branch of the tree of phrases, as `phrases.walk` looks into it."""

    __slots__ = ("_ends", "_kept", "_prefix", "_read", "_table")

    def __init__(self, table: Table, read: Callable[[Any], Any], prefix: str = "", packed: Any = None) -> None:
        self._table, self._read, self._prefix = table, read, prefix
        self._ends: dict[str, Any] | None = None if not packed else {k: read(v) for k, v in packed.items()}
        self._kept: dict[str, MappedBranch | None] = {}

    def get(self, word: str | None, default: Any = None) -> Any:
        """The branch of a word, or for `HERE` what ends at this place."""
        if word is HERE:
            return default if self._ends is None else self._ends
        known = self._kept.get(word, self)
        if known is self:
            key = f"{self._prefix}{_APART}{word}"
            packed = self._table.get(key)
            known = None if packed is None else MappedBranch(self._table, self._read, key, packed[0])
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[word] = known
        return default if known is None else known

    def __contains__(self, word: str | None) -> bool:
        return self.get(word) is not None

    def __getitem__(self, word: str | None) -> Any:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found


def phrase_entries(tree: Tree, pack: Callable[[Any], Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The entries of a table from which a `MappedBranch` reads this tree."""
    for word, branch in tree.items():
        if word is not HERE:
            key = f"{prefix}{_APART}{word}"
            ends = branch.get(HERE)
            yield key, [None if ends is None else {category: pack(found) for category, found in ends.items()}]
            yield from phrase_entries(branch, pack, key)


class Later(Sequence[T], Generic[T]):
    """A sequence that is read as a whole when it is first looked into."""

    def __init__(self, read: Callable[[], tuple[T, ...]]) -> None:
        self._read = read
        self._all: tuple[T, ...] | None = None

    def _found(self) -> tuple[T, ...]:
        if self._all is None:
            self._all = self._read()
        return self._all

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        return self._found()[place]

    def __len__(self) -> int:
        return len(self._found())

    def __eq__(self, other: object) -> bool:
        return self._found() == (other._found() if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self._found())


@dataclass(frozen=True)
class MappedVocabulary(Vocabulary):
    """A vocabulary that is looked up in the file."""

    by_thing: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict, repr=False, compare=False)
    known_units: frozenset[str] = frozenset()
    declared: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict, repr=False, compare=False)
    """All that phrases of a category can mean, but for the names of records."""
    each: Callable[[], Iterator[Meaning]] | None = field(default=None, repr=False, compare=False)
    """All meanings, one after another, none of which is kept."""

    @cached_property
    def units(self) -> frozenset[str]:
        """The unit words that the types of the schema mention."""
        return self.known_units

    def of_category(self, category: Category) -> Iterable[Meaning]:
        """All that phrases of a category can mean, in the order of the knowledge base."""
        if category != "ENTITY" and self.declared:
            return self.declared.get(category, ())
        return (m for m in (self.meanings if self.each is None else self.each()) if m.category == category)

    def named(self, id_: str, category: Category) -> tuple[Meaning, ...]:
        """All phrases of a thing of a category in any language, in the order of the knowledge base."""
        return self.by_thing.get(f"{category}{_APART}{id_}", ())


def named_entries(vocabulary: Vocabulary, pack: Callable[[Any], Any]) -> Iterator[tuple[str, Any]]:
    """The entries of the table `by_thing`."""
    for (category, id_), found in vocabulary._index.items():
        yield f"{category}{_APART}{id_}", pack(tuple(found))
