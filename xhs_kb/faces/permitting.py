"""Permissions of a prepared question from a table: filled as it is asked, by what the rules can tell apart.

For whoever decides often and wants the word alone. The whole answer to the same question has the same permission.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..engine.limits import running
from ..engine.plan import JudgePlan
from ..engine.planner import Circumstances, plan_of
from ..engine.tables.judged import alike
from ..ground.frozen import replace
from ..ground.trouble import EvaluationError, Trouble
from ..language.questions import PatternOf, Why

if TYPE_CHECKING:
    from ..engine.verdicts.judgement import Judgement
    from .preparing import Prepared

_KEPT = 2_000_000


class Permissions(dict[Any, str]):
    """The permissions that a prepared question comes to on one day, by the value of its parameter.

    With several parameters the key is a tuple, in the order of the text. A key that was not asked before is judged and
    kept; raises XhsKbError where it cannot be, and like any dict TypeError for a key without a hash. It may serve many
    threads.
    """

    __slots__ = ("_day", "_facts", "_many", "_names", "_prepared")

    def __init__(self, prepared: Prepared, day: date, given: Mapping[str, Any]) -> None:
        super().__init__()
        question = prepared.question
        while isinstance(question, Why | PatternOf):
            question = question.question
        if question is None:
            raise EvaluationError(Trouble("wrong-kind", "a pattern has no permission; ask it a question"))
        self._prepared = replace(prepared, question=question)
        self._day, self._facts = day, prepared.kb._facts({**prepared.beside.given, **given})
        said = prepared.beside.parameters
        self._names = tuple(name for name in prepared.parameters if name not in said)
        self._many = len(self._names) != 1

    def __missing__(self, key: Any) -> str:
        values = key if self._many else (key,)
        if not isinstance(values, tuple) or len(values) != len(self._names):
            raise EvaluationError(Trouble("parameter", f"the question has {len(self._names)} parameters"))
        permission = self._judged(dict(zip(self._names, values, strict=True)))
        if all(type(value) is str for value in values):  # 1 and true are one key, but not one value
            if len(self) >= _KEPT:
                self.clear()
            self[key] = permission
        return permission

    def _judged(self, values: Mapping[str, Any]) -> str:
        return self._judgement(values).permission

    def _judgement(self, values: Mapping[str, Any]) -> Judgement:
        prepared = self._prepared
        kb, question = prepared.kb, prepared.question
        assert question is not None
        said = {**prepared.beside.parameters, **values}
        beside = Circumstances(self._day, self._facts, said, prepared.language, kb.today())
        plan = plan_of(question, beside, kb.vocabulary)
        if not isinstance(plan, JudgePlan):
            raise EvaluationError(Trouble("wrong-kind", "the question asks for no permission"))
        setting = plan.setting
        world = kb.base.world(setting.day, setting.voice)
        return alike(kb.base.book, world, plan.action, plan.fillers, setting.facts, running(prepared.limits))
