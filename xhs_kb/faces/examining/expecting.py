"""Compares what an example expects with what came of it (spec: data §5). What is not named is free."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...answers.answer import Answer, Figure, plain
from ...data.value_reader import read_value
from ...ground.values import write
from .cases import Seen

Get = Callable[[Answer], Any]


def differences(expect: Mapping[str, Any], seen: Seen) -> tuple[str, ...]:
    """Every expectation that does not hold, in words; empty where all do."""
    if seen.trouble is not None:
        wanted = _code(expect.get("trouble"))
        if wanted == seen.trouble.code:
            return ()
        return (f"{seen.trouble.severity}[{seen.trouble.code}]: {seen.trouble.message}",)
    if "trouble" in expect:
        return (f"trouble: wanted `{_code(expect['trouble'])}`, but it was answered",)
    assert seen.answer is not None
    return tuple(text for key, wanted in expect.items() for text in _difference(key, wanted, seen.answer))


def _difference(key: str, wanted: Any, answer: Answer) -> list[str]:
    if key == "value":
        return (
            [] if _same_value(wanted, answer.figure) else [f"value: wanted `{wanted}`, got `{_value(answer.figure)}`"]
        )
    if key == "rules":
        return _rules(wanted, answer)
    if key in _EXACT:
        got = _EXACT[key](answer)
        return [] if got == wanted else [f"{key}: wanted `{_text(wanted)}`, got `{_text(got)}`"]
    if key in _SOME:
        have = _SOME[key](answer)
        missing = [item for item in _list(wanted) if item not in have]
        return [f"{key}: `{_text(missing)}` is missing from `{_text(have)}`"] if missing else []
    if key == "rows_lack":
        found = [item for item in _list(wanted) if item in _rows(answer)]
        return [f"rows_lack: `{_text(found)}` should not be there"] if found else []
    return [f"nothing is known by the name `{key}`; known are {', '.join(sorted(KNOWN))}"]


def _rules(wanted: Any, answer: Answer) -> list[str]:
    if not isinstance(wanted, Mapping):
        return ["rules: a mapping of rules to statuses is wanted"]
    got = {reason.rule: reason.status for reason in answer.reasons}
    return [f"rules: wanted `{rule}` {status}, got {got.get(rule, 'nothing of it')}"
            for rule, status in wanted.items() if got.get(rule) != status]  # fmt: skip


def _rows(answer: Answer) -> list[str]:
    return [_ident(plain(row[0])) for row in answer.table if row]


def _needs(answer: Answer) -> list[str]:
    return [need.name for need in answer.needs]


_EXACT: dict[str, Get] = {
    "kind": lambda answer: answer.kind,
    "permission": lambda answer: answer.permission,
    "advice": lambda answer: answer.advice,
    "rows": _rows,
    "apart": lambda answer: [thing.id for thing in answer.apart],
    "summary": lambda answer: answer.summary,
}
_SOME: dict[str, Get] = {
    "rows_have": _rows,
    "needs": _needs,
    "cites": lambda answer: [cited.id for cited in answer.citations],
    "warnings": lambda answer: [warning.code for warning in answer.warnings],
    "instead": lambda answer: [thing.id for reason in answer.reasons for thing in reason.instead],
    "used": lambda answer: list(answer.used),
    "chain": lambda answer: [link for reason in answer.reasons for link in reason.chain],
}
KNOWN = frozenset({*_EXACT, *_SOME, "rules", "rows_lack", "trouble", "value"})


def _same_value(wanted: Any, figure: Figure | None) -> bool:
    """By meaning where both are values (`93M` is 93000000), else by text, with or without its unit."""
    if figure is None:
        return wanted in (None, "null")
    text = _ident(plain(figure.value))
    if str(wanted) in (text, f"{text} {figure.unit}", f"{figure.unit} {text}"):
        return True
    read = read_value(str(wanted))
    return read is not None and read == figure.value


def _value(figure: Figure | None) -> str:
    return "null" if figure is None else _ident(plain(figure.value))


def _ident(cell: Any) -> str:
    """A cell as examples write it: an entity by its id, anything else as text."""
    match cell:
        case {"id": identity}:
            return str(identity)
        case None:
            return "null"
        case bool() | int() | float() | str():
            return write(cell)
        case list():
            return _text([_ident(part) for part in cell])
    return str(cell)


def _list(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def _code(wanted: Any) -> str | None:
    return str(wanted.get("code")) if isinstance(wanted, Mapping) else None if wanted is None else str(wanted)


def _text(value: Any) -> str:
    return f"[{', '.join(map(_text, value))}]" if isinstance(value, list) else str(value)
