"""Pages as HTML. Templates escape everything; no page needs a script or the network to be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from ...ground.excerpt import visible
from .blocks import Badge, Code, Faint, Link, Rich, Section, plain
from .site import HOME, Addresses, Inside, Page
from .survey import Survey
from .words import say

TAGS = {"zh": "zh-Hans"}
TWINS = {"md": "text/markdown", "json": "application/json"}
_MENU = ("rules", "kinds", "actions", "sources", "timeline", "asking")
_MORE = (
    "rules",
    "kinds",
    "actions",
    "inputs",
    "sources",
    "procedures",
    "topics",
    "timeline",
    "doubts",
    "health",
    "asking",
    "language",
    "codes",
)
_HERE = Path(__file__).parent
_PERIOD = re.compile(r"\D{1,8}\d{4}-\d\d-\d\d")
_OUTSIDE = (' rel="noreferrer"', ' rel="noreferrer" class="bare"')
_DAY, _SHORT = re.compile(r"\d{4}(-\d\d){0,2}"), 32


class Writer:
    """Writes the pages of one survey. `twins` are the endings of the other formats that are written too."""

    def __init__(self, survey: Survey, twins: Sequence[str] = (), single: bool = False) -> None:
        self.survey, self.single = survey, single
        self.twins = [(name, TWINS[name]) for name in twins if name in TWINS and not single]
        loader = jinja2.FileSystemLoader(_HERE / "templates")
        self.templates = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, auto_reload=False, finalize=seen
        )
        self.templates.globals |= {"rich": rich, "cells": cells, "shared": self._shared}
        self._kept: dict[tuple[str, ...], Markup] = {}
        self._frames = {language: self._frame(language) for language in survey.languages}

    def page(self, page: Page, here: str | None = None) -> str:
        """A page as a whole document; `here` is its file where that is not its own place."""
        at = Addresses(here or f"{page.place}.html", page.language)
        return self.templates.get_template("page.html").render(self._values(page, at))

    def _shared(self, name: str, page: Page, at: Addresses) -> Markup:
        """What is the same on all pages of a folder, but that the page itself is marked in the menu."""
        own = page.address if page.address in _MENU or page.address == "playground" else ""
        key = (name, page.language, at.to(HOME), own)
        if key not in self._kept:
            self._kept[key] = _safe(self.templates.get_template(name).render(self._values(page, at)))
        return self._kept[key]

    def one(self, page: Page, first: bool) -> str:
        """A page as a part of a single file."""
        at = Inside(page.place, page.language)
        return self.templates.get_template("one.html").render(self._values(page, at), first=first)

    def opening(self) -> str:
        """How a single file begins, with its style and script inside."""
        inside = {"style": _safe(asset("style.css")), "script": _safe(asset("site.js"))}
        return self._edge("opening", self.survey.languages[0], **inside)

    def around(self, language: str) -> tuple[str, str]:
        """What stands before and after the pages of a language in a single file."""
        first = language == self.survey.languages[0]
        return self._edge("tongue", language, first=first), self._edge("end", language)

    def closing(self, index: str) -> str:
        """How a single file ends: with what its search knows, so that pages are shown before it is read."""
        return self._edge("closing", self.survey.languages[0], index=_safe(index))

    def _edge(self, name: str, language: str, **more: Any) -> str:
        page = Page(HOME, language, "home", "", (), ())
        values = self._values(page, Inside(page.place, language))
        return self.templates.get_template(f"single_{name}.html").render(values, **more)

    def _values(self, page: Page, at: Addresses) -> dict[str, Any]:
        parts = [block for block in page.blocks if isinstance(block, Section)]
        others = [language for language in self.survey.languages if language != page.language]
        return {
            **self._frames[page.language],
            "page": page,
            "at": at,
            "parts": parts,
            "others": others,
            "lead": plain(page.lead)[:200],
            "lang_tag": TAGS.get(page.language, page.language),
            "single": self.single,
            "mark": f"-{page.language}" if self.single else "",
        }

    def _frame(self, language: str) -> Mapping[str, Any]:
        header = self.survey.kb.schema.header
        namer = self.survey.namer(language)
        words: Callable[..., str] = partial(say, language)
        menu = (*_MENU, "playground") if self.survey.playground and not self.single else _MENU
        more = [
            *_MORE,
            *(["playground"] if self.survey.playground and not self.single else []),
            *(["changes"] if self.survey.changes else []),
        ]
        built = say(
            language, "built", version=header.version, hash=self.survey.kb.knowledge.hash[:8], day=self.survey.day
        )
        return {
            "say": words,
            "site": namer.text(header.title) or header.id,
            "twins": self.twins,
            "built": built,
            "menu": [(address, words(f"menu_{address}")) for address in menu],
            "more": [(HOME, words("home")), *((a, words(a)) for a in more)],
            "tag": lambda other: TAGS.get(other, other),
        }


def seen(value: Any) -> Any:
    """What a template writes, without characters that no page may hold or that turn the text around."""
    if not isinstance(value, str) or value.isprintable() or str.replace(value, "\n", "").isprintable():
        return value
    return type(value)("\n".join(visible(line) for line in value.split("\n")))


def rich(line: Rich, at: Addresses) -> Markup:
    """Running text; written here rather than in a template, since a site has millions of pieces of it."""
    parts: list[str] = []
    for piece in line:
        match piece:
            case str():
                parts.append(escape(piece))
            case Link(text, to):
                outside = _OUTSIDE[text == to] if to.startswith("http") else ""
                parts.append(f'<a href="{escape(at.to(to))}"{outside}>{escape(text)}</a>')
            case Badge(text, tone):
                parts.append(f'<span class="badge {escape(tone)}">{escape(text)}</span>')
            case Code(text):
                parts.append(f"<code>{escape(text)}</code>")
            case Faint(text):
                parts.append(f'<span class="faint">{escape(text)}</span>')
    return Markup("".join(parts))


def cells(rows: Sequence[tuple[Rich, ...]], at: Addresses) -> Markup:
    """The rows of a table."""
    lines = ("<tr>" + "".join(f"<td{_look(cell)}>{rich(cell, at)}</td>" for cell in row) + "</tr>" for row in rows)
    return Markup("\n".join(lines))


def _look(cell: Rich) -> str:
    """Days and short words of formal languages are not broken into lines."""
    match cell:
        case (str(text),) if _DAY.fullmatch(text):
            return ' class="whole"'
        case (str(text),) if _PERIOD.match(text):
            return ' class="days"'
        case (Code(text),) if len(text) <= _SHORT:
            return ' class="whole"'
    return ""


def asset(name: str) -> str:
    """A file of `assets/`."""
    return (_HERE / "assets" / name).read_text("utf-8")


def _safe(text: str) -> Markup:
    """What the templates have escaped already, or what is ours: not to be escaped again."""
    return Markup(text)
