"""The playground: the engine itself in the page."""

from __future__ import annotations

from ..blocks import Faint, Para, Playground, Section, present
from ..site import Page
from ..survey import Survey
from ..words import say
from .answers import asked


def playground_page(survey: Survey, language: str) -> Page:
    """The engine itself; without scripts, questions that have been answered already."""
    shown = [one for one in survey.tried if one.answers and not one.wrong][:8]
    done = tuple(asked(one.answers[language], survey, language) for one in shown)
    play = Playground(tuple(one.question for one in done))
    sections = (Section("answered", say(language, "questions"), (Para((Faint(say(language, "ask_without")),)), *done)),)
    lead = (say(language, "ask_lead"),)
    return Page("playground", language, "playground", say(language, "playground"), lead, (play, *present(sections)))
