"""The reference of the project as Markdown files: the language, codes, files, answers, and what others add to it.

The same knowledge base on the same day gives the same bytes, so that a test can hold the files in `docs/` to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...answers.schema import answer_schema
from ...ground.frozen import dataclass
from .asking import Asker
from .blocks import Code, Items, Link, Para, Rich
from .markdown import body
from .pages.asking import asking_page
from .pages.codes import codes_page
from .pages.files import files_page
from .pages.grammar import grammar_page
from .pages.graph import graph_page
from .pages.json_fields import schema_sections
from .site import Addresses, Page
from .survey import Survey
from .twins import twin_schema

_NOTE = "<!-- Written by `xhs-kb docs reference`. Change what it is made from, not this file. -->\n\n"
_INDEX = "README"


@dataclass(frozen=True, slots=True)
class _Among(Addresses):
    """Links among the pages of the reference; what is not one of them has no place."""

    known: frozenset[str] = frozenset()

    def to(self, target: str) -> str:
        """The file of a page, with its part; empty where the reference has no such page."""
        if target.startswith(("https://", "http://")):
            return target
        page, mark, part = target.partition("#")
        return f"{page}.md{mark}{part}" if page in self.known else ""


def reference_pages(survey: Survey, asker: Asker, more: Sequence[Page] = ()) -> tuple[Page, ...]:
    """The pages in their order; `more` are those that another room writes."""
    return (
        asking_page(survey, asker, "en"),
        grammar_page("en"),
        graph_page(survey),
        codes_page(survey, asker, "en"),
        files_page(),
        _schema_page("answer", "The fields of an answer", answer_schema()),
        _schema_page("twins", "The JSON twins of the pages", twin_schema()),
        *more,
    )


def write_reference(pages: Sequence[Page], survey: Survey, out: Path) -> tuple[Path, ...]:
    """Writes a file for each page, and one that lists them. Raises OSError where it cannot write."""
    out.mkdir(parents=True, exist_ok=True)
    known = frozenset(page.address for page in pages)
    written = []
    for page in (*pages, _index(pages, survey)):
        path = out / f"{page.address}.md"
        path.write_text(_NOTE + body(page, _Among(page.address, page.language, ".md", known)), "utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def _index(pages: Sequence[Page], survey: Survey) -> Page:
    items: tuple[Rich, ...] = tuple((Link(page.title, page.address), ". ", *page.lead) for page in pages)
    header, day = survey.kb.schema.header, survey.day
    title = survey.namer("en").text(header.title) or header.id
    world: Rich = (f"Examples are in the words of the knowledge base {title} (", Code(header.id), f"), as of {day}.")
    return Page(_INDEX, "en", "reference", "Reference", (), (Items(items), Para(world)))


def _schema_page(address: str, title: str, schema: dict[str, object]) -> Page:
    lead: Rich = (str(schema["description"]),)
    return Page(address, "en", "reference", title, lead, schema_sections(schema))
