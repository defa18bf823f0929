"""Blocks are sliced as bytes are, and a file that shrinks under them gives less and never harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_kb.data import blocks
from xhs_kb.data.blocks import Blocks

CONTENT = bytes(range(256)) * 700


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blocks") / "file"
    path.write_bytes(CONTENT)
    return path


@given(start=st.integers(-10, 200_000), length=st.integers(-5, 180_000))
def test_every_slice(file: Path, start: int, length: int) -> None:
    assert Blocks(file)[start : start + length] == CONTENT[start : start + length]


def test_without_reading_at_a_place(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "pread", raising=False)
    content = Blocks(file)
    assert content[30_000:70_000] == CONTENT[30_000:70_000]
    assert len(content) == len(CONTENT)


def test_a_file_that_is_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    content = Blocks(path)
    assert content[:4] == CONTENT[:4]
    os.truncate(path, 10)
    assert content[:4] == CONTENT[:4]
    assert content[100_000:100_004] == b""


def test_a_file_that_can_no_longer_be_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: int) -> bytes:
        raise OSError(116, "stale file handle")

    content = Blocks(file)
    monkeypatch.setattr(os, "pread", gone, raising=False)
    assert content[:4] == b""
    monkeypatch.undo()
    assert content[:4] == CONTENT[:4]


def test_an_empty_file_and_none(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    assert Blocks(tmp_path / "empty")[0:10] == b""
    with pytest.raises(OSError):
        Blocks(tmp_path / "none")
    assert blocks._SIZE == 1 << blocks._BITS


def test_what_is_kept_is_bounded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_KEPT", 2)
    content = Blocks(file)
    assert [content[at : at + 3] for at in range(0, len(CONTENT), 5000)] == [
        CONTENT[at : at + 3] for at in range(0, len(CONTENT), 5000)
    ]
    assert len(content._kept) <= 2
