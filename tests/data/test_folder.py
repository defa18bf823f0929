"""A folder is read in sorted order, whatever it holds, and its hash is that of names and bytes alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from xhs_kb.data.folder import load_folder, read_files
from xhs_kb.data.nodes import Limits


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "kb"
    (root / "b" / "deep").mkdir(parents=True)
    (root / ".hidden").mkdir()
    for name in ("z.yaml", "b/a.yaml", "b/deep/c.yaml", "a.yaml", ".x.yaml", ".hidden/y.yaml", "note.txt", "a.yml"):
        (root / name).write_text(f"name: {name}\n", encoding="utf-8")
    return root


def test_every_file_in_sorted_order(folder: Path) -> None:
    found = load_folder(folder)
    assert [document.source.name for document in found.documents] == ["a.yaml", "b/a.yaml", "b/deep/c.yaml", "z.yaml"]
    assert found.troubles == ()


def test_the_hash_is_of_names_and_bytes(folder: Path, tmp_path: Path) -> None:
    before = load_folder(folder).hash
    copy = tmp_path / "elsewhere"
    shutil.copytree(folder, copy)
    assert load_folder(copy).hash == before
    (copy / "a.yaml").rename(copy / "aa.yaml")
    assert load_folder(copy).hash != before
    (folder / "a.yaml").write_text("name: b\n", encoding="utf-8")
    assert load_folder(folder).hash != before
    one, other = read_files({"a": b"bc"}), read_files({"ab": b"c"})
    assert one.hash != other.hash


def test_links_out_of_the_folder_are_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: 1", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (folder / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "far").symlink_to(tmp_path / "other")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    (folder / "in.yaml").symlink_to(folder / "a.yaml")
    found = load_folder(folder)
    assert sorted((t.code, t.span.source.name) for t in found.troubles if t.span) == [
        ("link", "far"), ("link", "loop.yaml"), ("link", "out.yaml")]
    assert "in.yaml" in [document.source.name for document in found.documents]
    assert all("secret" not in document.source.text for document in found.documents)


def test_what_is_no_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert [t.code for t in load_folder(tmp_path / "nowhere").troubles] == ["no-folder"]
    assert [t.code for t in load_folder(folder / "a.yaml").troubles] == ["no-folder"]
    assert [t.code for t in load_folder(tmp_path / "empty").troubles] == ["empty-folder"]


def test_what_cannot_be_read(folder: Path) -> None:
    (folder / "pipe.yaml").mkdir()
    os.mkfifo(folder / "queue.yaml")
    (folder / "bad.yaml").write_bytes(b"\xff")
    (folder / "big.yaml").write_bytes(b"a" * 50)
    found = load_folder(folder, Limits(file_bytes=40))
    assert [(t.code, t.span.source.name) for t in found.troubles if t.span] == [
        ("unreadable", "queue.yaml"), ("encoding", "bad.yaml"), ("limit", "big.yaml")]
    assert [source.name for source in found.unread] == ["bad.yaml", "big.yaml"]


def test_too_many_files(folder: Path) -> None:
    assert [t.code for t in load_folder(folder, Limits(files=2)).troubles] == ["limit"]


def test_an_empty_file_is_no_trouble() -> None:
    found = read_files({"a.yaml": b"# nothing\n", "b.yaml": b"", "c.yaml": b"---\n"})
    assert found.troubles == () and found.documents == ()
