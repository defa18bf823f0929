"""From records to citations: an ordered list, each once, and warnings about sources that have grown old."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ..ground.values import Day, Duration
from ..model.records import Citation, Grounds, SourceRecord
from .answer import Cited, Warning
from .naming import Namer
from .phrasing import say


def cited(grounds: Iterable[Grounds], namer: Namer) -> tuple[Cited, ...]:
    """The citations of all grounds with what is known of their sources, in order, each once."""
    once = namer.notes.once
    found: dict[str, Cited] = {}
    for ground in grounds:
        every = once("cited", ground, lambda g=ground: tuple(_cited(c, namer) for c in g.citations))  # type: ignore[misc]
        for one in every:
            found.setdefault(one.id, one)
    return tuple(found.values())


def _cited(citation: Citation, namer: Namer) -> Cited:
    source = namer.base.knowledge.sources.get(citation.source)
    if source is None:
        return Cited(str(citation), citation.source)
    day = None if source.date is None else str(source.date)
    title = namer.text(source.title) or source.id
    return Cited(str(citation), title, source.publisher, day, source.url, source.authority)


def stale(grounds: Sequence[Grounds], namer: Namer) -> tuple[Warning, ...]:
    """A warning for each source that was last confirmed longer ago than the knowledge base allows."""
    after = namer.base.knowledge.schema.header.stale_after
    if after is None:
        return ()
    latest: dict[str, tuple[date, Day, SourceRecord, bool]] = {}
    once = namer.notes.once
    for ground in grounds:
        confirmations = once("confirmed", ground, lambda g=ground: _confirmed(g, after, namer))  # type: ignore[misc]
        for confirmed in confirmations:
            id = confirmed[2].id
            known = latest.get(id)
            if known is None or known[0] < confirmed[0]:
                latest[id] = confirmed
    old = (confirmed for confirmed in latest.values() if confirmed[3])
    return tuple(once("stale", confirmed, lambda c=confirmed: _stale(c[2].id, c[1], namer)) for confirmed in old)  # type: ignore[misc]


def _stale(source: str, day: Day, namer: Namer) -> Warning:
    return Warning("stale-source", say(namer.language, "stale-source", source=namer.name(source), day=day), (source,))


def _confirmed(ground: Grounds, after: Duration, namer: Namer) -> list[tuple[date, Day, SourceRecord, bool]]:
    """When each source of a record last confirmed it (date, day as said, source), and whether that is too long ago.

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
