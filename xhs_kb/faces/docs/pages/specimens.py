"""What serves as an example where forms of questions are shown: the things that the examples ask about most."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import islice

from ....ground.frozen import dataclass
from ....model.records import Edge, Entity, Rule
from ..asking import Asker
from ..phrases import Wording
from ..survey import Survey

_YEARS, _MOST = 5, 2000
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Specimens:
    """Records and words of a knowledge base that serve as examples."""

    survey: Survey
    asker: Asker

    # --- what serves as an example --------------------------------------------------------------------------------

    @cached_property
    def en(self) -> Wording:
        return self.asker.wording("en")

    @cached_property
    def zh(self) -> Wording:
        return self.asker.wording("zh")

    @cached_property
    def asked(self) -> Counter[str]:
        """How many examples name a thing in their question: what people ask about makes the best example."""
        texts = [_spaced(example.ask) for example in self.survey.kb.examples[:_MOST]]
        names = ((id, _spaced(self.en.namer.name(id))) for id in islice(self.survey.kb.knowledge.entities, _MOST))
        return Counter({id: sum(name in text for text in texts) for id, name in names})

    @cached_property
    def things(self) -> tuple[Entity, ...]:
        """Things, those that are asked about most first."""
        known = islice(self.survey.kb.knowledge.entities.values(), _MOST)
        return tuple(sorted(known, key=lambda one: (-self.asked[one.id], one.id)))

    def _rule(self, effect: str) -> Rule | None:
        """The rule of an effect about the thing that is asked about most, one without a condition if possible."""
        day = self.survey.day
        known = [rule for rule in self.survey.kb.knowledge.rules.values() if rule.effect == effect and only_thing(rule)]
        held = [rule for rule in known if rule.grounds.valid.holds(day)]
        plain = {rule.id: rule.when is None and rule.unless is None for rule in held}
        return max(held, key=lambda r: (plain[r.id], len(r.scope) == 1, self.asked[only_thing(r)]), default=None)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """One that forbids and one that requires, as far as there are any."""
        return tuple(rule for effect in ("forbid", "require") if (rule := self._rule(effect)) is not None)

    @cached_property
    def child(self) -> Entity | None:
        """A thing below another one."""
        return next((one for one in self.things if one.parents), None)

    @cached_property
    def edge(self) -> Edge | None:
        """An edge whose relation has words."""
        relations = self.survey.kb.schema.relations
        edges = (edge for thing in self.things for edge in thing.edges)
        return next((edge for edge in edges if relations[edge.relation].phrases.get("en")), None)

    def noun(self, kind: str, language: str = "en") -> str:
        """The noun of a kind, in English the plural."""
        declared = self.survey.kb.schema.kinds.get(kind)
        if language == "zh" and declared is not None:
            return self.survey.namer("zh").pick(declared.names)
        return declared.plural.replace("_", " ") if declared is not None else f"{kind}s"

    def kind(self, id: str) -> str:
        """The kind of a record."""
        return self.survey.base.vocabulary.kind(id) or "rule"

    @property
    def year(self) -> int:
        """A year some time ago."""
        return self.survey.day.year - _YEARS

    def said(self, rule: Rule) -> tuple[str, str, str]:
        """What a rule is about, its participle and its base form."""
        return self.en.name(rule.scope["object"][0]), self.en.form(rule.action, 1), self.en.form(rule.action, 0)


def only_thing(rule: Rule) -> str:
    """The only thing that a rule is about; empty where there are several, or none."""
    things = rule.scope.get("object", ())
    return things[0] if len(things) == 1 else ""


def _spaced(text: str) -> str:
    """The words of a text, each between spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
