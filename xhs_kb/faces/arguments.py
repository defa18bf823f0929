"""What callers hand over, and what is made of it: days, facts, mappings, languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal

from ..ground.trouble import EvaluationError, Trouble
from ..ground.values import Day

When = str | date | Day | None
Given = Mapping[str, Any] | None
Strictness = Literal["strict", "warn", "off"]


def mapping(given: Mapping[str, Any] | None, name: str = "parameters") -> Mapping[str, Any]:
    """The mapping, or an empty one for None; raises EvaluationError for anything else."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise EvaluationError(Trouble("type", f"`{name}` is a mapping, not {type(given).__name__}"))
    return given


def check_language(language: str, native: str) -> None:
    """Raises EvaluationError for a language that neither answers nor the knowledge base speak."""
    from ..answers.phrasing import SENTENCES

    known = dict.fromkeys((*SENTENCES, native))
    if not isinstance(language, str) or language not in known:
        spoken = ", ".join(f"`{one}`" for one in known)
        raise EvaluationError(Trouble("type", f"`{language}` is no language of answers; these are: {spoken}"))


def day_of(as_of: When, today: Callable[[], date] = date.today) -> date:
    """The day that an argument names: a month or a year stands for its last day; None is today."""
    from ..data.value_reader import read_value

    match as_of:
        case None:
            return today()
        case datetime():
            return as_of.date()
        case date():
            return as_of
        case Day():
            return as_of.last
        case str():
            value = read_value(as_of)
            if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999:
                value = Day(value)
            if isinstance(value, Day):
                return value.last
    raise EvaluationError(Trouble("type", f"`{as_of}` is no day", help="write it as 2020-03-01, 2020-03 or 2020"))
