"""How far a build is, as a person sees it on a terminal of some width, and as a pipe sees it: not at all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

from xhs_kb.faces.cli.progress import line_of

from .large import write

ROOT = Path(__file__).parent.parent.parent
ENV = {"PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
COUNT = re.compile(r"( *\d+)/(\d+) pages")


def command(kb: Path, out: Path) -> list[str]:
    return [
        "-m",
        "xhs_kb",
        "--kb",
        str(kb),
        "--lang",
        "en",
        "docs",
        "build",
        str(out),
        "--format",
        "json",
        "--jobs",
        "2",
    ]


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    write(folder, 300)
    return folder


class Watched:
    """A build on a pseudo-terminal. `moments` are the different screens that a person saw."""

    def __init__(self, kb: Path, out: Path, columns: int) -> None:
        self.screen = pyte.Screen(columns, 10)
        self.moments: list[list[str]] = []
        self.raw = ""
        stream = pyte.Stream(self.screen)
        env = {**ENV, "HOME": str(out.parent)}
        self.child = pexpect.spawn(
            sys.executable, command(kb, out), env=env, dimensions=(10, columns), encoding="utf-8", cwd=str(out.parent)
        )
        self.stream = stream

    def look(self, until: str = "") -> None:
        """Watches until a text is seen; without one, to the end."""
        end = time.monotonic() + 90
        while time.monotonic() < end and not (until and any(until in line for line in self.lines())):
            try:
                text = self.child.read_nonblocking(100, 1)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
            self.raw += text
            self.stream.feed(text)
            if not self.moments or self.moments[-1] != self.lines():
                self.moments.append(self.lines())

    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display if line.strip()]

    def leave(self) -> int | None:
        self.child.expect(pexpect.EOF)
        self.raw += self.child.before or ""
        self.child.close()
        return self.child.exitstatus


@pytest.mark.parametrize("columns", [80, 40])
def test_one_line_grows_and_stays_in_its_place(kb: Path, tmp_path: Path, columns: int) -> None:
    watched = Watched(kb, tmp_path / "site", columns)
    watched.look()
    assert watched.leave() == 0
    assert "\x1b" not in watched.raw
    shown = [line for lines in watched.moments for line in lines if COUNT.search(line)]
    assert all(sum("pages" in line and "/" in line for line in lines) <= 2 for lines in watched.moments)
    bars = [line for line in shown if set(line[:5]) <= {"#", "-"}]
    assert {line.index("/") for line in bars} == {bars[0].index("/")}
    done = [int(match[1]) for line in bars if (match := COUNT.search(line))]
    assert done[0] == 0 and done == sorted(done) and str(done[-1]) in watched.lines()[1]
    assert all(len(line) < columns for line in bars)
    assert any("reading" in line for lines in watched.moments for line in lines)
    assert not any("reading" in line for line in watched.lines())
    assert watched.lines()[0].endswith("200/200 examples")


def test_a_pipe_sees_no_bar_and_no_escape_code(kb: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, *command(kb, tmp_path / "site")], env=ENV, cwd=tmp_path, capture_output=True, check=True
    )
    told = done.stderr.decode()
    assert done.stdout == b""
    assert told.count("\n") == 1 and "\r" not in told and "\x1b" not in told
    assert re.match(r"\d+ pages, \d+\.\d MB: ", told)


def test_an_interrupt_ends_every_process_and_the_line(kb: Path, tmp_path: Path) -> None:
    watched = Watched(kb, tmp_path / "site", 80)
    watched.look(until="/200 examples")
    below = [
        int(one) for one in Path(f"/proc/{watched.child.pid}/task/{watched.child.pid}/children").read_text().split()
    ]
    watched.child.kill(signal.SIGINT)
    assert watched.leave() == 130
    assert "Traceback" not in watched.raw
    assert watched.raw.endswith("\n")
    end = time.monotonic() + 10
    while time.monotonic() < end and any(Path(f"/proc/{one}").exists() for one in below):
        time.sleep(0.05)
    assert not [one for one in below if Path(f"/proc/{one}").exists()]


@pytest.mark.parametrize("columns", range(1, 100))
def test_the_line_always_fits(columns: int) -> None:
    for total in (1, 9, 234, 20_236, 3_000_000):
        for done in {0, 1, total // 3, total}:
            for seconds in (0.0, 5.0, 400.0, 90_000.0):
                line = line_of("pages", done, total, seconds, columns)
                assert len(line) <= columns, line
                assert line
