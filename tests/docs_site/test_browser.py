"""The site in a real browser: from disk, without scripts, by keyboard, on a phone, in the dark, read aloud.

Skipped where there is no Chromium; what needs npm packages (axe-core, Pyodide) where there is no npm.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xhs_kb import XhsKbError
from xhs_kb.faces.docs.build import build
from xhs_kb.faces.docs.playground import vendor

from .browser import Browser, browser, chromium
from .conftest import TOY, survey_of

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")
AXE = "axe-core@4.14.1"
SORTS = (
    "index",
    "rule/small_bottles",
    "rule/cabin_weight_2019",
    "thing/flex",
    "thing/battery",
    "kind/item",
    "action/pack",
    "input/volume",
    "source/air-code-2019",
    "procedure/packing_instruments",
    "topic/rules",
    "rules",
    "kinds",
    "actions",
    "inputs",
    "sources",
    "procedures",
    "topics",
    "timeline",
    "doubts",
    "asking",
    "language",
    "codes",
    "health",
)


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as found:
        found.size(1280, 1000)
        yield found


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder, npm = tmp_path_factory.mktemp("axe"), shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    done = subprocess.run(
        [npm, "pack", "--silent", AXE, "--pack-destination", str(folder)], capture_output=True, check=False
    )
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        pytest.skip("npm cannot fetch axe-core")
    with tarfile.open(packed) as tar:
        member = tar.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode("utf-8")


def violations(chrome: Browser, axe: str) -> list[tuple[str, str]]:
    chrome.run(axe + "; 1")
    found: Any = chrome.run("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))", 60)
    return [(one[0], one[1]) for one in found]


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("zh", True)], ids=["en-light", "zh-dark"])
def test_no_page_has_an_accessibility_violation(
    site: Path, chrome: Browser, axe: str, language: str, dark: bool
) -> None:
    chrome.dark(dark)
    found = {}
    for sort in SORTS:
        chrome.open((site / language / f"{sort}.html").as_uri())
        if bad := violations(chrome, axe):
            found[sort] = bad
    chrome.dark(False)
    assert found == {}


def test_nothing_is_asked_of_the_network(site: Path, chrome: Browser) -> None:
    for sort in SORTS:
        chrome.asked.clear()
        chrome.open((site / "en" / f"{sort}.html").as_uri())
        assert chrome.asked
        assert [url for url in chrome.asked if not url.startswith("file://")] == []


def test_every_page_can_be_read_without_scripts(site: Path, chrome: Browser) -> None:
    chrome.scripts(False)
    try:
        chrome.open((site / "en/rule/small_bottles.html").as_uri())
        text = chrome.run("document.querySelector('main').innerText")
        hidden = chrome.run("[...document.querySelectorAll('#search, #theme')].every(e => e.offsetParent === null)")
    finally:
        chrome.scripts(True)
    assert "volume <= 100 ml" in text and "Who says so" in text
    assert hidden is True


@pytest.mark.parametrize("sort", ["index", "rule/small_bottles", "thing/battery", "sources", "language"])
def test_a_phone_never_scrolls_sideways(site: Path, chrome: Browser, sort: str) -> None:
    chrome.size(360, 740)
    chrome.open((site / "zh" / f"{sort}.html").as_uri())
    wide = chrome.run("document.documentElement.scrollWidth")
    chrome.size(1280, 1000)
    assert wide <= 360


def test_search_on_a_phone_lies_above_the_page(site: Path, chrome: Browser) -> None:
    chrome.size(390, 844)
    chrome.open((site / "zh/index.html").as_uri())
    chrome.run("document.getElementById('search-text').focus()")
    chrome.call("Input.insertText", text="电池")
    chrome.until("document.querySelectorAll('#search-hits a').length", 10)
    last = "document.querySelector('#search-hits li:last-child').getBoundingClientRect()"
    above = chrome.run(f"(r => document.elementFromPoint(r.x + 9, r.y + 9).closest('#search-hits') !== null)({last})")
    chrome.size(1280, 1000)
    assert above is True


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_print_shows_the_text_and_the_addresses_of_sources(site: Path, chrome: Browser, theme: str) -> None:
    page = next(path for path in sorted(site.glob("en/rule/*.html")) if 'rel="noreferrer"' in path.read_text("utf-8"))
    chrome.open(page.as_uri())
    chrome.call("Emulation.setEmulatedMedia", media="print", features=[])
    chrome.run(f"document.documentElement.dataset.theme = '{theme}'")
    hidden = "[...document.querySelectorAll('.top, .parts, .crumbs, .twins, .play, #search, footer nav')]"
    shown = chrome.run(f"{hidden}.filter(e => e.offsetParent !== null).map(e => e.className)")
    link = "document.querySelector('main a[rel=noreferrer]')"
    after = chrome.run(f"getComputedStyle({link}, '::after').content")
    ink = chrome.run("getComputedStyle(document.body).color")
    chrome.call("Emulation.setEmulatedMedia", media="", features=[])
    assert shown == []
    assert "http" in after
    assert ink == "rgb(0, 0, 0)"


def press(chrome: Browser, key: str, code: int) -> None:
    for kind in ("keyDown", "keyUp"):
        chrome.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)


def test_search_by_keyboard_in_chinese_from_disk(site: Path, chrome: Browser) -> None:
    chrome.open((site / "zh/index.html").as_uri())
    chrome.run("document.getElementById('search-text').focus()")
    chrome.call("Input.insertText", text="充电宝")
    chrome.until("document.querySelectorAll('#search-hits a').length", 10)
    press(chrome, "ArrowDown", 40)
    assert chrome.run("document.activeElement.textContent") == "充电宝"
    assert "2" in chrome.run("document.querySelector('#search-hits p').textContent")
    press(chrome, "Escape", 27)
    assert chrome.run("document.getElementById('search-hits').hidden") is True


def test_the_theme_is_switched_and_kept(site: Path, chrome: Browser) -> None:
    chrome.open((site / "en/index.html").as_uri())
    light = chrome.run("getComputedStyle(document.body).backgroundColor")
    chrome.run("document.getElementById('theme').click()")
    assert chrome.run("getComputedStyle(document.body).backgroundColor") != light
    chrome.open((site / "en/rules.html").as_uri())
    assert chrome.run("document.documentElement.dataset.theme") == "dark"
    chrome.run("document.getElementById('theme').click()")


def test_every_link_of_a_page_can_be_reached_by_tab(site: Path, chrome: Browser) -> None:
    chrome.open((site / "en/rule/small_bottles.html").as_uri())
    assert chrome.run("document.querySelectorAll('[tabindex]:not([tabindex=\"0\"])').length") == 0
    press(chrome, "Tab", 9)
    assert chrome.run("document.activeElement.className") == "skip"
    assert chrome.run("document.querySelectorAll('svg.picture a').length") >= 3


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("playground")
    survey = survey_of(TOY, playground=True)
    build(survey, out, ("html",), jobs=1)
    try:
        vendor(survey, out)
    except XhsKbError as error:
        pytest.skip(error.message)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_playground_answers_as_the_engine_does(served: str, chrome: Browser, axe: str) -> None:
    kb = survey_of(TOY, ("en",)).kb
    chrome.asked.clear()
    chrome.open(f"{served}/en/playground.html?q=can%20lamp%20oil%20be%20transported%3F&d=2025-06-01")
    text = chrome.until("document.getElementById('ask-answer').innerText", 90)
    assert kb.ask("can lamp oil be transported?", as_of="2025-06-01").summary in text
    assert [url for url in chrome.asked if not url.startswith(served)] == []
    assert violations(chrome, axe) == []
    chrome.run("document.querySelector('#ask-answer .use').click()")
    chrome.until("document.getElementById('ask-text').value.includes('given dilution')", 10)
    chrome.until("document.querySelector('#ask-answer .badge').textContent === 'forbidden'", 30)


def test_the_playground_completes_and_shows_what_is_wrong(served: str, chrome: Browser) -> None:
    chrome.open(f"{served}/zh/playground.html")
    chrome.until("document.getElementById('ask-state').textContent === '就绪。'", 90)
    chrome.run("(b => { b.value = ''; b.focus(); })(document.getElementById('ask-text'))")
    chrome.call("Input.insertText", text="can power ba")
    chrome.until("document.querySelectorAll('#ask-next li').length", 30)
    assert "power bank" in chrome.run("document.getElementById('ask-next').innerText")
    chrome.run("document.getElementById('ask-text').value = 'can lamp oli be transported?'")
    chrome.run("document.getElementById('ask').requestSubmit()")
    chrome.until("(p => !!p && p.innerText.includes('unknown-name'))(document.querySelector('#ask-answer pre'))", 30)
    chrome.run("document.querySelector('#ask-answer .use').click()")
    chrome.until("!!document.querySelector('#ask-answer .badge')", 30)


def test_the_playground_says_from_disk_that_it_needs_to_be_served(tmp_path: Path, chrome: Browser) -> None:
    build(survey_of(TOY, ("en",), playground=True), tmp_path, ("html",), jobs=1)
    chrome.open((tmp_path / "en/playground.html").as_uri())
    assert "http.server" in chrome.until("document.getElementById('ask-state').textContent", 10)
    assert "can shampoo be packed" in chrome.run("document.querySelector('main').innerText")
