"""A span as a plain excerpt: the line it stands in and carets under all of it, in display columns."""

from __future__ import annotations

from .span import Span
from .trouble import Trouble

_WIDEST = 160


def width(text: str) -> int:
    """Display columns of a text; Chinese is two wide, control characters count as none."""
    shown = visible(text)
    if shown.isascii():
        return len(shown)
    from wcwidth import wcswidth  # only where it matters: importing it costs as much as starting Python

    return max(0, wcswidth(shown))


def visible(text: str) -> str:
    """The text without control characters, so that data can never steer a terminal."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def excerpt(span: Span) -> str:
    """The line of a span with carets under it; a span of several lines is marked to the end of its first."""
    line_number, column = span.source.position(span.start)
    line = span.source.line(line_number)
    begin = max(0, column - 1 - _WIDEST // 2)
    shown = line[begin : begin + _WIDEST]
    before = shown[: column - 1 - begin]
    marked = shown[column - 1 - begin : column - 1 - begin + max(0, span.end - span.start)]
    gutter = f"{line_number} | "
    carets = "^" * max(1, width(marked))
    return f"{gutter}{visible(shown)}\n{' ' * (len(gutter) - 2)}| {' ' * width(before)}{carets}"


def report(trouble: Trouble) -> str:
    """A trouble as plain text for people: the message, the excerpt, the suggestions, the help."""
    lines = [f"{trouble.severity}[{trouble.code}]: {visible(trouble.message)}"]
    if trouble.span is not None:
        lines.append(f"  --> {visible(str(trouble.span))}")
        lines += ["  " + line for line in excerpt(trouble.span).splitlines()]
    if trouble.suggestions:
        lines.append("  did you mean: " + ", ".join(_suggestion(s.text, s.id) for s in trouble.suggestions))
    if trouble.help:
        lines += ["  help: " + visible(line) for line in trouble.help.splitlines()]
    return "\n".join(lines)


def _suggestion(text: str, identity: str | None) -> str:
    shown = visible(text)
    return f"{shown} ({visible(identity)})" if identity and identity != text else shown
