"""The bytes of a file, read a block at a time when they are looked at, and then kept, up to 128 MB.

Unlike a mapped file it cannot be pulled away under the reader: a file that is cut short, or can no longer be read,
gives fewer bytes, no signal.
"""

from __future__ import annotations

import os
from pathlib import Path

_BITS = 15
_SIZE = 1 << _BITS
_KEPT = 4096


class Blocks:
    """A file as something that can be sliced; raises OSError where it cannot be opened. It may serve many threads."""

    __slots__ = ("_file", "_kept", "_length")

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._length = os.fstat(self._file.fileno()).st_size
        self._kept: dict[int, bytes] = {}
        if not hasattr(os, "pread"):  # elsewhere reading moves a place that threads share
            blocks = iter(lambda: self._file.read(_SIZE), b"")
            self._kept = dict(enumerate(blocks))

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> bytes:
        start, stop, _ = part.indices(self._length)
        if stop <= start:
            return b""
        first, last = start >> _BITS, (stop - 1) >> _BITS
        offset = first << _BITS
        if first == last:
            return self._block(first)[start - offset : stop - offset]
        return b"".join(map(self._block, range(first, last + 1)))[start - offset : stop - offset]

    def __del__(self) -> None:
        file = getattr(self, "_file", None)
        if file is not None:
            file.close()

    def _block(self, number: int) -> bytes:
        found = self._kept.get(number)
        if found is None:
            if not hasattr(os, "pread"):
                return b""
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            try:
                found = self._kept[number] = os.pread(self._file.fileno(), _SIZE, number << _BITS)
            except OSError:  # a disk that fails, a share that has gone
                return b""
        return found
