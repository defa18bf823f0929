"""How a rule is connected: its neighbourhood, what it sets aside and is set aside by, and its history."""

from __future__ import annotations

from ...labels import label
from ..blocks import Block, Callout, Facts, Faint, Rich, when
from ..picture import Neighbour
from .parts import joined, linked, neighbourhood, period, role_name
from .rule_view import RuleView


def neighbours(view: RuleView) -> tuple[Block, ...]:
    """What it is connected with, drawn and as a table."""
    rule, survey = view.rule, view.survey
    found = [_near(view, rule.action, view.say("action"), False)]
    for role, ids in rule.scope.items():
        word = view.say("applies") if role == "object" else role_name(rule.action, role, survey, view.language)
        found += [_near(view, id, word, False) for id in ids]
    found += [_near(view, id, view.say("sets_aside"), False) for id in rule.exception_to]
    found += [_near(view, id, view.say("replaces"), False) for id in rule.replaces]
    found += [_near(view, id, view.say("instead"), False) for id in rule.instead]
    found += [_near(view, id, view.say("except"), True) for id in view.exceptions]
    found += [_near(view, id, view.say("replaced_by"), True) for id in rule.replaced_by]
    found += [_near(view, id, view.say("source"), True) for id in survey.sources_of(rule.grounds.citations)]
    found += [_near(view, id, view.say("input"), True) for id in view.bound.inputs]
    return neighbourhood(view.namer.name(rule.id), rule.effect, found, view.language)


def _near(view: RuleView, id: str, edge: str, incoming: bool) -> Neighbour:
    rule = view.survey.kb.knowledge.rules.get(id)
    tone = rule.effect if rule is not None else view.survey.base.vocabulary.kind(id) or "plain"
    return Neighbour(id, view.namer.name(id), edge, incoming, view.survey.address(id), tone)


def overrides(view: RuleView) -> tuple[Block, ...]:
    """What it sets aside or replaces, and what does so to it; exceptions that are too weak to count are marked."""
    rule, book = view.rule, view.survey.base.book.rules
    pairs = (
        ("sets_aside", rule.exception_to),
        ("set_aside_by", view.exceptions),
        ("replaces", rule.replaces),
        ("replaced_by", rule.replaced_by),
    )
    rows = [(view.say(key), joined(ids, view.survey, view.namer)) for key, ids in pairs if ids]
    weak = [id for id in rule.exception_to if id in book and not view.bound.sets_aside(book[id])]
    marks = tuple(
        Callout((label(view.language, "warnings") + ": weak-exception ", *joined((id,), view.survey, view.namer)))
        for id in weak
    )
    return (*when(rows, Facts(tuple(rows))), *marks)


def history(view: RuleView) -> tuple[Block, ...]:
    """When it began and ended, when its sources spoke, and who says otherwise."""
    grounds, survey, namer = view.rule.grounds, view.survey, view.namer
    events: list[tuple[str, Rich]] = []
    if grounds.valid.start:
        events.append((str(grounds.valid.start), (view.say("began"),)))
    if grounds.valid.end:
        after = joined(view.rule.replaced_by, survey, namer)
        events.append((str(grounds.valid.end), (view.say("ended"), " ", *after)))
    for id in survey.sources_of(grounds.citations):
        source = survey.kb.knowledge.sources.get(id)
        if source is not None and source.date is not None:
            events.append((str(source.date), (Faint(view.say("source") + ": "), linked(id, survey, namer))))
    for dispute in grounds.disputed:
        who = joined(survey.sources_of(dispute.citations), survey, namer)
        events.append((period(dispute.valid, view.language), (Faint(view.say("account") + ": "), *who)))
    return when(events, Facts(tuple(sorted(events, key=lambda event: event[0]))))
