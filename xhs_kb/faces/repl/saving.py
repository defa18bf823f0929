"""The last question and answer as an example in YAML, ready for a knowledge base; and the session as a transcript."""

from __future__ import annotations

import json
import re
from typing import Any

from ...answers.answer import Answer, plain
from ...ground.trouble import Trouble, XhsKbError
from ...ground.values import write
from .session import Last, Output, Session, WriteFile, given_of, said
from .showing import plainly
from .transcripts import Exchange, written

_PLAIN = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff][\w\u4e00-\u9fff .%/+'?-]*")
_GUESSED = re.compile(r"(?i:true|false|yes|no|on|off|null)|[\d.+-].*")
_MOST_ROWS = 20


def save(session: Session, text: str) -> tuple[Session, Output]:
    """Prints the last question as an example, or adds it to the file that is named."""
    if session.last is None:
        raise XhsKbError(Trouble("syntax", "nothing has been answered yet; ask a question first"))
    item = example_of(session.last)
    if not text:
        return session, said("examples:\n" + item)
    return session, Output(said(f"added to `{text}`").pieces, (WriteFile(text, item + "\n", "examples:\n"),))


def example_of(last: Last) -> str:
    """A question and its answer as an item of the section `examples`, indented below it."""
    lines = [f"ask: {_scalar(last.question)}", f"as_of: {last.answer.as_of}"]
    if last.facts:
        lines.append(f"given: {_flow(dict(given_of(last.facts)))}")
    lines.append(f"expect: {_flow(_expected(last.answer))}")
    return "\n".join(("  - " if place == 0 else "    ") + line for place, line in enumerate(lines))


def transcript(session: Session, text: str) -> tuple[Session, Output]:
    """Writes everything said so far in a form that can be replayed."""
    if not text:
        raise XhsKbError(Trouble("syntax", "write where? Name a file after `.transcript`"))
    exchanges = tuple(Exchange(statement, plainly(output)) for statement, output in session.log)
    return session, Output(said(f"written to `{text}`").pieces, (WriteFile(text, written(exchanges) + "\n"),))


def _expected(answer: Answer) -> dict[str, Any]:
    """What an example of this answer holds it to: the verdict and its rules, the rows, or the value."""
    if answer.permission is not None:
        decided = {r.rule: r.status for r in answer.reasons if r.status in ("violated", "open", "met", "set_aside")}
        return {"permission": answer.permission, **({"rules": decided} if decided else {})}
    if answer.kind in ("value", "yes_no") and answer.figure is not None:
        return {"value": _ident(answer.value)}
    if answer.kind == "table":
        rows = [_ident(plain(row[0])) for row in answer.table if row]
        return {"rows": rows} if len(rows) <= _MOST_ROWS else {"rows_have": rows[:_MOST_ROWS]}
    return {"kind": answer.kind}


def _ident(cell: Any) -> str:
    """A cell as examples write it: an entity by its id."""
    match cell:
        case {"id": identity}:
            return str(identity)
        case None:
            return "null"
        case bool() | int() | float() | str():
            return write(cell)
        case list():
            return f"[{', '.join(_ident(part) for part in cell)}]"
    return str(cell)


def _flow(value: Any) -> str:
    """A value in YAML's flow style."""
    match value:
        case dict():
            return "{" + ", ".join(f"{_scalar(str(key), True)}: {_flow(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(str(value), True)


def _scalar(text: str, inside: bool = False) -> str:
    """A text as a YAML scalar: plain where that reads back as the same text, else in quotes."""
    safe = _PLAIN.fullmatch(text) and text == text.strip() and not (inside and text.endswith("?"))
    return text if safe and not _ambiguous(text) else json.dumps(text, ensure_ascii=False)


def _ambiguous(text: str) -> bool:
    return bool(_GUESSED.fullmatch(text)) and not re.fullmatch(r"[\w%-]+", text)
