"""An answer as Markdown (GitHub's flavour): tables, lists and linked sources. Data cannot add markup or HTML."""

from __future__ import annotations

import re

from ..answers.answer import Answer, Cited, Need
from ..ground.excerpt import visible
from .brief import brief
from .cells import details, shown
from .labels import label
from .reasons import reason_lines

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#])")


def as_markdown(answer: Answer) -> str:
    """The whole answer; blocks are separated by an empty line."""
    answer, folded = brief(answer)
    more = [f"- {escaped(label(answer.language, 'folded', count=folded))}"] if folded else []
    blocks = (
        "\n".join(f"**{escaped(line)}**" for line in answer.summary.splitlines() if line.strip()),
        _content(answer),
        _section(answer, "considered" if answer.explained else "because", _reasons(answer) + more),
        _section(answer, "needs", [line for need in answer.needs for line in _need(answer, need)]),
        _section(answer, "apart", [f"- {escaped(shown(thing))}" for thing in answer.apart]),
        _section(answer, "warnings", [f"- {escaped(w.message)} (`{w.code}`)" for w in answer.warnings]),
        _section(answer, "sources", [_source(place, cited) for place, cited in enumerate(answer.citations, 1)]),
        f"_{escaped(label(answer.language, 'as_of', day=answer.as_of))}_",
    )
    return "\n\n".join(block for block in blocks if block)


def escaped(text: str) -> str:
    r"""The text such that Markdown and HTML show it as it stands.

    >>> escaped("a|b <i>")
    'a\\|b \\<i\\>'
    """
    return _MARKUP.sub(r"\\\1", visible(text)).replace("&", "&amp;")


def _content(answer: Answer) -> str:
    if not answer.table or answer.kind == "verdict":
        return ""
    language = answer.language
    rows = [[escaped(shown(item, language)) for item in row] for row in answer.table]
    if answer.kind == "procedure":
        return "\n".join(f"{place}. {_joined(row)}" for place, row in enumerate(rows, 1))
    header = [escaped(label(language, column)) for column in answer.columns]
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _joined(cells: list[str]) -> str:
    first, *others = cells
    return f"{first} ({', '.join(others)})" if others else first


def _section(answer: Answer, key: str, lines: list[str]) -> str:
    return "\n".join([f"### {label(answer.language, key)}", "", *lines]) if lines else ""


def _reasons(answer: Answer) -> list[str]:
    lines = []
    for reason in answer.reasons:
        title, *facts = reason_lines(answer, reason)
        lines.append(f"- {escaped(title)}")
        lines += [f"  - {escaped(fact)}" for fact in facts]
    return lines


def _need(answer: Answer, need: Need) -> list[str]:
    lines = [f"- {escaped(need.ask)} (`{need.name}`, {escaped(need.type)})"]
    for lead in need.leads_to:
        said = label(answer.language, "leads_to", reply=lead.reply, permission=label(answer.language, lead.permission))
        lines.append(f"  - {escaped(said)}")
    return lines


def _source(place: int, cited: Cited) -> str:
    title = escaped(cited.title)
    web = cited.url is not None and cited.url.startswith(("http://", "https://"))
    linked = f"[{title}]({_address(cited.url or '')})" if web else title
    return f"{place}. " + ", ".join([linked, *(escaped(part) for part in details(cited))])


def _address(url: str) -> str:
    """An address that ends at the bracket of its link: what Markdown would read otherwise is percent-encoded."""
    return "".join(char if char.isprintable() and char not in " ()<>" else f"%{ord(char):02X}" for char in url[:2000])
