"""The index of search, run as the page runs it where node is: words by their beginnings, Chinese by pairs."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from xhs_kb.faces.docs.search import Entry, index, tokens

SITE_JS = Path(__file__).parents[2] / "xhs_kb" / "faces" / "docs" / "assets" / "site.js"
RUNNER = """
const fs = require('fs'), [site, data, ...asked] = process.argv.slice(1);
const noop = () => {}, element = { dataset: {}, addEventListener: noop };
const code = fs.readFileSync(site, 'utf8').replace('"use strict";', '"use strict"; window.Index = Index;');
const window = { matchMedia: () => ({ matches: false }) };
const document = { documentElement: element, addEventListener: noop, body: element };
new Function('window', 'document', 'localStorage', code)(window, document, undefined);
eval(fs.readFileSync(data, 'utf8'));
const found = new window.Index(window.kbSearch);
console.log(JSON.stringify(asked.map(text => found.find(text).map(doc => doc[0]))));
"""


def find(data: Path, *asked: str) -> list[list[str]]:
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    done = subprocess.run(
        ["node", "-e", RUNNER, str(SITE_JS), str(data), *asked], capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


def test_words_and_pairs() -> None:
    assert list(tokens("No LIQUIDS, 100ml")) == ["no", "liquids", "100ml"]
    assert list(tokens("充电宝禁止")) == ["充电", "电宝", "宝禁", "禁止", "止"]
    assert list(tokens("ＡＢＣ灯")) == ["abc", "灯"]


def test_the_index_is_safe_within_a_page() -> None:
    text = index([Entry("en/rule/x", "</script><b>", "rule", "\u2028", "")])
    assert "</script>" not in text and "\u2028" not in text
    assert json.loads(text)["docs"][0][1] == "</script><b>"


def test_the_page_finds_by_beginnings_and_by_any_name(site: Path) -> None:
    liquid, first_letters, both, nothing = find(
        site / "assets/search-en.js", "liquids cabin", "batt", "pocket kni", "zzzz"
    )
    assert liquid[0] == "en/rule/liquid_cabin_ban"
    assert "en/thing/battery" in first_letters and "en/thing/e_bike_battery" in first_letters
    assert both[0] == "en/thing/pocket_knife"
    assert nothing == []


def test_the_page_finds_chinese_in_either_language(site: Path) -> None:
    for language in ("en", "zh"):
        whole, part, single = find(site / f"assets/search-{language}.js", "充电宝", "小提", "灯")
        assert whole[0] == f"{language}/thing/power_bank"
        assert part == [f"{language}/thing/violin"]
        assert f"{language}/thing/lamp_oil" in single
