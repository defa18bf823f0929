"""The page of a rule: what it says, where it comes from, what it answers, and what would change without it."""

from __future__ import annotations

from ..asking import Asker
from ..blocks import Block, Callout, Code, Faint, Folded, Listing, Para, Section, present
from ..excerpts import excerpt
from ..site import Page
from ..survey import Survey
from . import rule_saying as saying
from . import rule_ties as ties
from .answers import answer_data
from .parts import action_name, badge, citations
from .record_json import json_listing, rule_data
from .rule_answers import RuleAnswers
from .rule_view import RuleView


def rule_page(id: str, survey: Survey, asker: Asker, language: str) -> Page:
    """The page in a language."""
    rule = survey.kb.knowledge.rules[id]
    view = RuleView(rule, survey, asker, language)
    answers = RuleAnswers(view)
    sentence = asker.wording(language, view.day).rule(rule, view.texts())
    action = (action_name(rule.action, survey, view.namer), f"action/{rule.action}")
    return Page(
        f"rule/{id}",
        language,
        "rule",
        view.namer.name(id),
        (sentence,),
        (*_in_force(view), *present(_sections(view, answers))),
        ((view.say("rules"), "rules"), action),
        badge(rule.effect, language),
        f"{id} {sentence} {view.namer.text(rule.because)}",
        {"rule": rule_data(rule), "sentence": sentence, "answers": [answer_data(one) for one in answers.answers]},
    )


def _in_force(view: RuleView) -> tuple[Block, ...]:
    if view.rule.grounds.valid.holds(view.survey.day):
        return ()
    return (Callout((view.say("not_in_force", day=view.survey.day),)),)


def _sections(view: RuleView, answers: RuleAnswers) -> tuple[Section, ...]:
    say, grounds = view.say, view.rule.grounds
    return (
        Section("scope", say("scope"), saying.scope(view)),
        Section("questions", say("questions"), answers.questions()),
        Section("why", say("why"), saying.why(view)),
        Section("evidence", say("evidence"), citations((grounds,), view.survey, view.language)),
        Section("conditions", say("conditions"), saying.conditions(view)),
        Section("examples", say("examples"), answers.examples()),
        Section("neighbourhood", say("neighbourhood"), ties.neighbours(view)),
        Section("overrides", say("setting_aside"), ties.overrides(view)),
        Section("impact", say("impact"), answers.impact()),
        Section("history", say("history"), ties.history(view)),
        Section("developers", say("developers"), _developers(view, answers)),
    )


def _developers(view: RuleView, answers: RuleAnswers) -> tuple[Block, ...]:
    rule, say = view.rule, view.say
    pattern = next((answer.pattern for answer in answers.answers if answer.pattern), None)
    listed = pattern or f"MATCH (r:rule {{id: '{rule.id}'}})-[g:governs]->(x) RETURN r.name, g.role, x.name"
    return (
        Para((Faint(say("id") + ": "), Code(rule.id))),
        *excerpt(rule.span, view.language),
        Listing(listed, "pattern", say("pattern")),
        Folded(say("json"), (json_listing(rule_data(rule), say("json")),)),
    )
