"""The whole site as one file, for mail or a commit: pages are parts of it, shown one at a time by their anchors.

Parts are written as they are made, those of the first language at once and the others from files beside it, so that
the file may be larger than what one would want to keep in memory.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from ...ground.frozen import dataclass
from .asking import Asker
from .build import BATCH, Built, entry_of, warm
from .html import Writer
from .plan import Wanted, make, wanted
from .search import Entry, index
from .sharing import Progress, counting, share
from .site import HOME, Page
from .survey import Survey


@dataclass(frozen=True, slots=True)
class _Part:
    """A page as it stands in the file."""

    language: str
    text: str
    entry: Entry


def build_single(
    survey: Survey,
    out: Path,
    progress: Progress | None = None,
    extra: Sequence[Page] = (),
    jobs: int | None = None,
) -> Built:
    """Writes the file, or leaves what was there before. Raises OSError where it cannot write."""
    todo = [one for one in wanted(survey) if one.sort != "playground"]
    each = len(survey.languages)
    finished = counting(progress, len(todo) * each, each)
    bench = _Bench(survey)
    warm(survey, bench.asker, bench.writer)
    with _sheet(out, survey.languages, bench.writer) as sheet:
        for batch in share(bench.batch, todo, BATCH, jobs, finished):
            sheet.add(batch)
        sheet.add(map(bench.part, extra))
    failing = tuple(one.asked.ask for one in survey.tried if one.wrong)
    return Built(len(todo) * each + len(extra), out.stat().st_size, failing)


class _Bench:
    """Makes parts; one for each process."""

    def __init__(self, survey: Survey) -> None:
        self.survey, self.asker, self.writer = survey, Asker.of(survey), Writer(survey, single=True)

    def batch(self, todo: Sequence[Wanted]) -> list[_Part]:
        """Makes some pages in every language."""
        languages = self.survey.languages
        return [self.part(make(one, self.survey, self.asker, language)) for one in todo for language in languages]

    def part(self, page: Page) -> _Part:
        """A page as a part of the file; the home of the first language is shown where no other is asked for."""
        first = page.address == HOME and page.language == self.survey.languages[0]
        return _Part(page.language, self.writer.one(page, first), entry_of(page))


class _Sheet:
    """The file while it is written: a file for the parts of each language."""

    def __init__(self, files: Mapping[str, BinaryIO]) -> None:
        self.files = files
        self.entries: dict[str, list[Entry]] = {language: [] for language in files}

    def add(self, parts: Iterable[_Part]) -> None:
        """Writes parts where those of their language stand."""
        for part in parts:
            self.files[part.language].write(_bytes(part.text))
            self.entries[part.language].append(part.entry)


@contextmanager
def _sheet(out: Path, languages: Sequence[str], writer: Writer) -> Iterator[_Sheet]:
    """What is written becomes the file at the end, and leaves nothing behind where it comes to none."""
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f"{out.name}.part")
    try:
        with ExitStack() as stack:
            whole = stack.enter_context(unfinished.open("wb"))
            others = (stack.enter_context(tempfile.TemporaryFile(dir=out.parent)) for _ in languages[1:])
            sheet = _Sheet(dict(zip(languages, chain([whole], others), strict=True)))
            whole.write(_bytes(writer.opening() + writer.around(languages[0])[0]))
            yield sheet
            for language, file in sheet.files.items():
                head, tail = writer.around(language)
                if file is not whole:
                    whole.write(_bytes(head))
                    file.seek(0)
                    shutil.copyfileobj(file, whole)
                whole.write(_bytes(tail))
            indexes = (f"{json.dumps(language)}:{index(own)}" for language, own in sheet.entries.items())
            whole.write(_bytes(writer.closing("{" + ",".join(indexes) + "}")))
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8")
