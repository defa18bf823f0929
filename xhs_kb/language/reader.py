"""Reads a question: text to tokens, tokens to a tree, the tree bound to a vocabulary (spec: language §1, 2, 4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..ground.span import Source
from ..model.vocabulary import Vocabulary
from .binder import Binder
from .limits import ReadingLimits
from .names import Reading
from .questions import Question
from .reading import first_reading


def read_question(text: str, vocabulary: Vocabulary, *, limits: ReadingLimits | None = None, day: date | None = None
                  ) -> Question:
    """The bound tree of a question; raises LanguageError for a text that is none.

    `day` is the day asked about where the text says none: it settles names that passed from one thing to another.
    """
    return first_reading("question", Source("<question>", text), vocabulary, _bind, limits=limits, day=day)


def _bind(tree: Any, reading: Reading) -> Question:
    return Binder(reading).question(tree)
