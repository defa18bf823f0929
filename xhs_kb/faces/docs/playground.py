"""Puts the engine into a site: Pyodide from npm, this package and what it needs, the knowledge base as JSON.

Nothing is fetched when the page is read. The npm package is fetched once by the ordinary client and kept in the user's
cache; its digest is known, so that no other can take its place.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from ...ground.places import folder
from ...ground.trouble import Trouble, XhsKbError
from .html import asset
from .packing import pack
from .survey import Survey

PYODIDE = "314.0.7"
DIGEST = "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0"
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PACKAGES = ("lark", "networkx", "rapidfuzz", "wcwidth")
_LEFT_OUT = ("tests", "__pycache__", "__pyinstaller", "cli", "repl", "exporting", "templates", "assets")
_SECONDS = 300
_STAMP = (1980, 1, 1, 0, 0, 0)


def vendor(survey: Survey, out: Path, package: Path | None = None) -> int:
    """Writes the folder `playground/` of a site and says how many bytes it has; `package` is Pyodide's npm package."""
    place = out / "playground"
    place.mkdir(exist_ok=True)
    data = (package or fetched()).read_bytes()
    if package is None and hashlib.sha256(data).hexdigest() != DIGEST:
        raise _refused("the package that npm gave is not the one that is known", "pass another with --pyodide")
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for name in FILES:
            (place / name).write_bytes(_member(tar, name))
        lock = json.loads(_member(tar, "pyodide-lock.json"))
    (place / "pyodide-lock.json").write_text(json.dumps({"info": lock["info"], "packages": {}}), "utf-8")
    (place / "app.zip").write_bytes(app())
    (place / "kb.json").write_text(pack(survey.kb.knowledge), "utf-8")
    (place / "worker.mjs").write_text(asset("worker.mjs"), "utf-8")
    return sum(path.stat().st_size for path in place.iterdir())


def fetched() -> Path:
    """Pyodide's npm package, from the user's cache or by npm; raises XhsKbError where there is no npm."""
    from platformdirs import user_cache_path

    cache = user_cache_path("xhs-kb", appauthor=False)
    kept = cache / f"pyodide-{PYODIDE}.tgz"
    if kept.is_file():
        return kept
    npm = shutil.which("npm")
    if npm is None:
        raise _refused(
            "the playground needs npm, to fetch Pyodide once", "install npm, or pass its package with --pyodide"
        )
    cache.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--silent", f"pyodide@{PYODIDE}", "--pack-destination", str(cache)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused("npm could not fetch Pyodide", str(error).lower()) from error
    if done.returncode or not kept.is_file():
        raise _refused("npm could not fetch Pyodide", (done.stderr.strip().splitlines() or [""])[-1])
    return kept


def app() -> bytes:
    """This package and what it needs as one zip; the same installation gives the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, path in sorted(_sources()):
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, path.read_bytes())
    return content.getvalue()


def _sources() -> Iterator[tuple[str, Path]]:
    for package in ("xhs_kb", *PACKAGES):
        root = _root(package)
        for path in root.rglob("*"):
            inside = path.relative_to(root)
            code = path.suffix in (".py", ".lark", ".json") and not inside.parts[0].startswith(("_kb", "_grammar"))
            if code and not set(inside.parts) & set(_LEFT_OUT):
                yield f"{package}/{inside.as_posix()}", path
    for path in folder("grammar").glob("*.lark"):
        yield f"xhs_kb/_grammar/{path.name}", path
    for package in PACKAGES:
        for file in metadata.files(package) or ():
            if file.name.upper().startswith(("LICENSE", "COPYING")):
                yield f"licenses/{package}/{file.name}", Path(str(file.locate()))


def _root(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise _refused(f"`{package}` is not installed", "install xhs-kb with its dependencies")
    return Path(next(iter(spec.submodule_search_locations)))


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    try:
        member = tar.extractfile(f"package/{name}")
    except KeyError:
        member = None
    if member is None:
        raise _refused(f"the npm package has no `{name}`", f"version {PYODIDE} is known to work")
    return member.read()


def _refused(message: str, help: str) -> XhsKbError:
    return XhsKbError(Trouble("unreadable", message, help=help or None))
