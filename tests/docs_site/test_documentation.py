"""The commands that `docs/documentation.md` shows run, and leave what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from xhs_kb.faces.cli.root import root

from .conftest import TOY

PAGE = TOY.parent.parent / "docs" / "documentation.md"
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINES = [line for block in SHELL.findall(PAGE.read_text("utf-8")) for line in block.splitlines()]
LEFT = {
    "site": ("en/index.html", "zh/index.html", "schema/page.schema.json", "llms.txt"),
    "rules.html": ("",),
    "reference": ("README.md", "asking.md", "commands.md"),
}


@pytest.mark.parametrize("line", LINES)
def test_the_commands_shown_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the toy world, which is less complete than what is asked for."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line, comments=True)
    assert words[:2] == ["xhs-kb", "docs"]
    done = CliRunner().invoke(root, [*words[1:], "--kb", str(TOY)], standalone_mode=False, catch_exceptions=False)
    assert done.return_value == (1 if words[2] == "health" else 0)
    whole = "--lang" not in words
    assert not whole or all((tmp_path / name / part).exists() for name in words[3:4] for part in LEFT.get(name, ()))


def test_every_option_of_build_is_explained() -> None:
    from xhs_kb.faces.cli.docs import build_command

    text = PAGE.read_text("utf-8")
    options = {name for parameter in build_command.params for name in parameter.opts if name.startswith("--")}
    assert sorted(name for name in options - {"--kb", "--color", "--lang"} if f"| `{name}" not in text) == []
