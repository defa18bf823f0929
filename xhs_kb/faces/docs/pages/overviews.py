"""The pages that lead to others: home, all rules, topics, the timeline, what is open or disputed.

It is longer than most, since each of them is short and they share their lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from ....model.records import Entity
from ..blocks import Block, Code, Faint, Inline, Items, Link, Para, Rich, Section, Table, Tile, Tiles, present
from ..site import HOME, Page
from ..survey import Survey
from ..trying import Tried
from ..words import say
from .parts import as_of, asked, is_stale, joined, kind_link, linked, listed_rules, period

PER_PAGE = 400
_SHOWN_QUESTIONS = 6


def home_page(survey: Survey, language: str) -> Page:
    """What the knowledge base holds, and ways into it."""
    known, schema, namer = survey.kb.knowledge, survey.kb.schema, survey.namer(language)
    title = namer.text(schema.header.title) or schema.header.id
    figures = (
        ("rules", len(known.rules)),
        ("kinds", len(known.entities)),
        ("actions", len(schema.actions)),
        ("inputs", len(schema.inputs)),
        ("sources", len(known.sources)),
        ("procedures", len(known.procedures)),
        ("topics", len(survey.by_file)),
    )
    tiles = [Tile(Link(say(language, key), key), "", str(count)) for key, count in figures if count]
    ways = ["timeline", "doubts", "asking", "language", "codes", "health"]
    ways += ["playground"] if survey.playground else []
    ways += ["changes"] if survey.changes else []
    tiles += [Tile(Link(say(language, key), key), "") for key in ways]
    sections = (
        Section("ways", say(language, "ways"), (Tiles(tuple(tiles)),)),
        Section("questions", say(language, "some_questions"), _questions(survey, language)),
        Section("actions", say(language, "actions"), _actions(survey, language)),
    )
    data = {
        "figures": dict(figures),
        "kb": {"id": schema.header.id, "version": schema.header.version, "hash": known.hash},
    }
    lead = say(language, "home_lead", rules=len(known.rules), things=len(known.entities), sources=len(known.sources))
    return Page(HOME, language, "home", title, (lead,), present(sections), (), None, "", data)


def _questions(survey: Survey, language: str) -> tuple[Block, ...]:
    """Examples with short answers about different actions, those in the language of the page first."""
    plain = [one for one in survey.tried if one.answers and not one.wrong and not one.asked.given]
    chosen, seen = [], set[tuple[object, ...]]()
    for one in sorted(plain, key=lambda one: (one.asked.ask.isascii() is (language == "zh"), _weight(one, language))):
        answer = one.answers[language]
        topic = (answer.kind, answer.permission, answer.reasons[0].rule if answer.reasons else one.asked.ask)
        verdict = (answer.kind, answer.permission)
        if topic not in seen and sum(verdict == known[:2] for known in seen) < 2:
            seen.add(topic)
            chosen.append(one)
        if len(chosen) == _SHOWN_QUESTIONS:
            break
    return tuple(asked(one.answers[language], survey, language, as_of(one, survey, language)) for one in chosen)


def _weight(one: Tried, language: str) -> int:
    """How much there is to read, by steps, so that order decides among the short ones."""
    return len(one.answers[language].summary) // 80 + 3 * one.asked.ask.startswith(("why", "pattern", "MATCH"))


def _actions(survey: Survey, language: str) -> tuple[Block, ...]:
    namer, book = survey.namer(language), survey.base.book
    rows: list[tuple[Rich, ...]] = []
    for action in survey.kb.schema.actions:
        rules = book.by_action.get(action, ())
        if rules:
            some = joined((rule.id for rule in rules[:3]), survey, namer)
            rows.append(((linked(action, survey, namer),), (str(len(rules)),), some))
    columns = (say(language, "action"), say(language, "rules"), say(language, "what"))
    return (Table(say(language, "actions"), columns, tuple(rows)),) if rows else ()


def rules_pages(survey: Survey) -> int:
    """How many pages the list of rules takes."""
    return max(1, -(-len(survey.kb.knowledge.rules) // PER_PAGE))


def rules_page(number: int, survey: Survey, language: str) -> Page:
    """All rules; under their actions where they fit on one page."""
    book, namer, count = survey.base.book, survey.namer(language), rules_pages(survey)
    title = say(language, "rules")
    sections: tuple[Section, ...]
    if count == 1:
        groups = ((action, [rule.id for rule in rules]) for action, rules in sorted(book.by_action.items()))
        sections = tuple(
            Section(a, namer.name(a), listed_rules(ids, survey, language, namer.name(a))) for a, ids in groups
        )
    else:
        title += f" ({say(language, 'page_of', number=number, count=count)})"
        ids = sorted(book.rules)[(number - 1) * PER_PAGE : number * PER_PAGE]
        turns = _turns("rules", number, count, language)
        sections = (
            Section("rules", say(language, "rules"), (*listed_rules(ids, survey, language, title, PER_PAGE), *turns)),
        )
    address = "rules" if number == 1 else f"rules-{number}"
    return Page(
        address, language, "overview", title, (), present(sections), (), None, "", {"rules": sorted(book.rules)}
    )


def _turns(stem: str, number: int, count: int, language: str) -> tuple[Block, ...]:
    turns: list[Inline] = []
    if number > 1:
        turns += [Link(say(language, "previous_page"), stem if number == 2 else f"{stem}-{number - 1}"), " "]
    if number < count:
        turns.append(Link(say(language, "next_page"), f"{stem}-{number + 1}"))
    return (Para(tuple(turns)),) if turns else ()


# --- topics -------------------------------------------------------------------------------------------------------


def topic_address(file: str) -> str:
    """The page of a file of the knowledge base."""
    return "topic/" + str(PurePosixPath(file).with_suffix("")).replace("/", "--")


def topics_page(survey: Survey, language: str) -> Page:
    """The files of the knowledge base, as what their first comment says they are about."""
    tiles = []
    for file, ids in survey.by_file.items():
        tiles.append(Tile(Link(_topic_name(file), topic_address(file)), _comment(file, survey), str(len(ids))))
    return Page("topics", language, "overview", say(language, "topics"), (), (Tiles(tuple(tiles)),))


def topic_page(file: str, survey: Survey, language: str) -> Page:
    """Everything that stands in one file."""
    namer, ids = survey.namer(language), survey.by_file[file]
    rules = [id for id in ids if id in survey.kb.knowledge.rules]
    others = [id for id in ids if id not in survey.kb.knowledge.rules]
    rows = tuple(((linked(id, survey, namer),), _kind(id, survey, language)) for id in others[:2000])
    columns = (say(language, "record"), say(language, "kind"))
    sections = (
        Section("rules", say(language, "rules"), listed_rules(rules, survey, language, say(language, "rules"), 2000)),
        Section("records", say(language, "members"), (Table(say(language, "members"), columns, rows),) if rows else ()),
        Section("file", say(language, "file"), (Para((Code(file),)),)),
    )
    comment = _comment(file, survey)
    lead: Rich = (comment,) if comment else ()
    crumbs = ((say(language, "topics"), "topics"),)
    return Page(
        topic_address(file),
        language,
        "topic",
        _topic_name(file),
        lead,
        present(sections),
        crumbs,
        None,
        file,
        {"file": file, "records": list(ids)},
    )


def _kind(id: str, survey: Survey, language: str) -> Rich:
    kind = survey.base.vocabulary.kind(id)
    return (kind_link(kind, survey, survey.namer(language)),) if kind else ()


def _topic_name(file: str) -> str:
    path = PurePosixPath(file).with_suffix("")
    folder = f"{path.parent.as_posix()}: " if path.parent.name else ""
    name = f"{folder}{path.name}".replace("_", " ")
    return name[:1].upper() + name[1:]


def _comment(file: str, survey: Survey) -> str:
    """The comment at the top of a file: what its editors say that it holds."""
    ids = survey.by_file[file]
    span = next(span for id, span in survey.spans() if id == ids[0] and span is not None)
    lines = []
    for line in span.source.text.split("\n"):
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# ").rstrip())
    return " ".join(lines)


# --- time and doubt -----------------------------------------------------------------------------------------------


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
    for event in events[(number - 1) * PER_PAGE : number * PER_PAGE]:
        years.setdefault(event[0][:4], []).append(_event(event, survey, language))
    columns = (say(language, "day"), say(language, "record"), say(language, "what"))
    sections = [Section(f"y{year}", year, (Table(year, columns, tuple(rows)),)) for year, rows in years.items()]
    turns = _turns("timeline", number, count, language)
    title = say(language, "timeline") + (
        f" ({say(language, 'page_of', number=number, count=count)})" if count > 1 else ""
    )
    address = "timeline" if number == 1 else f"timeline-{number}"
    data = {"events": [list(event[:3]) for event in events]} if number == 1 else {}
    return Page(address, language, "overview", title, (), (*present(sections), *turns), (), None, "", data)


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
            ((Link(trouble.code, f"codes#{trouble.code}"),), (trouble.message,), (Code(place),) if place else ())
        )
    columns = (say(language, "code"), say(language, "what"), say(language, "file"))
    return (Table(say(language, "warned"), columns, tuple(rows)),) if rows else ()
