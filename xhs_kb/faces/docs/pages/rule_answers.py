"""What a rule answers: questions about what it names, its examples, and the answers that would be others without it."""

from __future__ import annotations

from functools import cached_property

from ....answers.answer import Answer
from ....ground.frozen import dataclass, replace
from ..asking import LIVE, Case
from ..blocks import Asked, Block, Para, Rich, Table
from ..trying import Tried, essence
from .answers import as_of, asked
from .parts import badge
from .rule_view import RuleView

_MOST_THINGS, _MOST_EXAMPLES, _MOST_IMPACT = 3, 10, 20


@dataclass(frozen=True)
class RuleAnswers:
    """The answers of one page, each found once."""

    view: RuleView

    # --- questions ------------------------------------------------------------------------------------------------

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """What the rule is asked about: what it names, then one thing below the first."""
        rule, survey = self.view.rule, self.view.survey
        roles = survey.kb.schema.roles(rule.action)
        things = list(rule.scope.get("object", ())[:_MOST_THINGS]) or self._any_object()
        things += [below for top in things[:1] for below in survey.below(top)[:1] if below not in things]
        beside = {
            role: ids[0] for role, ids in rule.scope.items() if role != "object" and roles[role].default != ids[0]
        }
        return tuple(Case(rule.action, tuple({"object": thing, **beside}.items()), self.view.day) for thing in things)

    def _any_object(self) -> list[str]:
        """For a rule about anything: the first thing of the right kind that no rule names."""
        survey = self.view.survey
        role = survey.kb.schema.roles(self.view.rule.action).get("object")
        kinds = role.kinds if role is not None else ()
        ids = [id for kind in kinds for id in survey.base.index.by_kind.get(kind, ())[:200]]
        free = [id for id in ids if not survey.rules_for(id)] or ids
        return free[:1]

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The answers to its questions."""
        told = [told for case in self.cases if (told := self.view.asker.verdict(case)) is not None]
        found = [one.answers[self.view.language] for one in told]
        return (*found, *self._asked_more(found[0])) if found else ()

    def _asked_more(self, first: Answer) -> list[Answer]:
        """The same with a fact that settles it, what is required, and what happens otherwise."""
        view, case = self.view, self.cases[0]
        cases: list[Case] = []
        for need in first.needs:
            if need.what == "input" and need.name in view.bound.inputs:
                cases += [replace(case, facts=((need.name, lead.reply),)) for lead in need.leads_to[:2]]
                break
        if view.rule.effect == "require":
            cases.append(replace(case, form="required"))
        if view.rule.consequence:
            cases.append(replace(case, form="otherwise"))
        return [told.answers[view.language] for one in cases if (told := view.asker.verdict(one)) is not None]

    def questions(self) -> tuple[Block, ...]:
        """The questions with their answers."""
        return tuple(asked(answer, self.view.survey, self.view.language) for answer in self.answers)

    # --- examples and impact --------------------------------------------------------------------------------------

    def examples(self) -> tuple[Block, ...]:
        """Its examples: where it is broken, where it depends, where it is kept."""
        survey, language = self.view.survey, self.view.language
        groups: dict[str, list[Asked]] = {"broken": [], "undecided": [], "kept": []}
        for one in self._tried:
            if language in one.answers:
                shown = asked(one.answers[language], survey, language, as_of(one, survey, language))
                groups[_side(one, self.view.rule.id)].append(shown)
        blocks: list[Block] = []
        for side, found in groups.items():
            if found:
                blocks += [Para((self.view.say(side),), "label"), *found]
        return tuple(blocks)

    @cached_property
    def _tried(self) -> tuple[Tried, ...]:
        """Its examples, those that expect something of it first."""
        id = self.view.rule.id
        tried = self.view.survey.tried_of.get(id, ())
        known = [one for one in tried if id in one.named or one.statuses.get(id) in LIVE]
        once: dict[tuple[object, ...], Tried] = {}
        for one in sorted(known, key=lambda one: id not in one.named):
            once.setdefault((one.asked.ask, one.asked.as_of, repr(one.asked.given)), one)
        return tuple(once.values())[:_MOST_EXAMPLES]

    def impact(self) -> tuple[Block, ...]:
        """The answers that would be others without the rule."""
        cases = self._changed_cases()
        rows = [*cases, *self._changed_examples(max(0, _MOST_IMPACT - len(cases)))]
        if not rows:
            return (Para((self.view.say("no_impact"),)),) if self.cases else ()
        columns = tuple(self.view.say(key) for key in ("question", "with_it", "without_it"))
        return (Table(self.view.say("impact"), columns, tuple(dict.fromkeys(rows))),)

    def _changed_cases(self) -> list[tuple[Rich, ...]]:
        rows, language, asker = list[tuple[Rich, ...]](), self.view.language, self.view.asker
        for case in self.cases:
            told = asker.verdict(case)
            then = asker.without(told, self.view.rule.id) if told is not None else None
            if told is not None and then is not None and essence(told.answers[language]) != essence(then[language]):
                rows.append(_difference(told.answers[language], then[language], language))
        return rows

    def _changed_examples(self, most: int) -> list[tuple[Rich, ...]]:
        id, language = self.view.rule.id, self.view.language
        changed = [one for one in self.view.survey.tried_of.get(id, ()) if id in one.without]
        return [_difference(one.answers[language], one.without[id][language], language) for one in changed[:most]]


def _side(one: Tried, rule: str) -> str:
    status = one.statuses.get(rule)
    return "broken" if status == "violated" else "undecided" if status == "open" else "kept"


def _difference(now: Answer, then: Answer, language: str) -> tuple[Rich, ...]:
    return (now.question,), _short(now, language), _short(then, language)


def _short(answer: Answer, language: str) -> Rich:
    if answer.permission is None:
        return (answer.summary,)
    return (badge(answer.permission, language), " ", answer.summary)
