"""From a bound question to a plan: parameters filled in, days resolved, predicates turned into tests.

Longer than most: one case for every opener and every predicate, which read best side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, assert_never

from ..data.value_reader import read_value
from ..ground.frozen import dataclass, replace
from ..ground.trouble import EvaluationError, LanguageError, Trouble
from ..ground.values import Day, EntityRef, Value
from ..language.expressions import Parameter
from ..language.facts import as_facts, fitted_value, read_given
from ..language.questions import (
    About,
    All,
    Any_,
    Below,
    Changes,
    Consequences,
    Contrast,
    Dated,
    Describe,
    EdgeValue,
    Fact,
    Filler,
    Has,
    How,
    Judged,
    Named,
    Needs,
    Never,
    PatternOf,
    Permitted,
    Predicate,
    Question,
    Relates,
    Requirements,
    Tails,
    Thing,
    ValueOf,
    Whether,
    Which,
    Why,
)
from ..model.vocabulary import Vocabulary
from .plan import (
    AboutTest,
    AllTest,
    AnyTest,
    AttributeTest,
    BelowTest,
    CardPlan,
    ChangesPlan,
    ConsequencesPlan,
    DateTest,
    EdgeTest,
    EdgeValuePlan,
    JudgePlan,
    NeedTest,
    NotTest,
    Plan,
    ProcedurePlan,
    RequirementsPlan,
    SelectPlan,
    Setting,
    Test,
    TestPlan,
    ValuePlan,
    VerdictTest,
)

_PERMISSIONS = {
    "forbidden": ("forbidden",),
    "conditional": ("conditional",),
    "allowed": ("allowed",),
    "unregulated": ("unregulated",),
    "discouraged": ("against",),
    "recommended": ("for",),
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is said beside the text: the day, facts, parameters and language of a call; `today` is what it says."""

    day: date
    facts: tuple[Fact, ...] = ()
    parameters: Mapping[str, Any] | None = None
    language: str = "en"
    today: date | None = None


def plan_of(question: Question, beside: Circumstances, vocabulary: Vocabulary) -> Plan:
    """The plan of a question; what the text says goes before what is said beside it. Raises for a missing parameter."""
    planner = _Planner(beside, vocabulary)
    inner = question
    while isinstance(inner, Why | PatternOf):
        inner = inner.question
    return planner.plan(inner)


def _hole(value: object) -> Parameter | None:
    """The first parameter in a value, None where there is none."""
    if isinstance(value, tuple):
        return next((hole for part in value if (hole := _hole(part)) is not None), None)
    return value if isinstance(value, Parameter) else None


