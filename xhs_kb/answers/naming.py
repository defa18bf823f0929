"""What things are called in an answer: the name of the day asked about, in the language asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from ..engine.base import Base
from ..engine.notes import Notes
from ..ground.frozen import dataclass
from ..ground.values import Duration, EntityRef, Money, Range, Value, write
from ..model.schema import Name, Texts
from .answer import Thing
from .phrasing import DURATIONS, duration, say

_LARGE = 10_000  # from here on digits are grouped


@dataclass(frozen=True)
class Namer:
    """Names and texts of one base, on one day, in one language."""

    base: Base
    day: date
    language: str

    def thing(self, id: str) -> Thing:
        """A record as it stands in an answer."""
        return Thing(id, self.name(id))

    @cached_property
    def notes(self) -> Notes:
        """What was worked out before for this day and language."""
        return self.base.notes(self.day, self.language)

    def name(self, id: str) -> str:
        """The name of a record of any kind; its id in words where it has none."""
        return self.notes.name(id, self._name)

    def _name(self, id: str) -> str:
        knowledge, schema = self.base.knowledge, self.base.knowledge.schema
        record = (
            knowledge.entities.get(id)
            or knowledge.rules.get(id)
            or knowledge.procedures.get(id)
            or schema.inputs.get(id)
            or schema.actions.get(id)
        )
        if record is not None:
            return self.pick(record.names) or self._form(id) or id.replace("_", " ")
        source = knowledge.sources.get(id)
        if source is not None:
            return self.pick(source.names) or self.text(source.title) or id
        kind = schema.kinds.get(id)
        return (self.pick(kind.names) if kind is not None else "") or id.replace("_", " ")

    def names(self, ids: Iterable[str]) -> list[str]:
        """The names of several records."""
        return [self.name(id) for id in ids]

    def _form(self, id: str) -> str:
        action = self.base.knowledge.schema.actions.get(id)
        forms = (action.forms.get(self.language) or action.forms.get(self._usual)) if action is not None else None
        return forms[0] if forms else ""

    @property
    def _usual(self) -> str:
        return self.base.knowledge.schema.header.language

    def pick(self, names: Iterable[Name]) -> str:
        """The first name that is in use on the day, in the language if there is one; empty where there is none."""
        known = list(names)
        in_use = [name for name in known if name.valid.holds(self.day)] or known
        for language in (self.language, self._usual):
            for name in in_use:
                if name.language == language:
                    return name.text
        return in_use[0].text if in_use else ""

    def text(self, texts: Texts) -> str:
        """A text in the language, else in that of the knowledge base, else in any; empty where there is none."""
        return texts.get(self.language) or texts.get(self._usual) or next(iter(texts.values()), "")

    def relation(self, id: str) -> str:
        """The words of a relation for one subject, in the language if it has them; its id where it has none."""
        declared = self.base.knowledge.schema.relations[id].phrases
        phrases = declared.get(self.language) or next(iter(declared.values()), ()) or (id,)
        return next((phrase for phrase in phrases if phrase.endswith("s")), phrases[0])

    def attribute(self, id: str, owner: str | None = None) -> str:
        """What an attribute is called."""
        declared = self.base.vocabulary.attribute(id, owner)
        return (self.pick(declared.names) if declared is not None else "") or id.replace("_", " ")

    def value(self, value: Value) -> str:
        """A value in words of the value grammar, entities by their names, large numbers grouped."""
        match value:
            case EntityRef():
                return self.name(value.id)
            case tuple():
                return ", ".join(self.value(item) for item in value)
            case Range(low, high) if low is not None and low == high:
                return self.value(low)
            case Range(low, high):
                ends = {"low": "" if low is None else self.value(low), "high": "" if high is None else self.value(high)}
                return say(
                    self.language, "range_to" if low is None else "range_from" if high is None else "range", **ends
                )
            case Duration() if self.language in DURATIONS:
                return duration(self.language, value)
            case int() if not isinstance(value, bool) and abs(value) >= _LARGE:
                return f"{value:,}"
            case Money(int(amount), currency) if abs(amount) >= _LARGE:
                return f"{currency} {amount:,}"
        return write(value)
