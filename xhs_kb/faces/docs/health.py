"""How complete a knowledge base is: what each rule should have and has, and which sources are past their age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...ground.frozen import dataclass
from ...model.records import Rule
from ...model.schema import Texts
from .survey import Survey

CHECKS = ("source", "broken_example", "kept_example", "english", "chinese", "fresh")
_VOCABULARY = "editorial"


@dataclass(frozen=True, slots=True)
class RuleHealth:
    """A rule and the checks that it passes."""

    rule: str
    passed: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Health:
    """The checks of all rules. `failing` are the examples that do not hold; `old` the sources past their age."""

    rules: tuple[RuleHealth, ...]
    old: tuple[str, ...]
    failing: tuple[str, ...]

    @property
    def score(self) -> int:
        """The share of checks passed, in percent, rounded down; 100 where there is no rule."""
        results = [passed for rule in self.rules for passed in rule.passed.values()]
        return 100 * sum(results) // len(results) if results else 100

    def missing(self, check: str) -> tuple[str, ...]:
        """The rules that do not pass a check."""
        return tuple(rule.rule for rule in self.rules if not rule.passed[check])

    def to_dict(self) -> dict[str, Any]:
        """The figures in JSON types."""
        checks = {
            check: {"passed": len(self.rules) - len(self.missing(check)), "missing": list(self.missing(check))}
            for check in CHECKS
        }
        return {
            "score": self.score,
            "rules": len(self.rules),
            "checks": checks,
            "old_sources": list(self.old),
            "failing_examples": list(self.failing),
        }


def health_of(survey: Survey) -> Health:
    """The health of a knowledge base on the day of its survey."""
    from .pages.parts import is_stale

    old = {s.id for s in survey.kb.knowledge.sources.values() if s.date is not None and is_stale(s.date.last, survey)}
    rules = tuple(_rule(rule, survey, old) for rule in survey.kb.knowledge.rules.values())
    failing = tuple(one.asked.ask for one in survey.tried if one.wrong)
    return Health(rules, tuple(sorted(old)), failing)


def _rule(rule: Rule, survey: Survey, old: set[str]) -> RuleHealth:
    statuses = {
        one.statuses.get(rule.id) or _wanted(one.asked.expect, rule.id) for one in survey.tried_of.get(rule.id, ())
    }
    cited = {citation.source for citation in rule.grounds.citations}
    observed = rule.grounds.observed is not None
    bites, otherwise = _sides(rule)
    passed = {
        "source": bool(cited - {_VOCABULARY}),
        "broken_example": bool(statuses & bites),
        "kept_example": bool(statuses & otherwise),
        "english": _in(rule, "en", survey),
        "chinese": _in(rule, "zh", survey),
        "fresh": observed or _ended(rule, survey) or not cited <= old,
    }
    return RuleHealth(rule.id, passed)


def _sides(rule: Rule) -> tuple[set[str], set[str]]:
    """The statuses in which a rule bites, and those in which it does not; one that cannot be broken bites where met."""
    outside = {"not_applicable", "set_aside", "narrower", "out_of_time"}
    if rule.effect == "allow" or (rule.effect == "recommend" and rule.that is None):
        return {"met"}, {*outside, "open"}
    return {"violated", "open"}, {*outside, "met"}


def _ended(rule: Rule, survey: Survey) -> bool:
    """Whether a rule is history, which nobody has to confirm again."""
    end = rule.grounds.valid.end
    return end is not None and end <= survey.day


def _wanted(expect: Mapping[str, Any], rule: str) -> str | None:
    rules = expect.get("rules")
    return str(rules.get(rule)) if isinstance(rules, Mapping) else None


def _in(rule: Rule, language: str, survey: Survey) -> bool:
    """Whether the rule is named in a language, and whatever else is said of it is said in it."""
    texts: tuple[Texts, ...] = (rule.because, rule.consequence, rule.summary)
    return any(name.language == language for name in rule.names) and all(language in text for text in texts if text)
