"""What can go wrong, as values, and the one exception type that leaves the public API.

Stages collect troubles and hand them on; only a face, or a stage that cannot give any result, raises.
Messages are one line, lower case, without a final full stop, with the user's text in backticks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from .frozen import dataclass
from .span import Span

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that the user may have meant: the text to write and the id behind it (None for a keyword)."""

    text: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: a stable code, a line in the user's words, where, and what to do.

    `about` is the id of what it is about, for a stage that knows no place; an earlier one can then find the place.
    """

    code: str
    message: str
    span: Span | None = None
    suggestions: tuple[Suggestion, ...] = ()
    help: str | None = None
    severity: Severity = "error"
    related: tuple[Span, ...] = ()
    about: str | None = None

    def __post_init__(self) -> None:
        if "\n" in self.message or "\r" in self.message:  # what a user typed may stand in it
            object.__setattr__(self, "message", " ".join(self.message.split()))

    def to_dict(self) -> dict[str, Any]:
        """The trouble in JSON types; `file`, `line` and `column` are null where it has no place."""
        spans = [span for span in (self.span, *self.related) if span is not None]
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "file": self.span.source.name if self.span else None,
            "line": self.span.line if self.span else None,
            "column": self.span.column if self.span else None,
            "spans": [[span.start, span.end] for span in spans],
            "suggestions": [{"text": s.text, "id": s.id} for s in self.suggestions],
            "help": self.help,
        }

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}"


class XhsKbError(Exception):
    """The one public error type: what went wrong, where, and what may be meant (spec: answers §2).

    `troubles` holds everything that was found; the first one gives `code`, `message`, `spans`, `suggestions`, `help`.
    """

    def __init__(self, troubles: Trouble | Iterable[Trouble]) -> None:
        self.troubles: tuple[Trouble, ...] = (troubles,) if isinstance(troubles, Trouble) else tuple(troubles)
        super().__init__("; ".join(str(trouble.message) for trouble in self.troubles))

    @property
    def trouble(self) -> Trouble:
        """The first trouble."""
        return self.troubles[0]

    @property
    def code(self) -> str:
        """The stable code of the first trouble."""
        return self.trouble.code

    @property
    def message(self) -> str:
        """One line in the user's words."""
        return self.trouble.message

    @property
    def spans(self) -> list[list[int]]:
        """The places in the text, `[[start, end], …]` in characters; empty where there is none."""
        return [[s.start, s.end] for s in (self.trouble.span, *self.trouble.related) if s is not None]

    @property
    def suggestions(self) -> list[dict[str, str | None]]:
        """Up to three things that may be meant, each with its `text` and `id`."""
        return [{"text": s.text, "id": s.id} for s in self.trouble.suggestions]

    @property
    def help(self) -> str | None:
        """What to do about it, or None."""
        return self.trouble.help

    def to_dict(self) -> dict[str, Any]:
        """The first trouble in JSON types, with all of them under `troubles` where there are several."""
        shown = self.trouble.to_dict()
        if len(self.troubles) > 1:
            shown["troubles"] = [trouble.to_dict() for trouble in self.troubles]
        return shown


class KnowledgeError(XhsKbError):
    """The folder is no valid knowledge base; its code is always `invalid-kb`."""

    @property
    def code(self) -> str:
        """Always `invalid-kb`; the single troubles keep their own codes."""
        return "invalid-kb"

    def to_dict(self) -> dict[str, Any]:
        """All troubles under one code."""
        return {**super().to_dict(), "code": self.code, "troubles": [t.to_dict() for t in self.troubles]}


class LanguageError(XhsKbError):
    """The text is no question, pattern or condition that can be understood."""


class EvaluationError(XhsKbError):
    """The question is understood but cannot be answered: a contradiction, a wrong type, a limit."""
