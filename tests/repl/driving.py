"""Drives `xhs-kb` through a real pseudo-terminal and reads its screen as a person would see it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).parent.parent.parent
TOY = ROOT / "tests" / "toy_world"
KEYS = {"enter": "\r", "tab": "\t", "ctrl-c": "\x03", "ctrl-d": "\x04", "ctrl-r": "\x12", "escape": "\x1b",
        "alt-enter": "\x1b\r", "up": "\x1b[A", "down": "\x1b[B", "backspace": "\x7f"}  # fmt: skip
_PATIENCE = 10.0


class Driven:
    """A session in a pseudo-terminal of some size. `home` is where it may keep things."""

    def __init__(self, home: Path, *arguments: str, columns: int = 80, lines: int = 24,
                 env: Mapping[str, str | None] | None = None) -> None:  # fmt: skip
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""
        kept = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color", "PAGER": "cat",
                "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "PROMPT_TOOLKIT_NO_CPR": "1", **(env or {})}  # fmt: skip
        self.child = pexpect.spawn(
            sys.executable, ["-m", "xhs_kb", *arguments], env={k: v for k, v in kept.items() if v is not None},
            dimensions=(lines, columns), encoding="utf-8", codec_errors="replace", cwd=str(home), timeout=_PATIENCE,
        )  # fmt: skip

    def press(self, *keys: str) -> Driven:
        """Presses keys by name, or types text."""
        for key in keys:
            self.child.send(KEYS.get(key, key))
        return self

    def see(self, text: str, patience: float = _PATIENCE) -> Driven:
        """Waits until a text stands on the screen."""
        return self.until(lambda: text in self.text(), f"{text!r} to be seen", patience)

    def until(self, holds: Callable[[], bool], what: str, patience: float = _PATIENCE) -> Driven:
        """Waits until something holds of the screen."""
        end = time.monotonic() + patience
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"waited for {what}; the screen is\n{self.text()}")
            self._take(0.05)
        return self

    def quiet(self, seconds: float = 0.25) -> Driven:
        """Waits until nothing has been drawn for a while."""
        while self._take(seconds):
            pass
        return self

    def text(self) -> str:
        """The screen, without spaces at the ends of its lines and without empty lines at its end."""
        return "\n".join(_line(line) for line in self.screen.display).rstrip("\n")

    def marked(self, attribute: str) -> str:
        """The characters on the screen that are drawn in some way: `underscore`, `bold`, `reverse`."""
        rows = (self.screen.buffer[row] for row in range(self.screen.lines))
        return "".join(row[column].data for row in rows for column in range(self.screen.columns)
                       if getattr(row[column], attribute)).strip()  # fmt: skip

    def end(self) -> int:
        """Waits for the end and gives the exit code."""
        self.child.expect(pexpect.EOF)
        self._feed(self.child.before or "")
        self.child.wait()  # close() would send signals to what is just leaving
        self.child.close()
        return -int(self.child.signalstatus or 0) if self.child.exitstatus is None else int(self.child.exitstatus)

    def _take(self, seconds: float) -> bool:
        try:
            self._feed(self.child.read_nonblocking(65536, seconds))
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            time.sleep(0.05)
            return False
        return True

    def _feed(self, text: str) -> None:
        self.raw += text
        self._stream.feed(text)


def _line(line: str) -> str:
    """A line of the screen; pyte puts an empty cell behind every wide character."""
    return line.rstrip()
