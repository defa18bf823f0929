"""The wheel holds everything: installed in an empty environment, elsewhere, with a read-only home, it answers.

Dependencies are those of the environment that runs the tests (`--system-site-packages` by a path file), so that
nothing is downloaded; the package itself comes from the wheel alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ASK = ("ask", "can whisky be promoted?", "--as-of", "2020-03-01")


def run(*command: str, cwd: Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("XHS_KB", "PYTHON", "XDG"))}
    if home is not None:
        env["HOME"] = str(home)
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=240)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the build backend of the environment at hand."""
    out = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT), cwd=out)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = out.glob("*.whl")
    return found


def environment(folder: Path) -> Path:
    """The python of an empty environment that sees the dependencies, but not this checkout."""
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    paths = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(paths), "utf-8")
    return folder / "bin" / "python"


def install(python: Path, *what: str) -> None:
    done = run(sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "-q",
               "--ignore-installed", "--no-build-isolation", *what, cwd=python.parent)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    python = environment(tmp_path_factory.mktemp("installed"))
    install(python, str(wheel))
    return python


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A home that cannot be written."""
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o555)
    return home


def test_the_wheel_carries_knowledge_and_grammars(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder, inside, ending in (("kb", "xhs_kb/_kb/", "yaml"), ("grammar", "xhs_kb/_grammar/", "lark")):
        wanted = {
            f"{inside}{path.relative_to(ROOT / folder).as_posix()}" for path in (ROOT / folder).rglob(f"*.{ending}")
        }
        assert wanted and wanted <= set(names)
    assert "xhs_kb/py.typed" in names
    assert not [name for name in names if "tests/" in name or "__pycache__" in name]


def test_installed_from_a_wheel_it_answers_elsewhere(installed: Path, tmp_path: Path, locked: Path) -> None:
    where = run(str(installed), "-c", "import xhs_kb; print(xhs_kb.__file__)", cwd=tmp_path, home=locked)
    assert str(installed.parent.parent) in where.stdout
    command = installed.parent / "xhs-kb"
    for starter in ((str(command),), (str(installed), "-m", "xhs_kb")):
        done = run(*starter, *ASK, cwd=tmp_path, home=locked)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("No")
        assert done.stderr == ""
    assert sorted(tmp_path.iterdir()) == [locked]


def test_an_editable_install_answers(tmp_path: Path) -> None:
    python = environment(tmp_path / "editable")
    install(python, "--editable", str(ROOT))
    done = run(str(python), "-m", "xhs_kb", *ASK, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("No")


def test_a_checkout_answers_without_being_installed(tmp_path: Path) -> None:
    done = run(sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[1:] = {ASK!r};"
               "from xhs_kb.__main__ import main; sys.exit(main())", cwd=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("No")
