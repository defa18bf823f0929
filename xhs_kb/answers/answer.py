"""The one answer object, as the API returns it, the command line prints it and anything built later reads it.

Its JSON form is that of spec/answers §1; `schema()` gives the JSON Schema of that form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ..ground.frozen import dataclass, field
from ..ground.values import EntityRef, Value, write

if TYPE_CHECKING:
    import pandas
    import pyarrow

AnswerKind: TypeAlias = Literal["verdict", "yes_no", "table", "card", "value", "procedure", "comparison", "changes"]


@dataclass(frozen=True, slots=True)
class Thing:
    """A record in an answer: its id, and the name that it had on the day, in the language asked."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Entries:
    """A map in an answer, as pairs in order."""

    pairs: tuple[tuple[str, Item], ...]


Item: TypeAlias = Thing | Entries | Value | tuple["Item", ...] | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that was considered, and how it stood. `residual` is None unless the rule is open."""

    rule: str
    name: str
    effect: str
    status: str
    because: str | None = None
    chain: tuple[str, ...] = ()
    chain_names: tuple[str, ...] = ()
    residual: str | None = None
    set_aside_by: tuple[str, ...] = ()
    consequence: str | None = None
    instead: tuple[Thing, ...] = ()
    citations: tuple[str, ...] = ()
    part: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """A kind of reply and the permission it leads to; `reply` can be given as it stands."""

    reply: str
    permission: str


@dataclass(frozen=True, slots=True)
class Need:
    """Something that nobody has said and on which the answer depends; `what` is `input`, `role` or `attribute`."""

    what: Literal["input", "role", "attribute"]
    name: str
    ask: str
    type: str
    leads_to: tuple[LeadsTo, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a source, with what is known of the source; None where it is not."""

    id: str
    title: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that makes an answer less sure: a stable code, a sentence, and the ids that it is about."""

    code: str
    message: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit and the day it was true; None where it has none."""

    value: Item
    unit: str | None = None
    at: str | None = None


@dataclass(frozen=True)
class Answer:
    """What a question comes to. `permission` is None where no verdict was asked, `figure` where no single value is."""

    kind: AnswerKind
    question: str
    as_of: str
    language: str
    summary: str
    permission: str | None = None
    advice: str | None = None
    figure: Figure | None = None
    columns: tuple[str, ...] = ()
    table: tuple[tuple[Item, ...], ...] = ()
    reasons: tuple[Reason, ...] = ()
    needs: tuple[Need, ...] = ()
    used: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    apart: tuple[Thing, ...] = ()
    warnings: tuple[Warning, ...] = ()
    pattern: str | None = None
    explained: bool = False
    kb: Mapping[str, str] = field(default_factory=dict)
    engine: str = ""

    @cached_property
    def rows(self) -> list[list[Any]]:
        """The rows in JSON types, as lists in the order of `columns`."""
        return [[plain(item) for item in row] for row in self.table]

    @property
    def value(self) -> Any:
        """The single value in JSON types; None where there is none."""
        return None if self.figure is None else plain(self.figure.value)

    def to_dict(self) -> dict[str, Any]:
        """The answer in JSON types, as spec/answers §1 lays down."""
        judged = self.permission is not None
        figure = self.figure
        return {
            "kind": self.kind,
            "question": self.question,
            "as_of": self.as_of,
            "language": self.language,
            "summary": self.summary,
            "verdict": {"permission": self.permission, "advice": self.advice} if judged else None,
            "value": None if figure is None else {"value": plain(figure.value), "unit": figure.unit, "at": figure.at},
            "columns": list(self.columns),
            "rows": [[plain(item) for item in row] for row in self.table],
            "reasons": [_reason(reason) for reason in self.reasons],
            "needs": [_need(need) for need in self.needs],
            "used": list(self.used),
            "citations": [_cited(cited) for cited in self.citations],
            "apart": [plain(thing) for thing in self.apart],
            "warnings": [{"code": w.code, "message": w.message, "about": list(w.about)} for w in self.warnings],
            "pattern": self.pattern,
            "kb": dict(self.kb),
            "engine": self.engine,
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The same as text; the same knowledge base, question, day and facts give the same bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent, sort_keys=False)

    def to_pandas(self, *, names: bool = False) -> pandas.DataFrame:
        """The rows as a data frame: records by id (by name with `names`), shares as numbers; needs `xhs-kb[pandas]`."""
        from .frames import columns_of, data_frame

        return data_frame(columns_of(self, names=names))

    def to_arrow(self, *, names: bool = False) -> pyarrow.Table:
        """The same as an Arrow table; needs `xhs-kb[arrow]`."""
        from .frames import arrow_table, columns_of

        return arrow_table(columns_of(self, names=names))

    def _repr_html_(self) -> str:
        from .notebook import answer_html

        return answer_html(self)

    def __str__(self) -> str:
        return self.summary


def plain(item: Item) -> Any:
    """An item in JSON types: an entity as id and name, what JSON lacks as text of the value grammar."""
    match item:
        case None | bool() | int() | float() | str():
            return item
        case Thing():
            return {"id": item.id, "name": item.name}
        case Entries():
            return {key: plain(value) for key, value in item.pairs}
        case EntityRef():
            return {"id": item.id, "name": item.id}
        case tuple():
            return [plain(part) for part in item]
    return write(item)


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "name": reason.name,
        "effect": reason.effect,
        "status": reason.status,
        "because": reason.because,
        "chain": list(reason.chain),
        "residual": reason.residual,
        "set_aside_by": reason.set_aside_by[0] if reason.set_aside_by else None,
        "part": reason.part,
        "consequence": reason.consequence,
        "instead": [plain(thing) for thing in reason.instead],
        "authority": reason.authority,
        "citations": list(reason.citations),
    }


def _need(need: Need) -> dict[str, Any]:
    leads = [{"reply": lead.reply, "permission": lead.permission} for lead in need.leads_to]
    return {need.what: need.name, "ask": need.ask, "type": need.type, "leads_to": leads}


def _cited(cited: Cited) -> dict[str, Any]:
    return {
        "id": cited.id,
        "title": cited.title,
        "publisher": cited.publisher,
        "date": cited.date,
        "url": cited.url,
        "authority": cited.authority,
    }
