"""Pages as HTML. Templates escape everything; no page needs a script or the network to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

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


class Writer:
    """Writes the pages of one survey. `twins` are the endings of the other formats that are written too."""

    def __init__(self, survey: Survey, twins: Sequence[str] = (), single: bool = False) -> None:
        self.survey, self.single = survey, single
        self.twins = [(name, TWINS[name]) for name in twins if name in TWINS and not single]
        loader = jinja2.FileSystemLoader(_HERE / "templates")
        self.templates = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, auto_reload=False
        )
        self.templates.globals |= {"rich": rich, "cells": cells}
        self._frames = {language: self._frame(language) for language in survey.languages}

    def page(self, page: Page, here: str | None = None) -> str:
        """A page as a whole document; `here` is its file where that is not its own place."""
        at = Addresses(here or f"{page.place}.html", page.language)
        return self.templates.get_template("page.html").render(self._values(page, at))

    def one(self, page: Page, first: bool) -> str:
        """A page as a part of a single file."""
        at = Inside(page.place, page.language)
        return self.templates.get_template("one.html").render(self._values(page, at), first=first)

    def whole(self, parts: Sequence[tuple[Page, str]], index: str) -> str:
        """All parts as a single file, with its style and script inside."""
        pages = [{"page": page, "text": _safe(text)} for page, text in parts]
        frame = self._frames[parts[0][0].language]
        style, script = _safe(asset("style.css")), _safe(asset("site.js"))
        template = self.templates.get_template("single.html")
        return template.render(frame, pages=pages, style=style, script=script, index=_safe(index))

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


def rich(line: Rich, at: Addresses) -> Markup:
    """Running text; written here rather than in a template, since a site has millions of pieces of it."""
    parts: list[str] = []
    for piece in line:
        match piece:
            case str():
                parts.append(escape(piece))
            case Link(text, to):
                outside = ' rel="noreferrer"' if to.startswith("http") else ""
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
    lines = ("<tr>" + "".join(f"<td>{rich(cell, at)}</td>" for cell in row) + "</tr>" for row in rows)
    return Markup("\n".join(lines))


def asset(name: str) -> str:
    """A file of `assets/`."""
    return (_HERE / "assets" / name).read_text("utf-8")


def _safe(text: str) -> Markup:
    """What the templates have escaped already, or what is ours: not to be escaped again."""
    return Markup(text)
