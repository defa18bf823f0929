"""Applies a change to every step of a plan, from the bottom up."""

from __future__ import annotations

from collections.abc import Callable

from ....ground.frozen import replace
from ..plan import Argument, Optional, Plan


def everywhere(plan: Plan, change: Callable[[Plan], Plan]) -> Plan:
    """The plan with `change` applied to every step after the steps that feed it."""
    match plan:
        case Argument():
            return plan
        case Optional(source, inner):
            return change(replace(plan, source=everywhere(source, change), inner=everywhere(inner, change)))
        case _:
            return change(replace(plan, source=everywhere(plan.source, change)))
