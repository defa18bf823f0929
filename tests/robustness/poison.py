"""The toy world with poison in every text that people read: what steers a terminal, and what HTML would obey."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .material import TOY

STEERING = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\x08"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>&lt;b&gt;</title></style>"
POISON = f" {STEERING}{MARKUP}"
_TEXTS = (
    "title",
    "summary",
    "because",
    "consequence",
    "publisher",
    "do",
    "nickname",
    "colours",
    "note",
    "says",
    "detail",
)
_ASKED = ("examples",)


def poisoned(folder: Path) -> Path:
    """A valid knowledge base in a folder, made from the toy world."""
    folder.mkdir()
    for path in TOY.glob("*.yaml"):
        content = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        (folder / path.name).write_text(yaml.dump(_poison(content, ""), allow_unicode=False, sort_keys=False), "utf-8")
    return folder


def _poison(value: Any, key: str) -> Any:
    match value:
        case dict() if key in _TEXTS and "type" not in value:
            return {language: _added(text) for language, text in value.items()}
        case dict() if key == "name":
            return {language: [_added(_first(text)), *_all(text)] for language, text in value.items()}
        case dict():
            return {own: value_ if own in _ASKED else _own(own, value_, key) for own, value_ in value.items()}
        case list():
            return [_poison(part, key) for part in value]
    return value


def _own(key: str, value: Any, above: str) -> Any:
    if key == "url":
        return "javascript:alert(1)"
    if key == "ask" and isinstance(value, dict):
        return {language: _added(text) for language, text in value.items()}
    if key in _TEXTS and not isinstance(value, dict):
        return _added(value)
    if key == "name" and isinstance(value, str | list):
        return [_added(_first(value)), *_all(value)]
    return _poison(value, key)


def _added(value: Any) -> Any:
    return [_added(part) for part in value] if isinstance(value, list) else f"{value}{POISON}"


def _first(value: Any) -> str:
    return str(_all(value)[0])


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
