"""The long fuzz run, by hand: python -m tests.robustness.fuzz --minutes 10 [--only yaml,cli] [--keep FOLDER]

Each target runs in a process of its own. Where atheris is installed it guides the inputs by the coverage of `xhs_kb`;
elsewhere, and with --plain, inputs come from a seeded generator, which is much faster and less clever. A fault does not
stop the run: it is kept once for each place in the code, with the bytes that lead to it, and `--again FILE --only
TARGET` runs those alone. Exit code 1 where there was a fault.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import pkgutil
import random
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SLOW = 12.0
"""Seconds of processor time that a case may take: twice the limit of five seconds, since some cases ask twice."""
HANGS = 60
LARGEST = 512
TRIED = (
    "questions", "chinese", "shipped", "patterns", "graphs", "arguments", "yaml", "compiled", "caches", "cli",
)  # fmt: skip
"""The targets, named here since `targets` may not be imported before atheris looks. One more is `forged`: a file made
by somebody who put the check sums right may hold anything (docs/embedding.md)."""


class Watch:
    """Runs cases of one target, counts them, and keeps what went wrong."""

    def __init__(self, name: str, keep: Path) -> None:
        from .targets import TARGETS

        self.name, self.run, self.keep = name, TARGETS[name], keep
        self.cases, self.slowest = 0, 0.0
        self.faults: dict[str, str] = {}
        self._said = time.monotonic()

    def case(self, data: bytes) -> None:
        """One case; a fault is kept."""
        self.cases += 1
        begun = time.process_time()  # by the clock a busy machine would be a fault
        try:
            self.run(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the run looks for
            self._fault(data, f"{type(error).__name__} {_place(error)}", traceback.format_exc())
        spent = time.process_time() - begun
        if spent > self.slowest:
            self.slowest = spent
            (self.keep / f"{self.name}-slowest.case").write_bytes(data)
        if spent > SLOW:
            self._fault(data, f"slow, over {SLOW:g} s", f"{spent:.1f} s")
        if time.monotonic() - self._said > 2:
            self.say()

    def _fault(self, data: bytes, key: str, text: str) -> None:
        if key in self.faults:
            return
        path = self.keep / f"{self.name}-{len(self.faults)}.case"
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(f"{key}\n{text}", "utf-8", "backslashreplace")
        self.faults[key] = str(path)
        self.say()

    def say(self) -> None:
        """Writes how far it is, since a fuzzer may end the process at any time."""
        self._said = time.monotonic()
        said = {"cases": self.cases, "slowest": self.slowest, "faults": self.faults}
        (self.keep / f"{self.name}.json").write_text(json.dumps(said), "utf-8")


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "xhs_kb" in frame.filename] or frames
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}"


def guided(watch: Watch, seconds: float, seed: int) -> None:
    """Inputs guided by coverage; libFuzzer ends the process when the time is over."""
    import atheris  # type: ignore[import-untyped]

    corpus = watch.keep / f"{watch.name}-corpus"
    corpus.mkdir(exist_ok=True)
    chance = random.Random(seed)
    for number in range(40):
        (corpus / f"seed-{number}").write_bytes(chance.randbytes(chance.randrange(8, 200)))
    options = [
        f"-max_total_time={max(1, round(seconds))}",
        f"-timeout={HANGS}",
        f"-max_len={LARGEST}",
        f"-seed={seed or 1}",
    ]
    options += [
        "-rss_limit_mb=4096",
        "-verbosity=0",
        "-print_final_stats=0",
        f"-artifact_prefix={watch.keep}/{watch.name}-hang-",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *options], watch.case)
    atheris.Fuzz()


def instrumented() -> None:
    """Imports the whole package so that atheris sees its branches."""
    import atheris

    with atheris.instrument_imports(include=["xhs_kb"]):
        package = importlib.import_module("xhs_kb")
        for found in pkgutil.walk_packages(package.__path__, "xhs_kb."):
            if not found.name.endswith("__main__"):
                try:
                    importlib.import_module(found.name)
                except ModuleNotFoundError:
                    continue  # what an extra would bring


def drawn(watch: Watch, seconds: float, seed: int) -> None:
    """Inputs from a generator: fresh ones, and earlier ones that were changed."""
    chance, ends = random.Random(seed), time.monotonic() + seconds
    earlier: list[bytes] = []
    while time.monotonic() < ends:
        data = chance.randbytes(chance.randrange(1, LARGEST))
        if earlier and chance.random() < 0.5:
            changed = bytearray(chance.choice(earlier))
            for _ in range(chance.randrange(1, 6)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            data = bytes(changed)
        watch.case(data)
        earlier = [*earlier[-200:], data]
    watch.say()


def _one(name: str, seconds: float, keep: Path, seed: int, plain: bool) -> int:
    if not plain:
        instrumented()
    watch = Watch(name, keep)
    (drawn if plain else guided)(watch, seconds, seed)
    return 0


def main() -> int:
    """Runs the targets in turn and prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="for all targets together")
    parser.add_argument("--only", default="", help="targets, separated by commas")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="the folder for what is found")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("--again", type=Path, help="run one kept case")
    parser.add_argument("--child", type=float, help=argparse.SUPPRESS)
    said = parser.parse_args()
    chosen = said.only.split(",") if said.only else list(TRIED)
    if wrong := [name for name in chosen if name not in (*TRIED, "forged")]:
        parser.error(f"there is no target {wrong[0]}")
    if said.again is not None:
        from .targets import TARGETS

        TARGETS[chosen[0]](said.again.read_bytes())
        return 0
    said.keep.mkdir(parents=True, exist_ok=True)
    plain = said.plain or importlib.util.find_spec("atheris") is None
    if said.child is not None:
        return _one(chosen[0], said.child, said.keep, said.seed, plain)
    print(
        f"{'by chance' if plain else 'guided by coverage'}, {said.minutes:g} minutes, "
        f"seed {said.seed}, faults in {said.keep}",
        flush=True,
    )
    faults = 0
    for name in chosen:
        faults += _reported(name, said, 60 * said.minutes / len(chosen), plain)
    return 1 if faults else 0


def _reported(name: str, said: Any, seconds: float, plain: bool) -> int:
    command = [sys.executable, "-m", "tests.robustness.fuzz", "--only", name, "--child", str(seconds)]
    command += ["--keep", str(said.keep.resolve()), "--seed", str(said.seed), *(["--plain"] * plain)]
    told = said.keep / f"{name}.json"
    told.unlink(missing_ok=True)
    env = {**os.environ, "XHS_KB_CACHE": "off"}
    with (said.keep / f"{name}.log").open("wb") as log:
        code = subprocess.run(command, cwd=ROOT, env=env, stdout=log, stderr=log, check=False).returncode
    found: dict[str, Any] = (
        json.loads(told.read_text("utf-8")) if told.exists() else {"cases": 0, "slowest": 0, "faults": {}}
    )
    faults: dict[str, str] = dict(found["faults"])
    if code:
        faults[f"the process ended with {code}, see the log"] = str(said.keep / f"{name}.log")
    print(f"{name:10} {found['cases']:>9,} cases, slowest {found['slowest']:.2f} s, {len(faults)} faults", flush=True)
    for key, path in faults.items():
        print(f"{'':10} {key}: {path}", flush=True)
    return len(faults)


if __name__ == "__main__":
    sys.exit(main())
