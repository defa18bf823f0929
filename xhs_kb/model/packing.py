"""Records as JSON and back: frozen dataclasses by the number of their class, with tuples, mappings, days and spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from ..ground.span import Source, Span

_TUPLE, _MAPPING, _DATE, _LIST, _SPAN, _SPANS = -1, -2, -3, -4, -5, -6
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Packer:
    """Packs values of the given classes; raises TypeError for any other."""

    def __init__(self, classes: Sequence[type]) -> None:
        self._numbers = {kind: number for number, kind in enumerate(classes)}
        self._fields = {kind: _fields(kind) for kind in classes}
        self.sources: dict[str, Source] = {}
        """The texts that spans point into, by name."""

    def pack(self, value: Any) -> Any:
        """A value in JSON types."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        number = self._numbers.get(kind)
        if number is not None:
            names, optional = self._fields[kind]
            packed = [number, *(self.pack(getattr(value, name)) for name in names)]
            while len(packed) - 1 > optional and packed[-1] is None:
                packed.pop()
            return packed
        match value:
            case Span(source, start, end):
                self.sources.setdefault(source.name, source)
                return [_SPAN, source.name, start, end]
            case tuple():
                return [_TUPLE, *map(self.pack, value)]
            case list():
                return [_LIST, *map(self.pack, value)]
            case Mapping() if value and all(type(part) is Span for part in value.values()):
                return [_SPANS, *(part for key, span in value.items() for part in (key, *self.pack(span)[1:]))]
            case Mapping():
                return [_MAPPING, *(self.pack(part) for pair in value.items() for part in pair)]
            case date():
                return [_DATE, value.toordinal()]
        raise TypeError(f"a {kind.__name__} cannot be packed")


class Unpacker:
    """Unpacks what a Packer of the same classes packed; `source` gives the text that a span points into."""

    def __init__(self, classes: Sequence[type], source: Callable[[str], Source]) -> None:
        self._classes, self._source = tuple(classes), source

    def unpack(self, item: Any) -> Any:
        """The value."""
        if type(item) is not list:
            return item
        tag = item[0]
        if tag >= 0:
            return self._classes[tag](*[part if type(part) is not list else self.unpack(part) for part in item[1:]])
        if tag == _TUPLE:
            return tuple([part if type(part) is not list else self.unpack(part) for part in item[1:]])
        if tag == _SPANS:
            return _Spans(item, self._source)
        if tag == _MAPPING:
            parts = [part if type(part) is not list else self.unpack(part) for part in item[1:]]
            return MappingProxyType(dict(zip(parts[::2], parts[1::2], strict=True)))
        if tag == _SPAN:
            return Span(self._source(item[1]), item[2], item[3])
        if tag == _DATE:
            return date.fromordinal(item[1])
        return [self.unpack(part) for part in item[1:]]


class _Spans(Mapping[str, Span]):
    """Where each field of a record was written: made when somebody asks, which few do."""

    __slots__ = ("_made", "_packed", "_source")

    def __init__(self, packed: list[Any], source: Callable[[str], Source]) -> None:
        self._packed, self._source = packed, source
        self._made: dict[str, Span] | None = None

    def _all(self) -> dict[str, Span]:
        if self._made is None:
            key, name, start, end = (self._packed[place::4] for place in range(1, 5))
            spans = (Span(self._source(n), s, e) for n, s, e in zip(name, start, end, strict=True))
            self._made = dict(zip(key, spans, strict=True))
        return self._made

    def __getitem__(self, key: str) -> Span:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _fields(kind: type) -> tuple[tuple[str, ...], int]:
    """The names of a class's fields, and how many stand before those at its end that are None by default."""
    from dataclasses import MISSING, fields  # reading needs neither

    own = fields(kind)
    needed = len(own)
    while needed and own[needed - 1].default is None and own[needed - 1].default is not MISSING:
        needed -= 1
    return tuple(item.name for item in own), needed
