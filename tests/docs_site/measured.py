"""Runs a command of Python and says what it took: time, and the memory of each of its processes (Linux only).

`python -m tests.docs_site.measured -m xhs_kb docs build SITE`
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_BETWEEN = 0.25


def processes(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _read(task).split():
            yield from processes(int(child))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended
        return ""


def _megabytes(process: int, file: str, key: str) -> int:
    found = [line.split()[1] for line in _read(Path(f"/proc/{process}/{file}")).splitlines() if line.startswith(key)]
    return int(found[0]) // 1024 if found else 0


def main(arguments: list[str]) -> int:
    """Runs it and prints the figures; gives its exit code."""
    began, load = time.monotonic(), os.getloadavg()[0]
    running = subprocess.Popen([sys.executable, *arguments])
    peaks: dict[int, int] = {}
    together = 0
    while running.poll() is None:
        alive = list(processes(running.pid))
        for one in alive:
            peaks[one] = max(peaks.get(one, 0), _megabytes(one, "status", "VmHWM:"))
        together = max(together, sum(_megabytes(one, "smaps_rollup", "Pss:") for one in alive))
        time.sleep(_BETWEEN)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{time.monotonic() - began:.1f} s, {used.ru_utime + used.ru_stime:.1f} s of processors", end="; ")
    print(f"load {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    print(f"peak of each process: {', '.join(f'{peak} MB' for peak in peaks.values())}; of all together {together} MB")
    return running.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
