"""The timeline: what began, ended, was renamed or measured, under its years."""

from __future__ import annotations

from ....model.records import Entity
from ..blocks import Rich, Section, Table, present
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import PER_PAGE, linked, turns


def timeline_events(survey: Survey) -> list[tuple[str, str, str, str]]:
    """What began, ended, was renamed or measured: day, record, what, detail; the latest first."""
    found: list[tuple[str, str, str, str]] = []
    for record in survey.records():
        valid = record.grounds.valid
        found += [(str(valid.start), record.id, "began", "")] if valid.start else []
        found += [(str(valid.end), record.id, "ended", "")] if valid.end else []
        for name in record.names:
            if name.valid.start:
                found.append((str(name.valid.start), record.id, "named", name.text))
        if isinstance(record, Entity):
            for attribute, readings in record.attributes.items():
                found += [(str(r.at), record.id, attribute, str(n)) for n, r in enumerate(readings) if r.at is not None]
    return sorted(found, key=lambda event: (event[0], event[1], event[2]), reverse=True)


def timeline_pages(survey: Survey) -> int:
    """How many pages the timeline takes."""
    return max(1, -(-len(timeline_events(survey)) // PER_PAGE))


def timeline_page(number: int, survey: Survey, language: str) -> Page:
    """What changed when, under its years."""
    events = timeline_events(survey)
    count = max(1, -(-len(events) // PER_PAGE))
    years: dict[str, list[tuple[Rich, ...]]] = {}
    shown = events[(number - 1) * PER_PAGE : number * PER_PAGE]
    for event in shown:
        years.setdefault(event[0][:4], []).append(_event(event, survey, language))
    columns = (say(language, "day"), say(language, "record"), say(language, "what"))
    sections = [Section(f"y{year}", year, (Table(year, columns, tuple(rows)),)) for year, rows in years.items()]
    more = turns("timeline", number, count, language)
    title = say(language, "timeline") + (
        f" ({say(language, 'page_of', number=number, count=count)})" if count > 1 else ""
    )
    address = "timeline" if number == 1 else f"timeline-{number}"
    data = {"events": [{"day": day, "record": id, "what": what} for day, id, what, _ in shown]}
    return Page(address, language, "overview", title, (), (*present(sections), *more), (), None, "", data)


def _event(event: tuple[str, str, str, str], survey: Survey, language: str) -> tuple[Rich, ...]:
    day, id, what, detail = event
    namer = survey.namer(language)
    if what in ("began", "ended"):
        text = say(language, what)
    elif what == "named":
        text = say(language, "named", name=detail)
    else:
        reading = survey.kb.knowledge.entities[id].attributes[what][int(detail)]
        text = say(language, "measured", name=namer.attribute(what), value=namer.value(reading.value))
    return (day,), (linked(id, survey, namer),), (text,)
