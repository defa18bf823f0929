"""The home page: what the knowledge base holds, some questions with their answers, and ways into it."""

from __future__ import annotations

from ..blocks import Block, Link, Rich, Section, Table, Tile, Tiles, present
from ..site import HOME, Page
from ..survey import Survey
from ..trying import Tried
from ..words import say
from .answers import as_of, asked
from .parts import joined, linked

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
    columns = (say(language, "action"), say(language, "menu_rules"), say(language, "some"))
    return (Table(say(language, "actions"), columns, tuple(rows)),) if rows else ()