@dataclass(frozen=True, slots=True)
class _Planner:
    beside: Circumstances
    vocabulary: Vocabulary

    # --- things, values and days --------------------------------------------------------------------------------

    def parameter(self, parameter: Parameter) -> Any:
        given = self.beside.parameters or {}
        if parameter.name not in given:
            raise EvaluationError(Trouble("parameter", f"`${parameter.name}` has no value", parameter.span))
        return given[parameter.name]

    def thing(self, thing: Thing, role: str | None = None) -> str:
        """The id of a thing; a name that several records bear is that of the one which can fill the role."""
        if isinstance(thing, Named):
            return thing.id
        text = str(self.parameter(thing))
        found = self.vocabulary.lookup(text, "ENTITY")
        fitting = [meaning for meaning in found if meaning.of in self.takers(role)] or found
        meanings = {meaning.id for meaning in fitting}
        if text in meanings:
            return text
        if len(meanings) == 1:
            return meanings.pop()
        code = "ambiguous-name" if meanings else "unknown-name"
        message = f"`{text}` may be {' or '.join(sorted(meanings))}" if meanings else f"there is no `{text}`"
        near = () if meanings else self.vocabulary.nearest(text, ("ENTITY",))
        raise LanguageError(Trouble(code, message, thing.span, near))

    def takers(self, role: str | None) -> set[str]:
        """The kinds that a role of that name takes, in any action."""
        schema = self.vocabulary.schema
        every = (schema.roles(action) for action in schema.actions)
        return {kind for roles in every if role is not None and role in roles for kind in roles[role].kinds}

    def value(self, value: Value | Parameter | Named) -> Value:
        if isinstance(value, Named):
            return EntityRef(value.id)
        if not isinstance(value, Parameter):
            return value
        given = self.parameter(value)
        if not isinstance(given, str):
            return given  # type: ignore[no-any-return]
        read = read_value(given)
        return given if read is None else read

    def filled(self, value: Any) -> Any:
        """What a value stands for once its parameters have theirs, not yet fitted to any type."""
        if isinstance(value, tuple):
            return [self.filled(part) for part in value]
        return self.parameter(value) if isinstance(value, Parameter) else value

    def fact(self, fact: Fact) -> Fact:
        """The fact with the value of its parameter, fitted to the type of what it is about."""
        hole = _hole(fact.value)
        if hole is None:
            return replace(fact, value=self.value(fact.value))
        told = {fact.about: (fact.operator, self.filled(fact.value))}
        try:
            (read,) = as_facts(read_given(told, self.vocabulary))
        except LanguageError as error:
            raise LanguageError(replace(trouble, span=hole.span) for trouble in error.troubles) from None
        return replace(read, span=fact.span)

    def operand(self, attribute: str, operator: str | None, value: Value | Parameter | Named | None) -> Value | None:
        """What an attribute is compared with; a parameter fits the type of one of the attributes of that name."""
        hole = None if value is None else _hole(value)
        if value is None or hole is None:
            return None if value is None else self.value(value)
        given = self.filled(value)
        declared = [k.attributes[attribute] for k in self.vocabulary.schema.kinds.values() if attribute in k.attributes]
        troubles: list[LanguageError] = []
        for type_ in dict.fromkeys(one.type for one in declared):
            try:
                fitted = fitted_value(given, type_, operator or "=", attribute, self.vocabulary, hole.span)
            except LanguageError as error:
                troubles.append(error)
            else:
                return self.value(fitted)
        raise troubles[0]

    def day(self, day: Day | Parameter | None) -> Day | None:
        found = None if day is None else self.value(day)
        if isinstance(found, date):
            return Day.of(found)
        if isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= 9999:
            return Day(found)
        if found is not None and not isinstance(found, Day):
            raise EvaluationError(Trouble("type", f"`{found}` is no day", getattr(day, "span", None)))
        return found

    def first(self, day: Day | Parameter | None) -> date | None:
        found = self.day(day)
        return None if found is None else found.first

    def last(self, day: Day | Parameter | None) -> date | None:
        found = self.day(day)
        return None if found is None else found.last

    def fillers(self, *groups: Sequence[Filler]) -> dict[str, str]:
        return {filler.role: self.thing(filler.thing, filler.role) for group in groups for filler in group}

    def setting(self, tails: Tails) -> Setting:
        said = tuple(self.fact(fact) for fact in tails.given)
        told = {fact.about for fact in said}
        beside = tuple(fact for fact in self.beside.facts if fact.about not in told)
        now = self.beside.today or self.beside.day
        day = now if tails.as_of == "today" else self.last(tails.as_of) or self.beside.day
        fillers = tuple(self.fillers(tails.fillers).items())
        language = tails.language or self.beside.language
        return Setting(day, said + beside, fillers, self.voice(tails.according_to), language)

    def voice(self, word: Thing | str | None) -> tuple[Any, str] | None:
        if word is None:
            return None
        if isinstance(word, Parameter):
            known = self.vocabulary.lookup(str(self.parameter(word)), "AUTHORITY")
            word = known[0].id if len({meaning.id for meaning in known}) == 1 else word
        if not isinstance(word, str):
            return "source", self.thing(word)
        return ("authority" if word in self.vocabulary.schema.authorities else "publisher"), word

    # --- tests --------------------------------------------------------------------------------------------------

    def test(self, predicate: Predicate) -> Test:
        match predicate:
            case Relates(relation, things, inverse):
                return EdgeTest(relation, tuple(self.thing(thing) for thing in things), inverse)
            case Permitted(action, role, fillers, negated):
                yes = ("forbidden",) if negated else ("allowed", "conditional")
                return VerdictTest(action, role, tuple(self.fillers(fillers).items()), yes, ("unregulated",))
            case Judged(word, action, role, fillers):
                return VerdictTest(action, role, tuple(self.fillers(fillers).items()), _PERMISSIONS[word])
            case Needs(thing):
                return NeedTest(self.thing(thing))
            case Below(thing):
                return BelowTest(self.thing(thing))
            case About(thing):
                return AboutTest(self.thing(thing))
            case Has(attribute, operator, value):
                return AttributeTest(attribute, operator, self.operand(attribute, operator, value))
            case Dated(what, start, end):
                return DateTest(what, self.first(start), self.last(end))
            case Never(operand):
                return NotTest(self.test(operand))
            case All(operands):
                return AllTest(tuple(self.test(operand) for operand in operands))
            case Any_(operands):
                return AnyTest(tuple(self.test(operand) for operand in operands))
            case _:
                assert_never(predicate)

    # --- plans --------------------------------------------------------------------------------------------------

    def plan(self, question: Question) -> Plan:
        match question:
            case Whether():
                return self._whether(question)
            case Which(kinds, predicate, tails, count):
                test = None if predicate is None else self.test(predicate)
                return SelectPlan(self.setting(tails), kinds, test, count)
            case ValueOf(attribute, subject, tails):
                return ValuePlan(self.setting(tails), self.thing(subject), attribute)
            case EdgeValue(relation, attribute, source, target, kind, tails):
                start, end = (None if thing is None else self.thing(thing) for thing in (source, target))
                return EdgeValuePlan(self.setting(tails), relation, attribute, start, end, kind)
            case Describe(subject, kind, tails):
                return CardPlan(self.setting(tails), () if subject is None else (self.thing(subject),), kind)
            case Contrast(subjects, tails):
                return CardPlan(self.setting(tails), tuple(dict.fromkeys(self.thing(subject) for subject in subjects)))
            case Requirements(action, fillers, tails):
                return RequirementsPlan(self.setting(tails), action, self.fillers(tails.fillers, fillers))
            case How(action, fillers, tails):
                return ProcedurePlan(self.setting(tails), action, self.fillers(tails.fillers, fillers))
            case Consequences():
                return self._consequences(question)
            case Changes(start, end, about, tails):
                thing = None if about is None else self.thing(about)
                return ChangesPlan(self.setting(tails), self.first(start), self.last(end), thing)
            case Why() | PatternOf():
                return self.plan(question.question)
            case _:
                assert_never(question)

    def _whether(self, question: Whether) -> Plan:
        setting = self.setting(question.tails)
        if isinstance(question.predicate, Permitted):
            fillers = self.fillers(question.tails.fillers, question.predicate.fillers)
            if question.subject is not None:
                role = question.predicate.role
                fillers[role] = self.thing(question.subject, role)
            return JudgePlan(setting, question.predicate.action, fillers)
        if question.subject is None:
            raise LanguageError(Trouble("syntax", "the question has no subject", question.span))
        return TestPlan(setting, self.thing(question.subject), self.test(question.predicate))

    def _consequences(self, question: Consequences) -> Plan:
        setting = self.setting(question.tails)
        fillers = self.fillers(question.tails.fillers, question.fillers)
        action, predicate = question.action, question.predicate
        subject = None if question.subject is None else self.thing(question.subject)
        if isinstance(predicate, Permitted):
            action = predicate.action
            fillers |= self.fillers(predicate.fillers) | ({predicate.role: subject} if subject else {})
            return ConsequencesPlan(setting, action, fillers)
        return ConsequencesPlan(setting, action, fillers, subject, None if predicate is None else self.test(predicate))
