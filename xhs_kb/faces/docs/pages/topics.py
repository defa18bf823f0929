"""The pages of topics: the files of the knowledge base, as their first comments say what they are about."""

from __future__ import annotations

from pathlib import PurePosixPath

from ..blocks import Code, Link, Para, Rich, Section, Table, Tile, Tiles, present
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import kind_link, linked, listed_rules


def topic_address(file: str) -> str:
    """The page of a file of the knowledge base."""
    return "topic/" + str(PurePosixPath(file).with_suffix("")).replace("/", "--")


def topics_page(survey: Survey, language: str) -> Page:
    """The files of the knowledge base, as what their first comment says they are about."""
    tiles = []
    for file, ids in survey.by_file.items():
        tiles.append(Tile(Link(_topic_name(file), topic_address(file)), _comment(file, survey), str(len(ids))))
    title, data = say(language, "topics"), {"topics": {file: list(ids) for file, ids in survey.by_file.items()}}
    return Page("topics", language, "overview", title, (), (Tiles(tuple(tiles)),), (), None, "", data)


def topic_page(file: str, survey: Survey, language: str) -> Page:
    """Everything that stands in one file."""
    namer, ids = survey.namer(language), survey.by_file[file]
    rules = [id for id in ids if id in survey.kb.knowledge.rules]
    others = [id for id in ids if id not in survey.kb.knowledge.rules]
    rows = tuple(((linked(id, survey, namer),), _kind(id, survey, language)) for id in others[:2000])
    columns = (say(language, "record"), say(language, "kind"))
    sections = (
        Section("rules", say(language, "rules"), listed_rules(rules, survey, language, say(language, "rules"), 2000)),
        Section("records", say(language, "members"), (Table(say(language, "members"), columns, rows),) if rows else ()),
        Section("file", say(language, "file"), (Para((Code(file),)),)),
    )
    comment = _comment(file, survey)
    lead: Rich = (comment,) if comment else ()
    crumbs = ((say(language, "topics"), "topics"),)
    return Page(
        topic_address(file),
        language,
        "topic",
        _topic_name(file),
        lead,
        present(sections),
        crumbs,
        None,
        file,
        {"file": file, "records": list(ids)},
    )


def _kind(id: str, survey: Survey, language: str) -> Rich:
    kind = survey.base.vocabulary.kind(id)
    return (kind_link(kind, survey, survey.namer(language)),) if kind else ()


def _topic_name(file: str) -> str:
    path = PurePosixPath(file).with_suffix("")
    folder = f"{path.parent.as_posix()}: " if path.parent.name else ""
    name = f"{folder}{path.name}".replace("_", " ")
    return name[:1].upper() + name[1:]


def _comment(file: str, survey: Survey) -> str:
    """The comment at the top of a file: what its editors say that it holds."""
    ids = survey.by_file[file]
    span = next(span for id, span in survey.spans() if id == ids[0] and span is not None)
    lines = []
    for line in span.source.text.split("\n"):
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# ").rstrip())
    return " ".join(lines)
