"""Rules as data: a knowledge base in YAML, a query language, and answers that say why."""

from __future__ import annotations

__version__ = "0.1.0"
