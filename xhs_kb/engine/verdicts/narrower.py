"""Narrower rules: they cover only a part of what was asked; they do not decide and are listed (spec: verdicts §4)."""

from __future__ import annotations

from ...ground.values import EntityRef
from ..rulebook import BoundRule
from .case import Case
from .scope import CaseScope


def covers_part(rule: BoundRule, scope: CaseScope) -> bool:
    """Whether the rule could apply to something below what was asked about, though not to that itself."""
    case = scope.case
    narrow = False
    for role, tops in rule.rule.scope.items():
        filler = case.fillers.get(role)
        if filler is None or any(case.world.is_below(filler, top) for top in tops):
            continue
        if not any(case.world.is_below(top, filler) for top in tops):
            return False
        narrow = True
    part = _Part(case)
    when, unless = rule.loose_tests
    if (when is not None and when(part) is False) or (unless is not None and unless(part) is True):
        return False
    below = rule.rule.action not in case.world.above(case.action)
    return narrow or below or part.narrow


class _Part(CaseScope):
    """A scope in which a filler may turn out to be anything below it: a test for something below it is unknown."""

    __slots__ = ("narrow",)

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.narrow = False

    def is_a(self, thing: object, kind: object, strict: bool) -> bool | None:
        """Unknown where `kind` is below `thing`."""
        truth = super().is_a(thing, kind, strict)
        if truth is False and isinstance(thing, EntityRef) and isinstance(kind, EntityRef):
            below = self.case.world.is_below(kind.id, thing.id, strict=True)
            self.narrow = self.narrow or below
            return None if below else False
        return truth
