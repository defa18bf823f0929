"""Builds a site into a folder: every page in every language and format, the index of search, assets, `llms.txt`.

Large knowledge bases are shared among processes where the platform can fork; the files are the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from ...ground.frozen import dataclass
from .asking import Asker
from .blocks import plain
from .html import Writer, asset
from .markdown import as_markdown
from .plan import Wanted, make, wanted
from .search import Entry, merged, script
from .sharing import Progress, counting, share
from .site import HOME, Page
from .survey import Survey
from .twins import as_json, schemas

FORMATS = ("html", "md", "json")
ASSETS = ("style.css", "site.js")
BATCH = 10


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: how many pages and bytes, and which examples do not hold."""

    pages: int
    bytes: int
    failing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one page: its entry in the index, and how many bytes it took."""

    entry: Entry
    bytes: int


def build(
    survey: Survey,
    out: Path,
    formats: Sequence[str] = FORMATS,
    progress: Progress | None = None,
    extra: Sequence[Page] = (),
    jobs: int | None = None,
) -> Built:
    """Writes the whole site; `extra` are pages beside those of the survey. Raises OSError where it cannot write."""
    todo = wanted(survey)
    failing = tuple(one.asked.ask for one in survey.tried if one.wrong)
    each = len(survey.languages)
    finished = counting(progress, len(todo) * each, each)
    workshop = _Workshop(survey, out, tuple(formats))
    workshop.prepare(todo)
    done: list[Made] = [workshop.write(page) for page in extra]
    for made in share(workshop.batch, todo, BATCH, jobs, finished):
        done += made
    size = sum(made.bytes for made in done) + workshop.finish([made.entry for made in done])
    return Built(len(done), size, failing)


class _Workshop:
    """Makes and writes pages; one for each process."""

    def __init__(self, survey: Survey, out: Path, formats: tuple[str, ...]) -> None:
        self.survey, self.out, self.formats = survey, out, formats
        self.writer = Writer(survey, [form for form in formats if form != "html"])
        self.asker = Asker.of(survey)

    def prepare(self, todo: Sequence[Wanted]) -> None:
        """Makes the folders, so that no process has to ask whether they are there."""
        folders = {"rule", "thing", "source", "procedure", "action", "input", "topic", "kind"}
        for language in self.survey.languages:
            for folder in sorted(folders):
                (self.out / language / folder).mkdir(parents=True, exist_ok=True)
        (self.out / "assets").mkdir(exist_ok=True)
        warm(self.survey, self.asker, self.writer)
        _write(self.out / "llms.txt", "")  # what tells an unfinished site from any other folder

    def batch(self, todo: Sequence[Wanted]) -> list[Made]:
        """Makes some pages in every language."""
        return [
            self.write(make(one, self.survey, self.asker, language))
            for one in todo
            for language in self.survey.languages
        ]

    def write(self, page: Page) -> Made:
        """Writes one page in every format."""
        size = 0
        for form in self.formats:
            size += _write(self.out / f"{page.place}.{form}", self._text(page, form))
        if page.address == HOME and page.language == self.survey.languages[0] and "html" in self.formats:
            size += _write(self.out / "index.html", self.writer.page(page, "index.html"))
        return Made(entry_of(page), size)

    def _text(self, page: Page, form: str) -> str:
        match form:
            case "md":
                return as_markdown(page)
            case "json":
                return as_json(page)
        return self.writer.page(page)

    def finish(self, entries: Sequence[Entry]) -> int:
        """Writes what all pages share."""
        size = _write(self.out / "llms.txt", llms(self.survey, merged([entries]), self.formats))
        if "json" in self.formats:
            (self.out / "schema").mkdir(exist_ok=True)
            size += sum(_write(self.out / "schema" / name, text) for name, text in schemas().items())
        if "html" not in self.formats:
            return size
        for language in self.survey.languages:
            own = [entry for entry in merged([entries]) if entry.place.startswith(f"{language}/")]
            size += _write(self.out / "assets" / f"search-{language}.js", script(own))
        names = (*ASSETS, "playground.js") if self.survey.playground else ASSETS
        return size + sum(_write(self.out / "assets" / name, asset(name)) for name in names)


def warm(survey: Survey, asker: Asker, writer: Writer) -> None:
    """Makes a page of the commonest sorts, so that what pages have in common is there before processes part."""
    firsts = {one.sort: one for one in reversed(wanted(survey)) if one.sort in ("rule", "entity", "source")}
    for one in firsts.values():
        for language in survey.languages:
            writer.one(make(one, survey, asker, language), first=False)


def _write(path: Path, text: str) -> int:
    data = text.encode("utf-8")
    path.write_bytes(data)
    return len(data)


def clean(out: Path) -> None:
    """Removes what an earlier build left in a folder, and nothing else: a folder that is no site is refused."""
    if out.exists() and any(out.iterdir()):
        if not (out / "llms.txt").is_file():
            raise FileExistsError(17, "the folder holds something else", str(out))
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)


# --- one page, and all of them ------------------------------------------------------------------------------------


def entry_of(page: Page) -> Entry:
    """A page as search sees it."""
    return Entry(page.place, page.title, page.sort, plain(page.lead), page.keywords)


def llms(survey: Survey, entries: Sequence[Entry], formats: Sequence[str]) -> str:
    """The list of pages for agents: overviews and rules first, in the language of the knowledge base."""
    header = survey.kb.schema.header
    language = survey.languages[0]
    namer = survey.namer(language)
    form = "md" if "md" in formats else formats[0]
    lines = [f"# {namer.text(header.title) or header.id}", "", f"> Version {header.version}, as of {survey.day}.", ""]
    groups = (
        ("Overviews", {"home", "overview", "reference", "playground"}),
        ("Rules", {"rule"}),
        ("Procedures", {"procedure"}),
        ("Records", {"entity", "source", "kind", "action", "input", "topic"}),
    )
    for title, sorts in groups:
        lines += [f"## {title}", ""]
        lines += [_llms_line(e, form) for e in entries if e.sort in sorts and e.place.startswith(f"{language}/")]
        lines.append("")
    return "\n".join(lines)


def _llms_line(entry: Entry, form: str) -> str:
    lead = " ".join(entry.lead.split())[:120]
    return f"- [{entry.title}]({entry.place}.{form})" + (f": {lead}" if lead else "")
