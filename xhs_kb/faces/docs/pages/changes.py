"""The page of what changed since an earlier version: rules first, then other records, then answers."""

from __future__ import annotations

from ...diffing.comparing import SECTIONS, Change, Comparison
from ..blocks import Badge, Callout, Code, Faint, Link, Para, Rich, Section, Table, present
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import badge

_WORDS = {"added": ("added", "allowed"), "removed": ("removed", "forbidden"), "changed": ("altered", "conditional")}
_VERDICTS = ("forbidden", "conditional", "allowed", "unregulated")


def changes_page(found: Comparison, survey: Survey, language: str, since: str) -> Page:
    """The page in a language; `since` is what it was compared with, as it was asked for."""
    sections = [Section("answers", say(language, "answers_changed"), _answers(found, language))]
    for sort in SECTIONS:
        changes = found.of(sort)
        if changes:
            sections.append(Section(sort, say(language, sort), (_records(changes, survey, language),)))
    count = f"{len(found.records)} · {len(found.answers)} / {found.asked}"
    empty = () if not found.is_empty else (Callout((say(language, "nothing"),)),)
    head = Para((Faint(f"{since}: {found.old} → {found.new}"), " ", count))
    title = say(language, "changes")
    return Page(
        "changes",
        language,
        "overview",
        title,
        (),
        (head, *empty, *present(sections)),
        (),
        None,
        "",
        {"changes": found.to_dict()},
    )


def _answers(found: Comparison, language: str) -> tuple[Table, ...]:
    rows: list[tuple[Rich, ...]] = []
    for one in found.answers:
        given = "".join(f", {key} = {value}" for key, value in one.given)
        when = Faint(f" ({say(language, 'as_of', day=one.as_of)}{given})")
        rows.append(
            (
                (one.question, when),
                _verdict(one.before.word, one.before.summary, language),
                _verdict(one.after.word, one.after.summary, language),
            )
        )
    columns = (say(language, "question"), say(language, "before"), say(language, "after"))
    return (Table(say(language, "answers_changed"), columns, tuple(rows)),) if rows else ()


def _verdict(word: str, summary: str, language: str) -> Rich:
    mark = badge(word, language) if word in _VERDICTS else Badge(word)
    return (mark, " ", summary)


def _records(changes: tuple[Change, ...], survey: Survey, language: str) -> Table:
    rows: list[tuple[Rich, ...]] = []
    for change in changes:
        key, tone = _WORDS[change.what]
        address = survey.address(change.id) if change.sort not in ("kind", "relation") else None
        name = Link(change.id, address) if address and change.what != "removed" else Code(change.id)
        mark = (Badge(say(language, key), tone),)
        for field, before, after in change.fields or (("", "", ""),):
            rows.append((mark, (name,), (field.replace("_", " "),), (before,), (after,)))
    columns = tuple(say(language, key) for key in ("what", "record", "name", "before", "after"))
    return Table(say(language, changes[0].sort), columns, tuple(rows))
