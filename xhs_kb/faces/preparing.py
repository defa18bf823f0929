"""Questions and patterns that are read once and asked many times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..answers.answer import Answer
from ..engine.limits import DEFAULT, Limits
from ..ground.frozen import dataclass, field, replace
from .arguments import Given, Strictness, When, day_of, mapping

if TYPE_CHECKING:
    from ..engine.patterns.prepared import Prepared as PreparedPattern
    from ..engine.tables.deciding import Decision
    from ..language.questions import Question
    from .api import KnowledgeBase
    from .deciding import Decisions
    from .permitting import Permissions

_DAYS_KEPT = 8
_ANSWERS_KEPT = 2048
_TEXT = {str}


@dataclass(frozen=True)
class Beside:
    """What was said once for every call of a prepared text: a day, facts, values of parameters."""

    day: date | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """A question that was read once. Call it with its parameters by name; what is not named is missing and an error."""

    kb: KnowledgeBase
    text: str
    question: Question | None
    pattern_parameters: tuple[str, ...]
    language: str
    limits: Limits = DEFAULT
    strict: Strictness = "strict"
    beside: Beside = field(default_factory=Beside)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of its `$parameters`, in the order of the text."""
        from .asking import parameters_of

        if self.question is None:
            return self.pattern_parameters
        return parameters_of(self.question) if "$" in self.text else ()

    def __call__(self, *, as_of: When = None, given: Given = None, **parameters: Any) -> Answer:
        """The answer with these values for the parameters."""
        return self.answer(as_of=as_of, given=given, parameters=parameters)

    def answer(self, *, as_of: When = None, given: Given = None, parameters: Mapping[str, Any] | None = None) -> Answer:
        """The same, with the parameters as a mapping; a missing or a surplus one is an error."""
        from .asking import answer_question, check_parameters

        values = {**self.beside.parameters, **mapping(parameters)}
        day = self._day(as_of)
        key = None if given or self.question is None else (day, *values.items())
        if key is not None and set(map(type, values.values())) <= _TEXT:
            known = self._answers.get(key)
            if known is None:
                check_parameters(self.parameters, values, self.text)
                known = answer_question(self, day, self.kb._facts(self.beside.given), values)
                if len(self._answers) >= _ANSWERS_KEPT:
                    self._answers.clear()
                self._answers[key] = known
            return known
        check_parameters(self.parameters, values, self.text)
        facts = self.kb._facts({**self.beside.given, **mapping(given, "given")})
        if self.question is None:
            from .pattern_door import answer_pattern

            return answer_pattern(self, day, values, facts)
        return answer_question(self, day, facts, values)

    def permissions(self, *, as_of: When = None, given: Given = None) -> Permissions:
        """A table of the permissions alone, by the value of the parameter: the fast way to many decisions.

        Raises XhsKbError for a pattern; looking a key up raises where the question asks for no permission.
        """
        from .permitting import Permissions

        return Permissions(self, self._day(as_of), mapping(given, "given"))

    def permission(self, *, as_of: When = None, given: Given = None, **parameters: Any) -> str:
        """The permission alone, as the answer would have it; looked up where it was asked before."""
        names = self._asked
        if as_of is None and not given:
            table = self._tables.get(self._day(None))
            if table is not None and len(parameters) == len(names):
                try:
                    if len(names) == 1:
                        return table[parameters[names[0]]]
                    return table[tuple([parameters[name] for name in names])]
                except (KeyError, TypeError):
                    pass
        return self._permission(as_of, given, parameters)

    def decision(self, *, as_of: When = None, given: Given = None, **parameters: Any) -> Decision:
        """Permission, advice and the ids of the rules that are violated, open or met, as the answer would have them.

        Made for many cases that differ in what is told of inputs: from the third on, cases about the same things go
        through a function that was made for them. Raises as the call does, and XhsKbError (`wrong-kind`) for a question
        that asks for no permission.
        """
        found = self._decisions.find(as_of, given or {}, parameters)
        if found is not None:
            return found[0].decision(found[1])
        from ..engine.tables.codes import SHOWN
        from ..engine.tables.deciding import Decision
        from .asking import check_parameters

        check_parameters(self.parameters, {**self.beside.parameters, **parameters}, self.text)
        judgement = self.permissions(as_of=as_of, given=given)._judgement(parameters)
        rules = tuple(item.rule.id for item in judgement.by_status(*SHOWN))
        return Decision(judgement.permission, judgement.advice, rules)

    def _permission(self, as_of: When, given: Given, parameters: Mapping[str, Any]) -> str:
        if given or self._decisions.holes:
            found = self._decisions.find(as_of, given or {}, parameters)
            if found is not None:
                return found[0].together(found[1]).permission
        from .asking import check_parameters


        check_parameters(self.parameters, {**self.beside.parameters, **parameters}, self.text)
        day, said = self._day(as_of), mapping(given, "given")
        table = None if said or set(parameters) != set(self._asked) else self._tables.get(day)
        if table is None:
            fixed = {**self.beside.parameters, **parameters} if said or set(parameters) != set(self._asked) else {}
            prepared = replace(self, beside=replace(self.beside, parameters=fixed)) if fixed else self
            table = prepared.permissions(as_of=day, given=said)
            if fixed:
                return table[()]
            if len(self._tables) >= _DAYS_KEPT:
                self._tables.clear()
            if not self._decisions.holes:
                self._tables[day] = table
        values = tuple(parameters[name] for name in self._asked)
        try:
            return table[values if len(values) != 1 else values[0]]
        except TypeError:
            return table._judged(parameters)

    def _day(self, as_of: When) -> date:
        return self.beside.day if as_of is None and self.beside.day is not None else day_of(as_of, self.kb.today)

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        return tuple(name for name in self.parameters if name not in self.beside.parameters)

    @cached_property
    def plans(self) -> dict[date, PreparedPattern]:
        """A pattern as it was planned for days."""
        return {}

    @cached_property
    def _decisions(self) -> Decisions:
        from .deciding import Decisions

        return Decisions(self)

    @cached_property
    def _answers(self) -> dict[Any, Answer]:
        return {}

    @cached_property
    def _tables(self) -> dict[date, Permissions]:
        return {}
