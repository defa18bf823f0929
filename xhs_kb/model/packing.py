"""Records as JSON and back: frozen dataclasses by the number of their class, with tuples, mappings, days and spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeAlias

from ..data.mapped import DamagedError
from ..ground.span import Source, Span
from .records import Grounds
from .schema import Period

Way: TypeAlias = Callable[[Any], list[Any]]
_TUPLE, _MAPPING, _DATE, _LIST, _SPAN, _SPANS = -1, -2, -3, -4, -5, -6
_EMPTY_TUPLE, _EMPTY_MAPPING = [_TUPLE], [_MAPPING]
_SHARED = 20_000
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Packer:
    """Packs values of the given classes; raises TypeError for any other.

    Fields at the end of a record that say nothing are left out.
    """

    def __init__(self, classes: Sequence[type]) -> None:
        self._ways: dict[type, Way] = {
            Span: self._span, tuple: self._tuple, list: self._list, dict: self._mapping,
            MappingProxyType: self._mapping, date: lambda value: [_DATE, value.toordinal()],
        }  # fmt: skip
        self._ways |= {kind: self._record(number, kind) for number, kind in enumerate(classes)}
        self._ways |= {kind: self._shared(self._ways[kind]) for kind in (Grounds, Period) if kind in self._ways}
        self.sources: dict[str, Source] = {}
        """The texts that spans point into, by name."""

    def pack(self, value: Any) -> Any:
        """A value in JSON types."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._way(kind)
        return way(value)

    def _way(self, kind: type) -> Way:
        for known in (tuple, list, date):
            if issubclass(kind, known):
                return self._ways[known]
        if issubclass(kind, Mapping):
            return self._mapping
        raise TypeError(f"a {kind.__name__} cannot be packed")

    def _record(self, number: int, kind: type) -> Way:
        names, defaults = _fields(kind)
        values_of: Callable[[Any], tuple[Any, ...]]
        if len(names) > 1:
            values_of = attrgetter(*names)
        else:
            values_of = lambda record: tuple([getattr(record, name) for name in names])  # noqa: E731
        pack, most, least = self.pack, len(names), len(names) - len(defaults)

        def packed(record: Any) -> list[Any]:
            values = values_of(record)
            end = most
            while end > least:
                last, default = values[end - 1], defaults[end - 1 - least]
                if last is not default and not _says_nothing(last, default):
                    break
                end -= 1
            return [number, *[value if type(value) in _PLAIN else pack(value) for value in values[:end]]]

        return packed

    def _shared(self, way: Way) -> Way:
        """The same for records that many others hold: packed once, while it is remembered."""
        known: dict[int, tuple[Any, list[Any]]] = {}

        def packed(record: Any) -> list[Any]:
            found = known.get(id(record))
            if found is None or found[0] is not record:
                if len(known) >= _SHARED:
                    known.clear()
                found = known[id(record)] = record, way(record)
            return found[1]

        return packed

    def _span(self, span: Span) -> list[Any]:
        self.sources.setdefault(span.source.name, span.source)
        return [_SPAN, span.source.name, span.start, span.end]

    def _tuple(self, value: tuple[Any, ...]) -> list[Any]:
        if not value:
            return _EMPTY_TUPLE
        return [_TUPLE, *[part if type(part) in _PLAIN else self.pack(part) for part in value]]

    def _list(self, value: list[Any]) -> list[Any]:
        return [_LIST, *map(self.pack, value)]

    def _mapping(self, value: Mapping[Any, Any]) -> list[Any]:
        if not value:
            return _EMPTY_MAPPING
        if all(type(part) is Span for part in value.values()):
            return [_SPANS, *(part for key, span in value.items() for part in (key, *self._span(span)[1:]))]
        return [_MAPPING, *(self.pack(part) for pair in value.items() for part in pair)]


class Unpacker:
    """Unpacks what a Packer of the same classes packed; `source` gives the text that a span points into."""

    def __init__(self, classes: Sequence[type], source: Callable[[str], Source]) -> None:
        self._classes, self._source = tuple(classes), source

    def unpack(self, item: Any) -> Any:
        """The value; raises DamagedError for what no Packer gave."""
        try:
            return self._unpack(item)
        except (TypeError, ValueError, LookupError, AttributeError, OverflowError, RecursionError):
            raise DamagedError("a record does not make sense") from None

    def _unpack(self, item: Any) -> Any:
        if type(item) is not list:
            return item
        tag = item[0]
        if tag >= 0:
            return self._classes[tag](*[part if type(part) is not list else self._unpack(part) for part in item[1:]])
        if tag == _TUPLE:
            return tuple([part if type(part) is not list else self._unpack(part) for part in item[1:]])
        if tag == _SPANS:
            return _Spans(item, self._source)
        if tag == _MAPPING:
            parts = [part if type(part) is not list else self._unpack(part) for part in item[1:]]
            return MappingProxyType(dict(zip(parts[::2], parts[1::2], strict=True)))
        if tag == _SPAN:
            return Span(self._source(item[1]), item[2], item[3])
        if tag == _DATE:
            return date.fromordinal(item[1])
        return [self._unpack(part) for part in item[1:]]


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


def _fields(kind: type) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """The names of a class's fields, and the defaults of those at its end that have one."""
    from dataclasses import MISSING, fields  # reading needs neither

    own = fields(kind)
    defaults: list[Any] = []
    for item in reversed(own):
        if item.default is MISSING and item.default_factory is MISSING:
            break
        defaults.append(item.default if item.default_factory is MISSING else item.default_factory())
    return tuple(item.name for item in own), tuple(reversed(defaults))


def _says_nothing(value: Any, default: Any) -> bool:
    """Whether a value is what its field would be without it."""
    if value is default:
        return True
    if isinstance(default, Mapping):
        return not value and isinstance(value, Mapping)
    return type(value) is type(default) and bool(value == default)
