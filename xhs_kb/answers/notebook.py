"""An answer as a piece of HTML for notebooks. Everything from data is escaped; no script, no style of the page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..ground.excerpt import visible
from ..ground.values import write
from .answer import Cited, Entries, Item, Reason, Thing
from .phrasing import word

if TYPE_CHECKING:
    from .answer import Answer

_ROWS = 200


def answer_html(answer: Answer) -> str:
    """The summary, the rows, the reasons and the sources, as one `div`."""
    parts = [f"<p><strong>{_safe(answer.summary)}</strong></p>"]
    if answer.table and answer.kind != "verdict":
        parts.append(_table(answer))
    parts += _list("ul", [_reason(reason) for reason in answer.reasons])
    parts += _list("ul", [_safe(need.ask) for need in answer.needs])
    parts += _list("ul", [_safe(warning.message) for warning in answer.warnings])
    parts += _list("ol", [_source(cited) for cited in answer.citations])
    return f'<div class="xhs-kb">{"".join(parts)}</div>'


def _table(answer: Answer) -> str:
    head = "".join(f"<th>{_safe(word(answer.language, column))}</th>" for column in answer.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_safe(_text(item))}</td>" for item in row) + "</tr>" for row in answer.table[:_ROWS]
    )
    left = len(answer.table) - _ROWS
    more = f"<tr><td>… {left}</td></tr>" if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}{more}</tbody></table>"


def _reason(reason: Reason) -> str:
    way = f" ({_safe(' → '.join(reason.chain_names))})" if len(reason.chain_names) > 1 else ""
    left = f" <code>{_safe(reason.residual)}</code>" if reason.residual else ""
    return f"{_safe(reason.name)}{way}: <em>{_safe(reason.status)}</em>{left}"


def _source(cited: Cited) -> str:
    title = _safe(cited.title)
    if cited.url is not None and cited.url.startswith(("https://", "http://")):
        title = f'<a href="{_safe(cited.url)}" rel="noreferrer">{title}</a>'
    return ", ".join(part for part in (title, _safe(cited.publisher or ""), _safe(cited.date or "")) if part)


def _list(tag: str, items: list[str]) -> list[str]:
    return [f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"] if items else []


def _text(item: Item) -> str:
    match item:
        case None:
            return ""
        case Thing():
            return item.name
        case Entries(pairs):
            return ", ".join(f"{key}: {_text(value)}" for key, value in pairs)
        case tuple():
            return ", ".join(_text(part) for part in item)
    return write(item)


def _safe(text: str) -> str:
    return escape(visible(text))
