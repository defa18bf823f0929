"""What a rule says: when it applies, why there is such a rule, and its conditions step by step."""

from __future__ import annotations

from ..blocks import Block, Facts, Para, Rich, Tree, when
from ..conditions import condition_node
from .parts import joined, linked, period, role_name
from .rule_view import RuleView


def scope(view: RuleView) -> tuple[Block, ...]:
    """The action, what fills its roles, the conditions in words, exceptions and days."""
    rule, texts, rows = view.rule, view.texts(), list[tuple[str, Rich]]()
    rows.append((view.say("action"), (linked(rule.action, view.survey, view.namer),)))
    things = rule.scope.get("object", ())
    rows.append((view.say("applies"), joined(things, view.survey, view.namer, "or") or (view.say("anything"),)))
    rows += [
        (role_name(rule.action, role, view.survey, view.language), joined(ids, view.survey, view.namer, "or"))
        for role, ids in rule.scope.items()
        if role != "object"
    ]
    words = (("when", "only_if"), ("that", "must_hold"), ("unless", "unless"))
    rows += [(view.say(word), (texts[key],)) for key, word in words if key in texts]
    if view.exceptions:
        rows.append((view.say("except"), joined(view.exceptions, view.survey, view.namer)))
    rows.append((view.say("from_until"), (_days(view),)))
    return (Facts(tuple(rows)),)


def _days(view: RuleView) -> str:
    """When it holds; that no end is recorded is said."""
    valid = view.rule.grounds.valid
    return " ".join(part for part in (period(valid, view.language), "" if valid.end else _open(view)) if part)


def _open(view: RuleView) -> str:
    text = view.say("always")
    return f"({text})" if view.rule.grounds.valid.start else text


def why(view: RuleView) -> tuple[Block, ...]:
    """The reason, the consequence, and what to do instead."""
    rule, blocks = view.rule, list[Block]()
    if because := view.namer.text(rule.because):
        blocks.append(Para((because,)))
    rows: list[tuple[str, Rich]] = []
    if consequence := view.namer.text(rule.consequence):
        rows.append((view.say("consequence"), (consequence,)))
    if rule.instead:
        rows.append((view.say("instead"), joined(rule.instead, view.survey, view.namer)))
    return (*blocks, *when(rows, Facts(tuple(rows))))


def conditions(view: RuleView) -> tuple[Block, ...]:
    """Each condition as a tree."""
    heads = {"when": "only_if", "that": "must_hold", "unless": "unless"}
    blocks: list[Block] = []
    for key, tree in view.parts():
        node = condition_node(tree, view.survey, view.namer)
        blocks += [Para((view.say(heads[key]),), "label"), Tree((node,))]
    return tuple(blocks)
