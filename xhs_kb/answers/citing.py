"""From records to citations: an ordered list, each once, and warnings about sources that have grown old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from ..ground.values import Day, Duration
from ..model.records import Citation, Grounds, SourceRecord
from .answer import Cited, Warning
from .naming import Namer
from .phrasing import say

Confirmed: TypeAlias = tuple[date, Day, SourceRecord, bool]
"""When a source last confirmed a record: the date, the day as said, the source, and whether that is too long ago."""


def sourced(grounds: Iterable[Grounds], namer: Namer) -> tuple[tuple[Cited, ...], tuple[Warning, ...]]:
    """The citations of all grounds in order, each once, and a warning for each source that was last confirmed too long
    ago.
    """
    once = namer.notes.once
    found: dict[str, Cited] = {}
    latest: dict[str, Confirmed] = {}
    for ground in grounds:
        citations, confirmations = once("sources", ground, lambda g=ground: _sources(g, namer))  # type: ignore[misc]
        for one in citations:
            found.setdefault(one.id, one)
        for confirmed in confirmations:
            known = latest.get(confirmed[2].id)
            if known is None or known[0] < confirmed[0]:
                latest[confirmed[2].id] = confirmed
    old = (confirmed for confirmed in latest.values() if confirmed[3])
    warnings = tuple(once("stale", one, lambda c=one: _stale(c[2].id, c[1], namer)) for one in old)  # type: ignore[misc]
    return tuple(found.values()), warnings


def _sources(ground: Grounds, namer: Namer) -> tuple[tuple[Cited, ...], list[Confirmed]]:
    after = namer.base.knowledge.schema.header.stale_after
    confirmed = [] if after is None else _confirmed(ground, after, namer)
    return tuple(_cited(citation, namer) for citation in ground.citations), confirmed


def _cited(citation: Citation, namer: Namer) -> Cited:
    source = namer.base.knowledge.sources.get(citation.source)
    if source is None:
        return Cited(str(citation), citation.source)
    day = None if source.date is None else str(source.date)
    title = namer.text(source.title) or source.id
    return Cited(str(citation), title, source.publisher, day, source.url, source.authority)


def _stale(source: str, day: Day, namer: Namer) -> Warning:
    return Warning("stale-source", say(namer.language, "stale-source", source=namer.name(source), day=day), (source,))


def _confirmed(ground: Grounds, after: Duration, namer: Namer) -> list[Confirmed]:
    """When each source of a record last confirmed it.

    Of a month or a year the first day counts.
    """
    sources = (namer.base.knowledge.sources.get(citation.source) for citation in ground.citations)
    days = ((source, ground.observed or source.date) for source in sources if source is not None)
    return [(day.first, day, source, _add(day.first, after) < namer.day) for source, day in days if day is not None]


def _add(day: date, length: Duration) -> date:
    months = day.year * 12 + day.month - 1 + int(length.months)
    year, month = divmod(months, 12)
    moved = Day(min(year, 9999), month + 1)
    target = moved.first.replace(day=min(day.day, moved.last.day))
    ordinal = target.toordinal() + int(length.days)
    return date.fromordinal(min(ordinal, date.max.toordinal()))
