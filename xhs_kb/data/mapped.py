"""A file of tables that is read in place: a key costs two looks, opening costs the same whatever the size.

Layout: a head of fixed size, the tables, last a directory in JSON. Nothing in it is code, and everything that is read
is checked, so that a damaged file is found out and never believed.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias
from zlib import crc32

from .blocks import Blocks
from .tables import DamagedError, Table, write_table

__all__ = ["DamagedError", "MappedFile", "Table", "Writer"]

_MAGIC = b"XHSKB-3\n"
_HEAD = struct.Struct("<8sQQQI")  # magic, size of the file, place and length of the directory, its check sum


class Writer:
    """Collects tables and writes them as one file, which is there whole or not at all.

    With `pressed` records are pressed together: a file several times smaller, whose records take longer to read.
    """

    def __init__(self, *, pressed: bool = False) -> None:
        self._pressed = pressed
        self._body = bytearray()
        self._tables: dict[str, list[int]] = {}

    def table(self, name: str, entries: Iterable[tuple[str, Any]]) -> None:
        """Adds a table; the entries keep their order. Every key stands once."""
        self._tables[name] = write_table(self._body, _HEAD.size, entries, pressed=self._pressed)

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
