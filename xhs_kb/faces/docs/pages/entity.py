"""The page of a thing: what it is, what is recorded of it, what may be done with it, and which rules hold for it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ....answers.answer import Answer
from ....answers.naming import Namer
from ....ground.frozen import dataclass
from ....model.records import Entity, Grounds, Reading
from ..asking import Asker, Case
from ..blocks import (
    Block,
    Callout,
    Code,
    Facts,
    Faint,
    Folded,
    Inline,
    Items,
    Listing,
    Para,
    Rich,
    Section,
    Table,
    present,
    when,
)
from ..excerpts import excerpt
from ..picture import Neighbour
from ..site import Page
from ..survey import Survey
from ..words import say
from .answers import answer_data, asked
from .parts import citations, joined, kind_link, linked, listed_rules, neighbourhood, period
from .record_json import json_text, record_data

_MOST_ACTIONS, _MOST_BELOW = 6, 60


def entity_page(id: str, survey: Survey, asker: Asker, language: str) -> Page:
    """The page in a language."""
    return _EntityPage(survey.kb.knowledge.entities[id], survey, asker, language).page()


@dataclass(frozen=True)
class _EntityPage:
    entity: Entity
    survey: Survey
    asker: Asker
    language: str

    @cached_property
    def namer(self) -> Namer:
        return self.survey.namer(self.language)

    def say(self, key: str, **parts: object) -> str:
        return say(self.language, key, **parts)

    def page(self) -> Page:
        entity, namer = self.entity, self.namer
        lead = namer.text(entity.summary)
        names = " ".join(name.text for name in entity.names)
        top = (
            [Callout((self.say("not_in_force", day=self.survey.day),))]
            if not entity.grounds.valid.holds(self.survey.day)
            else []
        )
        above = tuple((namer.name(link.parent), f"thing/{link.parent}") for link in entity.parents[:1])
        kind = kind_link(entity.kind, self.survey, namer)
        crumbs = ((kind.text, kind.to), *above)
        return Page(
            f"thing/{entity.id}",
            self.language,
            "entity",
            namer.name(entity.id),
            (lead,) if lead else (),
            (*top, *present(self._sections())),
            crumbs,
            None,
            f"{entity.id} {names}",
            {"record": self._data, "answers": [answer_data(answer) for answer in self._verdicts]},
        )

    @cached_property
    def _data(self) -> Any:
        return self.asker.once(("data", self.entity.id), lambda: record_data(self.entity))

    def _sections(self) -> tuple[Section, ...]:
        survey, language, id = self.survey, self.language, self.entity.id
        rules = survey.rules_for(id)
        return (
            Section("is", self.say("facts"), self._facts()),
            Section("verdicts", self.say("verdicts"), tuple(asked(a, survey, language) for a in self._verdicts)),
            Section("rules", self.say("rules_above"), listed_rules(rules, survey, language, self.say("rules_above"))),
            Section("part", self.say("rules_below"), self._narrower(rules)),
            Section("relations", self.say("relations"), self._relations()),
            Section("below", self.say("below"), self._below()),
            Section("neighbourhood", self.say("neighbourhood"), self._neighbourhood()),
            Section("names", self.say("name_days"), self._names()),
            Section("evidence", self.say("evidence"), citations(self._grounds(), survey, language)),
            Section("developers", self.say("developers"), self._developers()),
        )

    # --- what is recorded -----------------------------------------------------------------------------------------

    def _facts(self) -> tuple[Block, ...]:
        entity, namer = self.entity, self.namer
        rows: list[tuple[str, Rich]] = [(self.say("kind"), (kind_link(entity.kind, self.survey, namer),))]
        if entity.parents:
            rows.append((self.say("is_a"), joined((link.parent for link in entity.parents), self.survey, namer)))
        held = period(entity.grounds.valid, self.language)
        if held:
            rows.append((self.say("from_until"), (held,)))
        series: list[Block] = []
        for attribute in sorted(entity.attributes):
            readings = entity.attributes[attribute]
            name = namer.attribute(attribute, entity.kind)
            if len(readings) > 1:
                series.append(self._series(name, readings))
            best = self.survey.world.readings(entity.id, attribute)
            if best:
                rows.append((name, self._reading(best[0])))
        return (Facts(tuple(rows)), *series)

    def _reading(self, reading: Reading) -> Rich:
        who = self.survey.sources_of(reading.grounds.citations) if reading.grounds != self.entity.grounds else ()
        line: list[Inline] = [self._value(reading)]
        if reading.at is not None:
            line.append(Faint(f" ({reading.at})"))
        return (*line, *((Faint(" · "), *joined(who, self.survey, self.namer)) if who else ()))

    def _value(self, reading: Reading) -> str:
        return self.namer.text(reading.texts) if reading.texts else self.namer.value(reading.value)

    def _series(self, name: str, readings: tuple[Reading, ...]) -> Table:
        rows: list[tuple[Rich, ...]] = []
        for reading in sorted(readings, key=lambda r: str(r.at or "")):
            who = joined(self.survey.sources_of(reading.grounds.citations), self.survey, self.namer)
            rows.append(((str(reading.at or ""),), (self._value(reading),), who))
        return Table(name, (self.say("day"), self.say("value"), self.say("source")), tuple(rows))

    def _names(self) -> tuple[Block, ...]:
        rows: list[tuple[Rich, ...]] = []
        for name in self.entity.names:
            rows.append(((name.text,), (name.language,), (period(name.valid, self.language),)))
        columns = (self.say("name"), self.say("language_of"), self.say("from_until"))
        return (Table(self.say("name_days"), columns, tuple(rows)),) if rows else ()

    def _grounds(self) -> list[Grounds]:
        entity = self.entity
        own = [entity.grounds, *(link.grounds for link in entity.parents), *(edge.grounds for edge in entity.edges)]
        return own + [reading.grounds for readings in entity.attributes.values() for reading in readings]

    # --- what may be done -----------------------------------------------------------------------------------------

    @cached_property
    def _verdicts(self) -> tuple[Answer, ...]:
        survey, schema = self.survey, self.survey.kb.schema
        if not self.entity.grounds.valid.holds(survey.day):
            return ()
        rules = [survey.kb.knowledge.rules[id] for id in survey.rules_for(self.entity.id)]
        actions = dict.fromkeys(rule.action for rule in rules if "object" in rule.scope)
        found = []
        for action in sorted(actions)[:_MOST_ACTIONS]:
            role = schema.roles(action).get("object")
            if role is not None and self.entity.kind in role.kinds:
                told = self.asker.verdict(Case(action, (("object", self.entity.id),), survey.day))
                found += [told.answers[self.language]] if told is not None else []
        return tuple(found)

    def _narrower(self, known: tuple[str, ...]) -> tuple[Block, ...]:
        ids: dict[str, None] = {}
        for below in self.survey.below(self.entity.id)[:_MOST_BELOW]:
            ids |= dict.fromkeys(id for id in self.survey.rules_naming.get(below, ()) if id not in known)
        return listed_rules(sorted(ids), self.survey, self.language, self.say("rules_below"))

    # --- how it is connected --------------------------------------------------------------------------------------

    def _edges(self) -> list[Neighbour]:
        entity, index, schema = self.entity, self.survey.base.index, self.survey.kb.schema
        found = []
        for edge in entity.edges:
            found.append(self._near(edge.target, self._relation(edge.relation), False))
        for relation in schema.relations:
            for edge in index.incoming.get((relation, entity.id), ())[:_MOST_BELOW]:
                found.append(self._near(edge.source, self._relation(relation), True))
        return found

    def _relation(self, relation: str) -> str:
        phrases = self.survey.kb.schema.relations[relation].phrases
        words = phrases.get(self.language) or phrases.get("en") or ()
        return words[0] if words else relation.replace("_", " ")

    def _relations(self) -> tuple[Block, ...]:
        entity = self.entity
        rows: list[tuple[Rich, ...]] = []
        for edge in entity.edges:
            more = ", ".join(
                f"{self.namer.attribute(key, edge.relation)} {self.namer.value(v)}"
                for key, v in edge.attributes.items()
            )
            who = joined(self.survey.sources_of(edge.grounds.citations), self.survey, self.namer)
            rows.append(
                ((self._relation(edge.relation),), (linked(edge.target, self.survey, self.namer),), (more,), who)
            )
        columns = (self.say("relation"), self.say("record"), self.say("value"), self.say("source"))
        return (Table(self.say("relations"), columns, tuple(rows)),) if rows else ()

    def _below(self) -> tuple[Block, ...]:
        ids = self.survey.below(self.entity.id)
        if not ids:
            return ()
        more = ((Faint(self.say("more", count=len(ids) - _MOST_BELOW)),),) if len(ids) > _MOST_BELOW else ()
        return (Items((*((linked(id, self.survey, self.namer),) for id in ids[:_MOST_BELOW]), *more)),)

    def _neighbourhood(self) -> tuple[Block, ...]:
        survey = self.survey
        found = [self._near(link.parent, self.say("is_a"), False) for link in self.entity.parents]
        found += self._edges()
        found += [self._near(id, self.say("is_a"), True) for id in survey.below(self.entity.id)[:_MOST_BELOW]]
        found += [self._near(id, self.say("rule"), True) for id in survey.rules_naming.get(self.entity.id, ())]
        return neighbourhood(self.namer.name(self.entity.id), "entity", found, self.language)

    def _near(self, id: str, edge: str, incoming: bool) -> Neighbour:
        rule = self.survey.kb.knowledge.rules.get(id)
        return Neighbour(
            id, self.namer.name(id), edge, incoming, self.survey.address(id), rule.effect if rule else "plain"
        )

    def _developers(self) -> tuple[Block, ...]:
        data = Listing(
            self.asker.once(("json", self.entity.id), lambda: json_text(self._data)), "json", self.say("json")
        )
        head: tuple[Inline, ...] = (Faint(self.say("id") + ": "), Code(self.entity.id))
        return (Para(head), *excerpt(self.entity.span, self.language), *when(data, Folded(self.say("json"), (data,))))
