"""Among very many names those one slip away are found without reading the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from xhs_kb import KnowledgeBase, XhsKbError
from xhs_kb.model import vocabulary
from xhs_kb.model.spelling import one_off

TOY = Path(__file__).parents[2] / "tests" / "toy_world"


@pytest.mark.parametrize("typed", ["voilin", "violn", "viollin", "viokin", "Violin X", "my violin"])
def test_one_slip_is_found(typed: str) -> None:
    assert "violin" in set(one_off(typed))


def test_there_is_an_end_to_it() -> None:
    assert len(list(one_off("x" * 30))) < 3000 and list(one_off("x" * 1000)) == [] and len(set(one_off("abc"))) > 150


@pytest.mark.parametrize("compiled", [False, True])
def test_suggestions_among_many(compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kb = KnowledgeBase.open(TOY)
    if compiled:
        kb = KnowledgeBase.open(kb.compile(tmp_path / "toy.kb"))
    monkeypatch.setattr(vocabulary, "_MANY", 3)
    for asked, meant in (("can shampo be transported", "shampoo"), ("can a voilin be packed", "violin")):
        with pytest.raises(XhsKbError) as caught:
            kb.ask(asked)
        assert caught.value.suggestions[0]["id"] == meant
    with pytest.raises(XhsKbError) as caught:
        kb.verdict("transprot", {})
    assert caught.value.suggestions[0]["id"] == "transport"
    if compiled:
        assert kb.vocabulary.meanings._all is None  # type: ignore[attr-defined]
