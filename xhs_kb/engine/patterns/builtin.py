"""All built-in functions but the aggregates."""

from __future__ import annotations

from .functions import PLAIN, Function
from .temporal.functions import TIMES

FUNCTIONS: dict[str, Function] = {**PLAIN, **TIMES}
"""Every built-in function but the aggregates, by its lower-case name."""
