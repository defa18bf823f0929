"""What the playground calls inside the browser: texts in, JSON out, never an exception."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...engine.base import bind
from ...ground.excerpt import report
from ...ground.frozen import dataclass
from ...ground.trouble import XhsKbError
from ..api import KnowledgeBase
from ..labels import label
from .packing import unpack

_MOST = 12
_LABELS = [
    "because",
    "needs",
    "sources",
    "warnings",
    "apart",
    "consequence",
    "instead",
    "residual",
    "forbidden",
    "conditional",
    "allowed",
    "unregulated",
    "violated",
    "open",
    "met",
    "set_aside",
    "narrower",
    "not_applicable",
    "out_of_time",
    "attribute",
    "value",
    "at",
    "source",
    "record",
    "rule",
    "step",
    "what",
    "day",
    "yes",
    "no",
    "missing",
]


@dataclass(frozen=True)
class Player:
    """A knowledge base that answers in JSON."""

    kb: KnowledgeBase

    @classmethod
    def of(cls, packed: str) -> Player:
        """The player of a packed knowledge base."""
        knowledge = unpack(packed)
        base, _ = bind(knowledge)
        return cls(KnowledgeBase(base, Path("."), knowledge.schema.header.language))

    def ask(self, question: str, day: str, language: str) -> str:
        """The answer as JSON, or the trouble with its excerpt under `error`."""
        try:
            answer = self.kb.ask(question, as_of=day.strip() or None, language=language)
        except XhsKbError as error:
            said = {"error": error.to_dict(), "text": "\n\n".join(report(trouble) for trouble in error.troubles)}
            return json.dumps(said, ensure_ascii=False)
        return answer.to_json()

    def complete(self, text: str) -> str:
        """What may come next, as a list of text, sort and the place from which it replaces."""
        from ...language.completion import complete

        try:
            found = complete(text, self.kb.vocabulary, _MOST)
        except XhsKbError:
            return "[]"
        return json.dumps([[one.text, one.kind_label, one.replaces_from] for one in found], ensure_ascii=False)

    def labels(self, language: str) -> str:
        """The words that the page needs to show an answer."""
        words: dict[str, Any] = {key: label(language, key) for key in _LABELS}
        return json.dumps(words, ensure_ascii=False)
