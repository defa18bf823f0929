"""A folder that did not change is known without reading it, and one that did is always read."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from xhs_kb.data import seen as module
from xhs_kb.data.folder import fingerprint
from xhs_kb.data.seen import look, seen

LONG_AGO = time.time() - 3600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "kb"
    (own / "deep").mkdir(parents=True)
    (own / "__pycache__").mkdir()
    for name in ("one.yaml", "deep/two.yaml", "__pycache__/odd.yaml"):
        (own / name).write_text("a: 1\n")
    return own


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files need not grow old first."""
    monkeypatch.setattr(module, "_SETTLED", -10**15)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    found: list[Path] = []

    def counting(root: Path) -> tuple[str, int]:
        found.append(root)
        return fingerprint(root)

    monkeypatch.setattr(module, "fingerprint", counting)
    return found


def test_an_unchanged_folder_is_read_once(folder: Path, tmp_path: Path, settled: None, reads: list[Path]) -> None:
    assert seen(folder, tmp_path) == seen(folder, tmp_path) == fingerprint(folder)
    assert len(reads) == 1


@pytest.mark.parametrize("change", ["same size", "same times", "added", "gone", "renamed", "odd"])
def test_every_change_is_noticed(folder: Path, tmp_path: Path, settled: None, change: str) -> None:
    before = seen(folder, tmp_path)
    file = folder / "deep" / "two.yaml"
    was = file.stat()
    match change:
        case "same size":
            file.write_text("a: 2\n")
        case "same times":
            file.write_text("a: 2\n")
            os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
        case "added":
            (folder / "three.yaml").write_text("")
        case "gone":
            file.unlink()
        case "odd":
            (folder / "__pycache__" / "odd.yaml").write_text("a: 2\n")
        case _:
            file.rename(folder / "deep" / "three.yaml")
    assert seen(folder, tmp_path) == fingerprint(folder) != before


def test_what_changed_just_now_is_not_believed(folder: Path, tmp_path: Path, reads: list[Path]) -> None:
    seen(folder, tmp_path)
    seen(folder, tmp_path)
    assert len(reads) == 2
    assert not list(tmp_path.glob("seen-*"))


def test_a_folder_with_a_link_is_always_read(folder: Path, tmp_path: Path, settled: None, reads: list[Path]) -> None:
    (folder / "linked.yaml").symlink_to(folder / "one.yaml")
    assert look(folder, (".yaml",)) == ("", 0)
    assert seen(folder, tmp_path) == seen(folder, tmp_path) == fingerprint(folder)
    assert len(reads) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"state": 1}', b"\xff"])
def test_a_damaged_memory_is_made_anew(folder: Path, tmp_path: Path, settled: None, damage: bytes) -> None:
    seen(folder, tmp_path)
    (kept,) = tmp_path.glob("seen-*.json")
    kept.write_bytes(damage)
    assert seen(folder, tmp_path) == fingerprint(folder)
    assert kept.read_bytes() != damage


def test_what_is_not_there_or_not_worth_it(folder: Path, tmp_path: Path, settled: None) -> None:
    assert seen(tmp_path / "nowhere", tmp_path)[0] == ""
    assert seen(folder, tmp_path, worth=1000) == fingerprint(folder)
    assert not list(tmp_path.glob("seen-*"))
