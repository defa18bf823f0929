"""Rules as data: a knowledge base in YAML, a query language, and answers that say why.

Everything public is here and is imported when it is first used; importing the package alone loads nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answers.answer import Answer
    from .engine.limits import Limits
    from .engine.patterns.graph import query_graph
    from .engine.patterns.prepared import PatternResult
    from .engine.patterns.values import Node, Path, Relationship
    from .engine.tables.deciding import Decision
    from .faces.api import KnowledgeBase, check
    from .faces.asynchronous import AsyncKnowledgeBase
    from .faces.bulk import Verdicts
    from .faces.preparing import Prepared
    from .ground.trouble import EvaluationError, KnowledgeError, LanguageError, Suggestion, Trouble, XhsKbError

__version__ = "0.1.0"

_HOMES = {
    "Answer": "answers.answer",
    "AsyncKnowledgeBase": "faces.asynchronous",
    "Decision": "engine.tables.deciding",
    "EvaluationError": "ground.trouble",
    "KnowledgeBase": "faces.api",
    "KnowledgeError": "ground.trouble",
    "LanguageError": "ground.trouble",
    "Limits": "engine.limits",
    "Node": "engine.patterns.values",
    "Path": "engine.patterns.values",
    "PatternResult": "engine.patterns.prepared",
    "Prepared": "faces.preparing",
    "Relationship": "engine.patterns.values",
    "Suggestion": "ground.trouble",
    "Trouble": "ground.trouble",
    "Verdicts": "faces.bulk",
    "XhsKbError": "ground.trouble",
    "check": "faces.api",
    "query_graph": "engine.patterns.graph",
}

__all__ = [
    "Answer",
    "AsyncKnowledgeBase",
    "Decision",
    "EvaluationError",
    "KnowledgeBase",
    "KnowledgeError",
    "LanguageError",
    "Limits",
    "Node",
    "Path",
    "PatternResult",
    "Prepared",
    "Relationship",
    "Suggestion",
    "Trouble",
    "Verdicts",
    "XhsKbError",
    "__version__",
    "check",
    "query_graph",
]


DEPRECATED: dict[str, str] = {}
"""Public names that will go, each with the name that takes its place; using one gives a DeprecationWarning."""


def __getattr__(name: str) -> Any:
    if name in DEPRECATED:
        import warnings

        warnings.warn(f"xhs_kb.{name} will go; use xhs_kb.{DEPRECATED[name]}", DeprecationWarning, stacklevel=2)
        return globals().get(DEPRECATED[name]) or __getattr__(DEPRECATED[name])
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value
