"""An answer as blocks: the verdict, the summary, what it rests on, what is still needed; and as data."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ....answers.answer import Answer, Item, Thing
from ....answers.naming import Namer
from ....ground.values import EntityRef
from ...cells import shown
from ...labels import label
from ..blocks import Asked, Badge, Faint, Inline, Rich
from ..survey import Survey
from ..trying import Tried
from ..twins import ANSWER_FIELDS
from ..words import say
from .parts import badge, joined, linked

_MOST_ROWS, _MOST_RULES = 12, 4


def item(value: Item, survey: Survey, namer: Namer) -> Rich:
    """One item of an answer."""
    match value:
        case Thing(id) | EntityRef(id):
            return (linked(id, survey, namer),)
        case tuple():
            line: list[Inline] = []
            for part in value:
                line += [say(namer.language, "comma")] if line else []
                line += item(part, survey, namer)
            return tuple(line)
    return (shown(value, namer.language),)


def asked(answer: Answer, survey: Survey, language: str, note: str = "") -> Asked:
    """A question with its answer: the verdict, the summary, the rules that it rests on, rows, what is still needed."""
    namer = survey.namer(language)
    permission = badge(answer.permission, language) if answer.permission is not None else None
    details = [d for d in (_rows(answer, survey, namer), _rules(answer, survey, namer), _needs(answer, language)) if d]
    details += _warnings(answer, survey, namer)
    ask = f"playground?q={quote(answer.question)}&d={answer.as_of}" if survey.playground else ""
    return Asked(answer.question, permission, answer.summary, tuple(details), ask, note)


def _warnings(answer: Answer, survey: Survey, namer: Namer) -> list[Rich]:
    """What makes the answer less sure; sources past their age on one line, since most are known from the same place."""
    old = [id for warning in answer.warnings if warning.code == "stale-source" for id in warning.about]
    lines: list[Rich] = [(Badge("!", "open"), " ", w.message) for w in answer.warnings if w.code != "stale-source"]
    if old:
        more: Rich = (" ", Faint(say(namer.language, "more", count=len(old) - 2))) if len(old) > 2 else ()
        lines.append((Badge(say(namer.language, "stale"), "stale"), " ", *joined(old[:2], survey, namer), *more))
    return lines


def _rows(answer: Answer, survey: Survey, namer: Namer) -> Rich:
    if answer.kind not in ("table", "procedure", "changes") or not answer.table:
        return ()
    line: list[Inline] = []
    for row in answer.table[:_MOST_ROWS]:
        line += [say(namer.language, "comma")] if line else []
        line += item(row[0], survey, namer)
    if len(answer.table) > _MOST_ROWS:
        line += [" ", Faint(say(namer.language, "more", count=len(answer.table) - _MOST_ROWS))]
    return tuple(line)


def _rules(answer: Answer, survey: Survey, namer: Namer) -> Rich:
    live = [r for r in answer.reasons if r.status in ("violated", "open", "met", "set_aside")]
    if not live or (answer.kind == "table" and answer.permission is None and answer.columns[:1] == ("rule",)):
        return ()
    line: list[Inline] = []
    for reason in live[:_MOST_RULES]:
        line += [say(namer.language, "comma")] if line else [Faint(say(namer.language, "rests_on") + " ")]
        line += [linked(reason.rule, survey, namer), Faint(f" ({label(namer.language, reason.status)})")]
    line += [" ", Faint(say(namer.language, "more", count=len(live) - _MOST_RULES))] if len(live) > _MOST_RULES else []
    return tuple(line)


def _needs(answer: Answer, language: str) -> Rich:
    line: list[Inline] = []
    for need in answer.needs[:3]:
        line += [" "] if line else [Faint(say(language, "needs") + ": ")]
        line.append(need.ask)
    return tuple(line)


def as_of(one: Tried, survey: Survey, language: str) -> str:
    """Of an example: its facts, and its day where that is not the site's."""
    namer, inputs = survey.namer(language), survey.kb.schema.inputs
    given = one.asked.given.items()
    parts = [f"{namer.name(key) if key in inputs else key} = {value}" for key, value in given]
    parts += [say(language, "as_of", day=one.asked.as_of).lower()] if one.asked.as_of else []
    return ", ".join(parts)


def answer_data(answer: Answer) -> dict[str, Any]:
    """An answer in JSON types, without what can be looked up elsewhere: texts of rules and sources."""
    full = answer.to_dict()
    return {
        **{key: full[key] for key in ANSWER_FIELDS if full[key] not in (None, [])},
        "rules": {r.rule: r.status for r in answer.reasons},
    }
