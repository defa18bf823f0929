"""The session in a real pseudo-terminal: keys, menu, colours, history, paste, paging, interrupts, narrow screens.

Screens that matter as a whole are golden files in `screens/`; `UPDATE_SCREENS=1` writes them anew.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from .driving import TOY, Driven

SCREENS = Path(__file__).parent / "screens"
READY = "Ctrl-D leaves"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    return place


def opened(home: Path, *arguments: str, columns: int = 80, lines: int = 24, **env: str | None) -> Driven:
    driven = Driven(home, "--kb", str(TOY), "--as-of", "2025-06-01", "repl", *arguments, columns=columns, lines=lines,
                    env=env)  # fmt: skip
    return driven.see("leaves" if columns < 80 else READY).see("kb>").quiet()


def check(driven: Driven, name: str) -> None:
    """The screen is that of the golden file."""
    path = SCREENS / f"{name}.txt"
    text = driven.quiet().text() + "\n"
    if os.environ.get("UPDATE_SCREENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_a_question_by_the_menu_alone(home: Path) -> None:
    driven = opened(home)
    time.sleep(1.5)  # they are counted in the background
    driven.press("tab").see("ways on")
    check(driven, "openers")
    driven.press("tab", "tab", "tab", "enter").see("kb> which")
    driven.see("airport").quiet()
    driven.press("fare").quiet().press("tab").see("kind").press("tab").see("kb> which fares").quiet()
    driven.press(" suit ").quiet().press("tab").see("adult")
    check(driven, "names")
    driven.press("tab").see("suit adult").press("enter").quiet().press("enter").see("super light fare")
    check(driven, "answered")
    assert driven.press("ctrl-d").end() == 0


def test_words_are_coloured_and_wrong_ones_underlined(home: Path) -> None:
    driven = opened(home)
    driven.press("which bags prot").quiet()
    assert driven.marked("underscore") == ""
    driven.press("x it").see("protx it").until(lambda: driven.marked("underscore") == "protx", "an underline")
    colours = {driven.screen.buffer[2][column].fg for column in range(4, 14)}
    assert len(colours - {"default"}) == 2
    driven.press("ctrl-c").quiet().press("ctrl-d")
    assert driven.end() == 0


def test_without_colour_there_is_none(home: Path) -> None:
    driven = opened(home, NO_COLOR="1")
    driven.press("which bags protect violin?", "enter").see("As of")
    cells = (driven.screen.buffer[row][column].fg for row in range(24) for column in range(80))
    assert set(cells) == {"default"}


def test_enter_goes_on_while_a_statement_is_open(home: Path) -> None:
    driven = opened(home)
    driven.press("which fares suit", "enter").see("..>").press("adult", "enter").see("light fare")
    driven.press("how heavy is violin", "alt-enter").quiet()
    driven.press("?", "enter").see("0.5 kg")
    driven.press("which", "enter").quiet()
    driven.press("enter").see("ends too early")


def test_history_is_kept_by_statement_and_searched(home: Path) -> None:
    driven = opened(home)
    driven.press("which fares suit", "enter").see("..>").press("adult", "enter").see("light fare")
    driven.press("how heavy is camera?", "enter").see("mass of camera").press("ctrl-d")
    assert driven.end() == 0
    (file,) = home.rglob("history")
    assert file.stat().st_mode & 0o077 == 0
    again = opened(home)
    again.press("up").see("kb> how heavy is camera?").press("up").see("..> adult")
    again.press("ctrl-c").quiet()
    again.press("ctrl-r").see("I-search").press("heavy").quiet()
    again.press("enter", "enter").see("mass of camera").press("ctrl-d")
    assert again.end() == 0


def test_no_history_is_kept_where_none_is_wanted(home: Path) -> None:
    driven = opened(home, "--no-history")
    driven.press("how heavy is violin?", "enter").see("0.5 kg").press("ctrl-d")
    assert driven.end() == 0
    assert list(home.rglob("*history*")) == []


def test_the_keys_of_vi(home: Path) -> None:
    driven = opened(home, "--keys", "vi")
    driven.press("how heavy is violinx", "escape").quiet(0.7)
    driven.press("x").quiet()
    driven.press("enter").see("0.5 kg")


def test_a_transcript_is_pasted_with_its_prompts(home: Path) -> None:
    driven = opened(home)
    text = "kb> assume pouch\nassumed: pouch = true\n\nkb> which fares suit\n..> adult\n2: light\n\nkb> assumptions\n"
    driven.press(f"\x1b[200~{text}\x1b[201~").see("assumptions").press("enter")
    driven.see("super light fare").see("about  assumed")
    check(driven, "pasted")


def test_a_paste_that_is_no_statement_is_refused(home: Path) -> None:
    driven = opened(home)
    driven.press("\x1b[200~" + "x" * 1_000_000 + "\x1b[201~").see("not pasted: 1000000 characters")
    driven.press("how heavy is violin?", "enter").see("0.5 kg")


def test_interrupts(home: Path) -> None:
    driven = opened(home)
    driven.press("nonsense", "ctrl-c").quiet()
    driven.press("how heavy is violin?", "enter").see("0.5 kg")
    slow = " ".join(f"UNWIND range(1, 60) AS x{number}" for number in range(5)) + " RETURN count(*);\n"
    (home / "slow.txt").write_text(slow * 400, "utf-8")
    driven.press(".read slow.txt", "enter").see("> UNWIND")
    driven.press("ctrl-c").see("interrupted")
    driven.press("how heavy is camera?", "enter").see("mass of camera")
    driven.press("can lamp oil be transported?", "enter").see("As of").press("needs", "enter").see("Parts of water")
    driven.press("ctrl-c").see("stopped").press("ctrl-d")
    assert driven.end() == 0


def test_what_is_longer_than_the_screen_is_paged(home: Path) -> None:
    pager = home / "pager"
    pager.write_text(f"#!{sys.executable}\nimport sys\nprint('paged', len(sys.stdin.readlines()) > 20)\n", "utf-8")
    pager.chmod(0o755)
    driven = opened(home, PAGER=str(pager))
    driven.press(".help", "enter").see("paged True")
    driven.press("how heavy is violin?", "enter").see("0.5 kg")
    assert driven.text().count("paged") == 1


def test_tables_align_with_chinese(home: Path) -> None:
    driven = opened(home, lines=50)
    driven.press(".schema", "enter").see("Inputs")
    check(driven, "chinese")


def test_a_narrow_terminal(home: Path) -> None:
    driven = opened(home, columns=20, lines=40)
    driven.press("which fares suit adult?", "enter").see("light fare")
    driven.press("tab").quiet(0.6)
    driven.press("escape").quiet(0.6)
    check(driven, "narrow")


def test_the_day_and_the_assumptions_stand_beside_the_prompt(home: Path) -> None:
    driven = opened(home)
    driven.press("assume pouch", "enter").see("as of 2025-06-01, 1 assumed")
    driven.press("as of today", "enter").see("\nkb>").until(lambda: "    1 assumed" in driven.text(), "the day gone")


def test_the_menu_may_open_while_typing(home: Path) -> None:
    driven = opened(home)
    driven.press(".menu typing", "enter").see("the menu opens by: typing")
    driven.press("which bags protect vio").see("violin")


def test_xhs_kb_alone_opens_the_session(home: Path) -> None:
    driven = Driven(home, "--kb", str(TOY)).see(READY)
    driven.press(".quit", "enter")
    assert driven.end() == 0


def test_a_home_that_cannot_be_written_or_is_not_there(home: Path) -> None:
    home.chmod(0o555)
    for place in (str(home), "/nonexistent", None):
        driven = opened(home, HOME=place, XDG_STATE_HOME="/proc/none" if place is None else None)
        driven.press("how heavy is violin?", "enter").see("0.5 kg").press("up").see("kb> how heavy is violin?")
        driven.press("ctrl-c").quiet().press("ctrl-d")
        assert driven.end() == 0
