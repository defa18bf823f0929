"""Every code that a trouble or warning is made with is in the registry, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from xhs_kb.ground.codes import CODES

from .test_reading import ROOT

MAKERS = {"Trouble", "Warning", "_trouble"}


def made(tree: ast.AST) -> Iterator[str]:
    """Codes in the place of the first argument of what makes a trouble."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in MAKERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_every_code_is_registered() -> None:
    unknown = {code for path in (ROOT / "xhs_kb").rglob("*.py")
               for code in made(ast.parse(path.read_text(encoding="utf-8"))) if code not in CODES}
    assert unknown == set()


def test_every_registered_code_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "xhs_kb").rglob("*.py") if path.name != "codes.py"]
    assert [code for code in CODES if not any(f'"{code}"' in source for source in sources)] == []


def test_codes_are_written_alike() -> None:
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", code) and said.endswith(".") for code, said in CODES.items())
