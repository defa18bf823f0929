"""What is left out of an answer that is read by people: the rest is counted, and `why` shows it all.

A verdict that is settled does not need the rules that could also have mattered; a list of old sources is one remark.
The JSON forms always carry everything.
"""

from __future__ import annotations

from ..answers.answer import Answer, Reason, Warning
from ..ground.frozen import replace
from .labels import label

_MOST = 10


def brief(answer: Answer) -> tuple[Answer, int]:
    """The answer with what bears on its verdict, and how many reasons were left out. `why` leaves out nothing."""
    if answer.explained or answer.kind != "verdict":
        return replace(answer, warnings=_merged(answer)), 0
    kept = tuple(reason for reason in answer.reasons if _bears(reason, answer))[:_MOST]
    cited = {citation for reason in kept for citation in reason.citations}
    citations = tuple(item for item in answer.citations if item.id in cited) if kept else answer.citations
    shown = replace(
        answer, reasons=kept, citations=citations, warnings=_merged(answer, {c.partition("#")[0] for c in cited})
    )
    return shown, len(answer.reasons) - len(kept)


def _bears(reason: Reason, answer: Answer) -> bool:
    if answer.permission == "forbidden":
        return reason.status == "violated" or (reason.status == "met" and reason.effect == "allow")
    return reason.status != "narrower"


def _merged(answer: Answer, sources: set[str] | None = None) -> tuple[Warning, ...]:
    """The warnings, those about old sources (of the sources shown) as one."""
    everything = [warning for warning in answer.warnings if warning.code == "stale-source"]
    old = [w for w in everything if sources is None or not w.about or sources & set(w.about)]
    rest = tuple(warning for warning in answer.warnings if warning.code != "stale-source")
    if len(old) < 2:
        return (*rest, *old)
    about = tuple(id for warning in old for id in warning.about)
    message = label(answer.language, "stale_many", count=len(old), items=", ".join(about))
    return (*rest, Warning("stale-source", message, about))
