"""An examination as text for people, and in JSON types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...ground.excerpt import visible
from ..style import Look
from .cases import place_of
from .examine import Examination, Outcome


def as_text(found: Examination, look: Look) -> str:
    """Failures first, then what is not covered, then the mutants alive, then the figures."""
    covered = found.coverage
    parts = [_failure(outcome, look) for outcome in found.failed]
    parts += [
        _listed("rules that no example reaches", covered.unreached, look),
        _listed("rules that no example violates", covered.unviolated, look),
        _listed("rules that no example meets", covered.unmet, look),
        _listed("thresholds with a side that no example lies on", _untried(found), look),
        _listed("faults that no example notices", [f"{m.rule}: {m.says}" for m in found.alive], look),
        _figures(found, look),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def as_dict(found: Examination) -> dict[str, Any]:
    """The same in JSON types; `mutation` is null where no mutants were made."""
    covered = found.coverage
    mutation = {
        "mutants": found.mutants,
        "noticed": found.mutants - len(found.alive),
        "score": found.score,
        "alive": [{"rule": m.rule, "sort": m.sort, "says": m.says} for m in found.alive],
    }
    return {
        "examples": len(found.outcomes),
        "failed": [
            {"ask": o.case.example.ask, "place": place_of(o.case.example), "wrong": list(o.wrong)} for o in found.failed
        ],
        "coverage": {
            "rules": covered.rules,
            "unreached": list(covered.unreached),
            "unviolated": list(covered.unviolated),
            "unmet": list(covered.unmet),
            "thresholds": covered.thresholds,
            "untried": {key: list(sides) for key, sides in covered.untried.items()},
        },
        "mutation": mutation if found.mutants else None,
    }


def _failure(outcome: Outcome, look: Look) -> list[str]:
    example = outcome.case.example
    head = look.paint("bad", "failed") + f" {place_of(example)}: {visible(example.ask)}"
    return [head, *(f"  {visible(text)}" for text in outcome.wrong)]


def _untried(found: Examination) -> list[str]:
    return [f"{threshold} ({', '.join(sides)})" for threshold, sides in found.coverage.untried.items()]


def _listed(title: str, items: Sequence[str], look: Look) -> list[str]:
    return [look.paint("strong", f"{title} ({len(items)})"), *(f"  {visible(item)}" for item in items)] if items else []


def _figures(found: Examination, look: Look) -> list[str]:
    covered, total, failed = found.coverage, len(found.outcomes), len(found.failed)
    reached = covered.rules - len(covered.unreached)
    tried = covered.thresholds - len(covered.untried)
    lines = [
        look.paint("bad" if failed else "good", f"examples: {total - failed} of {total} hold"),
        f"rules: {reached} of {covered.rules} reached; thresholds: {tried} of {covered.thresholds} tried on all sides",
    ]
    if found.score is not None:
        lines.append(f"faults: {found.mutants - len(found.alive)} of {found.mutants} noticed ({found.score:.1%})")
    return lines
