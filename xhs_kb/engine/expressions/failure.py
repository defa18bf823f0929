"""What a type error does: in a condition it is unknown, in a pattern it is raised."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ...ground.span import Span
from ...ground.trouble import EvaluationError, Trouble

Failure: TypeAlias = Callable[[str, Span | None], None]
"""Called with a message and a place; it raises, or returns None as the value."""


def raising(message: str, span: Span | None) -> None:
    """Raise EvaluationError with the code `type`."""
    raise EvaluationError(Trouble("type", message, span))


def unknown(message: str, span: Span | None) -> None:
    """Take the type error for an unknown value."""
