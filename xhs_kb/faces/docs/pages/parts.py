"""Blocks that several sorts of pages have: an answer, citations, days, examples, a neighbourhood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from ....answers.answer import Answer, Item, Thing
from ....answers.naming import Namer
from ....ground.values import EntityRef
from ....model.records import Citation, Grounds
from ....model.schema import Period
from ...cells import shown
from ...labels import label
from ..blocks import Asked, Badge, Block, Code, Faint, Inline, Items, Link, Rich, Table
from ..picture import Neighbour, picture
from ..survey import Survey
from ..trying import Tried
from ..words import say

_MOST_ROWS, _MOST_RULES = 12, 4


def linked(id: str, survey: Survey, namer: Namer) -> Inline:
    """A record by its name, leading to its page if it has one."""
    address = survey.address(id)
    name = action_name(id, survey, namer) if id in survey.kb.schema.actions else namer.name(id)
    return Link(name, address) if address is not None else name


def action_name(id: str, survey: Survey, namer: Namer) -> str:
    """The name of an action: one of the language, else its base form in it, else what it is called anyway."""
    action = survey.kb.schema.actions[id]
    spoken = any(name.language == namer.language for name in action.names)
    forms = action.forms.get(namer.language, ())
    return namer.name(id) if spoken or not forms else forms[0]


def role_name(action: str, role: str, survey: Survey, language: str) -> str:
    """The word by which a role is said, else its id in words."""
    declared = survey.kb.schema.roles(action).get(role)
    words = declared.phrases.get(language, ()) if declared is not None else ()
    return words[0] if words else role.replace("_", " ")


def joined(ids: Iterable[str], survey: Survey, namer: Namer, between: str = "comma") -> Rich:
    """Records one after another."""
    line: list[Inline] = []
    for id in ids:
        if line:
            line.append(say(namer.language, between))
        line.append(linked(id, survey, namer))
    return tuple(line)


def kind_link(id: str, survey: Survey, namer: Namer) -> Link:
    """A kind by its noun, leading to its page; kinds have a space of ids of their own."""
    kind = survey.kb.schema.kinds.get(id)
    name = namer.pick(kind.names) if kind is not None else ""
    return Link(name or id.replace("_", " "), survey.kind_address(id))


def joined_kinds(ids: Iterable[str], survey: Survey, namer: Namer) -> Rich:
    """Kinds, any of them."""
    line: list[Inline] = []
    for id in ids:
        line += [say(namer.language, "or")] if line else []
        line.append(kind_link(id, survey, namer))
    return tuple(line)


def badge(word: str, language: str) -> Badge:
    """A verdict, an effect or a status as a word that stands out."""
    return Badge(label(language, word), word)


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


# --- answers ------------------------------------------------------------------------------------------------------


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
    parts = [f"{key} = {value}" for key, value in one.asked.given.items()]
    parts += [say(language, "as_of", day=one.asked.as_of).lower()] if one.asked.as_of else []
    return ", ".join(parts)


def answer_data(answer: Answer) -> dict[str, Any]:
    """An answer in JSON types, without what can be looked up elsewhere: texts of rules and sources."""
    full = answer.to_dict()
    kept = ("question", "as_of", "kind", "summary", "verdict", "value", "rows", "needs")
    return {
        **{key: full[key] for key in kept if full[key] not in (None, [])},
        "rules": {r.rule: r.status for r in answer.reasons},
    }


# --- what records rest on -----------------------------------------------------------------------------------------


def period(valid: Period, language: str) -> str:
    """A period in words; empty where no day is recorded."""
    start = f"{say(language, 'from').lower()} {valid.start}" if valid.start else ""
    end = f"{say(language, 'until').lower()} {valid.end}" if valid.end else ""
    return " ".join(part for part in (start, end) if part)


def age(day: date, today: date, language: str) -> str:
    """How long ago a day was, in whole years or months."""
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months >= 24:
        return say(language, "years", count=months // 12)
    return say(language, "months", count=max(0, months))


def is_stale(day: date, survey: Survey) -> bool:
    """Whether something confirmed on a day is past the age that the knowledge base allows."""
    after = survey.kb.schema.header.stale_after
    if after is None:
        return False
    passed = (survey.day.year - day.year) * 12 + survey.day.month - day.month - (survey.day.day < day.day)
    return passed > after.months or (passed == after.months and survey.day.day > day.day)


def citations(grounds: Sequence[Grounds], survey: Survey, language: str) -> tuple[Table, ...]:
    """The sources with place, date, age and authority."""
    namer = survey.namer(language)
    cited = dict.fromkeys((citation, ground.observed) for ground in grounds for citation in ground.citations)
    rows = tuple(_citation(citation, observed, survey, namer) for citation, observed in cited)
    columns = tuple(say(language, key) for key in ("source", "locator", "publisher", "date", "age", "authority"))
    return (Table(say(language, "evidence"), columns, rows),) if rows else ()


def _citation(citation: Citation, observed: object, survey: Survey, namer: Namer) -> tuple[Rich, ...]:
    source = survey.kb.knowledge.sources.get(citation.source)
    day = observed or (source.date if source is not None else None)
    last = getattr(day, "last", None)
    old: tuple[Inline, ...] = ()
    if last is not None:
        old = (age(last, survey.day, namer.language),)
        old += (" ", Badge(say(namer.language, "stale"), "stale")) if is_stale(last, survey) else ()
    return (
        (linked(citation.source, survey, namer),),
        (Code(citation.locator),) if citation.locator else (),
        (source.publisher or "",) if source else (),
        (str(day),) if day else (),
        old,
        (source.authority.replace("_", " "),) if source and source.authority else (),
    )


# --- neighbourhoods -----------------------------------------------------------------------------------------------


def neighbourhood(name: str, tone: str, neighbours: Sequence[Neighbour], language: str) -> tuple[Block, ...]:
    """The drawing, and the same as a table."""
    if not neighbours:
        return ()
    rows: list[tuple[Rich, ...]] = []
    for one in neighbours[:200]:
        arrow = "←" if one.incoming else "→"
        rows.append(((f"{arrow} {one.edge}",), (Link(one.name, one.to) if one.to else one.name,)))
    columns = (say(language, "relation"), say(language, "record"))
    return (*picture(name, tone, neighbours, language), Table(say(language, "neighbourhood"), columns, tuple(rows)))


def listed_rules(ids: Sequence[str], survey: Survey, language: str, caption: str, most: int = 300) -> tuple[Block, ...]:
    """Rules as a table of effect, name and authority."""
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    for id in ids[:most]:
        rule = survey.kb.knowledge.rules[id]
        marks: tuple[Inline, ...] = (badge(rule.effect, language),)
        held = period(rule.grounds.valid, language)
        rows.append((marks, (linked(id, survey, namer),), (held,), (rule.authority.replace("_", " "),)))
    columns = tuple(say(language, key) for key in ("effect", "rule", "from_until", "authority"))
    more = (Items(((say(language, "more", count=len(ids) - most),),)),) if len(ids) > most else ()
    return (Table(caption, columns, tuple(rows)), *more) if rows else ()
