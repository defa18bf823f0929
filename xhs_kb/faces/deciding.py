"""Decisions of a prepared question: a verdict in short, by a generated function where there is one.

What is told of inputs, beside the question or through parameters in it, goes into the function as it comes. Whatever it
does not take (a bound, an error, an input that no rule reads) is judged as a whole question is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..engine.plan import JudgePlan
from ..engine.planner import Circumstances, plan_of
from ..engine.tables.deciding import Decider, decider_of
from ..engine.tables.writing import OTHERWISE, Decide
from ..ground.frozen import replace
from ..ground.trouble import XhsKbError
from ..ground.values import Range
from ..language.expressions import Parameter
from ..language.facts import input_named
from ..language.questions import Named, PatternOf, Permitted, Whether, Why
from .arguments import Given, When, mapping
from .asking import nodes

if TYPE_CHECKING:
    from .preparing import Prepared

_GROUPS_KEPT = 256
_SHAPES_KEPT = 16


class Decisions:
    """The generated functions of one prepared question. It may serve many threads."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        question = prepared.question
        while isinstance(question, Why | PatternOf):
            question = question.question
        self.holes: dict[str, str] = {}
        self.fixed: dict[str, Any] = {}
        self.question = question if isinstance(question, Whether) and self._read(question) else None
        self.naming = tuple(name for name in prepared._asked if name not in self.holes)
        self.only = self.naming[0] if len(self.naming) == 1 else None
        self.count, self.told_within = len(self.naming) + len(self.holes), len(self.fixed) + len(self.holes)
        self.beside = dict(prepared.beside.given)
        self.groups: dict[Any, _Group] = {}

    def _read(self, question: Whether) -> bool:
        """Takes the facts of the text apart; False where they are of a kind that no function takes."""
        if not isinstance(question.predicate, Permitted):
            return False
        named = [node.name for node in nodes(question) if isinstance(node, Parameter)]
        for fact in question.tails.given:
            value = fact.value
            if fact.operator != "=" or isinstance(value, Range | Named | tuple) or fact.about in self.fixed:
                return False
            if isinstance(value, Parameter):
                self.holes[value.name] = fact.about
            self.fixed[fact.about] = value
        self.fixed = {about: value for about, value in self.fixed.items() if about not in self.holes.values()}
        said = self.prepared.beside.parameters
        return not any(named.count(name) > 1 or name in said for name in self.holes)

    def find(self, as_of: When, given: Given, parameters: Mapping[str, Any]) -> tuple[Decider, int] | None:
        """The decider of a case and its number; None where the case has to be judged otherwise."""
        prepared, told = self.prepared, given
        if type(told) is not dict:
            told = dict(mapping(told, "given"))
        if self.beside:
            told = {**self.beside, **told}
        try:
            if self.holes or self.fixed:
                apart = len(told) + self.told_within
                told = {**self.fixed, **{about: parameters[name] for name, about in self.holes.items()}, **told}
                if len(told) != apart:
                    return None
            day = prepared._day(as_of)
            if self.only is not None:
                key: tuple[Any, ...] = (day, parameters[self.only])
            else:
                key = (day, *[parameters[name] for name in self.naming])
            group = self.groups.get(key)
        except (KeyError, TypeError):
            return None
        if group is None or len(parameters) != self.count:
            group = self._kept(key) if len(parameters) == self.count else None
        try:
            return None if group is None else group.judged(told)
        except XhsKbError:
            return None  # judging it says why

    def _kept(self, key: tuple[Any, ...]) -> _Group | None:
        if self.question is None:
            return None
        group = self._group(key[0], dict(zip(self.naming, key[1:], strict=True)))
        if group is not None:
            if len(self.groups) >= _GROUPS_KEPT:
                self.groups.clear()
            self.groups[key] = group
        return group

    def _group(self, day: date, parameters: Mapping[str, Any]) -> _Group | None:
        prepared, question = self.prepared, self.question
        assert question is not None
        bare = replace(question, tails=replace(question.tails, given=()))
        said = {**prepared.beside.parameters, **parameters}
        try:
            beside = Circumstances(day, (), said, prepared.language, prepared.kb.today())
            plan = plan_of(bare, beside, prepared.kb.vocabulary)
            if not isinstance(plan, JudgePlan):
                return None
            group = _Group(prepared, plan)
            return group if group.some is not None else None
        except XhsKbError:
            return None  # judging it says why


class _Group:
    """The cases of a question about the same things: a function of every input that a rule reads, and of whole rows."""

    def __init__(self, prepared: Prepared, plan: JudgePlan) -> None:
        self.prepared, self.plan = prepared, plan
        self.some = self._decider(None)
        columns = self.some.outline.columns if self.some is not None else ()
        self.places = {column.id: place for place, column in enumerate(columns)}
        self.count, self.aliased = len(columns), False
        self.whole: dict[tuple[str, ...], tuple[Decider, Decide]] = {}

    def _decider(self, names: tuple[str, ...] | None) -> Decider | None:
        kb, setting = self.prepared.kb, self.plan.setting
        world = kb.base.world(setting.day, setting.voice)
        return decider_of(
            kb.base.book, world, kb.vocabulary, self.plan.action, self.plan.fillers, names, self.prepared.limits
        )

    def judged(self, told: Mapping[str, Any]) -> tuple[Decider, int] | None:
        """The decider and the number of what is told, in any order; None where no function takes it."""
        shape = tuple(told)
        known = self.whole.get(shape)
        if known is not None:
            decider, decide = known
            code = decide(*told.values())
        else:
            if len(shape) >= self.count and shape not in self.whole:
                self._keep(shape)
            row = self._row(told)
            if row is None or self.some is None:
                return None
            decider = self.some
            code = decider.some_told(*row)
        return None if code == OTHERWISE else (decider, code)

    def _keep(self, shape: tuple[str, ...]) -> None:
        """Makes a function of these columns in this order, once they were seen often enough."""
        try:
            made = self._decider(shape)
        except XhsKbError:
            made = None
        if made is not None:
            if len(self.whole) >= _SHAPES_KEPT:
                self.whole.clear()
            self.whole[shape] = made, made.all_told

    def _row(self, told: Mapping[str, Any]) -> list[Any] | None:
        row: list[Any] = [None] * self.count
        for name, value in told.items():
            place = self.places.get(name)
            if place is None:
                place = self._place(name)
            if place is None or value is None:
                return None
            row[place] = value
        return None if self.aliased and self.count - len(told) != sum(value is None for value in row) else row

    def _place(self, name: str) -> int | None:
        try:
            id = input_named(name, self.prepared.kb.vocabulary)
        except XhsKbError:
            return None
        place = None if id is None else self.places.get(id)
        if place is not None and len(self.places) < 4 * self.count:
            self.aliased = True
            self.places[name] = place
        return place
