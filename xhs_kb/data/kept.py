"""What is worth keeping between processes: the user's cache folder, and small pieces of JSON in it.

`XHS_KB_CACHE=off` switches it off, another value is the folder to use. A piece is named by what it was made from, is
written whole or not at all, and is checked when it is read; one that is damaged, or cannot be written, is made anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

SWITCH = "XHS_KB_CACHE"


def cache_folder() -> Path | None:
    """The folder for what is kept; None where nothing is to be."""
    said = os.environ.get(SWITCH, "")
    if said.lower() in ("off", "0", "no", "false"):
        return None
    if said and said.lower() not in ("on", "1", "yes", "true"):
        return Path(said).absolute()
    with suppress(RuntimeError, ImportError):  # no home; or a browser, where not everything is carried along
        from platformdirs import user_cache_path

        return user_cache_path("xhs-kb", appauthor=False)
    return None


def kept(name: str, made_from: str, make: Callable[[], Any]) -> Any:
    """What `make` gives in JSON types, from the cache where it was made from the same text before."""
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / f"{name}-{sha256(made_from.encode()).hexdigest()[:24]}.json"
    with suppress(OSError, ValueError):
        digest, _, body = path.read_bytes().partition(b"\n")
        if sha256(body).hexdigest().encode() == digest:
            return json.loads(body)
    made = make()
    _keep(path, json.dumps(made, separators=(",", ":")).encode())
    return made


def _keep(path: Path, body: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.{id(body):x}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
