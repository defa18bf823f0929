"""The pages of sources and procedures."""

from __future__ import annotations

from ....model.records import SourceRecord
from ..asking import Asker
from ..blocks import Badge, Block, Code, Facts, Faint, Inline, Items, Link, Rich, Section, Table, present
from ..excerpts import excerpt
from ..site import Page
from ..survey import Survey
from ..words import say
from .answers import asked
from .parts import age, citations, is_stale, joined, kind_link, linked
from .record_json import record_data

_MOST = 1500


def source_page(id: str, survey: Survey, language: str) -> Page:
    """A source: who published it and when, how old it is, and everything that rests on it."""
    source, namer = survey.kb.knowledge.sources[id], survey.namer(language)
    cited = survey.cited_by.get(id, ())
    rows: list[tuple[Rich, ...]] = []
    for record, place in cited[:_MOST]:
        kind = kind_link(survey.base.vocabulary.kind(record) or "", survey, namer)
        rows.append(((linked(record, survey, namer),), (kind.text,), (Code(place),) if place else ()))
    columns = tuple(say(language, key) for key in ("record", "kind", "locator"))
    more = (Items(((Faint(say(language, "more", count=len(cited) - _MOST)),),)),) if len(cited) > _MOST else ()
    sections = (
        Section("facts", say(language, "facts"), (Facts(tuple(_facts(source, survey, language))),)),
        Section(
            "cited",
            say(language, "cited_by"),
            (Table(say(language, "cited_by"), columns, tuple(rows)), *more) if rows else (),
        ),
        Section("developers", say(language, "developers"), excerpt(source.span, language)),
    )
    title = namer.name(id)
    data = {"source": record_data(source), "cited_by": [{"record": r, "locator": p or None} for r, p in cited]}
    words = f"{id} {source.publisher or ''} {namer.text(source.title)}"
    crumbs = ((say(language, "sources"), "sources"),)
    return Page(f"source/{id}", language, "source", title, (), present(sections), crumbs, None, words, data)


def _facts(source: SourceRecord, survey: Survey, language: str) -> list[tuple[str, Rich]]:
    rows: list[tuple[str, Rich]] = [(say(language, "id"), (Code(source.id),))]
    if source.publisher:
        rows.append((say(language, "publisher"), (source.publisher,)))
    if source.date is not None:
        rows.append((say(language, "date"), (str(source.date),)))
        rows.append((say(language, "age"), _age(source, survey, language)))
    if source.authority:
        rows.append((say(language, "authority"), (source.authority.replace("_", " "),)))
    if source.url:
        rows.append(
            (
                say(language, "address"),
                (Link(source.url, source.url) if source.url.startswith("http") else Code(source.url),),
            )
        )
    return rows


def _age(source: SourceRecord, survey: Survey, language: str) -> Rich:
    if source.date is None:
        return ()
    line: list[Inline] = [age(source.date.last, survey.day, language)]
    if is_stale(source.date.last, survey):
        line += [" ", Badge(say(language, "stale"), "stale")]
    return tuple(line)


def sources_page(survey: Survey, language: str) -> Page:
    """All sources, the strongest authority first, with their age and what rests on them."""
    namer, schema = survey.namer(language), survey.kb.schema
    sources = sorted(survey.kb.knowledge.sources.values(), key=lambda s: (schema.rank(s.authority), s.id))
    rows: list[tuple[Rich, ...]] = []
    for source in sources:
        count = str(len(survey.cited_by.get(source.id, ())))
        rows.append(
            (
                (linked(source.id, survey, namer),),
                (source.publisher or "",),
                (str(source.date or ""),),
                _age(source, survey, language),
                ((source.authority or "").replace("_", " "),),
                (count,),
            )
        )
    columns = tuple(say(language, key) for key in ("source", "publisher", "date", "age", "authority", "cited_by"))
    title, data = say(language, "sources"), {"sources": [source.id for source in sources]}
    table = Table(title, columns, tuple(rows))
    return Page("sources", language, "overview", title, (), (table,), (), None, "", data)


# --- procedures ---------------------------------------------------------------------------------------------------


def procedure_page(id: str, survey: Survey, asker: Asker, language: str) -> Page:
    """How something is done, step by step."""
    procedure, namer = survey.kb.knowledge.procedures[id], survey.namer(language)
    facts: list[tuple[str, Rich]] = [(say(language, "action"), (linked(procedure.action, survey, namer),))]
    for role, ids in procedure.scope.items():
        facts.append(
            (say(language, "applies") if role == "object" else role.replace("_", " "), joined(ids, survey, namer, "or"))
        )
    if procedure.takes is not None:
        facts.append((say(language, "takes"), (namer.value(procedure.takes),)))
    steps: list[Rich] = []
    for step in procedure.steps:
        see: tuple[Inline, ...] = (Faint(" → "), linked(step.see, survey, namer)) if step.see else ()
        steps.append((namer.text(step.do), *see))
    sections = (
        Section("facts", say(language, "facts"), (Facts(tuple(facts)),)),
        Section("steps", say(language, "steps"), (Items(tuple(steps), ordered=True),) if steps else ()),
        Section("questions", say(language, "questions"), _question(id, survey, asker, language)),
        Section("evidence", say(language, "evidence"), citations((procedure.grounds,), survey, language)),
        Section("developers", say(language, "developers"), excerpt(procedure.span, language)),
    )
    lead = namer.text(procedure.summary)
    data = {"procedure": record_data(procedure)}
    crumbs = ((say(language, "procedures"), "procedures"),)
    return Page(
        f"procedure/{id}",
        language,
        "procedure",
        namer.name(id),
        (lead,) if lead else (),
        present(sections),
        crumbs,
        None,
        id,
        data,
    )


def _question(id: str, survey: Survey, asker: Asker, language: str) -> tuple[Block, ...]:
    procedure = survey.kb.knowledge.procedures[id]
    things = procedure.scope.get("object", ())
    if not things:
        return ()
    wording = asker.wording("en")
    text = f"how do I {wording.form(procedure.action, 0)} {wording.name(things[0])}?"
    told = asker.ask(text, survey.day)
    return (asked(told.answers[language], survey, language),) if told is not None else ()


def procedures_page(survey: Survey, language: str) -> Page:
    """All procedures."""
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    for one in survey.kb.knowledge.procedures.values():
        takes = "" if one.takes is None else namer.value(one.takes)
        rows.append(
            ((linked(one.id, survey, namer),), (linked(one.action, survey, namer),), (str(len(one.steps)),), (takes,))
        )
    columns = tuple(say(language, key) for key in ("procedure", "action", "steps", "takes"))
    title, data = say(language, "procedures"), {"procedures": list(survey.kb.knowledge.procedures)}
    table = (Table(title, columns, tuple(rows)),) if rows else ()
    return Page("procedures", language, "overview", title, (), table, (), None, "", data)
