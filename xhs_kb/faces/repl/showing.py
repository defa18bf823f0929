"""Outputs of a session as text: for a terminal of some width, for a pipe or transcript, or as sentences."""

from __future__ import annotations

from ...ground.excerpt import report, visible
from ..as_text import as_text
from ..formats import MACHINE, render
from ..layout import table, wrapped
from ..style import PLAIN, Look
from .narrated import narrated, narrated_table, narrated_trouble
from .session import Answered, Listed, Output, Piece, Said, Troubled


def shown(piece: Piece, form: str = "text", look: Look = PLAIN, sentences: bool = False) -> str:
    """A piece of an output as text, without a line break at the end."""
    match piece:
        case Said(text, tone):
            lines = [line for part in text.splitlines() for line in _folded(part, look)]
            return "\n".join(look.paint(tone, line) for line in lines)
        case Listed(columns, rows):
            cells = [tuple(visible(cell) for cell in row) for row in rows]
            return "\n".join(narrated_table(columns, cells) if sentences else table(columns, cells, look.width))
        case Troubled(error):
            troubles = error.troubles
            return "\n".join(narrated_trouble(one) if sentences else _report(report(one), look) for one in troubles)
        case Answered(answer, with_pattern):
            text = _answer(piece, form, look, sentences)
            if with_pattern and answer.pattern and form == "text":
                text += "\n\n" + look.paint("faint", visible(answer.pattern))
            return text


def plainly(output: Output, form: str = "text") -> str:
    """An output as it stands in a transcript: no colour, no width."""
    return "\n\n".join(text for piece in output.pieces if (text := shown(piece, form)))


def _answer(piece: Answered, form: str, look: Look, sentences: bool) -> str:
    if form != "text":
        return render([piece.answer], form, PLAIN if form in MACHINE else look)
    return narrated(piece.answer) if sentences else as_text(piece.answer, look)


def _folded(line: str, look: Look) -> list[str]:
    """A line wrapped with its own indent."""
    bare = line.lstrip(" ")
    return wrapped(visible(bare), look.width, " " * (len(line) - len(bare)))


def _report(text: str, look: Look) -> str:
    """A report of a trouble; only its first line is wrapped, since the others are aligned."""
    first, line, rest = text.partition("\n")
    painted = "\n".join(look.paint("bad", part) for part in wrapped(first, look.width, "", "  "))
    return painted + line + rest
