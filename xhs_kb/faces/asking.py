"""One question from its tree to its answer; the same way for every face."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..answers.answer import Answer
from ..answers.building import Builder
from ..answers.disagreeing import disagreements
from ..engine.base import Base
from ..engine.limits import Limits
from ..engine.planner import Circumstances, plan_of
from ..engine.results import Result
from ..engine.run import run
from ..ground.trouble import EvaluationError, Suggestion, Trouble
from ..language.expressions import Parameter
from ..language.questions import Fact, PatternOf, Question, Why

if TYPE_CHECKING:
    from .api import Prepared


def answer_question(prepared: Prepared, day: date, facts: tuple[Fact, ...], parameters: Mapping[str, Any]) -> Answer:
    """The answer to a prepared question."""
    question, kb = prepared.question, prepared.kb
    assert question is not None
    beside = Circumstances(day, facts, parameters, prepared.language)
    result = run(plan_of(question, beside, kb.vocabulary), kb.base, prepared.limits)
    answer = answer_of(kb.base, result, prepared.text, prepared.limits, everything=_wants(question, Why))
    if _wants(question, PatternOf) and answer.pattern is not None:
        return replace(answer, summary=answer.pattern)
    return answer


def answer_of(base: Base, result: Result, text: str, limits: Limits, *, everything: bool = False) -> Answer:
    """The answer that a result comes to, with the warnings that need a second look and the pattern it stands for."""
    from ..engine.as_pattern import pattern_of

    answer = Builder(base, text, everything).answer(result)
    more = disagreements(base, result, limits, answer.language)
    return replace(answer, warnings=answer.warnings + more, pattern=pattern_of(result.plan, base), engine=__version__)


def _wants(question: Question, opener: type[Why] | type[PatternOf]) -> bool:
    while isinstance(question, Why | PatternOf):
        if isinstance(question, opener):
            return True
        question = question.question
    return False


def parameters_of(node: object) -> tuple[str, ...]:
    """The names of the parameters in a tree, in order, each once."""
    return tuple(dict.fromkeys(_parameters(node)))


def _parameters(node: object) -> Iterator[str]:
    if isinstance(node, Parameter):
        yield node.name
    elif isinstance(node, tuple):
        for part in node:
            yield from _parameters(part)
    elif is_dataclass(node) and not isinstance(node, type):
        for item in fields(node):
            if item.name != "span":
                yield from _parameters(getattr(node, item.name))


def check_parameters(wanted: Sequence[str], given: Mapping[str, Any]) -> None:
    """Raises EvaluationError for a parameter without a value and for a value without a parameter."""
    missing = [name for name in wanted if name not in given]
    surplus = [name for name in given if name not in wanted]
    if missing:
        raise EvaluationError(Trouble("parameter", f"`${missing[0]}` has no value"))
    if surplus:
        known = tuple(Suggestion(f"${name}") for name in wanted[:3])
        raise EvaluationError(Trouble("parameter", f"there is no `${surplus[0]}` in the text", suggestions=known))
