"""Compares two knowledge bases record by record and answer by answer. Both are only read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from ...answers.answer import Answer
from ...ground.frozen import dataclass
from ...ground.trouble import XhsKbError
from ...ground.values import write
from ...model.records import Example
from ..api import KnowledgeBase

SECTIONS = ("rule", "entity", "source", "procedure", "kind", "relation", "action", "input")
_PLACES = ("span", "spans")


@dataclass(frozen=True, slots=True)
class Change:
    """A record that is new, gone or other than before; `fields` says of what, before and after."""

    sort: str
    id: str
    what: str
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a question: a word for it, and the whole sentence. `word` is a permission, or what was found."""

    word: str
    summary: str


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question that is answered otherwise than before."""

    question: str
    as_of: str
    given: tuple[tuple[str, str], ...]
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two knowledge bases."""

    old: str
    new: str
    records: tuple[Change, ...]
    answers: tuple[AnswerChange, ...]
    asked: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.records and not self.answers

    def of(self, sort: str) -> tuple[Change, ...]:
        """The changes of one sort of record."""
        return tuple(change for change in self.records if change.sort == sort)

    def to_dict(self) -> dict[str, Any]:
        """The differences in JSON types."""
        records = [
            {
                "sort": c.sort,
                "id": c.id,
                "what": c.what,
                "fields": [{"field": f, "before": b, "after": a} for f, b, a in c.fields],
            }
            for c in self.records
        ]
        answers = [
            {
                "question": a.question,
                "as_of": a.as_of,
                "given": dict(a.given),
                "before": {"answer": a.before.word, "summary": a.before.summary},
                "after": {"answer": a.after.word, "summary": a.after.summary},
            }
            for a in self.answers
        ]
        return {"old": self.old, "new": self.new, "records": records, "answers": answers, "asked": self.asked}


def compare(old: KnowledgeBase, new: KnowledgeBase, day: date, language: str | None = None) -> Comparison:
    """What differs: every record, and the answers to the examples of both, on their days (else on `day`)."""
    records = tuple(change for sort in SECTIONS for change in _changes(sort, _records(old, sort), _records(new, sort)))
    questions = dict.fromkeys(_question(example, day) for kb in (old, new) for example in kb.examples)
    answers = () if old.knowledge.hash == new.knowledge.hash else tuple(_answers(questions, old, new, language))
    names = [f"{kb.schema.header.version} ({kb.knowledge.hash[:8]})" for kb in (old, new)]
    return Comparison(names[0], names[1], records, answers, len(questions))


# --- records ------------------------------------------------------------------------------------------------------


def _records(kb: KnowledgeBase, sort: str) -> Mapping[str, Any]:
    knowledge, schema = kb.knowledge, kb.schema
    tables: dict[str, Mapping[str, Any]] = {
        "rule": knowledge.rules,
        "entity": knowledge.entities,
        "source": knowledge.sources,
        "procedure": knowledge.procedures,
        "kind": schema.kinds,
        "relation": schema.relations,
        "action": schema.actions,
        "input": schema.inputs,
    }
    return tables[sort]


def _changes(sort: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for id in sorted({*old, *new}):
        if id not in old:
            yield Change(sort, id, "added")
        elif id not in new:
            yield Change(sort, id, "removed")
        elif old[id] != new[id]:
            yield Change(sort, id, "changed", tuple(_fields(old[id], new[id])))


def _fields(old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    for item in fields(new):
        before, after = getattr(old, item.name), getattr(new, item.name)
        if item.name in _PLACES or before == after:
            continue
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            for key in sorted({*before, *after}):
                if before.get(key) != after.get(key):
                    yield f"{item.name}.{key}", shown(before.get(key)), shown(after.get(key))
        elif is_dataclass(before) and type(before) is type(after):
            yield from ((f"{item.name}.{name}", b, a) for name, b, a in _fields(before, after))
        else:
            yield item.name, shown(before), shown(after)


def shown(value: Any) -> str:
    """Any part of a record as one line; `-` for nothing."""
    match value:
        case None | () | "":
            return "-"
        case bool() | int() | float() | str():
            return " ".join(str(value).split())
        case date():
            return value.isoformat()
        case Mapping():
            return ", ".join(f"{key}: {shown(part)}" for key, part in value.items()) or "-"
        case tuple() | list():
            return ", ".join(shown(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        if type(value).__module__.endswith((".records", ".schema")):
            return _said(value)
        return write(value)  # type: ignore[arg-type]
    return str(value)


def _said(value: Any) -> str:
    """A part of a record by what it says: its own text if it has one, else its fields that say something."""
    text = getattr(value, "text", None)
    if isinstance(text, str):
        return " ".join(text.split())
    if "__str__" in vars(type(value)):
        return str(value)
    told = [(item.name, shown(getattr(value, item.name))) for item in fields(value) if item.name not in _PLACES]
    return " ".join(f"{name}: {text}" for name, text in told if text != "-" and text)


# --- answers ------------------------------------------------------------------------------------------------------


def _question(example: Example, day: date) -> tuple[str, str, tuple[tuple[str, Any], ...]]:
    given = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in example.given.items())
    return example.ask, example.as_of or day.isoformat(), given


def _answers(
    questions: Iterable[tuple[str, str, tuple[tuple[str, Any], ...]]],
    old: KnowledgeBase,
    new: KnowledgeBase,
    language: str | None,
) -> Iterator[AnswerChange]:
    for text, day, given in questions:
        before, after = (_ask(kb, text, day, given, language) for kb in (old, new))
        if before[0] != after[0]:
            facts = tuple((key, shown(value)) for key, value in given)
            yield AnswerChange(text, day, facts, before[1], after[1])


def _ask(kb: KnowledgeBase, text: str, day: str, given: Any, language: str | None) -> tuple[object, Verdict]:
    try:
        answer = kb.ask(text, as_of=day, given=dict(given), language=language)
    except XhsKbError as error:
        return error.code, Verdict(error.code, error.message)
    return _essence(answer), Verdict(_word(answer), answer.summary)


def _essence(answer: Answer) -> object:
    rules = tuple((r.rule, r.status) for r in answer.reasons if r.status in ("violated", "open", "met", "set_aside"))
    return answer.permission, answer.advice, answer.rows, answer.value, rules


def _word(answer: Answer) -> str:
    if answer.permission is not None:
        return answer.permission
    return answer.kind if answer.value is None else str(answer.value).lower()
