"""An answer as text for people: the summary, what was asked for, why, what is still to be said, and the sources.

Whatever comes from data is shown without control characters, so that it cannot steer a terminal.
"""

from __future__ import annotations

from itertools import repeat

from ..answers.answer import Answer, Cited, Item, Need
from ..ground.excerpt import visible
from .brief import brief
from .cells import details, shown
from .labels import label
from .layout import pairs, table, wrapped
from .reasons import bullets, tree
from .style import PLAIN, Look, Tone

_TONES: dict[str | None, Tone] = {
    "forbidden": "bad", "allowed": "good", "conditional": "open", "unregulated": "open"}  # fmt: skip
_ASIDE = ("at", "source", "unit", "see")


def as_text(answer: Answer, look: Look = PLAIN) -> str:
    """The whole answer, in the language that it carries; paragraphs are separated by an empty line."""
    answer, folded = brief(answer)
    more = wrapped(label(answer.language, "folded", count=folded), look.width, "  ") if folded else []
    parts = (
        _summary(answer, look),
        _content(answer, look),
        tree(answer, look) if answer.explained else bullets(answer, look) + more,
        _needs(answer, look),
        _apart(answer, look),
        _warnings(answer, look),
        _sources(answer, look),
        [look.paint("faint", label(answer.language, "as_of", day=answer.as_of))],
    )
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def headed(answer: Answer, key: str, lines: list[str], look: Look) -> list[str]:
    """Lines under a heading of the renderer's own; nothing where there are no lines."""
    return [look.paint("strong", label(answer.language, key)), *lines] if lines else []


def _summary(answer: Answer, look: Look) -> list[str]:
    tone = _TONES.get(answer.permission, "strong")
    lines = [line for text in answer.summary.splitlines() for line in wrapped(visible(text), look.width)]
    return [look.paint(tone, line) for line in lines]


def _content(answer: Answer, look: Look) -> list[str]:
    """The rows, in the form that suits the kind of answer; a verdict and a lone value stand in the summary already."""
    rows = [list(map(_cell, answer.columns, row, repeat(answer.language))) for row in answer.table]
    if not rows:
        return []
    match answer.kind:
        case "verdict":
            return []
        case "yes_no" | "value" if len(rows) == 1 and len(rows[0]) == 1:
            return []
        case "card":
            return _card(answer, look)
        case "procedure":
            return _steps(rows, look)
    return table([visible(label(answer.language, column)) for column in answer.columns], rows, look.width)


def _cell(column: str, item: Item, language: str) -> str:
    """A cell of a table; where a source or a day is not known there is nothing that could have been stated."""
    return "–" if item is None and column in _ASIDE else shown(item, language)


def _card(answer: Answer, look: Look) -> list[str]:
    rows = [(label(answer.language, _plain(row[0])), _rest(row, answer.language)) for row in answer.table if row]
    return pairs([(visible(key), value) for key, value in rows], look.width)


def _plain(item: Item) -> str:
    return item if isinstance(item, str) else shown(item)


def _rest(row: tuple[Item, ...], language: str) -> str:
    return "  ".join(shown(item, language) for item in row[1:] if item is not None or len(row) == 2)


def _steps(rows: list[list[str]], look: Look) -> list[str]:
    lines: list[str] = []
    for place, (step, *others) in enumerate(rows, 1):
        number = f"{place}. "
        extra = f" ({', '.join(others)})" if any(others) else ""
        lines += wrapped(step + extra, look.width, number, " " * len(number))
    return lines


def _needs(answer: Answer, look: Look) -> list[str]:
    lines = [line for need in answer.needs for line in _need(answer, need, look)]
    return headed(answer, "needs", lines, look)


def _need(answer: Answer, need: Need, look: Look) -> list[str]:
    lines = wrapped(visible(need.ask), look.width, "  ? ", "    ")
    lines.append(look.paint("faint", f"    {visible(need.name)} ({visible(need.type)})"))
    for lead in need.leads_to:
        permission = look.paint(_TONES.get(lead.permission, "plain"), label(answer.language, lead.permission))
        said = label(answer.language, "leads_to", reply=visible(lead.reply), permission=permission)
        lines.append("      " + said)
    return lines


def _apart(answer: Answer, look: Look) -> list[str]:
    names = label(answer.language, "comma").join(shown(thing) for thing in answer.apart)
    return headed(answer, "apart", wrapped(names, look.width, "  ") if names else [], look)


def _warnings(answer: Answer, look: Look) -> list[str]:
    lines: list[str] = []
    for warning in answer.warnings:
        lines += wrapped(f"{visible(warning.message)} [{warning.code}]", look.width, "  ! ", "    ")
    return headed(answer, "warnings", lines, look)


def _sources(answer: Answer, look: Look) -> list[str]:
    lines: list[str] = []
    for place, cited in enumerate(answer.citations, 1):
        number = f"  [{place}] "
        lines += wrapped(_source(cited), look.width, number, " " * len(number))
    return headed(answer, "sources", lines, look)


def _source(cited: Cited) -> str:
    url = [visible(cited.url)] if cited.url else []
    return ", ".join([visible(cited.title), *details(cited), *url])
