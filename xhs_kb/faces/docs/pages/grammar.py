"""The grammar as the engine reads it, file by file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....ground.places import folder
from ..blocks import Block, Code, Listing, Para, Rich, Section, Table, present
from ..site import Page
from ..words import say
from .parts import marked

GRAMMARS = ("questions", "chinese", "conditions", "values", "patterns")
_KEYWORDS = re.compile(r"^([A-Z_]+)(?:\.-?\d+)?\s*:\s*(\".*)$")
_HEADING = re.compile(r"^// -{3} (.*?) -*$")


def grammar_page(language: str) -> Page:
    """The grammar as the engine reads it, file by file, keywords in a table."""
    paths = {name: folder("grammar") / f"{name}.lark" for name in GRAMMARS}
    texts = {name: path.read_text("utf-8") for name, path in paths.items() if path.is_file()}
    sections = tuple(
        Section(name, f"{name}.lark", tuple(_grammar(text, name, language))) for name, text in texts.items()
    )
    title = say(language, "language")
    lead = (say(language, "language_lead"),)
    return Page("language", language, "reference", title, lead, present(sections), (), None, "", {"grammars": texts})


def _grammar(text: str, name: str, language: str) -> Iterator[Block]:
    head, body = _split(text)
    if head:
        yield Para(marked(head))
    keywords: list[tuple[Rich, ...]] = []
    title, lines = name, list[str]()
    for line in body:
        heading, keyword = _HEADING.match(line), _KEYWORDS.match(line)
        if heading:
            yield from _part(title, lines)
            title, lines = heading[1], []
        elif keyword and "/" not in keyword[2].replace("//", ""):
            words = re.findall(r'"([^"]+)"', keyword[2])
            keywords.append(((Code(keyword[1]),), (" · ".join(words),)))
        else:
            lines.append(line)
    yield from _part(title, lines)
    if keywords:
        yield Table(
            f"{name}: {say(language, 'forms')}", (say(language, "name"), say(language, "forms")), tuple(keywords)
        )


def _split(text: str) -> tuple[str, list[str]]:
    """The comment at the top as one paragraph, and the rest."""
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if not line.startswith("//")), 0)
    return " ".join(line.removeprefix("//").strip() for line in lines[:at]), lines[at:]


def _part(title: str, lines: Sequence[str]) -> Iterator[Block]:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        yield Listing(re.sub(r"\n{3,}", "\n\n", text), "lark", title)
