"""A deprecated name works, warns, and names what takes its place."""

from __future__ import annotations

from pathlib import Path

import pytest

import xhs_kb

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.mark.parametrize("old", sorted(xhs_kb.DEPRECATED) or ["(none)"])
def test_every_deprecated_name_warns(old: str) -> None:
    if old not in xhs_kb.DEPRECATED:
        pytest.skip("nothing is deprecated")
    with pytest.warns(DeprecationWarning, match=xhs_kb.DEPRECATED[old]):
        getattr(xhs_kb, old)
    assert old not in xhs_kb.__all__ and f"`{old}" not in PAGE.read_text("utf-8")


def test_how_a_name_is_deprecated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(xhs_kb.DEPRECATED, "Base", "KnowledgeBase")
    with pytest.warns(DeprecationWarning, match=r"xhs_kb\.Base will go; use xhs_kb\.KnowledgeBase"):
        assert xhs_kb.Base is xhs_kb.KnowledgeBase
