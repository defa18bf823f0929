"""`ask --interactive`: asks for what an answer still needs, one by one, until the permission is settled."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from ...answers.answer import Answer, Need
from ...ground.excerpt import visible
from ...ground.trouble import XhsKbError
from ..labels import label
from ..replies import read_reply
from .console import report_error, say


def settle(answer: Answer, facts: dict[str, Any], ask: Callable[[], Answer], prompts: bool) -> Answer:
    """The answer once nothing that it still needs is left unasked. An empty reply passes over a need.

    Replies are put into `facts`, which `ask` reads; `prompts` says that a person sees what is asked.
    """
    passed: set[str] = set()
    while (need := next((n for n in answer.needs if n.name not in passed), None)) is not None:
        if prompts:
            say(_prompt(answer, need))
        reply = _reply(prompts)
        if reply is None:
            break
        if not reply:
            passed.add(need.name)
            continue
        answer = _told(answer, need, reply, facts, ask)
    return answer


def _told(answer: Answer, need: Need, reply: str, facts: dict[str, Any], ask: Callable[[], Answer]) -> Answer:
    """The answer with one fact more; the same as before where the reply cannot be understood, which is said."""
    before = dict(facts)
    facts[need.name] = read_reply(reply, need.type)
    try:
        return ask()
    except XhsKbError as error:
        report_error(error)
        facts.clear()
        facts.update(before)
        return answer


def _prompt(answer: Answer, need: Need) -> str:
    lines = [visible(answer.summary), f"? {visible(need.ask)} ({visible(need.type)})"]
    for lead in need.leads_to:
        permission = label(answer.language, lead.permission)
        lines.append("    " + label(answer.language, "leads_to", reply=visible(lead.reply), permission=permission))
    return "\n".join(lines)


def _reply(prompts: bool) -> str | None:
    """A line from stdin without its ends; None where there is no more."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    if prompts and sys.stderr is not None:
        sys.stderr.write("> ")
        sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None
