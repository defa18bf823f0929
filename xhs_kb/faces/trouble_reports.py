"""All troubles of a folder as text, JSON, SARIF 2.1.0 or GitHub's workflow commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from .. import __version__
from ..ground.codes import CODES
from ..ground.excerpt import report, visible
from ..ground.trouble import Trouble
from .style import Look, Tone

Report: TypeAlias = Callable[[Sequence[Trouble], Path | None, Look], str]


def as_text(troubles: Sequence[Trouble], folder: Path | None, look: Look) -> str:
    """Every trouble with its excerpt, and how many there are."""
    shown = [_painted(trouble, report(trouble), look) for trouble in troubles]
    place = visible(str(folder)) if folder else "the knowledge base"
    total = look.paint("strong", f"{place}: {counted(troubles)}")
    return "\n\n".join([*shown, total])


def as_json(troubles: Sequence[Trouble], folder: Path | None, look: Look) -> str:
    """One object: the troubles as `to_dict()` gives them, and their numbers."""
    errors = sum(trouble.severity == "error" for trouble in troubles)
    found = {"errors": errors, "warnings": len(troubles) - errors, "troubles": [one.to_dict() for one in troubles]}
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_sarif(troubles: Sequence[Trouble], folder: Path | None, look: Look) -> str:
    """A SARIF log of one run, for code scanning."""
    codes = sorted({trouble.code for trouble in troubles})
    rules = [{"id": code, "shortDescription": {"text": CODES.get(code, code)}} for code in codes]
    driver = {"name": "xhs-kb", "version": __version__, "rules": rules}
    results = [_result(trouble, folder, codes.index(trouble.code)) for trouble in troubles]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def as_github(troubles: Sequence[Trouble], folder: Path | None, look: Look) -> str:
    """A workflow command a line, which GitHub shows beside the changed file."""
    return "\n".join(_command(trouble, folder) for trouble in troubles)


REPORTS: dict[str, Report] = {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}


def counted(troubles: Sequence[Trouble]) -> str:
    """How many errors and warnings there are, in words.

    >>> counted([Trouble("type", "a"), Trouble("conflict", "b", severity="warning")])
    '1 error, 1 warning'
    """
    errors = sum(trouble.severity == "error" for trouble in troubles)
    numbers = ((errors, "error"), (len(troubles) - errors, "warning"))
    return ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in numbers)


def _painted(trouble: Trouble, text: str, look: Look) -> str:
    first, line, rest = text.partition("\n")
    tone: Tone = "bad" if trouble.severity == "error" else "open"
    return look.paint(tone, first) + line + rest


def _file(trouble: Trouble, folder: Path | None) -> str:
    """The path from where the command was called, since that is what such tools look up."""
    name = trouble.span.source.name if trouble.span else ""
    return (folder / name).as_posix() if folder else name


def _result(trouble: Trouble, folder: Path | None, index: int) -> dict[str, Any]:
    text = trouble.message + (f" ({trouble.help})" if trouble.help else "")
    result: dict[str, Any] = {
        "ruleId": trouble.code, "ruleIndex": index, "level": trouble.severity, "message": {"text": text}}  # fmt: skip
    if trouble.span is not None:
        end_line, end_column = trouble.span.source.position(trouble.span.end)
        region = {"startLine": trouble.span.line, "startColumn": trouble.span.column,
                  "endLine": end_line, "endColumn": end_column}  # fmt: skip
        where = {"artifactLocation": {"uri": _file(trouble, folder)}, "region": region}
        result["locations"] = [{"physicalLocation": where}]
    return result


def _command(trouble: Trouble, folder: Path | None) -> str:
    places = {"title": trouble.code}
    if trouble.span is not None:
        places = {
            "file": _file(trouble, folder),
            "line": str(trouble.span.line),
            "col": str(trouble.span.column),
            **places,
        }
    values = ",".join(f"{key}={_escaped(value, inside=True)}" for key, value in places.items())
    return f"::{trouble.severity} {values}::{_escaped(trouble.message)}"


def _escaped(text: str, inside: bool = False) -> str:
    """As GitHub's toolkit escapes data, and `inside` the properties of a command, without what steers a terminal."""
    text = "\n".join(visible(line) for line in text.split("\n"))
    for char in "%\r\n" + (":," if inside else ""):
        text = text.replace(char, f"%{ord(char):02X}")
    return text
