"""Conditions are tried as soon as what they speak of is known.

    Filter a.x = 1                      Expand a → b
      Expand a → b           becomes      Filter a.x = 1
        ScanAll a                           ScanAll a

Only a condition that cannot fail moves: one that could raise an error for a row must not see more rows than before.
"""

from __future__ import annotations

from ....ground.frozen import replace
from ....language.expressions import Expression
from ..plan import (
    CheckKind,
    Expand,
    ExpandMany,
    Filter,
    Follow,
    FromRelationship,
    MakePath,
    Plan,
    ScanAll,
    ScanLabel,
    SeekProperty,
)
from ..reading import cannot_fail, slots_read
from .everywhere import everywhere


def filters_down(plan: Plan) -> Plan:
    """Move every condition as far down as it goes."""
    return everywhere(plan, _split)


def _split(plan: Plan) -> Plan:
    match plan:
        case Filter(source, conditions):
            stay: list[Expression] = []
            for condition in conditions:
                moved = _moved(source, condition, slots_read(condition)) if cannot_fail(condition) else None
                if moved is None:
                    stay.append(condition)
                else:
                    source = moved
            return Filter(source, tuple(stay)) if stay else source
        case _:
            return plan


def _moved(plan: Plan, condition: Expression, read: frozenset[int]) -> Plan | None:
    """The plan with the condition below its top step, or None where the condition must stay above it."""
    match plan:
        case Filter(source, conditions):
            below = _moved(source, condition, read)
            return Filter(plan.source, (*conditions, condition)) if below is None else replace(plan, source=below)
        case ScanAll() | ScanLabel() | SeekProperty() | Expand() | ExpandMany() | FromRelationship() | Follow() | (
            MakePath() | CheckKind()
        ):
            if filled(plan) & read:
                return None
            below = _moved(plan.source, condition, read)
            return replace(plan, source=below if below is not None else Filter(plan.source, (condition,)))
        case _:
            return None


def filled(plan: Plan) -> frozenset[int]:
    """The slots that a step of a pattern fills or vouches for."""
    match plan:
        case ScanAll() | ScanLabel() | SeekProperty() | MakePath() | CheckKind():
            return frozenset({plan.slot})
        case FromRelationship(_, step):
            return frozenset({step.origin, step.target})
        case Expand(_, step) | ExpandMany(_, step) | Follow(_, step):
            return frozenset({step.relationship} if step.into else {step.relationship, step.target})
        case _:
            return frozenset()
