"""The words of a statement in colour as it is typed, by the parser's own lexer; wrong words are underlined."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from .marking import Mark, Marked, marked
from .menu import offers
from .session import Session

_COLOURS = {
    "dark": {
        "keyword": "ansibrightblue", "name": "ansibrightgreen", "verb": "ansibrightcyan", "value": "ansiyellow",
        "text": "ansiyellow", "parameter": "ansibrightmagenta", "command": "ansibrightblue bold",
        "wrong": "ansibrightred underline", "prompt": "bold", "day": "ansibrightblack",
    },
    "light": {
        "keyword": "ansiblue", "name": "ansigreen", "verb": "#006b6b", "value": "#8a4b00", "text": "#8a4b00",
        "parameter": "ansimagenta", "command": "ansiblue bold", "wrong": "ansired underline", "prompt": "bold",
        "day": "#595959",
    },
    "none": {
        "wrong": "underline", "completion-menu": "noreverse bg:default fg:default",
        "completion-menu.completion.current": "reverse", "scrollbar.background": "noreverse bg:default",
        "scrollbar.button": "reverse",
    },
}  # fmt: skip


def style_of(theme: str) -> Style:
    """The style of a theme: for a dark terminal, a light one, or without colour."""
    return Style.from_dict(_COLOURS[theme])


class Colours(Lexer):
    """Marks the text of a document; the last one is remembered, since the screen is drawn more often than it changes.

    `session` gives the session as it is now.
    """

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session
        self._last: tuple[str, list[StyleAndTextTuples]] = ("", [[]])

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """The fragments of each line."""
        text = document.text
        if self._last[0] != text:
            found = marks_as_typed(text, self._session())
            self._last = (text, _lines(text, found))
        lines = self._last[1]
        return lambda number: lines[number] if number < len(lines) else []


def marks_as_typed(text: str, session: Session) -> tuple[Mark, ...]:
    """The marks of a text; its last words are not wrong while something that may stand there begins with them."""
    if session.interview is not None:
        return ()
    found: Marked = marked(text, session.kb.vocabulary)
    if found.state != "wrong" or not found.marks:
        return found.marks
    wrong = found.marks[-1]
    may_become = any(offer.start <= wrong.start for offer in offers(session, text.rstrip()))
    return found.marks[:-1] if may_become else found.marks


def _lines(text: str, marks: tuple[Mark, ...]) -> list[StyleAndTextTuples]:
    """The text in lines of fragments, each with the style of its mark."""
    lines: list[StyleAndTextTuples] = [[]]
    place = 0
    for mark in (*marks, Mark(len(text), len(text), "plain")):
        for start, end, style in ((place, mark.start, ""), (mark.start, mark.end, f"class:{mark.sort}")):
            for number, part in enumerate(text[start:end].split("\n")):
                if number:
                    lines.append([])
                if part:
                    lines[-1].append((style, part))
        place = mark.end
    return lines
