"""From records to citations: an ordered list, each once, and warnings about sources that have grown old."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ..ground.values import Day, Duration
from ..model.records import Citation, Grounds, SourceRecord
from .answer import Cited, Warning
from .naming import Namer
from .phrasing import say


def cited(citations: Iterable[Citation], namer: Namer) -> tuple[Cited, ...]:
    """The citations with what is known of their sources, in order, each once."""
    once = namer.notes.once
    different = dict.fromkeys(citations)
    return tuple(once("cited", c, lambda c=c: _cited(c, namer)) for c in different)  # type: ignore[misc]


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
    latest: dict[str, tuple[Day, SourceRecord, bool]] = {}
    once = namer.notes.once
    for ground in grounds:
        confirmations = once("confirmed", ground, lambda g=ground: _confirmed(g, after, namer))  # type: ignore[misc]
        for source, confirmed, is_old in confirmations:
            known = latest.get(source.id)
            if known is None or known[0].first < confirmed.first:
                latest[source.id] = (confirmed, source, is_old)
    old = [(source, day) for day, source, is_old in latest.values() if is_old]
    return tuple(
        Warning(
            "stale-source", say(namer.language, "stale-source", source=namer.name(source.id), day=day), (source.id,)
        )
        for source, day in old
    )


def _confirmed(ground: Grounds, after: Duration, namer: Namer) -> list[tuple[SourceRecord, Day, bool]]:
    """The sources of a record with the day on which each last confirmed it, and whether that is too long ago.

    Of a month or a year the first day counts.
    """
    sources = (namer.base.knowledge.sources.get(citation.source) for citation in ground.citations)
    days = ((source, ground.observed or source.date) for source in sources if source is not None)
    return [(source, day, _add(day.first, after) < namer.day) for source, day in days if day is not None]


def _add(day: date, length: Duration) -> date:
    months = day.year * 12 + day.month - 1 + int(length.months)
    year, month = divmod(months, 12)
    moved = Day(min(year, 9999), month + 1)
    target = moved.first.replace(day=min(day.day, moved.last.day))
    ordinal = target.toordinal() + int(length.days)
    return date.fromordinal(min(ordinal, date.max.toordinal()))
