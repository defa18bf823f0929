"""Tables in a file: records by key, found with two looks, each of which is checked.

A table is a run of blocks, and pages of places sorted by the hash of the key. A block is a record (`[key, value]` as
JSON), or where a file is large, many records pressed together. Blocks and pages carry check sums, so that a damaged one
is found out: what a page does not list is not there, and not lost.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Protocol
from zlib import crc32

from ..ground.trouble import KnowledgeError, Trouble

_BLOCK = struct.Struct("<II")  # check sum of what follows; its length, and whether it is pressed
_PAGE = struct.Struct("<III")  # first and last place of a page in its table, check sum of the page
_PRESSED = 1 << 31
_LENGTH = _PRESSED - 1
_PRESSED_SIZE = 16_384  # bytes of a block before they are pressed
_LEVEL = 3
_ON_A_PAGE = 32
_WIDTH = 14  # bytes of a place: the hash of its key, the block, which record of it
_KEPT = 512
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_first = json.JSONDecoder().raw_decode


class DamagedError(KnowledgeError):
    """The file is not what was written."""

    def __init__(self, what: str) -> None:
        message = f"the compiled knowledge base cannot be used: {what}"
        super().__init__(Trouble("damaged-file", message, help="compile the knowledge base again"))


class Content(Protocol):
    """The bytes of a file, which may be sliced past their end."""

    def __getitem__(self, part: slice, /) -> bytes: ...
    def __len__(self) -> int: ...


def write_table(body: bytearray, offset: int, entries: Iterable[tuple[str, Any]], *, pressed: bool) -> list[int]:
    """Adds a table to the body of a file, which begins at `offset`; gives what `Table` is made from.

    The entries keep their order. Every key stands once.
    """
    begin = offset + len(body)
    hashes, blocks, numbers = array("I"), array("Q"), array("H")
    waiting: list[bytes] = []
    size = 0
    for key, value in entries:
        record = _encoded([key, value]).encode("utf-8", "surrogatepass")
        hashes.append(_hash(key))
        blocks.append(offset + len(body))
        numbers.append(len(waiting))
        if not pressed:
            body += _BLOCK.pack(crc32(record), len(record)) + record
            continue
        waiting.append(record)
        size += len(record)
        if size >= _PRESSED_SIZE or len(waiting) == 0xFFFF:
            _press(body, waiting)
            waiting, size = [], 0
    if waiting:
        _press(body, waiting)
    end = offset + len(body)
    pages = _write_pages(body, hashes, blocks, numbers)
    return [begin, end, end + len(hashes) * _WIDTH, pages, len(hashes)]


def _press(body: bytearray, records: list[bytes]) -> None:
    raw = _encoded([len(record) for record in records]).encode() + b"\n" + b"".join(records)
    small = zlib.compress(raw, _LEVEL)
    body += _BLOCK.pack(crc32(small), len(small) | _PRESSED) + small


def _write_pages(body: bytearray, hashes: array[int], blocks: array[int], numbers: array[int]) -> int:
    """The places, page by page, then where each page begins and ends; gives how many pages there are."""
    count = max(1, -(-len(hashes) // _ON_A_PAGE))
    order = sorted(range(len(hashes)), key=hashes.__getitem__)
    listed = bytearray()
    start = 0
    for page in range(count):
        end = start
        while end < len(order) and _page(hashes[order[end]], count) == page:
            end += 1
        mine = order[start:end]
        content = struct.pack(f"<{len(mine)}I", *[hashes[n] for n in mine])
        content += b"".join([struct.pack("<QH", blocks[n], numbers[n]) for n in mine])
        body += content
        listed += _PAGE.pack(start, end, crc32(content, page))
        start = end
    body += listed
    return count


def _page(hash_: int, count: int) -> int:
    return hash_ * count >> 32


def _hash(key: str) -> int:
    return crc32(key.encode("utf-8", "surrogatepass"))


class Table:
    """Records by key, read when they are asked for. It may serve many threads."""

    __slots__ = ("_begin", "_content", "_end", "_listed", "_pages", "_pressed", "count")

    def __init__(self, content: Content, begin: int, end: int, listed: int, pages: int, count: int) -> None:
        self._content, self._begin, self._end = content, begin, end
        self._listed, self._pages, self.count = listed, pages, count
        self._pressed: dict[int, tuple[bytes, list[int]]] = {}

    def get(self, key: str) -> Any:
        """The value of a key, None where there is none; raises DamagedError where the file was changed."""
        wanted = _hash(key)
        count, page = self._places(_page(wanted, self._pages))
        sought = wanted.to_bytes(4, "little")
        at = page.find(sought, 0, 4 * count)
        while at >= 0:
            if at % 4 == 0:
                block, number = struct.unpack_from("<QH", page, 4 * count + at // 4 * 10)
                found, value = self._record(self._block(block)[0], block, number)
                if found == key:
                    return value
            at = page.find(sought, at + 1, 4 * count)
        return None

    def items(self) -> Iterator[tuple[str, Any]]:
        """All keys and values, in the order in which they were written."""
        for record in self._records():
            key, value = _decoded(record)
            yield key, value

    def keys(self) -> Iterator[str]:
        """All keys, in the same order; no value is read."""
        for record in self._records():
            try:
                yield _first(record.decode("utf-8", "surrogatepass"), 1)[0]
            except ValueError:
                raise DamagedError("a record does not make sense") from None

    def _records(self) -> Iterator[bytes]:
        place, seen = self._begin, 0
        while place < self._end:
            payload, after = self._block(place)
            if isinstance(payload, tuple):
                raw, ends = payload
                for start, end in pairwise(ends):
                    yield raw[start:end]
                seen += len(ends) - 1
            else:
                yield payload
                seen += 1
            place = after
        if seen != self.count or place != self._end:
            raise DamagedError("a table is not whole")

    def _places(self, page: int) -> tuple[int, bytes]:
        place = self._listed + page * _PAGE.size
        listed = self._content[place : place + _PAGE.size]
        if len(listed) < _PAGE.size:
            raise DamagedError("a table is not whole")
        start, end, check = _PAGE.unpack(listed)
        content = self._content[self._end + start * _WIDTH : self._end + end * _WIDTH]
        if crc32(content, page) != check or len(content) != (end - start) * _WIDTH:
            raise DamagedError("a table is damaged")
        return end - start, content

    def _block(self, place: int) -> tuple[bytes | tuple[bytes, list[int]], int]:
        """What stands in a block: a record, or many and where they end; and where the next block begins."""
        head = self._content[place : place + _BLOCK.size]
        if len(head) < _BLOCK.size:
            raise DamagedError("a record lies outside the file")
        check, length = _BLOCK.unpack(head)
        begin = place + _BLOCK.size
        end = begin + (length & _LENGTH)
        known = self._pressed.get(place)
        if known is not None:
            return known, end
        payload = self._content[begin:end]
        if crc32(payload) != check or end - begin != len(payload):
            raise DamagedError("a record is damaged")
        if not length & _PRESSED:
            return payload, end
        loose = _loose(payload)
        if len(self._pressed) >= _KEPT:
            self._pressed.clear()
        self._pressed[place] = loose
        return loose, end

    def _record(self, payload: bytes | tuple[bytes, list[int]], block: int, number: int) -> Any:
        if not isinstance(payload, tuple):
            return _decoded(payload)
        raw, ends = payload
        if number + 1 >= len(ends):
            raise DamagedError("a record lies outside its block")
        return _decoded(raw[ends[number] : ends[number + 1]])


def _loose(payload: bytes) -> tuple[bytes, list[int]]:
    try:
        raw = zlib.decompress(payload)
        sizes, _, _ = raw.partition(b"\n")
        ends = [len(sizes) + 1]
        for size in json.loads(sizes):
            ends.append(ends[-1] + size)
    except (zlib.error, ValueError, TypeError):
        raise DamagedError("a block does not make sense") from None
    return raw, ends


def _decoded(record: bytes) -> Any:
    try:
        key, value = json.loads(record.decode("utf-8", "surrogatepass"))
    except (ValueError, TypeError, RecursionError):
        raise DamagedError("a record does not make sense") from None
    return key, value
