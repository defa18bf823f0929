"""What is named below a thing is the same, whether it was found below it or from the named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xhs_kb import KnowledgeBase
from xhs_kb.engine.tables import sight as sights
from xhs_kb.engine.tables.sight import Sight

KB = KnowledgeBase.open(Path(__file__).parents[2] / "tests" / "toy_world")
DAYS = (date(1999, 1, 1), date(2017, 6, 1), date(2025, 6, 1))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("action", list(KB.schema.actions))
def test_both_ways_find_the_same(day: date, action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for near in (-1, 3, 1000):
        monkeypatch.setattr(sights, "_NEAR", near)
        one = Sight(KB.base.book, KB.base.world(day), action)
        found.append([one.under(id) for id in (*KB.knowledge.entities, "nothing", action)])
    assert found[0] == found[1] == found[2]


def test_a_verdict_on_a_leaf_reads_little(tmp_path: Path) -> None:
    kb = KnowledgeBase.open(KB.compile(tmp_path / "toy.kb"))
    kb.ask("can violin be charged", as_of="2025-06-01")
    read = kb.knowledge.entities._kept  # type: ignore[attr-defined]
    assert 0 < len(read) < len(KB.knowledge.entities) / 2
    assert not kb.base.book.rules._kept  # type: ignore[attr-defined]
