"""What a folder looked like when its content was hashed last, so that an unchanged one need not be read to know it.

As git does: names, sizes, times and inodes stand for content, and are believed only where the latest change was well
over when the content was read. A link could lead to what changes unseen, so a folder with one is always read.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path

from .folder import fingerprint
from .kept import digest, write_whole

_SETTLED = 2_000_000_000  # ns: no file system keeps times more coarsely


def look(root: str | os.PathLike[str], endings: tuple[str, ...]) -> tuple[str, int]:
    """The state of the files with these endings under a folder, and when the latest changed (ns).

    The state is empty where there is a link, or something cannot be looked at.
    """
    lines: list[str] = []
    aside = ("__pycache__",) if endings == (".py",) else ()  # elsewhere it is a name like any other
    latest = 0
    waiting = [os.fspath(root)]
    try:
        for folder in waiting:
            with os.scandir(folder) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith(".") or name in aside:
                        continue
                    if entry.is_symlink():
                        return "", 0
                    if entry.is_dir():
                        waiting.append(entry.path)
                    elif name.endswith(endings):
                        state = entry.stat()
                        latest = max(latest, state.st_mtime_ns, state.st_ctime_ns)
                        lines.append(f"{entry.path}\t{_state(state)}")
    except OSError:
        return "", 0
    lines.sort()
    return "\n".join(lines), latest


def _state(state: os.stat_result) -> str:
    return f"{state.st_size}\t{state.st_mtime_ns}\t{state.st_ctime_ns}\t{state.st_ino}"


def remember(path: Path) -> None:
    """Notes the state of a file that was just written and is known to be whole."""
    write_whole(path.with_name(f"{path.name}.state"), _state(path.stat()).encode())


def unchanged(path: Path) -> bool:
    """Whether a file is as it was when its state was noted."""
    with suppress(OSError):
        return path.with_name(f"{path.name}.state").read_bytes() == _state(path.stat()).encode()
    return False


def seen(root: Path, place: Path, worth: int = 0) -> tuple[str, int]:
    """The fingerprint of a folder of YAML; `place` is where one of at least so many bytes is remembered."""
    name = os.path.abspath(root)
    path = place / f"seen-{digest(name)}.json"
    state, latest = look(name, (".yaml",))
    if state:
        with suppress(OSError, ValueError, KeyError, TypeError):
            known = json.loads(path.read_bytes())
            if known["state"] == state:
                return str(known["hash"]), int(known["size"])
    began = time.time_ns()
    found, size = fingerprint(root)
    if state and found and size >= worth and began - latest > _SETTLED and look(name, (".yaml",))[0] == state:
        write_whole(path, json.dumps({"state": state, "hash": found, "size": size}).encode("utf-8", "surrogateescape"))
    return found, size
