"""Rules as data: a knowledge base in YAML, a query language, and answers that say why.

Everything public is here and is imported when it is first used; importing the package alone loads nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answers.answer import Answer
    from .engine.limits import Limits
    from .faces.api import KnowledgeBase, Prepared, check
    from .ground.trouble import EvaluationError, KnowledgeError, LanguageError, Suggestion, Trouble, XhsKbError

__version__ = "0.1.0"

_HOMES = {
    "Answer": "answers.answer",
    "EvaluationError": "ground.trouble",
    "KnowledgeBase": "faces.api",
    "KnowledgeError": "ground.trouble",
    "LanguageError": "ground.trouble",
    "Limits": "engine.limits",
    "Prepared": "faces.api",
    "Suggestion": "ground.trouble",
    "Trouble": "ground.trouble",
    "XhsKbError": "ground.trouble",
    "check": "faces.api",
}

__all__ = [
    "Answer",
    "EvaluationError",
    "KnowledgeBase",
    "KnowledgeError",
    "LanguageError",
    "Limits",
    "Prepared",
    "Suggestion",
    "Trouble",
    "XhsKbError",
    "__version__",
    "check",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value
