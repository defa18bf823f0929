"""What the README and the pages in `docs/` show is run: commands, transcripts with their output, Python, links.

A transcript is a block `console` with `$ xhs-kb …` lines, each followed by its output. `UPDATE_SHOWN=1 pytest
tests/test_shown.py -n0` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from xhs_kb import KnowledgeBase, check
from xhs_kb.__main__ import main

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
TESTED = ("ask", "export", "validate")
UPDATE = bool(os.environ.get("UPDATE_SHOWN"))


def blocks(page: Path, language: str) -> Iterator[str]:
    yield from (found[2] for found in BLOCK.finditer(page.read_text("utf-8")) if found[1] == language)


def commands() -> list[Any]:
    """The single commands of shell blocks that need nothing but the knowledge base that ships."""
    found = []
    for page in PAGES:
        for line in (line for block in blocks(page, "sh") for line in block.splitlines()):
            words = shlex.split(line, comments=True)
            if words[:1] == ["xhs-kb"] and words[1:2] and words[1] in TESTED:
                found.append(pytest.param(words[1:], id=f"{page.stem}: {' '.join(words[1:])[:70]}"))
    return found


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The knowledge base that ships is the same for every command."""
    monkeypatch.setattr(KnowledgeBase, "open", staticmethod(lambda path=None, **_: opened(path)))


@cache
def opened(path: Path | None = None) -> KnowledgeBase:
    found, _ = check(path)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", commands())
def test_commands_run(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = main(command)
    done = capsys.readouterr()
    assert (code, done.err) == (0, "")
    assert done.out.strip()


def test_the_ten_questions_cite_their_place_in_the_article(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = [block for block in blocks(ROOT / "README.md", "sh") if "# 10 " in block]
    number = 0
    for line in block.splitlines():
        if line.startswith("# "):
            number += 1
            assert line.startswith(f"# {number} ")
            continue
        assert main(shlex.split(line)[1:]) == 0
        assert f"parklu-2020#q{number}" in capsys.readouterr().out, line
    assert number == 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_transcripts_print_what_is_shown(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = page.read_text("utf-8")
    new = BLOCK.sub(lambda found: rerun(found, capsys) if found[1] == "console" else found[0], text)
    if UPDATE and new != text:
        page.write_text(new, "utf-8")
    else:
        assert text == new


def rerun(block: re.Match[str], capsys: pytest.CaptureFixture[str]) -> str:
    """A transcript with the output that its commands print now."""
    lines = ["```console"]
    for line in block[2].splitlines():
        if line.startswith("$ xhs-kb "):
            main(shlex.split(line)[2:])
            done = capsys.readouterr()
            lines += [line, *(done.out + done.err).splitlines()]
    return "\n".join([*lines, "```"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_runs(page: Path) -> None:
    scope: dict[str, object] = {}
    for code in blocks(page, "python"):
        exec(compile(code, page.name, "exec"), scope)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert missing == []


def test_every_command_is_in_the_readme() -> None:
    from xhs_kb.faces.cli.root import COMMANDS

    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`xhs-kb {name}" not in text] == []


def test_the_readme_names_no_place_of_this_machine() -> None:
    for page in PAGES:
        assert not re.search(r"/home/|/root/|/work/|/tmp/|pypi\.|index-url", page.read_text("utf-8")), page.name
