"""Questions of examples in the language of a page: the same question in other words, or as it was asked."""

from __future__ import annotations

from collections.abc import Mapping

from ...ground.trouble import XhsKbError
from ...language.questions import (
    Below,
    Consequences,
    Contrast,
    Describe,
    Filler,
    How,
    Named,
    Permitted,
    Question,
    Relates,
    Requirements,
    Tails,
    ValueOf,
    Whether,
    Which,
    Why,
)
from ..api import KnowledgeBase
from .phrases import Wording


def in_words_of(text: str, question: Question | None, wording: Wording, kb: KnowledgeBase) -> str:
    """The question in the language of the wording, where that has the words for it and reads as the same question.

    English is what examples are written in, and stays; so does whatever cannot be said in the other language.
    """
    if question is None or wording.language == "en" or not text.isascii():
        return text
    for words in (_Named(wording.namer, wording.today), wording):
        other = _said(question, words)
        if other is not None and _reads_as(other, question, kb):
            return other
    return text


class _Named(Wording):
    """The same frames with names even where they mean several things: which one is meant may follow from the rest."""

    def name(self, id: str) -> str:
        """The name of a record."""
        return self.namer.name(id)


def _reads_as(text: str, question: Question, kb: KnowledgeBase) -> bool:
    try:
        return kb.prepare(text).question == question
    except XhsKbError:
        return False


def _said(question: Question, wording: Wording) -> str | None:
    match question:
        case Why(inner):
            text = _said(inner, wording)
            return None if text is None else "为什么" + text.replace("吗？", "？")
        case Whether(Named(subject), Permitted(action, role, fillers, False), tails):
            found = {filler.role: filler.thing for filler in (*fillers, *tails.fillers)}
            roles = {role: thing.id for role, thing in found.items() if isinstance(thing, Named)}
            known = len(roles) == len(found) and wording.has(action, roles)
            return _tailed(_may(action, role, subject, roles, wording), tails) if known else None
        case ValueOf(attribute, Named(subject), tails):
            declared = wording.namer.base.vocabulary.attribute(attribute, wording.namer.base.vocabulary.kind(subject))
            phrases = declared.phrases.get(wording.language, ()) if declared is not None else ()
            thing, name = wording.name(subject), wording.namer.attribute(attribute)
            text = phrases[0].replace("{}", thing) if phrases else f"{thing}的{name}是什么"
            return _tailed(f"{text}？", tails)
    return _wanted(question, wording)


def _wanted(question: Question, wording: Wording) -> str | None:
    """What asks for more than yes or no, or for that of something else than a deed."""
    match question:
        case Which((kind,), Permitted(action, "object", (), negated), tails, False):
            may = "不可以" if negated else "可以"
            return _tailed(f"哪些{_noun(kind, wording)}{may}{wording.form(action, 0)}？", tails)
        case Describe(Named(subject), None, tails):
            return _tailed(f"{wording.name(subject)}是什么？", tails)
        case Contrast((Named(one), Named(other)), tails):
            return _tailed(f"比较{wording.name(one)}和{wording.name(other)}", tails)
        case Whether(Named(subject), Below(Named(top)), tails):
            return _tailed(f"{wording.name(subject)}属于{wording.name(top)}吗？", tails)
        case How(action, (Filler("object", Named(thing)),), tails):
            return _tailed(f"怎么{wording.form(action, 0)}{wording.name(thing)}？", tails)
        case Requirements(action, (Filler("object", Named(thing)),), tails):
            return _tailed(wording.required(action, {"object": thing}, wording.today), tails)
        case Consequences(action=str(action), fillers=(Filler("object", Named(thing)),), tails=tails):
            return _tailed(wording.otherwise(action, {"object": thing}, wording.today), tails)
        case Which((kind,), Relates(relation, (Named(thing),), inverse), tails, False):
            words = wording.namer.base.knowledge.schema.relations[relation].phrases.get(wording.language, ())
            which = f"哪些{_noun(kind, wording)}"
            sides = (wording.name(thing), which) if inverse else (which, wording.name(thing))
            return _tailed(f"{sides[0]}{words[0]}{sides[1]}？", tails) if words else None
    return None


def _noun(kind: str, wording: Wording) -> str:
    return wording.namer.pick(wording.namer.base.knowledge.schema.kinds[kind].names)


def _may(action: str, role: str, subject: str, others: Mapping[str, str], wording: Wording) -> str:
    """Whether something may be done to the subject, or by it."""
    if role == "object":
        return wording.may(action, {"object": subject, **others}, wording.today)
    beside = {name: id for name, id in others.items() if name != "object"}
    tails, thing = wording.tails(action, beside), wording.name(others["object"]) if "object" in others else ""
    return f"{tails}{'，' if tails else ''}{wording.name(subject)}可以{wording.form(action, 0)}{thing}吗？"


def _tailed(text: str, tails: Tails) -> str | None:
    """The question with its day; None where it has tails of other sorts."""
    if tails.given or tails.according_to is not None or tails.language is not None:
        return None
    return text if tails.as_of is None else f"截至{tails.as_of}，{text}"
