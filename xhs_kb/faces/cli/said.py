"""What the options that every command takes say."""

from __future__ import annotations

from pathlib import Path

from ...ground.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the global options say; None where nothing was said."""

    kb: Path | None = None
    as_of: str | None = None
    lang: str | None = None
    color: str = "auto"
