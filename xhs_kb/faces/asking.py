"""One question from its tree to its answer; the same way for every face."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..answers.answer import Answer
from ..answers.building import Builder
from ..answers.disagreeing import disagreements
from ..engine.base import Base
from ..engine.limits import Limits, running
from ..engine.planner import Circumstances, plan_of
from ..engine.results import Result
from ..engine.run import run
from ..ground.frozen import fields_of, is_frozen, replace
from ..ground.span import Source, Span
from ..ground.trouble import EvaluationError, Suggestion, Trouble
from ..language.expressions import Parameter
from ..language.questions import Fact, Named, PatternOf, Question, Why

if TYPE_CHECKING:
    from .api import Prepared


def answer_question(prepared: Prepared, day: date, facts: tuple[Fact, ...], parameters: Mapping[str, Any]) -> Answer:
    """The answer to a prepared question."""
    question, kb = prepared.question, prepared.kb
    assert question is not None
    beside = Circumstances(day, facts, parameters, prepared.language, kb.today())
    limits = running(prepared.limits)
    try:
        everything = _wants(question, Why)
        result = run(plan_of(question, beside, kb.vocabulary), kb.base, limits, everything=everything)
    except EvaluationError as error:
        raise EvaluationError(_placed(trouble, question) for trouble in error.troubles) from None
    answer = answer_of(kb.base, result, prepared.text, limits, everything=everything)
    if _wants(question, PatternOf) and answer.pattern is not None:
        return replace(answer, summary=answer.pattern)
    return answer


def _placed(trouble: Trouble, question: Question) -> Trouble:
    """A trouble of the evaluation with its place in the question, where the question names what it is about."""
    if trouble.span is not None or trouble.about is None:
        return trouble
    spans = [
        node.span
        for node in nodes(question)
        if (isinstance(node, Named) and node.id == trouble.about)
        or (isinstance(node, Fact) and trouble.about in (node.about, node.about.partition(".")[2]))
    ]
    found = [span for span in spans if span is not None]
    return replace(trouble, span=found[0], related=tuple(found[1:])) if found else trouble


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


def parameters_of(question: Question | None) -> tuple[str, ...]:
    """The names of the parameters in a question, in the order of its text, each once."""
    found = [node for node in nodes(question) if isinstance(node, Parameter)]
    return tuple(dict.fromkeys(node.name for node in sorted(found, key=lambda p: p.span.start if p.span else 0)))


def nodes(tree: object) -> Iterator[object]:
    """Everything in a tree, outermost first."""
    yield tree
    if isinstance(tree, tuple):
        for part in tree:
            yield from nodes(part)
    elif is_frozen(type(tree)):
        for name in fields_of(type(tree)):
            if name != "span":
                yield from nodes(getattr(tree, name))


def check_parameters(wanted: Sequence[str], given: Mapping[str, Any], text: str) -> None:
    """Raises EvaluationError for a parameter without a value and for a value without a parameter."""
    missing = [name for name in wanted if name not in given]
    if missing:
        found = re.search(rf"\${re.escape(missing[0])}\b", text)
        place = Span(Source("<question>", text), *found.span()) if found else None
        raise EvaluationError(Trouble("parameter", f"`${missing[0]}` has no value", place))
    surplus = [name for name in given if name not in wanted]
    if surplus:
        known = tuple(Suggestion(f"${name}") for name in wanted[:3])
        raise EvaluationError(Trouble("parameter", f"there is no `${surplus[0]}` in the text", suggestions=known))
