"""Compiled knowledge bases: files that someone made, and the cache that makes opening the same folder again quick.

The cache lies in the user's cache folder; `XHS_KB_CACHE=off` switches it off, another value is the folder to use. An
entry is named by the content of the folder and by the engine, so that it is never out of date; one that is damaged is
made anew, and where nothing can be written nothing is.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..data.kept import SWITCH, cache_folder, digest
from ..data.mapped import DamagedError, MappedFile
from ..data.seen import look, remember, seen, unchanged
from ..ground.trouble import KnowledgeError, Trouble

if TYPE_CHECKING:
    from ..engine.base import Base

__all__ = ["SWITCH", "Cached", "compile_base", "compiled_base"]
_SMALL = 100_000  # bytes of YAML that are read as quickly as a cache is looked for
_KEPT = 8
_HASH = 32
_ENTRY = f"{'[0-9a-f]' * _HASH}-*.kb"  # the folder may hold files of others
_ROOMS = ("ground", "data", "model", "language", "engine")


def compile_base(base: Base, path: Path) -> None:
    """Writes a base as a compiled file; raises KnowledgeError where it cannot be written."""
    from ..engine.compiled import write_compiled

    try:
        write_compiled(base, path)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise KnowledgeError(Trouble("unreadable", f"`{path}` cannot be written: {reason}")) from None


def compiled_base(path: Path) -> Base:
    """The base of a compiled file; raises KnowledgeError where it is none, or one of another engine."""
    from ..engine.compiled import fits, read_compiled

    try:
        file = MappedFile(path, guarded=hasattr(os, "pread"))  # elsewhere a mapped file cannot be cut short
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise KnowledgeError(Trouble("unreadable", f"`{path}` cannot be read: {reason}")) from None
    if not fits(file):
        raise DamagedError(f"`{path}` was compiled by another version")
    return read_compiled(file)


class Cached:
    """The place of one folder in the cache, as its content is now."""

    def __init__(self, root: Path) -> None:
        self._file: Path | None = None
        place = cache_folder()
        if place is not None:
            content, size = seen(root, place, _SMALL)
            engine = _engine() if content and size >= _SMALL else ""
            self._file = place / f"{content[:_HASH]}-{engine}.kb" if engine else None

    def base(self) -> Base | None:
        """The base, or None where there is none that can be trusted."""
        if self._file is None or not self._file.is_file():
            return None
        from ..engine.compiled import fits, read_compiled

        try:
            file = MappedFile(self._file, guarded=True)
            trusted = unchanged(self._file) or (file.whole() and fits(file))
            return read_compiled(file) if trusted else None
        except (OSError, DamagedError):
            return None

    def keep(self, base: Base) -> None:
        """Remembers a base; quietly does nothing where that cannot be, or where the folder was edited meanwhile."""
        if self._file is None or not self._file.name.startswith(f"{base.knowledge.hash[:_HASH]}-"):
            return
        from ..engine.compiled import write_compiled

        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_compiled(base, self._file)
            remember(self._file)
            _prune(self._file.parent)


def _engine() -> str:
    """Which engine this is: its version and the state of the files that decide what a compiled base holds.

    Empty where that state cannot be had.
    """
    package = Path(__file__).resolve().parent.parent
    rooms = [look(package / room, (".py",))[0] for room in _ROOMS]
    grammars = [look(folder, (".lark",))[0] for folder in (package / "_grammar", package.parent / "grammar")]
    return digest("\n".join((__version__, *rooms, *grammars))) if all(rooms) and any(grammars) else ""


def _prune(folder: Path) -> None:
    """Only the latest entries stay."""
    for pattern, count in ((_ENTRY, _KEPT), (f"{_ENTRY}.state", _KEPT), ("seen-*.json", 8 * _KEPT)):
        entries = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in entries[count:]:
            with suppress(OSError):
                old.unlink()
