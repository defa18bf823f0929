"""Records as the properties of nodes and edges, as patterns and exports see them (spec: language §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..ground.values import Day, EntityRef, Percent, Quantity, Range, RangeText, Value, write
from .records import Entity, Grounds, Knowledge, Procedure, Reading, Rule, SourceRecord
from .schema import Action, Input, Texts
from .shape import name_on


class Described:
    """The properties of records on a day (None: whatever the day). What is not known is None or absent.

    With `typed`, values other than dates stay what they are; with `compared`, the text of a range knows its range.
    """

    def __init__(self, knowledge: Knowledge, day: date | None, typed: bool = False, compared: bool = False) -> None:
        self.knowledge = knowledge
        self.day = day
        self.typed = typed
        self.compared = compared
        self.language = knowledge.schema.header.language

    def holds(self, grounds: Grounds) -> bool:
        """Whether what rests on these grounds holds on the day."""
        return self.day is None or grounds.valid.holds(self.day)

    def named(self, record: Entity | Rule | Procedure | Action | Input) -> dict[str, Any]:
        """Name and summary."""
        return {"name": name_on(record.names, self.language, self.day), "summary": self.text(record.summary)}

    def record(self, record: Entity | Rule | Procedure) -> dict[str, Any]:
        """The same with what it rests on."""
        return {**self.named(record), **grounds_of(record.grounds)}

    def text(self, texts: Texts) -> str | None:
        """A text in the language of the knowledge base, or in any."""
        return texts.get(self.language) or next(iter(texts.values()), None)

    def attributes(self, entity: Entity) -> dict[str, Any]:
        """The attributes of an entity."""
        found = {}
        for key, readings in entity.attributes.items():
            reading = self.current(readings)
            if reading is not None:
                found[key] = self.plain(reading.value)
        return found

    def current(self, readings: Iterable[Reading]) -> Reading | None:
        """The last value at or before the day; the strongest authority goes first (spec: data §2)."""
        day = self.day
        in_time = [r for r in readings if self.holds(r.grounds) and (day is None or r.at is None or r.at.first <= day)]
        return min(in_time, key=self._standing, default=None)

    def _standing(self, reading: Reading) -> tuple[int, int, str]:
        known = self.knowledge
        cited = (known.sources.get(citation.source) for citation in reading.grounds.citations)
        ranks = [known.schema.rank(source.authority if source else None) for source in cited]
        at = reading.at.first.toordinal() if reading.at else 0
        return min(ranks, default=len(known.schema.authorities)), -at, str(reading.grounds.citations)

    def rule(self, rule: Rule) -> dict[str, Any]:
        """What only a rule has."""
        conditions = {
            key: " ".join(condition.text.split())
            for key, condition in (("when", rule.when), ("unless", rule.unless), ("that", rule.that))
            if condition
        }
        return {
            "effect": rule.effect,
            "authority": rule.authority or None,
            "because": self.text(rule.because),
            "consequence": self.text(rule.consequence),
            **conditions,
        }

    def procedure(self, procedure: Procedure) -> dict[str, Any]:
        """What only a procedure has."""
        return {
            "takes": None if procedure.takes is None else self.plain(procedure.takes),
            "steps": [self.text(step.do) for step in procedure.steps],
        }

    def source(self, source: SourceRecord) -> dict[str, Any]:
        """What only a source has."""
        title = self.text(source.title)
        return {
            "name": name_on(source.names, self.language, self.day) or title,
            "title": title,
            "publisher": source.publisher,
            "date": str(source.date) if source.date else None,
            "url": source.url,
            "authority": source.authority,
        }

    def input(self, declared: Input) -> dict[str, Any]:
        """What only an input has."""
        bounds = {"min": declared.minimum, "max": declared.maximum}
        return {
            "type": str(declared.type),
            "ask": self.text(declared.ask),
            **{key: self.plain(value) for key, value in bounds.items() if value is not None},
        }

    def plain(self, value: Value) -> Any:
        """A value as a property."""
        match value:
            case bool() | int() | float() | str():
                return value
            case Day():
                return str(value)
            case EntityRef():
                return value.id
            case tuple():
                return [self.plain(item) for item in value]
            case _ if self.typed:
                return value
            case Range() if self.compared:
                low, high = (None if end is None else self.plain(end) for end in (value.low, value.high))
                return RangeText(write(value), Range(low, high))
            case Percent():
                return value.share
            case Quantity():
                return value.amount
        return write(value)


def said(identity: str | None, parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What is known, by property; what is not known is no property."""
    found = {} if identity is None else {"id": identity}
    return found | {key: value for part in parts for key, value in part.items() if value is not None}


def grounds_of(grounds: Grounds) -> dict[str, Any]:
    """What a record rests on, as properties."""
    valid = grounds.valid
    return {
        "source": ", ".join(map(str, grounds.citations)) or None,
        "valid_from": valid.start.isoformat() if valid.start else None,
        "valid_until": valid.end.isoformat() if valid.end else None,
    }
