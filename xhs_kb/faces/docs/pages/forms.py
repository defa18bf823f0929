"""Questions of every form, made of the words of a knowledge base, by what they ask for.

A form that the knowledge base has no words for is left out; whether each can be asked is found by asking it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from ....ground.frozen import dataclass
from ....ground.values import Range, Value
from ....model.records import Edge, Entity
from ....model.schema import Kind
from ..asking import Asker
from ..survey import Survey
from .specimens import Specimens, only_thing

GROUPS = ("verdicts", "rows", "values", "truths", "doing", "reasons", "predicates", "tails", "patterns")


def forms(survey: Survey, asker: Asker) -> Mapping[str, tuple[str, ...]]:
    """Questions by group; each stands once."""
    forms_ = _Forms(survey, asker)
    seen: set[str] = set()
    found: dict[str, tuple[str, ...]] = {}
    for group in GROUPS:
        fresh = tuple(text for text in dict.fromkeys(getattr(forms_, group)()) if text not in seen)
        seen |= set(fresh)
        found[group] = fresh
    return found


@dataclass(frozen=True)
class _Forms(Specimens):
    """The questions about the specimens, a group each."""

    # --- verdicts, rows, values -----------------------------------------------------------------------------------

    def verdicts(self) -> Iterator[str]:
        """May it be done?"""
        for rule in self.rules:
            fillers = {role: ids[0] for role, ids in rule.scope.items()}
            thing, done, act = self.said(rule)
            yield f"can {thing} be {done}?"
            yield self.en.may(rule.action, fillers, self.survey.day)
            yield f"is {thing} forbidden to {act}?"
            for language in (self.zh,) if self.zh.has(rule.action, {}) else ():
                yield language.may(rule.action, {"object": rule.scope["object"][0]}, self.survey.day)

    def rows(self) -> Iterator[str]:
        """Which ones, and how many?"""
        for rule in self.rules[:1]:
            thing, done, _ = self.said(rule)
            kind = self.kind(rule.scope["object"][0])
            yield f"which {self.noun(kind)} can be {done}?"
            yield f"which {self.noun(kind)} cannot be {done}?"
            yield f"list the {self.noun(kind)}"
            yield f"how many {self.noun(kind)} cannot be {done}?"
            yield f"which rules apply to {thing}?"
            if self.zh.has(rule.action, {}):
                yield f"哪些{self.noun(kind, 'zh')}不可以{self.zh.form(rule.action, 0)}？"
        for action, thing in self._with_subjects():
            yield f"who can {self.en.form(action, 0)} {self.en.name(thing)}?"
        if self.edge is not None:
            yield from self._edge_rows(self.edge)

    def _with_subjects(self) -> Iterator[tuple[str, str]]:
        """The action with a subject that most rules are about, and something to do it to."""
        schema, book = self.survey.kb.schema, self.survey.base.book.by_action
        acts = [id for id in schema.actions if any(role.subject for role in schema.roles(id).values())]
        for action in sorted(acts, key=lambda id: (-len(book.get(id, ())), id))[:1]:
            role = schema.roles(action).get("object")
            yield from ((action, one.id) for one in [t for t in self.things if role and t.kind in role.kinds][:1])

    def _edge_rows(self, edge: Edge) -> Iterator[str]:
        relation = self.survey.kb.schema.relations[edge.relation]
        kind, other = self.kind(edge.source), self.kind(edge.target)
        for words in relation.phrases.get("en", ())[:1]:
            yield f"which {self.noun(kind)} {words} {self.en.name(edge.target)}?"
        for words in relation.inverse.get("en", ())[:1]:
            yield f"which {self.noun(other)} {words} {self.en.name(edge.source)}?"
        for words in relation.phrases.get("zh", ())[:1]:
            yield f"哪些{self.noun(kind, 'zh')}{words}{self.zh.name(edge.target)}？"

    def values(self) -> Iterator[str]:
        """What is it, and how much?"""
        if self.child is not None:
            yield f"what is {self.en.name(self.child.id)}?"
            yield f"{self.zh.name(self.child.id)}是什么？"
            yield f"describe {self.noun(self.child.kind)}"
        seen: set[str] = set()
        for owner, attribute in self._recorded():
            declared = self.survey.kb.schema.kinds[owner.kind].attributes[attribute]
            if "of" not in seen and declared.names:
                seen.add("of")
                yield f"what is the {self._attribute(attribute, owner.kind)} of {self.en.name(owner.id)}?"
            for language, wording in (("en", self.en), ("zh", self.zh)):
                words = declared.phrases.get(language, ())
                if words and language not in seen:
                    seen.add(language)
                    yield words[0].replace("{}", wording.name(owner.id)) + ("？" if language == "zh" else "?")
        yield from self._of_edges()

    def _recorded(self) -> Iterator[tuple[Entity, str]]:
        for entity in self.things:
            yield from ((entity, attribute) for attribute in entity.attributes)

    def _attribute(self, id: str, kind: str) -> str:
        return self.survey.namer("en").attribute(id, kind)

    def _of_edges(self) -> Iterator[str]:
        """The value that an edge has, by the words that ask for it."""
        for relation in self.survey.kb.schema.relations.values():
            for attribute in relation.attributes.values():
                edge = next((e for e in self._edges(relation.id) if attribute.id in e.attributes), None)
                for words in attribute.phrases.get("en", ())[:1] if edge is not None else ():
                    assert edge is not None
                    named = words.replace("{from}", self.en.name(edge.source)).replace(
                        "{to}", self.en.name(edge.target)
                    )
                    yield named.replace("{to}", self.en.name(edge.target)) + "?"
                    return

    def _edges(self, relation: str) -> Iterator[Edge]:
        for thing in self.things:
            yield from (edge for edge in thing.edges if edge.relation == relation)

    # --- yes or no, what it takes, why ----------------------------------------------------------------------------

    def truths(self) -> Iterator[str]:
        """Is it so?"""
        if self.child is not None:
            child, parent = self.en.name(self.child.id), self.en.name(self.child.parents[0].parent)
            yield f"is {child} under {parent}?"
            yield f"is {child} a kind of {parent}?"
        if self.edge is not None:
            for words in self.survey.kb.schema.relations[self.edge.relation].phrases["en"][:1]:
                yield f"does {self.en.name(self.edge.source)} {words} {self.en.name(self.edge.target)}?"

    def doing(self) -> Iterator[str]:
        """What does it take, how is it done, what happens otherwise?"""
        for rule in self.rules[1:] or self.rules:
            thing, _, act = self.said(rule)
            yield f"what do I need to {act} {thing}?"
            if self.zh.has(rule.action, {}):
                yield self.zh.required(rule.action, {"object": rule.scope["object"][0]}, self.survey.day)
        for procedure in self.survey.kb.knowledge.procedures.values():
            if procedure.steps and procedure.scope.get("object"):
                yield f"how do I {self.en.form(procedure.action, 0)} {self.en.name(procedure.scope['object'][0])}?"
                break
        punished = [rule for rule in self.survey.kb.knowledge.rules.values() if rule.consequence and only_thing(rule)]
        worst = max(punished, key=lambda rule: self.asked[only_thing(rule)], default=None)
        if worst is not None:
            thing, done, _ = self.said(worst)
            yield f"what happens if {thing} is {done}?"

    def reasons(self) -> Iterator[str]:
        """Why, compared with what, changed since when, by which pattern?"""
        for rule in self.rules[:1]:
            thing, done, _ = self.said(rule)
            yield f"why can't {thing} be {done}?"
            if self.zh.has(rule.action, {}):
                yield f"为什么{self.zh.name(rule.scope['object'][0])}不可以{self.zh.form(rule.action, 0)}？"
            yield f"pattern which {self.noun(self.kind(rule.scope['object'][0]))} can be {done}?"
        if self.child is not None:
            child, parent = self.en.name(self.child.id), self.en.name(self.child.parents[0].parent)
            yield f"compare {child} and {parent}"
        yield f"what changed since {self.year}?"
        yield f"what changed between {self.year} and {self.year + 1}?"

    # --- predicates and tails -------------------------------------------------------------------------------------

    def predicates(self) -> Iterator[str]:
        """What can be said of a thing, each after the same opener."""
        for rule in self.rules[:1]:
            thing, done, act = self.said(rule)
            kind = self.kind(rule.scope["object"][0])
            which = f"which {self.noun(kind)}"
            top = next((self.en.name(t.parents[0].parent) for t in self.things if t.parents and t.kind == kind), thing)
            yield f"{which} are forbidden to {act}?"
            yield f"{which} are allowed to {act} but not discouraged to {act}?"
            yield f"{which} are under {top}?"
            yield f"{which} are not under {top} and cannot be {done}?"
            yield f"{which} are under {top} or conditional to {act}?"
            yield f"which rules are about {thing}?"
        yield from self._needing()
        yield f"which rules began since {self.year}?"
        ends = [end for rule in self.survey.kb.knowledge.rules.values() if (end := rule.grounds.valid.end) is not None]
        for end in sorted(day for day in ends if day <= self.survey.day)[-1:]:
            yield f"which rules ended in {end.year} as of {end - timedelta(days=1)}?"
        yield from self._compared()

    def _needing(self) -> Iterator[str]:
        for name in [id for id in self.survey.kb.schema.inputs if self.survey.rules_using.get(id)][:1]:
            using = [self.survey.kb.knowledge.rules[rule] for rule in self.survey.rules_using[name]]
            for top in [top for rule in using for top in rule.scope.get("object", ())][:1]:
                yield f"which {self.noun(self.kind(top))} need {self.en.name(name)}?"

    def _compared(self) -> Iterator[str]:
        for owner, attribute in self._recorded():
            value = owner.attributes[attribute][0].value
            if _ordered(value) and self._declared(owner.kind).attributes[attribute].names:
                text = self.en.namer.value(value).replace(",", "")
                yield f"which {self.noun(owner.kind)} have {self._attribute(attribute, owner.kind)} >= {text}?"
                return

    def _declared(self, kind: str) -> Kind:
        return self.survey.kb.schema.kinds[kind]

    def tails(self) -> Iterator[str]:
        """On which day, given what, by whose word, in which language?"""
        for rule in self.rules[:1]:
            thing, done, _ = self.said(rule)
            plain = f"can {thing} be {done}"
            yield f"{plain} as of {self.year}-03-01?"
            yield f"{plain} in {self.year}?"
            yield f"{plain} according to {rule.authority}?"
            yield f"{plain} in Chinese?"
        for example in self.survey.kb.examples:
            given = [(name, value) for name, value in example.given.items() if name in self.survey.kb.schema.inputs]
            if len(given) == 1 and example.ask.isascii() and example.ask.startswith("can "):
                yield from self._given(example.ask.rstrip("?"), *given[0])
                return

    def _given(self, question: str, name: str, value: object) -> Iterator[str]:
        said = self.en.name(name)
        if str(self.survey.kb.schema.inputs[name].type) == "bool":
            yield f"{question} with {said}?"
            yield f"{question} without {said}?"
            return
        text = str(value).strip()
        yield f"{question} given {said} {text if text[:1] in '<>=' else f'= {text}'}?"

    # --- patterns -------------------------------------------------------------------------------------------------

    def patterns(self) -> Iterator[str]:
        """Read-only patterns in openCypher's syntax, over the same records."""
        yield "MATCH (r:rule)-[:cites]->(s:source) RETURN s.name, count(r) AS rules ORDER BY rules DESC, s.name LIMIT 5"
        if self.child is not None:
            kind, parent = self.child.kind, self.child.parents[0].parent
            yield f"MATCH (x:{kind})-[:is_a*1..3]->(top {{id: '{parent}'}}) RETURN x.id, x.name ORDER BY x.id LIMIT 5"
        for rule in self.rules[:1]:
            top = rule.scope["object"][0]
            kind = self.kind(top)
            yield (
                f"MATCH (r:rule)-[:governs {{role: 'object'}}]->(x:{kind}) WHERE r.effect = 'forbid' "
                "WITH x, count(r) AS bans RETURN x.id, bans ORDER BY bans DESC, x.id LIMIT 5"
            )
            yield (
                f"MATCH (x {{id: '{top}'}}) WITH x, verdict('{rule.action}', {{object: x.id}}) AS v "
                "RETURN x.name, v.permission"
            )


def _ordered(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool | Range)
