"""Questions of pages with their answers: judged once, worded in every language, and judged again without one rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias, TypeVar

from ...answers.answer import Answer
from ...answers.building import Builder
from ...engine.base import Base
from ...engine.plan import ConsequencesPlan, JudgePlan, Plan, RequirementsPlan, Setting
from ...engine.planner import Circumstances, plan_of
from ...engine.results import Result, VerdictResult
from ...engine.rulebook import Rulebook
from ...engine.run import run
from ...engine.verdicts.judge import outlook
from ...engine.verdicts.judgement import Standing
from ...ground.frozen import dataclass, replace
from ...ground.trouble import XhsKbError
from ...language.questions import PatternOf, Why
from ..api import KnowledgeBase, day_of
from ..asking import answer_of
from ..replies import read_reply
from .phrases import Wording
from .survey import Survey
from .translating import in_words_of

Form: TypeAlias = Literal["may", "required", "otherwise"]
_KEPT, _SAID_KEPT = 2_000, 50
T = TypeVar("T")
LIVE: tuple[Standing, ...] = ("violated", "open", "met", "set_aside")


@dataclass(frozen=True)
class Case:
    """Something that may be done: an action with its roles filled, on a day, given facts (an input and a reply).

    `form` is what is asked of it: whether it may be, what is required, what happens otherwise.
    """

    action: str
    fillers: tuple[tuple[str, str], ...]
    day: date
    facts: tuple[tuple[str, str], ...] = ()
    form: Form = "may"

    def plan(self, kb: KnowledgeBase) -> Plan:
        """How it is answered."""
        replies = {name: read_reply(reply, str(kb.schema.inputs[name].type)) for name, reply in self.facts}
        setting = Setting(self.day, kb._facts(replies), language=kb.language)
        fillers = dict(self.fillers)
        match self.form:
            case "may":
                return JudgePlan(setting, self.action, fillers)
            case "required":
                return RequirementsPlan(setting, self.action, fillers)
        return ConsequencesPlan(setting, self.action, fillers)


@dataclass(frozen=True, eq=False)
class Told:
    """The answers to one question by language. `result` is the verdict that they were worded from, if it is one."""

    answers: Mapping[str, Answer]
    result: VerdictResult | None = None
    everything: bool = False

    @property
    def live(self) -> tuple[str, ...]:
        """The rules without which the answer might be another one: of a verdict, those that bear on it."""
        if self.result is None:
            return ()
        return tuple(item.rule.id for item in self.result.judgement.by_status(*LIVE))


class Asker:
    """Asks for the pages of one survey; what several pages show is judged once."""

    def __init__(self, kb: KnowledgeBase, today: date, languages: tuple[str, ...]) -> None:
        self.kb, self.today, self.languages = kb, today, languages
        self._told: dict[Any, Told | None] = {}
        self._said: dict[tuple[str, str], Any] = {}
        self._without: dict[tuple[Told, str], Mapping[str, Answer] | None] = {}

    @classmethod
    def of(cls, survey: Survey) -> Asker:
        """The asker of a survey."""
        return cls(survey.kb, survey.day, survey.languages)

    def once(self, key: tuple[str, str], make: Callable[[], T]) -> T:
        """What the pages of one record say alike in every language; it is asked for soon again or not at all."""
        if key not in self._said:
            if len(self._said) >= _SAID_KEPT:
                self._said.clear()
            self._said[key] = make()
        found: T = self._said[key]
        return found

    def wording(self, language: str, day: date | None = None) -> Wording:
        """The frames of a language."""
        from ...answers.naming import Namer

        return Wording(Namer(self.kb.base, day or self.today, language), self.today)

    def verdict(self, case: Case) -> Told | None:
        """The answers to whether a case may be; None where it cannot be asked on its day."""
        texts = {language: self.text(case, language) for language in self.languages}
        return self._kept((case,), lambda: self._run(case.plan(self.kb), texts))

    def text(self, case: Case, language: str) -> str:
        """The question in words of the language, or in English where the knowledge base has none."""
        fillers = dict(case.fillers)
        wording = self.wording(language, case.day)
        if case.form != "may" or not wording.has(case.action, fillers):
            wording = self.wording("en", case.day)
        match case.form:
            case "required":
                return wording.required(case.action, fillers, case.day)
            case "otherwise":
                return wording.otherwise(case.action, fillers, case.day)
        text = wording.may(case.action, fillers, case.day)
        for name, reply in case.facts:
            text = wording.given(text, wording.name(name), reply)
        return text

    def ask(self, text: str, day: date | str | None = None, given: Mapping[str, Any] | None = None) -> Told | None:
        """The answers to a question in words, or to a pattern; None where it cannot be asked."""
        return self._kept((text, str(day), repr(given)), lambda: self._ask(text, day, given))

    def without(self, told: Told, rule: str) -> Mapping[str, Answer] | None:
        """The answers if a rule were gone; None where they would be the same."""
        if (told, rule) not in self._without:
            self._without[told, rule] = self._ask_without(told, rule)
        return self._without[told, rule]

    def _ask_without(self, told: Told, rule: str) -> Mapping[str, Answer] | None:
        if told.result is None or rule not in told.live:
            return None
        now = told.result.judgement
        bears = (*LIVE, "narrower")
        kept = [item.rule for item in now.considered if item.status in bears and item.rule.id != rule]
        base = replace(self.kb.base, book=Rulebook(self.kb.schema, {bound.id: bound for bound in kept}))
        try:
            if outlook(base.book, now.case, self.kb.limits) == (now.permission, now.advice):
                return None
            result = run(told.result.plan, base, self.kb.limits)
        except XhsKbError:
            return None
        return {
            language: self._worded(result, base, answer.question, language) for language, answer in told.answers.items()
        }

    # --- how ------------------------------------------------------------------------------------------------------

    def _kept(self, key: Any, make: Callable[[], Told]) -> Told | None:
        if key in self._told:
            return self._told[key]
        if len(self._told) >= _KEPT:
            self._told.clear()
            self._without.clear()
        try:
            found = make()
        except XhsKbError:
            found = None
        self._told[key] = found
        return found

    def _ask(self, text: str, day: date | str | None, given: Mapping[str, Any] | None) -> Told:
        prepared = self.kb.prepare(text)
        question = prepared.question
        if question is None or isinstance(question, PatternOf):
            return Told({language: self._plain(text, day, given, language) for language in self.languages})
        then = day_of(day, lambda: self.today)
        circumstances = Circumstances(then, self.kb._facts(given), {}, self.kb.language, self.today)
        plan = plan_of(question, circumstances, self.kb.vocabulary)
        texts = {tongue: in_words_of(text, question, self.wording(tongue, then), self.kb) for tongue in self.languages}
        return self._run(plan, texts, everything=isinstance(question, Why))

    def _plain(self, text: str, day: date | str | None, given: Mapping[str, Any] | None, language: str) -> Answer:
        return self.kb.ask(text, as_of=day if day is not None else self.today, given=given, language=language)

    def _run(self, plan: Plan, texts: Mapping[str, str], everything: bool = False) -> Told:
        """Judged once and worded in every language; disputes are looked at again only where there are any."""
        base = self.kb.base
        result = run(plan, base, self.kb.limits, everything=everything)
        first, *others = texts
        answers = {first: answer_of(base, _spoken(result, first), texts[first], self.kb.limits, everything=everything)}
        disputed = any(warning.code == "sources-disagree" for warning in answers[first].warnings)
        for language in others:
            if disputed:
                answers[language] = answer_of(
                    base, _spoken(result, language), texts[language], self.kb.limits, everything=everything
                )
            else:
                worded = self._worded(result, base, texts[language], language, everything)
                answers[language] = replace(worded, pattern=answers[first].pattern, engine=answers[first].engine)
        return Told(answers, result if isinstance(result, VerdictResult) else None, everything)

    def _worded(self, result: Result, base: Base, text: str, language: str, everything: bool = False) -> Answer:
        return Builder(base, text, everything).answer(_spoken(result, language))


def _spoken(result: Result, language: str) -> Result:
    plan = replace(result.plan, setting=replace(result.plan.setting, language=language))
    return replace(result, plan=plan)
