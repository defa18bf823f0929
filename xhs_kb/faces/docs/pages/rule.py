"""The page of a rule: what it says, where it comes from, what it answers, and what would change without it.

It is longer than most, since it follows one page from its top to its end.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from ....answers.answer import Answer
from ....answers.naming import Namer
from ....engine.rulebook import BoundRule
from ....ground.frozen import dataclass, replace
from ....model.records import Rule
from ...labels import label
from ..asking import LIVE, Asker, Case
from ..blocks import (
    Asked,
    Block,
    Callout,
    Code,
    Facts,
    Faint,
    Folded,
    Inline,
    Listing,
    Para,
    Rich,
    Section,
    Table,
    Tree,
    present,
    when,
)
from ..conditions import condition_node, condition_text
from ..excerpts import excerpt
from ..picture import Neighbour
from ..site import Page
from ..survey import Survey
from ..trying import Tried, essence
from ..words import say
from .parts import (
    action_name,
    answer_data,
    as_of,
    asked,
    badge,
    citations,
    joined,
    linked,
    neighbourhood,
    period,
    role_name,
)
from .record_json import json_listing, rule_data

_MOST_THINGS, _MOST_EXAMPLES, _MOST_IMPACT = 3, 10, 20


def rule_page(id: str, survey: Survey, asker: Asker, language: str) -> Page:
    """The page in a language."""
    return _RulePage(survey.kb.knowledge.rules[id], survey, asker, language).page()


@dataclass(frozen=True)
class _RulePage:
    rule: Rule
    survey: Survey
    asker: Asker
    language: str

    @cached_property
    def day(self) -> date:
        """The day of its questions: the day of the site, or the last one on which the rule holds, or the first."""
        valid = self.rule.grounds.valid
        if valid.end is not None and valid.end <= self.survey.day:
            return valid.end - timedelta(days=1)
        return max(valid.start, self.survey.day) if valid.start is not None else self.survey.day

    @cached_property
    def namer(self) -> Namer:
        return self.survey.namer(self.language, self.day)

    @cached_property
    def bound(self) -> BoundRule:
        return self.survey.base.book.rules[self.rule.id]

    def say(self, key: str, **parts: object) -> str:
        return say(self.language, key, **parts)

    def page(self) -> Page:
        rule, language = self.rule, self.language
        sentence = self.asker.wording(language, self.day).rule(rule, self._texts())
        blocks = (*self._in_force(), *present(self._sections()))
        crumbs = (
            (self.say("rules"), "rules"),
            (action_name(rule.action, self.survey, self.namer), f"action/{rule.action}"),
        )
        return Page(
            f"rule/{rule.id}",
            language,
            "rule",
            self.namer.name(rule.id),
            (sentence,),
            blocks,
            crumbs,
            badge(rule.effect, language),
            f"{rule.id} {sentence} {self.namer.text(rule.because)}",
            {"rule": rule_data(rule), "sentence": sentence, "answers": [answer_data(a) for a, _ in self._answers]},
        )

    def _in_force(self) -> tuple[Block, ...]:
        if self.rule.grounds.valid.holds(self.survey.day):
            return ()
        return (Callout((self.say("not_in_force", day=self.survey.day),)),)

    def _sections(self) -> tuple[Section, ...]:
        rule = self.rule
        return (
            Section("scope", self.say("scope"), (Facts(tuple(self._scope())),)),
            Section(
                "questions",
                self.say("questions"),
                tuple(asked(a, self.survey, self.language, n) for a, n in self._answers),
            ),
            Section("why", self.say("why"), self._why()),
            Section("evidence", self.say("evidence"), citations((rule.grounds,), self.survey, self.language)),
            Section("conditions", self.say("conditions"), self._conditions()),
            Section("examples", self.say("examples"), self._examples()),
            Section("neighbourhood", self.say("neighbourhood"), self._neighbourhood()),
            Section("overrides", self.say("setting_aside"), self._overrides()),
            Section("impact", self.say("impact"), self._impact()),
            Section("history", self.say("history"), self._history()),
            Section("developers", self.say("developers"), self._developers()),
        )

    # --- what it says ---------------------------------------------------------------------------------------------

    def _parts(self) -> list[tuple[str, Any]]:
        return [(key, tree) for key in ("when", "unless", "that") if (tree := getattr(self.bound, key)) is not None]

    def _texts(self) -> dict[str, str]:
        return {key: condition_text(tree, self.namer) for key, tree in self._parts()}

    def _scope(self) -> list[tuple[str, Rich]]:
        rule, texts = self.rule, self._texts()
        rows: list[tuple[str, Rich]] = [(self.say("action"), (linked(rule.action, self.survey, self.namer),))]
        things = rule.scope.get("object", ())
        rows.append((self.say("applies"), joined(things, self.survey, self.namer, "or") or (self.say("anything"),)))
        rows += [
            (role_name(rule.action, role, self.survey, self.language), joined(ids, self.survey, self.namer, "or"))
            for role, ids in rule.scope.items()
            if role != "object"
        ]
        words = (("when", "only_if"), ("that", "must_hold"), ("unless", "unless"))
        rows += [(self.say(word), (texts[key],)) for key, word in words if key in texts]
        exceptions = self.survey.overridden_by.get(rule.id, ())
        if exceptions:
            rows.append((self.say("except"), joined(exceptions, self.survey, self.namer)))
        if rule.grounds.valid.start:
            rows.append((self.say("from"), (str(rule.grounds.valid.start),)))
        rows.append((self.say("until"), (str(rule.grounds.valid.end or self.say("always")),)))
        return rows

    def _why(self) -> tuple[Block, ...]:
        rule, blocks = self.rule, []
        if because := self.namer.text(rule.because):
            blocks.append(Para((because,)))
        rows: list[tuple[str, Rich]] = []
        if consequence := self.namer.text(rule.consequence):
            rows.append((self.say("consequence"), (consequence,)))
        if rule.instead:
            rows.append((self.say("instead"), joined(rule.instead, self.survey, self.namer)))
        return (*blocks, *when(rows, Facts(tuple(rows))))

    def _conditions(self) -> tuple[Block, ...]:
        heads = {"when": "only_if", "that": "must_hold", "unless": "unless"}
        blocks: list[Block] = []
        for key, tree in self._parts():
            node = condition_node(tree, self.survey, self.namer)
            blocks += [Para((self.say(heads[key]),), "label"), Tree((node,))]
        return tuple(blocks)

    # --- what it answers ------------------------------------------------------------------------------------------

    @cached_property
    def _cases(self) -> tuple[Case, ...]:
        """What the rule is asked about: what it names, then one thing below the first."""
        rule, survey = self.rule, self.survey
        roles = survey.kb.schema.roles(rule.action)
        things = list(rule.scope.get("object", ())[:_MOST_THINGS]) or self._any_object()
        things += [below for top in things[:1] for below in survey.below(top)[:1] if below not in things]
        beside = {
            role: ids[0] for role, ids in rule.scope.items() if role != "object" and roles[role].default != ids[0]
        }
        return tuple(Case(rule.action, tuple({"object": thing, **beside}.items()), self.day) for thing in things)

    def _any_object(self) -> list[str]:
        """For a rule about anything: the first thing of the right kind that no rule names."""
        role = self.survey.kb.schema.roles(self.rule.action).get("object")
        kinds = role.kinds if role is not None else ()
        ids = [id for kind in kinds for id in self.survey.base.index.by_kind.get(kind, ())[:200]]
        free = [id for id in ids if not self.survey.rules_for(id)] or ids
        return free[:1]

    @cached_property
    def _answers(self) -> tuple[tuple[Answer, str], ...]:
        found: list[tuple[Answer, str]] = []
        for case in self._cases:
            told = self.asker.verdict(case)
            if told is not None:
                found.append((told.answers[self.language], ""))
        if found:
            found += [(answer, "") for answer in self._asked_more(found[0][0])]
        return tuple(found)

    def _asked_more(self, first: Answer) -> list[Answer]:
        """The same with a fact that settles it, what is required, and what happens otherwise."""
        case = self._cases[0]
        cases: list[Case] = []
        for need in first.needs:
            if need.what == "input" and need.name in self.bound.inputs:
                cases += [replace(case, facts=((need.name, lead.reply),)) for lead in need.leads_to[:2]]
                break
        if self.rule.effect == "require":
            cases.append(replace(case, form="required"))
        if self.rule.consequence:
            cases.append(replace(case, form="otherwise"))
        return [told.answers[self.language] for one in cases if (told := self.asker.verdict(one)) is not None]

    # --- examples and impact --------------------------------------------------------------------------------------

    def _examples(self) -> tuple[Block, ...]:
        groups: dict[str, list[Asked]] = {"broken": [], "undecided": [], "kept": []}
        for one in self._tried:
            if self.language in one.answers:
                groups[_side(one, self.rule.id)].append(
                    asked(
                        one.answers[self.language], self.survey, self.language, as_of(one, self.survey, self.language)
                    )
                )
        blocks: list[Block] = []
        for side, shown in groups.items():
            if shown:
                blocks += [Para((self.say(side),), "label"), *shown]
        return tuple(blocks)

    @cached_property
    def _tried(self) -> tuple[Tried, ...]:
        """Its examples, those that expect something of it first."""
        id = self.rule.id
        known = [one for one in self.survey.tried_of.get(id, ()) if id in one.named or one.statuses.get(id) in LIVE]
        return tuple(sorted(known, key=lambda one: id not in one.named)[:_MOST_EXAMPLES])

    def _impact(self) -> tuple[Block, ...]:
        rows: list[tuple[Rich, ...]] = []
        for case in self._cases:
            told = self.asker.verdict(case)
            then = self.asker.without(told, self.rule.id) if told is not None else None
            if (
                told is not None
                and then is not None
                and essence(told.answers[self.language]) != essence(then[self.language])
            ):
                rows.append(_difference(told.answers[self.language], then[self.language], self.language))
        for one in self.survey.tried_of.get(self.rule.id, ()):
            if self.rule.id in one.without and len(rows) < _MOST_IMPACT:
                rows.append(
                    _difference(one.answers[self.language], one.without[self.rule.id][self.language], self.language)
                )
        if not rows:
            return (Para((self.say("no_impact"),)),) if self._cases else ()
        columns = (self.say("question"), self.say("with_it"), self.say("without_it"))
        return (Table(self.say("impact"), columns, tuple(dict.fromkeys(rows))),)

    # --- how it is connected --------------------------------------------------------------------------------------

    def _neighbourhood(self) -> tuple[Block, ...]:
        rule, survey = self.rule, self.survey
        found = [self._near(rule.action, self.say("action"), False)]
        for role, ids in rule.scope.items():
            word = self.say("applies") if role == "object" else role_name(rule.action, role, self.survey, self.language)
            found += [self._near(id, word, False) for id in ids]
        found += [self._near(id, self.say("sets_aside"), False) for id in rule.exception_to]
        found += [self._near(id, self.say("replaces"), False) for id in rule.replaces]
        found += [self._near(id, self.say("instead"), False) for id in rule.instead]
        found += [self._near(id, self.say("except"), True) for id in survey.overridden_by.get(rule.id, ())]
        found += [self._near(id, self.say("replaced_by"), True) for id in rule.replaced_by]
        found += [self._near(id, self.say("source"), True) for id in survey.sources_of(rule.grounds.citations)]
        found += [self._near(id, self.say("input"), True) for id in self.bound.inputs]
        return neighbourhood(self.namer.name(rule.id), rule.effect, found, self.language)

    def _near(self, id: str, edge: str, incoming: bool) -> Neighbour:
        rule = self.survey.kb.knowledge.rules.get(id)
        tone = rule.effect if rule is not None else self.survey.base.vocabulary.kind(id) or "plain"
        return Neighbour(id, self.namer.name(id), edge, incoming, self.survey.address(id), tone)

    def _overrides(self) -> tuple[Block, ...]:
        rule, book = self.rule, self.survey.base.book.rules
        rows: list[tuple[str, Rich]] = []
        for key, ids in (
            ("sets_aside", rule.exception_to),
            ("set_aside_by", self.survey.overridden_by.get(rule.id, ())),
            ("replaces", rule.replaces),
            ("replaced_by", rule.replaced_by),
        ):
            if ids:
                rows.append((self.say(key), joined(ids, self.survey, self.namer)))
        weak = [id for id in rule.exception_to if id in book and not self.bound.sets_aside(book[id])]
        marks = tuple(
            Callout((label(self.language, "warnings") + ": weak-exception ", *joined((id,), self.survey, self.namer)))
            for id in weak
        )
        return (*when(rows, Facts(tuple(rows))), *marks)

    def _history(self) -> tuple[Block, ...]:
        rule, language = self.rule, self.language
        valid = rule.grounds.valid
        events: list[tuple[str, Rich]] = []
        if valid.start:
            events.append((str(valid.start), (self.say("began"),)))
        if valid.end:
            events.append(
                (str(valid.end), (self.say("ended"), " ", *joined(rule.replaced_by, self.survey, self.namer)))
            )
        for id in self.survey.sources_of(rule.grounds.citations):
            source = self.survey.kb.knowledge.sources.get(id)
            if source is not None and source.date is not None:
                events.append(
                    (str(source.date), (Faint(self.say("source") + ": "), linked(id, self.survey, self.namer)))
                )
        for dispute in rule.grounds.disputed:
            who = joined(self.survey.sources_of(dispute.citations), self.survey, self.namer)
            events.append((period(dispute.valid, language), (Faint(self.say("account") + ": "), *who)))
        return when(events, Facts(tuple(sorted(events, key=lambda event: event[0]))))

    def _developers(self) -> tuple[Block, ...]:
        pattern = next((a.pattern for a, _ in self._answers if a.pattern), None)
        listed = pattern or f"MATCH (r:rule {{id: '{self.rule.id}'}})-[g:governs]->(x) RETURN r.name, g.role, x.name"
        head: list[Inline] = [Faint(self.say("id") + ": "), Code(self.rule.id)]
        return (
            Para(tuple(head)),
            *excerpt(self.rule.span, self.language),
            Listing(listed, "pattern", self.say("pattern")),
            Folded(self.say("json"), (json_listing(rule_data(self.rule), self.say("json")),)),
        )


def _side(one: Tried, rule: str) -> str:
    status = one.statuses.get(rule)
    return "broken" if status == "violated" else "undecided" if status == "open" else "kept"


def _difference(now: Answer, then: Answer, language: str) -> tuple[Rich, ...]:
    return (now.question,), _short(now, language), _short(then, language)


def _short(answer: Answer, language: str) -> Rich:
    if answer.permission is None:
        return (answer.summary,)
    return (badge(answer.permission, language), " ", answer.summary)
