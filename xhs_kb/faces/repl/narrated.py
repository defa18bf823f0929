"""Outputs as sentences, for screen readers: no tables, no signs, no carets, each thing after what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...answers.answer import Answer, Reason
from ...ground.excerpt import visible
from ...ground.trouble import Trouble
from ..cells import details, shown
from ..labels import label
from ..reasons import reason_lines

_WORDS = {
    "en": {"row": "Row {n} of {all}", "rule": "Rule {n} of {all}", "need": "Still to be said", "mind": "Mind",
           "source": "Source {n}", "apart": "Neither allowed nor forbidden", "is": "{k}: {v}", "stop": "."},
    "zh": {"row": "第{n}行，共{all}行", "rule": "规则{n}，共{all}条", "need": "尚需说明", "mind": "注意",
           "source": "来源{n}", "apart": "既未允许也未禁止", "is": "{k}：{v}", "stop": "。"},
}  # fmt: skip


def narrated(answer: Answer) -> str:
    """An answer in sentences, one a line."""
    return "\n".join(line for line in _lines(answer) if line)


def narrated_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in sentences, one a row."""
    parts = (", ".join(f"{column} {cell}" for column, cell in zip(columns, row, strict=True) if cell) for row in rows)
    return [_ended(part) for part in parts]


def narrated_trouble(trouble: Trouble) -> str:
    """A trouble in sentences: what, where, and what may be meant."""
    lines = [f"{trouble.severity.capitalize()}, {trouble.code}: {_ended(visible(trouble.message))}"]
    if trouble.span is not None:
        place = f"line {trouble.span.line}, column {trouble.span.column}"
        lines.append(f"At {place}: {visible(trouble.span.text)[:80]}")
    if trouble.suggestions:
        lines.append("Did you mean " + " or ".join(visible(s.text) for s in trouble.suggestions) + "?")
    if trouble.help:
        lines.append(_ended("Help: " + visible(trouble.help)))
    return "\n".join(lines)


def _lines(answer: Answer) -> Iterator[str]:
    words = _WORDS.get(answer.language, _WORDS["en"])
    yield from (visible(line) for line in answer.summary.splitlines())
    if answer.kind != "verdict":
        for place, row in enumerate(answer.table, 1):
            head = words["row"].format(n=place, all=len(answer.table))
            cells = (words["is"].format(k=label(answer.language, column), v=shown(cell, answer.language))
                     for column, cell in zip(answer.columns, row, strict=False))  # fmt: skip
            yield f"{head}, {'; '.join(cells)}{words['stop']}"
    for place, reason in enumerate(answer.reasons, 1):
        yield words["rule"].format(n=place, all=len(answer.reasons)) + ", " + _reason(answer, reason)
    for need in answer.needs:
        leads = "; ".join(
            label(answer.language, "leads_to", reply=lead.reply, permission=label(answer.language, lead.permission))
            for lead in need.leads_to)  # fmt: skip
        yield f"{words['need']}: {visible(need.ask)} ({visible(need.name)}, {visible(need.type)}) {visible(leads)}"
    if answer.apart:
        yield f"{words['apart']}: {'; '.join(shown(thing) for thing in answer.apart)}{words['stop']}"
    yield from (f"{words['mind']}: {visible(warning.message)}{words['stop']}" for warning in answer.warnings)
    for place, cited in enumerate(answer.citations, 1):
        yield f"{words['source'].format(n=place)}: {', '.join([visible(cited.title), *details(cited)])}{words['stop']}"
    yield label(answer.language, "as_of", day=answer.as_of) + words["stop"]


def _reason(answer: Answer, reason: Reason) -> str:
    return " ".join(_ended(line, answer.language) for line in reason_lines(answer, reason)).replace(" → ", " > ")


def _ended(text: str, language: str = "en") -> str:
    stop = _WORDS.get(language, _WORDS["en"])["stop"]
    return text if text.endswith((".", "。", "?", "？", "!")) else text + stop
