"""A file of tables that is read in place: a key costs one look, opening costs the same whatever the size.

Layout: a head of fixed size, records (check sum, length, `[key, value]` as JSON), for each table its slots (open
addressing by check sum of the key) and the places of its records in order, last a directory in JSON. Nothing in it is
code, and everything that is read is checked, so that a damaged file is found out and never believed.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias
from zlib import crc32

from ..ground.trouble import KnowledgeError, Trouble
from .blocks import Blocks

_MAGIC = b"XHSKB-2\n"
_HEAD = struct.Struct("<8sQQQI")  # magic, size of the file, place and length of the directory, its check sum
_RECORD = struct.Struct("<II")
_SLOT = struct.Struct("<IQ")
_PLACE = struct.Struct("<Q")


class DamagedError(KnowledgeError):
    """The file is not what was written."""

    def __init__(self, what: str) -> None:
        message = f"the compiled knowledge base cannot be used: {what}"
        super().__init__(Trouble("damaged-file", message, help="compile the knowledge base again"))


class Writer:
    """Collects tables and writes them as one file, which is there whole or not at all."""

    def __init__(self) -> None:
        self._body = bytearray()
        self._tables: dict[str, tuple[int, int, int, int]] = {}

    def table(self, name: str, entries: Iterable[tuple[str, Any]]) -> None:
        """Adds a table; the entries keep their order. Every key stands once."""
        places: list[int] = []
        sums: list[int] = []
        for key, value in entries:
            text = json.dumps([key, value], ensure_ascii=False, separators=(",", ":"))
            record = text.encode("utf-8", "surrogatepass")
            places.append(_HEAD.size + len(self._body))
            sums.append(_sum(key))
            self._body += _RECORD.pack(crc32(record), len(record)) + record
        size = 1
        while size < 2 * len(places):
            size *= 2
        slots = [(0, 0)] * size
        for place, check in zip(places, sums, strict=True):
            slot = check & (size - 1)
            while slots[slot][1]:
                slot = (slot + 1) & (size - 1)
            slots[slot] = (check, place)
        begin = _HEAD.size + len(self._body)
        self._body += b"".join(_SLOT.pack(*slot) for slot in slots)
        order = _HEAD.size + len(self._body)
        self._body += b"".join(map(_PLACE.pack, places))
        self._tables[name] = (begin, size, order, len(places))

    def write(self, path: Path, about: dict[str, Any]) -> None:
        """Writes the file beside its place and moves it there; raises OSError where that cannot be."""
        said = {"about": about, "tables": self._tables, "sum": crc32(self._body)}
        directory = json.dumps(said).encode()
        place = _HEAD.size + len(self._body)
        head = _HEAD.pack(_MAGIC, place + len(directory), place, len(directory), crc32(directory))
        beside = path.with_name(f".{path.name}.{os.getpid()}.{id(self):x}")
        try:
            with beside.open("wb") as file:
                file.write(head)
                file.write(self._body)
                file.write(directory)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


Content: TypeAlias = mmap.mmap | Blocks
_CHUNK = 1 << 20


class MappedFile:
    """A file of tables, mapped into memory, or with `guarded` read block by block, so that it may even be cut short.

    Raises OSError, or DamagedError for what is no such file.
    """

    def __init__(self, path: Path, *, guarded: bool = False) -> None:
        self._bytes: Content = Blocks(path) if guarded else _mapped(path)
        try:
            magic, size, place, length, check = _HEAD.unpack(self._bytes[: _HEAD.size])
            directory = self._bytes[place : place + length]
            if magic != _MAGIC or size != len(self._bytes) or crc32(directory) != check:
                raise DamagedError("the file is not whole")
            said = json.loads(directory)
            self.about: dict[str, Any] = said["about"]
            self._tables: dict[str, list[int]] = said["tables"]
            self._body, self._check = place, said["sum"]
        except (struct.error, ValueError, KeyError, TypeError, OverflowError):
            raise DamagedError("the file is not whole") from None

    def __len__(self) -> int:
        return len(self._bytes)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(self._tables)

    def table(self, name: str) -> Table:
        """A table by its name."""
        if name not in self._tables:
            raise DamagedError(f"there is no table {name}")
        return Table(self._bytes, *self._tables[name])

    def whole(self) -> bool:
        """Whether every byte is as it was written; it takes as long as reading the file."""
        found = 0
        for start in range(_HEAD.size, self._body, _CHUNK):
            found = crc32(self._bytes[start : min(start + _CHUNK, self._body)], found)
        return bool(found == self._check)


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:
            raise DamagedError("the file is empty") from None


class Table:
    """Records by key, read when they are asked for."""

    __slots__ = ("_begin", "_bytes", "_mask", "_order", "count")

    def __init__(self, content: Content, begin: int, size: int, order: int, count: int) -> None:
        self._bytes, self._begin, self._mask, self._order, self.count = content, begin, size - 1, order, count

    def get(self, key: str) -> Any:
        """The value of a key, None where there is none; raises DamagedError where the file was changed."""
        check = _sum(key)
        slot = check & self._mask
        for _ in range(self._mask + 1):
            found, place = self._unpacked(_SLOT, self._begin + slot * _SLOT.size)
            if not place:
                return None
            if found == check:
                record = self._record(place)
                if record[0] == key:
                    return record[1]
            slot = (slot + 1) & self._mask
        return None

    def items(self) -> Iterator[tuple[str, Any]]:
        """All keys and values, in the order in which they were written."""
        for number in range(self.count):
            (place,) = self._unpacked(_PLACE, self._order + number * _PLACE.size)
            key, value = self._record(place)
            yield key, value

    def _record(self, place: int) -> Any:
        check, length = self._unpacked(_RECORD, place)
        begin = place + _RECORD.size
        record = self._bytes[begin : begin + length]
        if crc32(record) != check:
            raise DamagedError("a record is damaged")
        return json.loads(record.decode("utf-8", "surrogatepass"))


    def _unpacked(self, form: struct.Struct, place: int) -> tuple[Any, ...]:
        try:
            return form.unpack(self._bytes[place : place + form.size])
        except struct.error:
            raise DamagedError("a record lies outside the file") from None


def _sum(key: str) -> int:
    return crc32(key.encode("utf-8", "surrogatepass"))
