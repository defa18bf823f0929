"""Questions and sentences about a case, in the words of the knowledge base: English and Chinese frames, filled in.

A question that is made here can be asked as it stands; where a name means several things, the id stands instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ...answers.naming import Namer
from ...ground.frozen import dataclass
from ...model.records import Rule
from ...model.schema import Phrases
from .words import say


@dataclass(frozen=True)
class Wording:
    """Frames of one language, with the names of one day."""

    namer: Namer
    today: date

    @property
    def language(self) -> str:
        """The language of the frames."""
        return self.namer.language

    def name(self, id: str) -> str:
        """A name that means only this record; its id where there is none."""
        name = self.namer.name(id)
        meant = {meaning.id for meaning in self.namer.base.vocabulary.lookup(name, "ENTITY")}
        return name if meant == {id} else id

    def form(self, action: str, part: int) -> str:
        """A form of an action: 0 the base form, 1 the participle (a language without it has only the first)."""
        forms = _in(self.namer.base.knowledge.schema.actions[action].forms, self.language)
        return forms[min(part, len(forms) - 1)] if forms else action

    def has(self, action: str, roles: Mapping[str, str]) -> bool:
        """Whether the knowledge base has the words of this language for the action and its roles."""
        schema = self.namer.base.knowledge.schema
        declared = schema.roles(action)
        spoken = all(self.language in declared[role].phrases for role in roles if role != "object" and role in declared)
        return self.language in schema.actions[action].forms and spoken

    def tails(self, action: str, fillers: Mapping[str, str]) -> str:
        """The roles beside the object that are filled by something else than usual: ` by X via Y`, `由X通过Y`."""
        declared = self.namer.base.knowledge.schema.roles(action)
        parts = []
        for role, id in fillers.items():
            phrases = _in(declared[role].phrases, self.language) if role in declared else ()
            if role != "object" and phrases and declared[role].default != id:
                gap = "" if self.language == "zh" else " "
                parts.append(f"{gap}{phrases[0]}{gap}{self.name(id)}")
        return "".join(parts)

    def may(self, action: str, fillers: Mapping[str, str], day: date) -> str:
        """`can X be done?`"""
        thing, tails = self.name(fillers["object"]), self.tails(action, fillers)
        if self.language == "zh":
            asof = "" if day == self.today else f"截至{day}，"
            return f"{asof}{tails}{'，' if tails else ''}{thing}可以{self.form(action, 0)}吗？"
        return f"can {thing} be {self.form(action, 1)}{tails}{self._day(day)}?"

    def given(self, question: str, about: str, reply: str) -> str:
        """A question with a fact of the case."""
        fact = f"{about} {reply}" if reply[:1] in "<>=" or reply.startswith("in ") else f"{about} = {reply}"
        if self.language == "zh":
            return f"如果{fact}，{question}"
        return f"{question.rstrip('?')} given {fact}?"

    def required(self, action: str, fillers: Mapping[str, str], day: date) -> str:
        """`what do I need to do X?`"""
        thing, tails = self.name(fillers["object"]), self.tails(action, fillers)
        if self.language == "zh":
            return f"{tails}{self.form(action, 0)}{thing}需要什么？"
        return f"what do I need to {self.form(action, 0)} {thing}{tails}{self._day(day)}?"

    def otherwise(self, action: str, fillers: Mapping[str, str], day: date) -> str:
        """`what happens if X is done?`"""
        thing, tails = self.name(fillers["object"]), self.tails(action, fillers)
        if self.language == "zh":
            return f"如果{tails}{self.form(action, 0)}{thing}会怎样？"
        return f"what happens if {thing} is {self.form(action, 1)}{tails}{self._day(day)}?"

    def _day(self, day: date) -> str:
        return "" if day == self.today else f" as of {day}"

    # --- a rule in one sentence -----------------------------------------------------------------------------------

    def rule(self, rule: Rule, conditions: Mapping[str, str]) -> str:
        """What a rule says; `conditions` has the texts of `when`, `unless` and `that`, as far as there are any."""
        things = [self.namer.name(id) for id in rule.scope.get("object", ())]
        thing = say(self.language, "or").join(things) or say(self.language, "anything")
        return (
            self._chinese(rule, thing, conditions) if self.language == "zh" else self._english(rule, thing, conditions)
        )

    def _roles(self, rule: Rule, gap: str) -> str:
        declared = self.namer.base.knowledge.schema.roles(rule.action)
        parts = []
        for role, ids in rule.scope.items():
            if role != "object":
                words = _in(declared[role].phrases, self.language) if role in declared else ()
                word = words[0] if words else role.replace("_", " ")
                parts.append(f"{gap}{word}{gap}{say(self.language, 'or').join(self.namer.names(ids))}")
        return "".join(parts)

    def _english(self, rule: Rule, thing: str, conditions: Mapping[str, str]) -> str:
        done, roles, that = self.form(rule.action, 1), self._roles(rule, " "), conditions.get("that")
        match rule.effect:
            case "forbid":
                text = f"{thing} must not be {done}{roles}"
            case "require":
                text = f"{thing} may be {done}{roles} only if {that}"
            case "discourage":
                text = f"{thing} had better not be {done}{roles}"
            case "recommend":
                text = (
                    f"if {thing} is {done}{roles}, {that} is advised"
                    if that
                    else f"it is advised that {thing} be {done}{roles}"
                )
            case _:
                text = f"{thing} may be {done}{roles}"
        text += f", where {conditions['when']}" if "when" in conditions else ""
        text += f", unless {conditions['unless']}" if "unless" in conditions else ""
        return text[:1].upper() + text[1:] + "."

    def _chinese(self, rule: Rule, thing: str, conditions: Mapping[str, str]) -> str:
        act, roles, that = self.form(rule.action, 0), self._roles(rule, ""), conditions.get("that")
        match rule.effect:
            case "forbid":
                text = f"不得{roles}{act}{thing}"
            case "require":
                text = f"{roles}{act}{thing}须满足：{that}"
            case "discourage":
                text = f"不建议{roles}{act}{thing}"
            case "recommend":
                text = f"{roles}{act}{thing}时建议：{that}" if that else f"建议{roles}{act}{thing}"
            case _:
                text = f"可以{roles}{act}{thing}"
        text += f"（条件：{conditions['when']}）" if "when" in conditions else ""
        text += f"（{conditions['unless']}除外）" if "unless" in conditions else ""
        return text + "。"


def _in(phrases: Phrases, language: str) -> tuple[str, ...]:
    return phrases.get(language) or phrases.get("en") or next(iter(phrases.values()), ())
