"""Answers as JSON: the answer object of the API, one a line; several under `json` are one array."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..answers.answer import Answer

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def as_json(answers: Sequence[Answer], single: bool) -> str:
    """One object for a single question, else an array with an answer a line."""
    if single:
        return "\n".join(answer.to_json() for answer in answers)
    return "[" + ",\n ".join(answer.to_json() for answer in answers) + "]"


def as_json_lines(answers: Sequence[Answer]) -> str:
    """One object a line."""
    return "\n".join(answer.to_json() for answer in answers)


def escaped(json: str) -> str:
    """The same JSON with characters that steer a terminal or cannot be seen written as escapes.

    >>> escaped('"a\\u202eb"')
    '"a\\\\u202eb"'
    """
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json)
