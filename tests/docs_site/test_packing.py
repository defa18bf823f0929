"""A knowledge base as JSON for the browser, the single file, and what goes into the playground."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from xhs_kb import KnowledgeError
from xhs_kb.faces.docs.packing import pack, unpack
from xhs_kb.faces.docs.playground import app
from xhs_kb.faces.docs.playing import Player
from xhs_kb.faces.docs.single import build_single
from xhs_kb.faces.docs.survey import Survey

from .conftest import DAY
from .reading import read


def test_a_packed_knowledge_base_is_the_same_again(survey: Survey) -> None:
    text = pack(survey.kb.knowledge)
    assert unpack(text) == replace(survey.kb.knowledge, examples=())
    assert pack(unpack(text)) == text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"@": "Rule"}', '{"@": "nothing"}', '{"@": "date", "day": "soon"}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(KnowledgeError):
        unpack(text)


def test_the_player_answers_as_the_engine_does_and_never_raises(survey: Survey) -> None:
    player = Player.of(pack(survey.kb.knowledge))
    for one in survey.kb.examples:
        if not one.given:
            want = survey.kb.ask(one.ask, as_of=DAY, language="zh").to_dict()
            assert json.loads(player.ask(one.ask, str(DAY), "zh")) == want
    wrong = json.loads(player.ask("can lamp oli be transported?", "", "en"))
    assert wrong["error"]["code"] == "unknown-name"
    assert "^^^^^^^^" in wrong["text"]
    assert json.loads(player.ask("list the items", "tomorrow-ish", "en"))["error"]["code"] == "type"
    assert ["power bank", "item", 4] in json.loads(player.complete("can power ba"))


def test_the_zip_holds_the_engine_and_nothing_of_the_command_line() -> None:
    data = app()
    assert data == app()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    wanted = {"xhs_kb/faces/api.py", "xhs_kb/_grammar/questions.lark", "lark/lark.py", "rapidfuzz/fuzz_py.py"}
    assert wanted <= set(names)
    assert not [name for name in names if ("/cli/" in name and name.startswith("xhs_kb")) or "/tests/" in name]
    assert [name for name in names if name.startswith("licenses/lark/")]


def test_a_single_file_holds_every_page_and_leads_only_into_itself(survey: Survey, tmp_path: Path) -> None:
    out = tmp_path / "all.html"
    built = build_single(survey, out)
    page = read(out)
    assert built.pages == sum("--" not in id and id.startswith(("en/", "zh/")) for id in page.ids)
    assert len(page.ids) == len(set(page.ids))
    inside = [link for link in page.links if not link.startswith(("https://", "http://"))]
    assert [link for link in inside if link[:1] != "#" or link[1:] not in page.ids] == []
    assert page.loaded == []
