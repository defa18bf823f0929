"""The whole site as one file, for mail or a commit: pages are parts of it, shown one at a time by their anchors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .asking import Asker
from .build import Built, Progress, entry_of
from .html import Writer
from .plan import make, wanted
from .search import index
from .site import Page
from .survey import Survey


def build_single(survey: Survey, out: Path, progress: Progress | None = None, extra: Sequence[Page] = ()) -> Built:
    """Writes the file."""
    writer, asker = Writer(survey, single=True), Asker.of(survey)
    todo = [one for one in wanted(survey) if one.sort != "playground"]
    parts: list[tuple[Page, str]] = []
    for language in survey.languages:
        for page in (
            *(make(one, survey, asker, language) for one in todo),
            *(p for p in extra if p.language == language),
        ):
            parts.append((page, writer.one(page, first=not parts)))
            if progress is not None:
                progress(len(parts), len(todo) * len(survey.languages) + len(extra))
    text = writer.whole(parts, index([entry_of(page) for page, _ in parts]))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(text.encode("utf-8"))
    return Built(len(parts), len(text.encode("utf-8")), tuple(one.asked.ask for one in survey.tried if one.wrong))
