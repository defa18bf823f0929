"""What is open or disputed: days and values that sources differ on, warnings, old sources, undated rules."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import Block, Code, Faint, Items, Link, Para, Rich, Section, Table, present
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import PER_PAGE, is_stale, joined, linked, marked, period


def doubts_page(survey: Survey, language: str) -> Page:
    """What is not settled: disputed days, differing values, warnings, old sources, rules without a first day."""
    rules = survey.kb.knowledge.rules.values()
    undated = sorted(rule.id for rule in rules if rule.grounds.valid.start is None)
    sources = survey.kb.knowledge.sources.values()
    old = sorted(s.id for s in sources if s.date is not None and is_stale(s.date.last, survey))
    sections = (
        Section("disputed", say(language, "disputed"), _disputed(survey, language)),
        Section("differing", say(language, "differing"), _differing(survey, language)),
        Section("warned", say(language, "warned"), _warned(survey, language)),
        Section("old", say(language, "old"), _linked_list(old, survey, language)),
        Section("undated", say(language, "undated"), _linked_list(undated, survey, language)),
    )
    blocks = present(sections) or (Para((say(language, "nothing"),)),)
    data = {"old_sources": old, "undated_rules": undated}
    return Page("doubts", language, "overview", say(language, "doubts"), (), blocks, (), None, "", data)


def _linked_list(ids: Iterable[str], survey: Survey, language: str) -> tuple[Block, ...]:
    namer, known = survey.namer(language), list(ids)
    items: list[Rich] = [(linked(id, survey, namer),) for id in known[:PER_PAGE]]
    if len(known) > PER_PAGE:
        items.append((Faint(say(language, "more", count=len(known) - PER_PAGE)),))
    return (Items(tuple(items)),) if items else ()


def _disputed(survey: Survey, language: str) -> tuple[Block, ...]:
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    for key, valid, dispute in survey.base.index.disputes:
        id = key if survey.address(key) else key.split(":")[1]
        who = joined(survey.sources_of(dispute.citations), survey, namer)
        rows.append(((linked(id, survey, namer),), (period(valid, language),), (period(dispute.valid, language),), who))
    columns = (say(language, "record"), say(language, "from_until"), say(language, "account"), say(language, "source"))
    return (Table(say(language, "disputed"), columns, tuple(rows)),) if rows else ()


def _differing(survey: Survey, language: str) -> tuple[Block, ...]:
    """Values of one attribute for one day that are not the same."""
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    for entity in survey.kb.knowledge.entities.values():
        for attribute, readings in entity.attributes.items():
            days: dict[str, list[str]] = {}
            for reading in readings:
                days.setdefault(str(reading.at or ""), []).append(namer.value(reading.value))
            for day, values in days.items():
                if len(set(values)) > 1:
                    several = say(language, "comma").join(dict.fromkeys(values))
                    rows.append(
                        (
                            (linked(entity.id, survey, namer),),
                            (namer.attribute(attribute, entity.kind),),
                            (day,),
                            (several,),
                        )
                    )
    columns = (say(language, "record"), say(language, "name"), say(language, "day"), say(language, "value"))
    return (Table(say(language, "differing"), columns, tuple(rows)),) if rows else ()


def _warned(survey: Survey, language: str) -> tuple[Block, ...]:
    rows: list[tuple[Rich, ...]] = []
    for trouble in survey.warnings:
        place = f"{trouble.span.source.name}:{trouble.span.line}" if trouble.span else ""
        rows.append(
            ((Link(trouble.code, f"codes#{trouble.code}"),), marked(trouble.message), (Code(place),) if place else ())
        )
    columns = (say(language, "code"), say(language, "what"), say(language, "file"))
    return (Table(say(language, "warned"), columns, tuple(rows)),) if rows else ()
