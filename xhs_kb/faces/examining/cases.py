"""An example made ready to be asked of a knowledge base and its mutants, and what was seen when it was asked."""

from __future__ import annotations

from datetime import date

from ...answers.answer import Answer
from ...answers.building import Builder
from ...engine.base import Base
from ...engine.planner import Circumstances, plan_of
from ...engine.results import (
    ConsequencesResult,
    ProcedureResult,
    RequirementsResult,
    Result,
    RowsResult,
    TruthResult,
    VerdictResult,
)
from ...engine.run import run
from ...engine.verdicts.judgement import Judgement
from ...ground.frozen import dataclass, replace
from ...ground.trouble import Trouble, XhsKbError
from ...language.questions import Fact, Question, Why
from ...model.records import Example
from ..api import KnowledgeBase, day_of


@dataclass(frozen=True)
class Seen:
    """What came of asking: an answer with the judgements behind it, or a trouble. `whole`: one case was judged."""

    answer: Answer | None = None
    judgements: tuple[Judgement, ...] = ()
    trouble: Trouble | None = None
    whole: bool = False


@dataclass(frozen=True)
class Case:
    """An example whose question is read; `question` is None for a pattern, which is asked as text."""

    example: Example
    kb: KnowledgeBase
    day: date | None = None
    facts: tuple[Fact, ...] = ()
    question: Question | None = None
    trouble: Trouble | None = None

    def ask(self, base: Base) -> Seen:
        """What comes of asking it of a base with the same vocabulary, with everything that was considered."""
        if self.trouble is not None:
            return Seen(trouble=self.trouble)
        try:
            if self.question is None or self.wants_all:
                return Seen(self._answer(base))
            beside = Circumstances(self.day or self.kb.today(), self.facts, {}, self.kb.language)
            result = run(plan_of(self.question, beside, base.vocabulary), base, self.kb.limits)
            answer = Builder(base, self.example.ask, True).answer(result)
            return Seen(answer, judgements_of(result), whole=isinstance(result, VerdictResult))
        except XhsKbError as error:
            return Seen(trouble=error.trouble)

    @property
    def wants_all(self) -> bool:
        """Whether it expects something that only a finished answer has."""
        return bool({"warnings", "pattern"} & self.example.expect.keys())

    def _answer(self, base: Base) -> Answer:
        example = self.example
        kb = replace(self.kb, base=base)
        return kb.ask(example.ask, as_of=example.as_of, given=dict(example.given))


def case_of(example: Example, kb: KnowledgeBase) -> Case:
    """The example, read once; a question that cannot be read is a case with a trouble."""
    case = Case(example, kb)
    try:
        prepared = kb.prepare(example.ask)
        day = day_of(example.as_of, kb.today)
        facts = kb._facts(dict(example.given))
    except XhsKbError as error:
        return replace(case, trouble=error.trouble)
    question = prepared.question
    if question is not None and not isinstance(question, Why):
        question = Why(question)
    return replace(case, day=day, facts=facts, question=question)


def judgements_of(result: Result) -> tuple[Judgement, ...]:
    """The judgements that a result records."""
    match result:
        case VerdictResult(_, judgement) | RequirementsResult(_, judgement) | ProcedureResult(_, judgement):
            return (judgement,)
        case ConsequencesResult(_, judgement):
            return () if judgement is None else (judgement,)
        case TruthResult(_, tested):
            return tested.evidence.judgements
        case RowsResult():
            return tuple(judgement for row in (*result.rows, *result.apart) for judgement in row.evidence.judgements)
    return ()


def place_of(example: Example) -> str:
    """Where an example stands: file and line, or its question where it stands in no file."""
    return f"{example.span.source.name}:{example.span.line}" if example.span else "example"
