"""The list of all rules: under their actions, or page by page where there are many."""

from __future__ import annotations

from ..blocks import Section, present
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import PER_PAGE, action_name, listed_rules, turns


def rules_pages(survey: Survey) -> int:
    """How many pages the list of rules takes."""
    return max(1, -(-len(survey.kb.knowledge.rules) // PER_PAGE))


def rules_page(number: int, survey: Survey, language: str) -> Page:
    """All rules; under their actions where they fit on one page."""
    book, namer, count = survey.base.book, survey.namer(language), rules_pages(survey)
    title = say(language, "rules")
    listed, sections = sorted(book.rules), tuple[Section, ...]()
    if count == 1:
        groups = ((action, [rule.id for rule in rules]) for action, rules in sorted(book.by_action.items()))
        named = ((action, action_name(action, survey, namer), ids) for action, ids in groups)
        sections = tuple(Section(a, name, listed_rules(ids, survey, language, name)) for a, name, ids in named)
    else:
        title += f" ({say(language, 'page_of', number=number, count=count)})"
        listed = listed[(number - 1) * PER_PAGE : number * PER_PAGE]
        shown = listed_rules(listed, survey, language, title, PER_PAGE)
        sections = (Section("rules", say(language, "rules"), (*shown, *turns("rules", number, count, language))),)
    address = "rules" if number == 1 else f"rules-{number}"
    return Page(address, language, "overview", title, (), present(sections), (), None, "", {"rules": listed})
