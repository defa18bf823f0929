"""Which pages a site has: each as a value that says how to make it, so that several workers can share the making."""

from __future__ import annotations

from collections.abc import Iterator

from ...ground.frozen import dataclass
from .asking import Asker
from .health import health_of
from .pages import (
    actions,
    asking,
    codes,
    doubts,
    entity,
    grammar,
    health,
    home,
    inputs,
    kinds,
    playground,
    rule,
    rules_list,
    sources,
    timeline,
    topics,
)
from .site import Page
from .survey import Survey


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to be made: a sort, what it is about, and which of several it is."""

    sort: str
    about: str = ""
    number: int = 1


def wanted(survey: Survey) -> list[Wanted]:
    """All pages of a site, in the order in which they are made."""
    return [*_single(survey), *_records(survey)]


def _single(survey: Survey) -> Iterator[Wanted]:
    once = (
        "home",
        "kinds",
        "actions",
        "inputs",
        "sources",
        "procedures",
        "topics",
        "doubts",
        "asking",
        "language",
        "codes",
        "health",
    )
    yield from map(Wanted, once)
    if survey.playground:
        yield Wanted("playground")
    yield from (Wanted("rules", number=n) for n in range(1, rules_list.rules_pages(survey) + 1))
    yield from (Wanted("timeline", number=n) for n in range(1, timeline.timeline_pages(survey) + 1))


def _records(survey: Survey) -> Iterator[Wanted]:
    knowledge, declared = survey.kb.knowledge, survey.kb.schema
    yield from (Wanted("rule", id) for id in knowledge.rules)
    yield from (Wanted("entity", id) for id in knowledge.entities)
    yield from (Wanted("source", id) for id in knowledge.sources)
    yield from (Wanted("procedure", id) for id in knowledge.procedures)
    yield from (Wanted("action", id) for id in declared.actions)
    yield from (Wanted("input", id) for id in declared.inputs)
    yield from (Wanted("topic", file) for file in survey.by_file)
    for id, kind in declared.kinds.items():
        if not kind.built_in:
            yield from (Wanted("kind", id, n) for n in range(1, kinds.kind_pages(id, survey) + 1))


def make(one: Wanted, survey: Survey, asker: Asker, language: str) -> Page:
    """The page in a language."""
    match one:
        case Wanted("rule", id):
            return rule.rule_page(id, survey, asker, language)
        case Wanted("entity", id):
            return entity.entity_page(id, survey, asker, language)
        case Wanted("source", id):
            return sources.source_page(id, survey, language)
        case Wanted("procedure", id):
            return sources.procedure_page(id, survey, asker, language)
        case Wanted("action", id):
            return actions.action_page(id, survey, language)
        case Wanted("input", id):
            return inputs.input_page(id, survey, language)
        case Wanted("topic", file):
            return topics.topic_page(file, survey, language)
        case Wanted("kind", id, number):
            return kinds.kind_page(id, number, survey, language)
    return _overview(one, survey, asker, language)


def _overview(one: Wanted, survey: Survey, asker: Asker, language: str) -> Page:
    match one.sort:
        case "home":
            return home.home_page(survey, language)
        case "rules":
            return rules_list.rules_page(one.number, survey, language)
        case "timeline":
            return timeline.timeline_page(one.number, survey, language)
        case "topics":
            return topics.topics_page(survey, language)
        case "doubts":
            return doubts.doubts_page(survey, language)
        case "kinds":
            return kinds.kinds_page(survey, language)
        case "actions":
            return actions.actions_page(survey, language)
        case "inputs":
            return inputs.inputs_page(survey, language)
        case "sources":
            return sources.sources_page(survey, language)
        case "procedures":
            return sources.procedures_page(survey, language)
        case "asking":
            return asking.asking_page(survey, asker, language)
        case "language":
            return grammar.grammar_page(language)
        case "codes":
            return codes.codes_page(survey, asker, language)
        case "health":
            return health.health_page(health_of(survey), survey, language)
        case "playground":
            return playground.playground_page(survey, language)
    raise AssertionError(one)
