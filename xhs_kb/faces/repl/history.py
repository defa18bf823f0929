"""What was asked before, by statement, in the user's state folder. Where nothing can be kept, it is simply not kept."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prompt_toolkit.history import FileHistory

_NAME = "history"
_KEPT = 2_000_000  # bytes; older statements are forgotten


def history_file() -> Path | None:
    """The file of the history, in a folder that only the user can read; None where there is no place for it."""
    from platformdirs import user_state_path

    try:
        folder = user_state_path("xhs-kb")
        if not folder.is_absolute():
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / _NAME
        if path.exists() and path.stat().st_size > _KEPT:
            path.replace(folder / f"{_NAME}.old")
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    except (OSError, RuntimeError):
        return None
    return path


class Statements(FileHistory):
    """The statements in a file; without a file they last as long as the session. The same one twice is kept once."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(str(path or os.devnull))

    def load_history_strings(self) -> Iterable[str]:
        """The statements, the latest first, each once; nothing where the file is unreadable."""
        try:
            return list(dict.fromkeys(super().load_history_strings()))
        except (OSError, ValueError):
            return []

    def append_string(self, string: str) -> None:
        """Keeps a statement, unless it is the one before."""
        known = self.get_strings()
        if string.strip() and (not known or known[-1] != string):
            super().append_string(string)

    def store_string(self, string: str) -> None:
        """Writes a statement; a full or vanished disk is no reason to stop."""
        with suppress(OSError):
            super().store_string(string)
