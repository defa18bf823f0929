"""Collects what is wrong while a folder is read, with the nearest of the names that could have been meant."""

from __future__ import annotations

from collections.abc import Iterable

from ...ground.span import Span
from ...ground.trouble import Severity, Suggestion, Trouble

_NEAR = 60


class Findings:
    """The troubles of one reading, in the order in which they were found.

    `unread` are ids that stand in files or sections that could not be read: to miss them would be a fault twice.
    """

    def __init__(self, unread: Iterable[str] = ()) -> None:
        self.troubles: list[Trouble] = []
        self.unread = set(unread)

    def add(self, code: str, message: str, span: Span | None, *, near: tuple[str, Iterable[str]] | None = None,
            help_: str | None = None, severity: Severity = "error", related: tuple[Span, ...] = ()) -> None:
        """Notes one trouble; `near` is what was written and what could have been."""
        found = suggestions(*near) if near else ()
        self.troubles.append(Trouble(code, message, span, found, help_, severity, related))

    def unknown(self, what: str, text: str, span: Span, candidates: Iterable[str]) -> None:
        """Notes a name that stands for nothing, unless it may stand where nothing could be read."""
        if text not in self.unread:
            self.add("unknown-name", f"there is no {what} `{text}`", span, near=(text, candidates))

    def sorted(self) -> tuple[Trouble, ...]:
        """All troubles by their place in the files, each once."""
        unique = dict.fromkeys(self.troubles)
        return tuple(sorted(unique, key=_place))


def _place(trouble: Trouble) -> tuple[str, int, str, str]:
    if trouble.span is None:
        return "", 0, trouble.code, trouble.message
    return trouble.span.source.name, trouble.span.start, trouble.code, trouble.message


def articled(noun: str) -> str:
    """A noun with its indefinite article, as English hears it in most words."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def suggestions(text: str, candidates: Iterable[str]) -> tuple[Suggestion, ...]:
    """Up to three candidates that look like a text, nearest first."""
    from rapidfuzz import fuzz, process

    found = process.extract(text.casefold(), sorted(set(candidates)), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
    return tuple(Suggestion(choice, choice) for choice, _, _ in found)
