"""The pattern that a plan stands for."""

from __future__ import annotations

from .base import Base
from .plan import Plan


def pattern_of(plan: Plan, base: Base) -> str | None:
    """The text of a pattern that gives the same rows."""
    return None
