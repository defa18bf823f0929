"""Ends the rules that others replace, on the day on which those begin (spec: verdicts §2)."""

from __future__ import annotations

from collections import defaultdict

from ...ground.frozen import replace
from ..records import Knowledge, Rule
from ..schema import Period
from .findings import Findings
from .plain_fields import frozen


def settle(knowledge: Knowledge, findings: Findings) -> Knowledge:
    """The knowledge base with `replaced_by` filled in and the periods of replaced rules cut short."""
    after: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in knowledge.rules.values():
        for old in rule.replaces:
            if old in knowledge.rules and _may_replace(knowledge, rule, knowledge.rules[old], findings):
                after[old].append(rule)
    if not after:
        return knowledge
    rules = {identity: _cut_short(rule, after[identity]) if identity in after else rule
             for identity, rule in knowledge.rules.items()}
    return replace(knowledge, rules=frozen(rules.items()))


def _may_replace(knowledge: Knowledge, new: Rule, old: Rule, findings: Findings) -> bool:
    place = new.spans.get("replaces", new.span)
    if new.id == old.id:
        findings.add("replaces", f"the rule `{new.id}` replaces itself", place)
        return False
    if new.grounds.valid.start is None:
        findings.add("replaces", f"a rule that replaces `{old.id}` needs a first day", place,
                     help_="write `valid: {from: …}`")
        return False
    rank = knowledge.schema.rank
    if new.authority and old.authority and rank(new.authority) > rank(old.authority):
        findings.add("replaces", f"the word of {new.authority} is too weak to replace `{old.id}`, which is "
                     f"{old.authority}", place)
        return False
    return True


def _cut_short(rule: Rule, after: list[Rule]) -> Rule:
    ends = [new.grounds.valid.start for new in after if new.grounds.valid.start is not None]
    own = rule.grounds.valid.end
    end = min([*ends, own] if own is not None else ends)
    valid = Period(rule.grounds.valid.start, end)
    return replace(rule, grounds=replace(rule.grounds, valid=valid), replaced_by=tuple(sorted(n.id for n in after)))
