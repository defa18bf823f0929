"""The rules that an answer considered, as bullets for a plain question and as a tree for `why`."""

from __future__ import annotations

from ..answers.answer import Answer, Reason
from ..ground.excerpt import visible
from .cells import marks, numbering, shown
from .labels import label
from .layout import wrapped
from .style import Look, Tone

ORDER = ("violated", "open", "met", "set_aside", "narrower", "not_applicable", "out_of_time")
_SIGNS: dict[str, tuple[str, Tone]] = {
    "violated": ("✗", "bad"),
    "open": ("?", "open"),
    "met": ("✓", "good"),
    "set_aside": ("~", "faint"),
    "narrower": (">", "accent"),
    "not_applicable": ("-", "faint"),
    "out_of_time": ("-", "faint"),
}


def bullets(answer: Answer, look: Look) -> list[str]:
    """The reasons as a list under a heading, in the order of the answer; nothing where there is none.

    The reasons of a table stand for all its rows together, so that their names have to do.
    """
    if not answer.reasons:
        return []
    lines = [look.paint("strong", label(answer.language, "because"))]
    for reason in answer.reasons:
        sign, tone = sign_of(reason)
        title, *facts = reason_lines(answer, reason)
        facts = [] if answer.kind == "table" else facts
        lines += _marked(look, tone, f"  {sign} ", "    ", title)
        lines += [line for fact in facts for line in wrapped(fact, look.width, "      ")]
    return lines


def tree(answer: Answer, look: Look) -> list[str]:
    """Everything considered: a branch for every status, a twig for every rule with what decided it."""
    groups = [(status, found) for status in ORDER if (found := [r for r in answer.reasons if r.status == status])]
    if not groups:
        return []
    lines = [look.paint("strong", label(answer.language, "considered"))]
    for place, (status, reasons) in enumerate(groups, 1):
        last = place == len(groups)
        tone = _SIGNS[status][1]
        lines.append(("└─ " if last else "├─ ") + look.paint(tone, label(answer.language, f"group:{status}")))
        trunk = "   " if last else "│  "
        for number, reason in enumerate(reasons, 1):
            lines += _twig(answer, reason, look, trunk, number == len(reasons))
    return lines


def sign_of(reason: Reason) -> tuple[str, Tone]:
    """The sign and the tone of a reason's status."""
    return _SIGNS.get(reason.status, ("-", "plain"))


def reason_lines(answer: Answer, reason: Reason) -> list[str]:
    """What there is to say of a reason, line by line, the first one its name with its status."""
    language = answer.language
    colon, comma = label(language, "colon"), label(language, "comma")
    status, effect = label(language, reason.status), label(language, reason.effect)
    lines = [f"{visible(reason.name)} ({effect}{comma}{status}){marks(reason.citations, numbering(answer))}"]
    names = reason.chain_names or reason.chain
    if len(names) > 1:
        lines.append(" → ".join(visible(name) for name in names))
    if reason.because:
        lines.append(visible(reason.because))
    if reason.part:
        lines.append(label(language, "part") + colon + visible(reason.part))
    if reason.residual and reason.residual != "true":
        lines.append(label(language, "residual") + colon + visible(reason.residual))
    if reason.set_aside_by:
        lines.append(label(language, "set_aside_by") + colon + comma.join(map(visible, reason.set_aside_by)))
    if reason.consequence:
        lines.append(label(language, "consequence") + colon + visible(reason.consequence))
    if reason.instead:
        lines.append(label(language, "instead") + colon + comma.join(shown(thing) for thing in reason.instead))
    return lines


def _twig(answer: Answer, reason: Reason, look: Look, trunk: str, last: bool) -> list[str]:
    sign, tone = sign_of(reason)
    title, *facts = reason_lines(answer, reason)
    branch, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
    lines = _marked(look, tone, f"{trunk}{branch}{sign} ", f"{trunk}{below}  ", title)
    return lines + [line for fact in facts for line in wrapped(fact, look.width, f"{trunk}{below}    ")]


def _marked(look: Look, tone: Tone, first: str, others: str, text: str) -> list[str]:
    """A wrapped text whose title alone is painted, not the branches in front of it."""
    lines = wrapped(text, look.width, first, others)
    cut = [first if place == 0 else others for place in range(len(lines))]
    return [head + look.paint(tone, line[len(head) :]) for head, line in zip(cut, lines, strict=True)]
