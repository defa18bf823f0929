"""The formats in which answers are given, by the name that `--format` takes (`style.FORMATS`)."""

from __future__ import annotations

from collections.abc import Sequence

from ..answers.answer import Answer
from ..ground.excerpt import visible
from .as_csv import as_csv
from .as_json import as_json, as_json_lines
from .as_markdown import as_markdown, escaped
from .as_text import as_text
from .style import FORMATS, MACHINE, PLAIN, Look

__all__ = ["FORMATS", "MACHINE", "render"]


def render(answers: Sequence[Answer], form: str, look: Look = PLAIN, single: bool = True) -> str:
    """The answers in a format of `FORMATS`, without a line break at the end.

    `single` says that one question was asked: then `json` is its object, else an array; and text and Markdown
    put each of several answers under its question.
    """
    match form:
        case "json":
            return as_json(answers, single)
        case "jsonl":
            return as_json_lines(answers)
        case "csv":
            return "\n\n".join(as_csv(answer) for answer in answers)
        case "markdown":
            parts = [(f"## {escaped(answer.question)}", as_markdown(answer)) for answer in answers]
        case _:
            parts = [
                (look.paint("accent", f"> {visible(answer.question)}"), as_text(answer, look)) for answer in answers
            ]
    return "\n\n".join(body if single else f"{head}\n\n{body}" for head, body in parts)
