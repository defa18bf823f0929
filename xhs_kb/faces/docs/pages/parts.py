"""Blocks that several sorts of pages have: records by name, citations, days, a neighbourhood, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ....answers.naming import Namer
from ....model.records import Citation, Grounds
from ....model.schema import Period, Phrases
from ...labels import label
from ..blocks import Badge, Block, Code, Inline, Items, Link, Para, Rich, Table
from ..picture import Neighbour, picture
from ..survey import Survey
from ..words import say

PER_PAGE = 400
_DOMAIN = re.compile(r"https?://(?:www\.)?([^/?#]+)")


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


def first_phrase(phrases: Phrases, language: str) -> str:
    """The first words of a language, else of English, else of any; empty where there are none."""
    words = phrases.get(language) or phrases.get("en") or next(iter(phrases.values()), ())
    return words[0] if words else ""


def marked(text: str) -> Rich:
    """A text in which what stands between backticks is of a formal language."""
    return tuple(Code(part) if place % 2 else part for place, part in enumerate(text.split("`")) if part)


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
    url = source.url if source is not None else None
    page: Rich = (" ", Link(_domain(url), url)) if url is not None and url.startswith("http") else ()
    return (
        (linked(citation.source, survey, namer), *page),
        (Code(citation.locator),) if citation.locator else (),
        (source.publisher or "",) if source else (),
        (str(day),) if day else (),
        old,
        (source.authority.replace("_", " "),) if source and source.authority else (),
    )


def _domain(url: str) -> str:
    """Where an address leads, in short; the whole where it is none."""
    found = _DOMAIN.match(url)
    return found[1] if found else url


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


def turns(stem: str, number: int, count: int, language: str) -> tuple[Block, ...]:
    """The way to the page before and the page after, of several that share a list."""
    line: list[Inline] = []
    if number > 1:
        line += [Link(say(language, "previous_page"), stem if number == 2 else f"{stem}-{number - 1}"), " "]
    if number < count:
        line.append(Link(say(language, "next_page"), f"{stem}-{number + 1}"))
    return (Para(tuple(line)),) if line else ()
