"""The one door for checks: lint, strict types, tests with doctests in parallel, and the shipped knowledge base.

Run as `python tests/check.py` with the `test` extra installed; every step runs, and any failure makes exit code 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
STEPS = {
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "tests": ("pytest", "-n", "auto", "--dist", "worksteal"),
    "validate": ("xhs_kb", "validate"),
    "examples": ("xhs_kb", "test"),
}


def main() -> int:
    failed = []
    for name, command in STEPS.items():
        print(f"== {name}: {' '.join(command)}", flush=True)
        begun = time.monotonic()
        done = subprocess.run([PYTHON, "-m", *command], cwd=ROOT, env={**os.environ, "PYTHONPATH": ""}, check=False)
        if done.returncode:
            failed.append(name)
        print(f"== {name}: {'failed' if done.returncode else 'ok'}, {time.monotonic() - begun:.0f} s", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
