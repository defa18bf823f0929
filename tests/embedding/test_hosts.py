"""`docs/embedding.md` is run: its blocks, and the three hosts, each where its library is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from . import sample_app

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "embedding.md"
TOY = ROOT / "tests" / "toy_world"
BLOCK = re.compile(r"^```python ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name: str = "") -> str:
    return "\n".join(code for label, code in BLOCK.findall(PAGE.read_text("utf-8")) if label == name)


def test_the_blocks_of_the_page_run(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(blocks(), str(PAGE), "exec"), {"__name__": "page"})
    said = capsys.readouterr().out
    assert "unknown-name" in said and "forbidden" in said


def test_a_service() -> None:
    pytest.importorskip("httpx")
    pytest.importorskip("fastapi")
    from fastapi.testclient import TestClient

    space: dict[str, Any] = {"__name__": "service"}
    exec(compile(blocks("service"), "service.py", "exec"), space)
    with TestClient(space["app"]) as client:
        good = client.get("/ask", params={"question": "can whisky be promoted?", "as_of": "2020-03-01"})
        assert (good.status_code, good.json()["verdict"]["permission"]) == (200, "forbidden")
        bad = client.get("/ask", params={"question": "can alchohol be promoted?"})
        assert (bad.status_code, bad.json()["code"]) == (422, "unknown-name")
        assert len(client.post("/reload").json()["hash"]) == 64


def test_a_notebook(tmp_path: Path) -> None:
    pytest.importorskip("ipykernel")
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")

    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(blocks("notebook"))])
    done = nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = done.cells[0].outputs[0]["data"]["text/html"]
    assert shown.startswith('<div class="xhs-kb">') and "<script" not in shown


def test_a_command_in_another_program(tmp_path: Path) -> None:
    pytest.importorskip("typer")
    program = tmp_path / "program.py"
    program.write_text(blocks("command") + "\ncli()\n", "utf-8")
    runs = [
        subprocess.run(
            [sys.executable, str(program), thing],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
        )
        for thing in ("whisky", "nonsense")
    ]
    assert [run.returncode for run in runs] == [1, 2], runs[0].stderr
    assert runs[0].stdout.startswith("No.") and "nonsense" in runs[1].stderr


def test_the_sample_app_runs(capsys: pytest.CaptureFixture[str]) -> None:
    sample_app.main(str(TOY))
    assert "unknown-name" in capsys.readouterr().out


def test_the_sample_app_is_typed_for_pyright(tmp_path: Path) -> None:
    tool = shutil.which("pyright", path=str(Path(sys.executable).parent)) or shutil.which("pyright")
    if tool is None:
        pytest.skip("pyright is not installed")
    settings = {
        "include": [str(Path(sample_app.__file__))],
        "strict": ["**"],
        "extraPaths": [str(ROOT)],
        "pythonVersion": "3.11",
        "reportMissingModuleSource": False,
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    done = subprocess.run(
        [tool, "-p", str(tmp_path), "--pythonpath", sys.executable, "--outputjson"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    try:
        found = json.loads(done.stdout)["generalDiagnostics"]
    except json.JSONDecodeError:
        pytest.skip("pyright cannot run here")
    assert [item["message"] for item in found if item["severity"] == "error"] == []


def test_the_sample_app_is_typed_for_mypy() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", str(Path(sample_app.__file__))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
