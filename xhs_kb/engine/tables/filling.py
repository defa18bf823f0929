"""What a generated function has not seen before: found by judging, kept by the pattern of truths that led to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Protocol

from ...ground.values import Value
from ...language.expressions import Expression
from ...language.questions import Fact
from ..expressions import compile_expression
from ..expressions.plain import value_of
from ..verdicts.case import Case, make_case
from ..verdicts.components import component_of
from ..verdicts.scope import CaseScope
from .codes import DOUBTS, Codes
from .outline import Outline, Part
from .writing import OTHERWISE, UNDECIDED, Row

_PATTERNS_KEPT = 4096
"""Patterns of truths of one part: more than there are for seven atoms; one takes some 200 bytes."""


class Joint(Protocol):
    """What settles whether parts that are open come to something together that none of them comes to alone."""

    @property
    def doubtful(self) -> int:
        """The doubts that rules which share an unknown may raise."""

    def settled(self, number: int, row: Row) -> int:
        """The number with what is so in every completion, or OTHERWISE."""


class _Told(CaseScope):
    """The scope of a group of cases with values for some inputs."""

    __slots__ = ("told",)

    def __init__(self, case: Case, told: Mapping[str, Value]) -> None:
        super().__init__(case)
        self.told = told

    def input(self, id: str) -> Value | None:
        """What is told of an input."""
        return self.told.get(id)


class Filling:
    """What a generated function of an outline has not seen before, found by judging."""

    def __init__(
        self, outline: Outline, codes: Codes, limit: int, settle: Callable[[], Joint | None] = lambda: None
    ) -> None:
        self.outline, self.codes, self.limit, self._settle = outline, codes, limit, settle
        self.kinds = {column.id: column.kind for column in outline.columns}
        self.tables: dict[str, dict[Any, int]] = {}

    @cached_property
    def together(self) -> Joint | None:
        """What settles parts that are open together; None where nothing can. It is made when something may be open."""
        return self._settle()

    @property
    def doubtful(self) -> int:
        """The doubts that several open parts may raise together."""
        return DOUBTS if self.together is None else self.together.doubtful

    def scope(self, row: Row) -> CaseScope:
        """The case of a row, told of what is known of it."""
        case = self.outline.case
        told = zip(self.outline.columns, row, strict=True)
        facts = [Fact(c.id, "=", value_of(plain, c.kind)) for c, plain in told if plain is not None]
        return CaseScope(make_case(case.world, case.action, case.fillers, facts))

    def table(self, part: Part) -> tuple[dict[Any, int], Callable[[Any, Row], int]]:
        """The numbers of a part by the truths of its atoms, and what finds one that is missing."""
        rules = [folded.rule for folded in part.rules]
        known = self.tables.setdefault(rules[0].id, {})

        def fill(key: Any, row: Row) -> int:
            number = self.codes.of_component(component_of(rules, self.scope(row), self.limit, self.outline.uncut))
            if len(known) >= _PATTERNS_KEPT:
                known.clear()
            known[key] = number
            return number

        return known, fill

    def constant(self, part: Part) -> int:
        """The number of a part that does not vary."""
        rules = [folded.rule for folded in part.rules]
        return self.codes.of_component(
            component_of(rules, CaseScope(self.outline.case), self.limit, self.outline.uncut)
        )

    def atom(self, atom: Expression, inputs: tuple[str, ...]) -> Callable[..., Any]:
        """An atom as a function of these inputs' plain values; UNDECIDED where it is neither true nor false."""
        test, case = compile_expression(atom), self.outline.case
        kinds = [(id, self.kinds[id]) for id in inputs]

        def truth(*plain: Any) -> Any:
            told = {id: value_of(one, kind) for (id, kind), one in zip(kinds, plain, strict=True)}
            found = test(_Told(case, told))
            return found if found is True or found is False else UNDECIDED

        return truth

    def joint(self, number: int, row: Row) -> int:
        """The number where parts that are open may come to something together that none of them comes to alone."""
        if not (opened := number & self.codes.open) & (opened - 1):
            return number  # one rule alone is open
        return OTHERWISE if self.together is None else self.together.settled(number, row)
