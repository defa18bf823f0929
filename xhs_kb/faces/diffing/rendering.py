"""A comparison as text for a review, and as Markdown for a pull request."""

from __future__ import annotations

from ...ground.excerpt import visible
from ..as_markdown import escaped
from .comparing import SECTIONS, Change, Comparison

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def as_text(found: Comparison) -> str:
    """Records by sort, then the answers that differ, then how many there are of both."""
    lines: list[str] = []
    for sort in SECTIONS:
        changes = found.of(sort)
        if changes:
            lines += ["", f"{sort}: {len(changes)}"]
        for change in changes:
            lines.append(f"  {_SIGNS[change.what]} {visible(change.id)}")
            lines += [f"      {visible(name)}: {visible(b)} -> {visible(a)}" for name, b, a in change.fields]
    if found.answers:
        lines += ["", f"answers: {len(found.answers)}"]
    for answer in found.answers:
        given = "".join(f", {key} = {value}" for key, value in answer.given)
        lines.append(f"  {visible(answer.question)} (as of {answer.as_of}{visible(given)})")
        lines += [f"      - {answer.before.word}: {visible(answer.before.summary)}"]
        lines += [f"      + {answer.after.word}: {visible(answer.after.summary)}"]
    return "\n".join([f"{found.old} -> {found.new}", *lines, "", counted(found)])


def as_markdown(found: Comparison) -> str:
    """The same with headings and tables."""
    lines = [f"## {escaped(found.old)} → {escaped(found.new)}", "", escaped(counted(found))]
    for sort in SECTIONS:
        changes = found.of(sort)
        if changes:
            lines += ["", f"### {sort}", "", *(_item(change) for change in changes)]
    if found.answers:
        lines += ["", "### Answers", "", "| question | before | after |", "| --- | --- | --- |"]
    for answer in found.answers:
        given = "".join(f", {key} = {value}" for key, value in answer.given)
        cells = (
            f"{answer.question} (as of {answer.as_of}{given})",
            f"{answer.before.word}: {answer.before.summary}",
            f"{answer.after.word}: {answer.after.summary}",
        )
        lines.append("| " + " | ".join(escaped(" ".join(cell.split())) for cell in cells) + " |")
    return "\n".join(lines)


def _item(change: Change) -> str:
    fields = "".join(f"\n  - {escaped(name)}: {escaped(b)} → {escaped(a)}" for name, b, a in change.fields)
    return f"- {change.what}: `{change.id}`{fields}"


def counted(found: Comparison) -> str:
    """How much differs, in one line."""
    if found.is_empty:
        return f"nothing differs; {found.asked} questions asked of both"
    records = f"{len(found.records)} record{'' if len(found.records) == 1 else 's'}"
    return f"{records} and {len(found.answers)} of {found.asked} answers differ"
