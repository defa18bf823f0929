"""What is worth keeping between processes: the user's cache folder, and small pieces of JSON in it.

`XHS_KB_CACHE=off` switches it off, another value is the folder to use. A piece is named by what it was made from, is
written whole or not at all, and is checked when it is read; one that is damaged, or cannot be written, is made anew.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

SWITCH = "XHS_KB_CACHE"


def cache_folder() -> Path | None:
    """The folder for what is kept; None where nothing is to be."""
    said = os.environ.get(SWITCH, "")
    if said.lower() in ("off", "0", "no", "false"):
        return None
    if said and said.lower() not in ("on", "1", "yes", "true"):
        return Path(said).absolute()
    with suppress(RuntimeError, ImportError):  # no home; or a browser, where not everything is carried along
        return _home_folder()
    return None


def _home_folder() -> Path:
    if sys.platform == "linux":  # what platformdirs says too; importing it takes half as long as starting Python
        said = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(said) if os.path.isabs(said) else Path.home() / ".cache") / "xhs-kb"
    from platformdirs import user_cache_path

    return user_cache_path("xhs-kb", appauthor=False)


def kept(name: str, made_from: str, make: Callable[[], Any]) -> Any:
    """What `make` gives in JSON types, from the cache where it was made from the same text before."""
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / f"{name}-{digest(made_from)}.json"
    with suppress(OSError, ValueError):
        said, _, body = path.read_bytes().partition(b"\n")
        if b"%08x" % crc32(body) == said:
            return json.loads(body)
    made = make()
    body = json.dumps(made, separators=(",", ":")).encode()
    write_whole(path, b"%08x\n" % crc32(body) + body)
    return made


def digest(text: str) -> str:
    """A short name for a text: two check sums. They need not be proof against intent, and cost no library."""
    content = text.encode("utf-8", "surrogateescape")
    return f"{crc32(content):08x}{adler32(content):08x}"


def write_whole(path: Path, body: bytes) -> None:
    """Writes a file that is there whole or not at all; quietly does nothing where it cannot be written."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{id(body):x}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(body)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
