"""A rule as its page looks at it: in a language, on the day that its questions are asked about."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from ....answers.naming import Namer
from ....engine.rulebook import BoundRule
from ....ground.frozen import dataclass
from ....model.records import Rule
from ..asking import Asker
from ..conditions import condition_text
from ..survey import Survey
from ..words import say


@dataclass(frozen=True)
class RuleView:
    """The rule with everything that the parts of its page ask."""

    rule: Rule
    survey: Survey
    asker: Asker
    language: str

    @cached_property
    def day(self) -> date:
        """The day of its questions: the day of the site, or the last one on which the rule holds, or the first."""
        valid = self.rule.grounds.valid
        if valid.end is not None and valid.end <= self.survey.day:
            return valid.end - timedelta(days=1)
        return max(valid.start, self.survey.day) if valid.start is not None else self.survey.day

    @cached_property
    def namer(self) -> Namer:
        """Names in the language, on that day."""
        return self.survey.namer(self.language, self.day)

    @cached_property
    def bound(self) -> BoundRule:
        """The rule with its conditions read."""
        return self.survey.base.book.rules[self.rule.id]

    @cached_property
    def exceptions(self) -> tuple[str, ...]:
        """The rules that are exceptions to it."""
        return self.survey.overridden_by.get(self.rule.id, ())

    def say(self, key: str, **parts: object) -> str:
        """The site's words for a key."""
        return say(self.language, key, **parts)

    def parts(self) -> list[tuple[str, Any]]:
        """Its conditions as trees, by their keys."""
        return [(key, tree) for key in ("when", "unless", "that") if (tree := getattr(self.bound, key)) is not None]

    def texts(self) -> dict[str, str]:
        """Its conditions in words, by their keys."""
        return {key: condition_text(tree, self.namer) for key, tree in self.parts()}
