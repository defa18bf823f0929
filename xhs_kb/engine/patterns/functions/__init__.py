"""The built-in functions at work; what they take and give is declared in `language.patterns.signatures`."""

from __future__ import annotations

from .function import ArgumentError, Function
from .graph import GRAPH
from .lists import LISTS
from .maths import MATHS
from .scalar import SCALAR
from .text import TEXT

PLAIN: dict[str, Function] = {**SCALAR, **GRAPH, **LISTS, **MATHS, **TEXT}
"""Every built-in function but aggregates and those of time, by its lower-case name."""

__all__ = ["PLAIN", "ArgumentError", "Function"]
