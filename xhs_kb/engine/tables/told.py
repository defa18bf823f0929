"""What a program tells of an input, read as `given` reads it and made plain; a text is read once and then looked up."""

from __future__ import annotations

from typing import Any

from ...ground.trouble import XhsKbError
from ...ground.values import Range
from ...language.expressions import Parameter
from ...language.facts import as_facts, read_given
from ...model.vocabulary import Vocabulary
from ..expressions.plain import NOT_PLAIN, plain_of
from ..verdicts.case import Constraint
from .outline import Column

_TEXTS_KEPT = 4096


class Reader:
    """Reads the values of one column. A text is kept with what it stands for, a bounded number of them."""

    def __init__(self, column: Column, name: str, vocabulary: Vocabulary) -> None:
        self.column, self.name, self.vocabulary = column, name, vocabulary
        declared = vocabulary.schema.inputs[column.id]
        self.whole_numbers = declared.type.base == "integer"
        self.bounds = tuple(
            Constraint(operator, bound)
            for operator, bound in ((">=", declared.minimum), ("<=", declared.maximum))
            if bound is not None
        )
        self.least = None if declared.minimum is None else plain_of(declared.minimum, column.kind)
        self.most = None if declared.maximum is None else plain_of(declared.maximum, column.kind)
        self.texts: dict[str, Any] = {}

    def __call__(self, raw: Any) -> Any:
        """The plain value, or NOT_PLAIN for whatever is none: unknown, a bound, of another type, out of bounds."""
        plain = NOT_PLAIN if raw is None or isinstance(raw, tuple | list) else self._read(raw)
        if type(raw) is str and plain is not NOT_PLAIN:
            if len(self.texts) >= _TEXTS_KEPT:
                self.texts.clear()
            self.texts[raw] = plain
        return plain

    def _read(self, raw: Any) -> Any:
        try:
            facts = as_facts(read_given({self.name: raw}, self.vocabulary))
        except XhsKbError:
            return NOT_PLAIN
        if len(facts) != 1:
            return NOT_PLAIN
        (fact,) = facts
        value = fact.value
        if fact.about != self.column.id or fact.operator != "=" or isinstance(value, Range | Parameter):
            return NOT_PLAIN
        if not all(bound.allows(value) for bound in self.bounds):
            return NOT_PLAIN
        return plain_of(value, self.column.kind)
