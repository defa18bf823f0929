"""The site in one file: whole or not there, and in a browser from disk as good as many files."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xhs_kb.faces.docs.html import Writer
from xhs_kb.faces.docs.single import build_single
from xhs_kb.faces.docs.survey import Survey

from .browser import Browser, browser, chromium
from .reading import read
from .test_browser import axe as axe
from .test_browser import violations

SHOWN = "[...document.querySelectorAll('.one')].filter(e => e.offsetParent !== null).map(e => e.id)"
VISIBLE = "[...document.querySelectorAll('{}')].filter(e => e.offsetParent !== null)"


@pytest.fixture(scope="module")
def single(survey: Survey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("single") / "all.html"
    build_single(survey, out)
    return out


def show(chrome: Browser, single: Path, part: str = "") -> None:
    """Opens the file at a part; from another part of the same file it would not be loaded anew."""
    chrome.open("about:blank")
    chrome.open(f"{single.as_uri()}{part and '#'}{part}")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip("Chromium is not installed")
    with browser() as found:
        found.size(1280, 1000)
        yield found


def test_a_file_that_cannot_be_finished_leaves_what_was_there(
    survey: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "all.html"
    out.write_text("before", "utf-8")
    one = Writer.one
    count = iter(range(100))

    def breaks(self: Writer, *arguments: Any, **named: Any) -> str:
        if next(count) == 50:
            raise OSError(28, "no room")
        return one(self, *arguments, **named)

    monkeypatch.setattr(Writer, "one", breaks)
    with pytest.raises(OSError, match="no room"):
        build_single(survey, out, jobs=1)
    assert [path.name for path in tmp_path.iterdir()] == ["all.html"]
    assert out.read_text("utf-8") == "before"


def test_headers_and_footers_stand_once_for_each_language(single: Path, survey: Survey) -> None:
    text = single.read_text("utf-8")
    assert text.count("<header") == text.count("<footer") == len(survey.languages)
    assert len(read(single).ids) == len(set(read(single).ids))
    assert text.count("window.kbSearch=") == 1


def test_pages_are_shown_one_at_a_time_by_their_anchors(single: Path, chrome: Browser) -> None:
    chrome.asked.clear()
    show(chrome, single)
    assert chrome.run(SHOWN) == ["en/index"]
    chrome.run('document.querySelector(\'.one.first a[href="#en/rules"], header a[href="#en/rules"]\').click()')
    assert chrome.run(SHOWN) == ["en/rules"]
    chrome.run(VISIBLE.format(".one td a") + "[0].click()")
    (rule,) = chrome.run(SHOWN)
    assert rule.startswith("en/rule/")
    chrome.run(f"location.hash = '#{rule}--evidence'")
    assert chrome.run(SHOWN) == [rule]
    chrome.run(VISIBLE.format(".tongues a") + "[0].click()")
    assert chrome.run(SHOWN) == [rule.replace("en/", "zh/", 1)]
    assert chrome.run(VISIBLE.format("header") + ".map(e => e.parentElement.dataset.language)") == ["zh"]
    chrome.run("history.back()")
    chrome.until(f"location.hash === '#{rule}--evidence'", 10)
    assert [url for url in chrome.asked if not url.startswith("file://")] == []


@pytest.mark.parametrize(("language", "text", "first"), [("en", "power b", "power bank"), ("zh", "充电宝", "充电宝")])
def test_search_works_in_the_file_in_each_language(
    single: Path, chrome: Browser, language: str, text: str, first: str
) -> None:
    show(chrome, single, f"{language}/sources")
    chrome.run("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true}))")
    assert chrome.run("document.activeElement.id") == f"search-text-{language}"
    chrome.call("Input.insertText", text=text)
    chrome.until(VISIBLE.format(".hits a") + ".length", 10)
    assert chrome.run(VISIBLE.format(".hits a") + "[0].textContent") == first
    chrome.run(VISIBLE.format(".hits a") + "[0].click()")
    chrome.until(f"location.hash === '#{language}/thing/power_bank'", 10)
    assert chrome.run(SHOWN) == [f"{language}/thing/power_bank"]
    chrome.until("![...document.querySelectorAll('.hits')].some(e => e.offsetParent !== null)", 10)


def test_the_theme_switch_of_each_language_works(single: Path, chrome: Browser) -> None:
    for language in ("en", "zh"):
        show(chrome, single, f"{language}/index")
        colour = functools.partial(chrome.run, "getComputedStyle(document.body).backgroundColor")
        before = colour()
        chrome.run(VISIBLE.format(".theme") + "[0].click()")
        assert colour() != before
        chrome.run(VISIBLE.format(".theme") + "[0].click()")


def test_it_can_be_read_without_scripts_and_on_a_phone(single: Path, chrome: Browser) -> None:
    chrome.scripts(False)
    try:
        show(chrome, single, "zh/rule/small_bottles")
        assert chrome.run(SHOWN) == ["zh/rule/small_bottles"]
        assert chrome.run(VISIBLE.format("form") + ".length") == 0
        chrome.size(360, 740)
        assert chrome.run("document.documentElement.scrollWidth") <= 360
    finally:
        chrome.size(1280, 1000)
        chrome.scripts(True)


@pytest.mark.parametrize("part", ["en/index", "zh/rule/small_bottles", "en/sources"])
def test_no_part_has_an_accessibility_violation(single: Path, chrome: Browser, axe: str, part: str) -> None:
    show(chrome, single, part)
    assert chrome.run(SHOWN) == [part]
    chrome.run("document.querySelectorAll('.one, .tongue').forEach(e => e.offsetParent === null && e.remove())")
    assert violations(chrome, axe) == []  # what is not shown is not looked at anyway, but takes minutes
