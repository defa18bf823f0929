"""The cache and compiled files: the same answers, never out of date, ignored when damaged, off with one switch."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from xhs_kb import KnowledgeBase, KnowledgeError
from xhs_kb.faces import cache

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "toy_world"
ASKED = (
    "which items can be transported",
    "can lamp oil be transported",
    "what is lamp oil",
    "what changed since 2000",
    "MATCH (r:rule) RETURN r.id",
    "why can lamp oil be transported",
    "list the rules",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.SWITCH, str(tmp_path))
    monkeypatch.setattr(cache, "_SMALL", 0)
    return tmp_path


def answers(kb: KnowledgeBase) -> list[str]:
    return [kb.ask(text, as_of="2020-03-01").to_json() for text in ASKED]


def entry(folder: Path) -> Path:
    (found,) = folder.glob("*.kb")
    return found


def test_a_cached_base_answers_with_the_same_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = KnowledgeBase.open(TOY)
    second = KnowledgeBase.open(TOY)
    assert type(second.base.index).__name__ == "MappedIndex" != type(first.base.index).__name__
    assert answers(first) == answers(second)
    assert dict(first.knowledge.entities) == dict(second.knowledge.entities)
    assert first.knowledge.examples == second.knowledge.examples
    assert tuple(first.vocabulary.meanings) == tuple(second.vocabulary.meanings)
    some = next(iter(first.knowledge.rules.values()))
    assert str(second.knowledge.rules[some.id].span) == str(some.span)
    monkeypatch.setenv(cache.SWITCH, "off")
    assert type(KnowledgeBase.open(TOY).base.index).__name__ == "Index"


def test_a_damaged_entry_is_ignored_and_made_anew(folder: Path) -> None:
    expected = answers(KnowledgeBase.open(TOY))
    whole = entry(folder).read_bytes()
    for damaged in (b"", whole[:100], whole[:-1], whole[:3000] + b"\0" * 8 + whole[3008:], b"x" * 500):
        entry(folder).write_bytes(damaged)
        assert answers(KnowledgeBase.open(TOY)) == expected
        assert entry(folder).read_bytes()[:8] == whole[:8]


def test_another_content_is_another_entry(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for file in TOY.glob("*.yaml"):
        (own / file.name).write_bytes(file.read_bytes())
    KnowledgeBase.open(own)
    text = (own / "things.yaml").read_text("utf-8")
    (own / "things.yaml").write_text(text + "\n# later\n", "utf-8")
    KnowledgeBase.open(own)
    assert len(list(folder.glob("*.kb"))) == 2


def test_nothing_is_left_beside_and_old_entries_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_KEPT", 1)
    (folder / f"{'0' * 32}-older.kb").write_bytes(b"")
    KnowledgeBase.open(TOY)
    notes = {path.name for path in folder.iterdir() if path.name.startswith("seen-") or path.suffix == ".state"}
    assert [path.suffix for path in folder.iterdir() if path.name not in notes] == [".kb"]


def test_a_folder_that_cannot_be_written_is_no_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache.SWITCH, str(tmp_path / "file" / "below"))
    monkeypatch.setattr(cache, "_SMALL", 0)
    assert KnowledgeBase.open(TOY).ask("list the rules").rows


def test_several_at_once(folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: KnowledgeBase.open(TOY).ask(ASKED[1], as_of="2020").to_json(), range(6)))
    assert len(set(found)) == 1


def test_a_compiled_file(tmp_path: Path) -> None:
    kb = KnowledgeBase.open(TOY)
    made = KnowledgeBase.open(kb.compile(tmp_path / "toy.kb"))
    assert answers(made) == answers(kb)
    assert made.reload() is made
    (tmp_path / "broken.kb").write_bytes((tmp_path / "toy.kb").read_bytes()[:-7])
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.open(tmp_path / "broken.kb")
    assert (caught.value.code, caught.value.trouble.code) == ("invalid-kb", "damaged-file")


def test_a_record_that_was_changed_is_a_trouble_and_no_answer(tmp_path: Path) -> None:
    path = KnowledgeBase.open(TOY).compile(tmp_path / "toy.kb")
    content = path.read_bytes()
    path.write_bytes(content.replace(b'["lamp_oil"', b'["lamp_0il"'))
    with pytest.raises(KnowledgeError):
        KnowledgeBase.open(path).ask("what is lamp_oil")


def test_the_command(tmp_path: Path) -> None:
    out = tmp_path / "toy.kb"
    made = subprocess.run(
        [sys.executable, "-m", "xhs_kb", "compile", str(TOY), "-o", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, made.stdout) == (0, ""), made.stderr
    asked = subprocess.run(
        [sys.executable, "-m", "xhs_kb", "ask", "list the rules", "--kb", str(out), "--format", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(asked.stdout)["rows"]


def test_a_folder_that_is_edited_while_it_is_opened(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(shutil.copytree(TOY, tmp_path / "own"))
    monkeypatch.setenv(cache.SWITCH, "off")
    expected = answers(KnowledgeBase.open(own))
    monkeypatch.setenv(cache.SWITCH, str(folder))
    before = (own / "rules.yaml").read_text("utf-8")
    looked_at = cache.Cached(own)
    (own / "rules.yaml").write_text(before.replace("effect: forbid", "effect: discourage"), "utf-8")
    base = KnowledgeBase.open(own).base
    looked_at.keep(base)
    (own / "rules.yaml").write_text(before, "utf-8")
    assert answers(KnowledgeBase.open(own)) == expected


def test_files_of_others_in_the_folder_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_KEPT", 1)
    mine, old = folder / "mine.kb", folder / f"{'0' * 32}-old.kb"
    for path in (mine, old):
        path.write_bytes(b"")
        os.utime(path, (0, 0))
    KnowledgeBase.open(TOY)
    assert (mine.exists(), old.exists()) == (True, False)


def test_the_day_that_counts_as_today_stays_with_a_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.SWITCH, "off")
    own = Path(shutil.copytree(TOY, tmp_path / "own"))
    kb = replace(KnowledgeBase.open(own), today=lambda: date(2003, 2, 1))
    for added in ("rules.yaml", "things.yaml"):
        with (own / added).open("a", encoding="utf-8") as file:
            file.write("\n# later\n")
        again = kb.reload()
        assert again is not kb
        assert again.ask("list the rules").to_dict()["as_of"] == "2003-02-01"
        kb = again


def test_a_compiled_file_that_is_cut_short_while_it_is_open(tmp_path: Path) -> None:
    """In a process of its own, since a mapped file would end it."""
    path = KnowledgeBase.open(TOY).compile(tmp_path / "toy.kb")
    code = (
        "import os, sys, xhs_kb\n"
        "kb = xhs_kb.KnowledgeBase.open(sys.argv[1])\n"
        "os.truncate(sys.argv[1], 4096)\n"
        "try: kb.ask('list the rules')\n"
        "except xhs_kb.KnowledgeError as error: print(error.trouble.code)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (0, "damaged-file\n"), told.stderr
