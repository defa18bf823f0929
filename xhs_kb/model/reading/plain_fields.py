"""Reads single fields out of a mapping: one text, ids, flags, values, days.

Each method gives what it could read and notes what it could not; an absent or empty field is None or empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Self, TypeVar

from ...data.nodes import Mapping, Node, Scalar, Sequence
from ...ground.span import Span
from ...ground.values import Day, Value
from ..schema import ALWAYS, Period, Type
from ..types import Mismatch, conform_text, conform_texts
from .findings import Findings
from .keys import PERIOD

T = TypeVar("T")
_DATE = Type("date")


def frozen(items: Iterable[tuple[str, T]]) -> MappingProxyType[str, T]:
    """A mapping that nobody can change."""
    return MappingProxyType(dict(items))


class PlainFields:
    """A mapping of a file, read field by field. `what` says in troubles what the mapping is."""

    def __init__(self, node: Mapping, findings: Findings, language: str, what: str) -> None:
        self.node = node
        self.findings = findings
        self.language = language
        self.what = what

    @property
    def span(self) -> Span:
        """The place to show for the whole: the id, else the first key."""
        own = self.node.get("id")
        if isinstance(own, Scalar):
            return own.span
        return self.node.entries[0].key.span if self.node.entries else self.node.span

    def inner(self, node: Mapping, what: str) -> Self:
        """A mapping within this one."""
        return type(self)(node, self.findings, self.language, what)

    def add(self, code: str, message: str, span: Span | None = None, help_: str | None = None) -> None:
        """Notes a trouble, at the whole where no place is given."""
        self.findings.add(code, message, span or self.span, help_=help_)

    def known(self, keys: Iterable[str], also: Iterable[str] = ()) -> Iterator[Scalar]:
        """The keys of the mapping that are not among `keys`; those not in `also` are noted as unknown."""
        allowed, more = set(keys), set(also)
        for entry in self.node.entries:
            if entry.key.text in allowed:
                continue
            if entry.key.text in more:
                yield entry.key
            else:
                self.unknown_key(entry.key, allowed | more)

    def only(self, keys: Iterable[str]) -> None:
        """Notes every key that is not among `keys`."""
        for _ in self.known(keys):
            pass

    def unknown_key(self, key: Scalar, candidates: Iterable[str]) -> None:
        """Notes a key that means nothing here."""
        self.findings.add("unknown-key", f"{self.what} has no key `{key.text}`", key.span, near=(key.text, candidates))

    def need(self, key: str) -> None:
        """Notes that a key is missing, unless it is there with something wrong in it."""
        written = self.node.key(key)
        self.add("missing-key", f"{self.what} needs `{key}`", written.span if written else None)

    def text(self, key: str, required: bool = False) -> str | None:
        """One text."""
        found = self.scalar(key, required)
        return found.text if found else None

    def scalar(self, key: str, required: bool = False) -> Scalar | None:
        """One text with its place."""
        node = self.node.get(key)
        if node is None:
            if required:
                self.need(key)
            return None
        if isinstance(node, Scalar):
            return node
        self.add("shape", f"`{key}` is one text", node.span)
        return None

    def flag(self, key: str) -> bool:
        """True or false; false where nothing is said."""
        value = self.value(key, Type("bool"))
        return value is True

    def value(self, key: str, type_: Type) -> Value | None:
        """A value of a type."""
        node = self.node.get(key)
        return None if node is None else self.typed(node, type_, key)

    def typed(self, node: Node, type_: Type, key: str) -> Value | None:
        """What a node says, as a value of a type; None with a trouble where it does not fit."""
        found: Value | Mismatch
        match node:
            case Scalar():
                found = conform_text(node.text, type_)
            case Sequence() if type_.base == "list" and all(isinstance(item, Scalar) for item in node.items):
                found = conform_texts(tuple(str(item.plain()) for item in node.items), type_)
            case _:
                found = Mismatch(f"`{key}` is {'a list of texts' if type_.base == 'list' else 'one value'}")
        if not isinstance(found, Mismatch):
            return found
        near = (node.text, found.choices) if isinstance(node, Scalar) else None
        code = "type" if isinstance(node, Scalar) else "shape"
        self.findings.add(code, found.message, node.span, near=near)
        return None

    def day(self, key: str) -> Day | None:
        """A date, perhaps without its day or month."""
        found = self.value(key, _DATE)
        return found if isinstance(found, Day) else None

    def period(self, key: str = "valid", within: Period = ALWAYS) -> Period:
        """`{from, until}` under a key; a side left out is as in `within`."""
        node = self.mapping(key)
        return within if node is None else self.inner(node, f"`{key}`").days(PERIOD, within)

    def days(self, keys: Iterable[str], within: Period = ALWAYS) -> Period:
        """The keys `from` and `until` of this mapping itself, among `keys`."""
        self.only(keys)
        start, end = self.day("from"), self.day("until")
        found = Period(start.first if start else within.start, end.first if end else within.end)
        if found.start and found.end and found.start >= found.end:
            place = self.node.get("until") or self.node.get("from") or self.node
            self.add("period", f"this period begins on {found.start} and ends before it, on {found.end}"
                     if found.start > found.end else f"this period ends on the day on which it begins, {found.start}",
                     place.span, "`until` is the first day on which it no longer holds")
            return Period(found.start, None)
        return found

    def mapping(self, key: str) -> Mapping | None:
        """A mapping."""
        node = self.node.get(key)
        if node is None or isinstance(node, Mapping):
            return node
        self.add("shape", f"`{key}` is a mapping", node.span)
        return None

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a list; a single thing is a list of one."""
        node = self.node.get(key)
        if node is None:
            return ()
        return node.items if isinstance(node, Sequence) else (node,)

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """The texts of a list, or the one text, with their places."""
        found = []
        for item in self.items(key):
            if isinstance(item, Scalar) and not item.empty:
                found.append(item)
            else:
                self.add("shape", f"`{key}` is a text, or a list of texts", item.span)
        return tuple(found)
