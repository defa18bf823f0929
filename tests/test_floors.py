"""Rooms import only downward, faces only through the API, and `import xhs_kb` opens nothing heavy.

Read from the syntax tree of every file, imports inside functions and under TYPE_CHECKING included.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "xhs_kb"
FLOORS = ("ground", "data", "model", "language", "engine", "answers", "faces")
FILES = sorted(PACKAGE.rglob("*.py"))
# What a part of the faces may take from another. `cli` starts the others; nobody imports `cli`.
# Renderers and `labels`, `layout` … are single files of the faces; `api` takes only its own parts.
DOORS = ("cli", "repl", "docs", "site")
API_PARTS = (
    "asking", "pattern_door", "notebook", "asynchronous", "preparing", "permitting", "arguments", "bulk", "cache",
)  # fmt: skip
HEAVY = {"networkx", "prompt_toolkit", "jinja2", "jsonschema", "pandas", "pyarrow"}


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, by its full dotted name, with the line."""
    package = path.parent.relative_to(ROOT).parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *(node.module.split(".") if node.module else [])])
            yield module, node.lineno
            yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)


def room(module: str) -> str | None:
    """The room of a module of the package; None for other modules and for the top."""
    parts = module.split(".")
    return parts[1] if parts[0] == "xhs_kb" and len(parts) > 1 and parts[1] in FLOORS else None


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def upward(path: Path) -> list[str]:
    """The imports of a file that lead to a higher floor."""
    here = room(dotted(path))
    if here is None:
        return []
    found = []
    for module, line in imports(path):
        there = room(module)
        if there is not None and FLOORS.index(there) > FLOORS.index(here):
            found.append(f"{path.relative_to(ROOT)}:{line} imports {module}")
    return found


def sideways(path: Path) -> list[str]:
    """The imports of a face that open another door than the API."""
    parts = dotted(path).split(".")
    if parts[1] != "faces" or len(parts) < 3:
        return []
    found = []
    for module, line in imports(path):
        there = module.split(".")
        if there[:2] != ["xhs_kb", "faces"] or len(there) < 3 or there[2] == parts[2]:
            continue
        bad = there[2] == "cli" or (parts[2] not in ("cli",) and there[2] in DOORS)
        if bad or (parts[2] == "api" and there[2] not in API_PARTS):
            found.append(f"{path.relative_to(ROOT)}:{line} imports {module}")
    return found


def test_every_file_lies_in_a_room() -> None:
    loose = [str(path.relative_to(ROOT)) for path in FILES if room(dotted(path)) is None and path.parent != PACKAGE]
    assert loose == []
    assert {path.name for path in PACKAGE.glob("*.py")} <= {"__init__.py", "__main__.py"}


def test_imports_lead_only_downward() -> None:
    assert [line for path in FILES for line in upward(path)] == []


def test_faces_go_through_the_api() -> None:
    assert [line for path in FILES for line in sideways(path)] == []


def test_the_test_sees_what_is_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "xhs_kb"
    low, door = folder / "data" / "low.py", folder / "faces" / "repl" / "door.py"
    for path, text in ((low, "def f():\n    from ..engine import world\n"), (door, "from ..cli import run\n")):
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    assert upward(low) == [
        "xhs_kb/data/low.py:2 imports xhs_kb.engine",
        "xhs_kb/data/low.py:2 imports xhs_kb.engine.world",
    ]
    assert len(sideways(door)) == 2


def test_only_one_module_of_the_model_opens_networkx() -> None:
    users = {dotted(path) for path in FILES for module, _ in imports(path) if module.split(".")[0] == "networkx"}
    assert {user for user in users if ".model." in user} <= {"xhs_kb.model.graph"}


@pytest.mark.parametrize("statement", ["import xhs_kb", "import xhs_kb.__main__"])
def test_importing_opens_nothing_heavy(statement: str) -> None:
    code = f"import sys\n{statement}\nprint(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert HEAVY & set(done.stdout.split()) == set()
