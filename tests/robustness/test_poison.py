"""Poison in data reaches neither the terminal nor a page: every face, every form."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from xhs_kb import KnowledgeBase
from xhs_kb.__main__ import main
from xhs_kb.faces.formats import FORMATS
from xhs_kb.faces.repl.colouring import marks_as_typed
from xhs_kb.faces.repl.menu import counted, offers
from xhs_kb.faces.repl.session import Session, World

from .material import TOY
from .poison import poisoned
from .targets import steers

DAY = "2025-06-01"
MACHINE = ("json", "jsonl")
ASKED = (
    "can lamp_oil be transported?",
    "why can power_bank be packed inside hold",
    "what is lamp_oil",
    "compare camera and violin",
    "list the rules",
    "list the sources",
    "which items can be transported",
    "how do I pack violin",
    "what do I need to pack shampoo",
    "what changed since 2000",
    "what happens if power_bank is packed",
    "pattern which items can be transported",
    "can lamp_oyl be transported",
    "MATCH (n) RETURN n, n.name, properties(n)",
    "MATCH (n)-[e]->(m) RETURN e, collect(m.name), {x: n.name}",
)
SESSION = """.help
.rules
.list items
.why
can lamp_oil be transported
.pattern
.needs
.format markdown
which items can be transported
.format csv
which items can be transported
.format text
.assume dilution = 9:1
.state
.history
.card lamp_oil
.tour
nonsense \x1b[31m here
"""


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return poisoned(tmp_path_factory.mktemp("poison") / "bad")


def _clean(out: str, form: str = "text") -> None:
    if form in MACHINE:
        assert not [char for char in out if ord(char) < 32 and char != "\n"]
    else:
        assert not steers(out), {hex(ord(char)) for char in steers(out)}


def test_it_is_poisoned_and_valid(bad: Path) -> None:
    kb = KnowledgeBase.open(bad)
    assert "\x1b" in kb.knowledge.entities["lamp_oil"].names[0].text and len(kb.examples) > 0


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("asked", ASKED)
def test_answers(bad: Path, form: str, asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", asked, "--kb", str(bad), "--as-of", DAY, "--format", form])
    out = capsys.readouterr()
    assert out.out + out.err
    _clean(out.out, form)
    _clean(out.err, form)


@pytest.mark.parametrize(
    "command",
    [
        ["validate"],
        ["validate", "--format", "github"],
        ["test"],
        ["test", "--mutate"],
        ["docs", "health"],
        ["export", "--format", "mermaid"],
        ["export", "--format", "cypher"],
        ["export", "--format", "graphml"],
        ["diff", str(TOY), "BAD"],
        ["diff", str(TOY), "BAD", "--format", "markdown"],
        ["ask", "can lamp_oil be transported", "--interactive"],
    ],
)
def test_commands(
    bad: Path, command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    said = [str(bad) if one == "BAD" else one for one in command]
    main([*said, *([] if "BAD" in command else ["--kb", str(bad)])])
    out = capsys.readouterr()
    assert out.out + out.err
    _clean(out.out + out.err)


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_sessions(
    bad: Path, plain: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(SESSION))
    main(["repl", "--kb", str(bad), "--as-of", DAY, *plain])
    out = capsys.readouterr()
    assert "unknown" not in out.err or "can lamp_oil" not in out.err
    _clean(out.out)
    _clean(out.err)


def test_menus_of_the_session(bad: Path) -> None:
    kb = KnowledgeBase.open(bad)
    session, openers = Session(kb, World(as_of=DAY)), counted(kb.vocabulary)
    for typed in (
        "",
        "can ",
        "can la",
        "which items can be ",
        "can lamp_oil be packed ",
        "can lamp_oil be packed given ",
    ):
        for offer in offers(session, typed, openers):
            _clean(str(getattr(offer, "shown", "")) + str(getattr(offer, "note", "")))
        marks_as_typed(typed, session)


class _Reader(HTMLParser):
    """Collects what of a page a browser would obey."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}={value}")
            if tag in ("img", "script") and name == "src" and value == "x":
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and data.strip() == "alert(1)":
            self.found.append("script")


def _obeyed(page: str) -> list[str]:
    reader = _Reader()
    reader.feed(page)
    return reader.found


def test_the_reader_sees_what_it_should() -> None:
    assert _obeyed("<img src=x onerror=alert(1)><a href='javascript:x'>") and _obeyed("<script>alert(1)</script>")
    assert not _obeyed("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")


@pytest.mark.parametrize("asked", ASKED)
def test_notebooks(bad: Path, asked: str) -> None:
    from xhs_kb import XhsKbError

    try:
        page = KnowledgeBase.open(bad).ask(asked, as_of=DAY)._repr_html_()
    except XhsKbError:
        return
    assert not _obeyed(page) and "\x1b" not in page


def test_the_site(bad: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    made = ["docs", "build", str(tmp_path / "site"), "--kb", str(bad), "--as-of", DAY, "--lang", "en", "--jobs", "1"]
    assert main(made) in (0, 1)
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 50
    wrong = {page.name: found for page in pages if (found := _obeyed(page.read_text("utf-8")))}
    assert not wrong
    for page in (*pages, *(tmp_path / "site").rglob("*.md")):
        seen = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page.read_text("utf-8"))
        assert seen is None, page.name


def test_the_site_in_one_file(bad: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    place = str(tmp_path / "all.html")
    assert main(["docs", "build", place, "--kb", str(bad), "--as-of", DAY, "--lang", "en", "--single-file"]) in (0, 1)
    text = (tmp_path / "all.html").read_text("utf-8")
    assert not _obeyed(text) and not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
