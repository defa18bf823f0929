"""Tables in a file: what was written is found, in its order; what was damaged is found out and never believed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from xhs_kb.data.mapped import DamagedError, MappedFile, Table, Writer

ENTRIES: list[tuple[str, Any]] = [
    *((f"k{number}", {"n": number, "text": "x" * (number % 40), "list": [number, None, 1.5]}) for number in range(700)),
    ("", "an empty key"),
    ("\ud800", "a lone surrogate"),
    ("键", ["中文"]),
    ("null", None),
    ("large", "y" * 50_000),
]


def written(path: Path, pressed: bool, entries: list[tuple[str, Any]] = ENTRIES) -> Path:
    writer = Writer(pressed=pressed)
    writer.table("empty", [])
    writer.table("main", entries)
    writer.table("one", [("a", 1)])
    writer.write(path, {"about": "it"})
    return path


@pytest.fixture(params=[False, True], ids=["loose", "pressed"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return written(tmp_path / "tables.kb", request.param)


@pytest.mark.parametrize("guarded", [False, True])
def test_what_was_written_is_found(place: Path, guarded: bool) -> None:
    file = MappedFile(place, guarded=guarded)
    assert file.whole() and file.names == ("empty", "main", "one")
    table = file.table("main")
    assert table.count == len(ENTRIES)
    assert list(table.items()) == ENTRIES and list(table.keys()) == [key for key, _ in ENTRIES]
    for key, value in ENTRIES:
        assert table.get(key) == value
    for key in ("k700", "K1", "k", " "):
        assert table.get(key) is None
    assert file.table("one").get("a") == 1 and file.table("empty").get("a") is None
    assert list(file.table("empty").items()) == []


def test_pressed_files_are_smaller(tmp_path: Path) -> None:
    sizes = [written(tmp_path / f"{pressed}.kb", pressed).stat().st_size for pressed in (True, False)]
    assert sizes[0] * 3 < sizes[1]


def test_keys_of_one_hash_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xhs_kb.data.tables._hash", lambda key: 7 + len(key))
    place = written(tmp_path / "same.kb", True, [(f"k{number}", number) for number in range(200)])
    table = MappedFile(place).table("main")
    assert [table.get(f"k{number}") for number in range(200)] == list(range(200)) and table.get("k999") is None


def _tried(table: Table) -> None:
    """Everything that is read is what was written; raises DamagedError where the file says that it is not."""
    for key, value in ENTRIES:
        assert table.get(key) == value, key
    assert table.get("k999") is None


@pytest.mark.parametrize("guarded", [False, True])
def test_a_changed_byte_is_never_believed(place: Path, tmp_path: Path, guarded: bool) -> None:
    content, chance, damaged = place.read_bytes(), random.Random(3), 0
    broken = tmp_path / "broken.kb"
    for _ in range(120):
        at = chance.randrange(len(content))
        broken.write_bytes(content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :])
        for work in (lambda table: _tried(table), lambda table: [*map(str, table.items())]):
            try:
                file = MappedFile(broken, guarded=guarded)
                found = work(file.table("main"))
                assert found is None or found == [*map(str, ENTRIES)]
            except DamagedError:
                damaged += 1
                continue
    assert damaged > 100


def test_a_page_that_loses_a_place_is_found_out(place: Path, tmp_path: Path) -> None:
    """What is not listed would be taken for absent, and an answer would be wrong."""
    file = MappedFile(place)
    _, end, listed, _, _ = file._tables["main"]
    content = bytearray(place.read_bytes())
    for at in range(end, listed):
        content[at] ^= 0xFF
    (tmp_path / "lost.kb").write_bytes(content)
    with pytest.raises(DamagedError):
        MappedFile(tmp_path / "lost.kb").table("main").get("k1")


@pytest.mark.parametrize("cut", [0, 10, 40, 5_000])
def test_a_file_that_was_cut_is_refused(place: Path, cut: int) -> None:
    place.write_bytes(place.read_bytes()[:cut])
    with pytest.raises(DamagedError):
        MappedFile(place)
