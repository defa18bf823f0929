"""What patterns can ask of a knowledge base beside its graph: verdicts, readings, cards, changes (spec: language §3).

Every function is one of the question engine's own answers in plain values; a record is a node of the graph. Verdicts
of one run that differ in nothing are judged once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..data.value_reader import read_value
from ..ground.trouble import EvaluationError, Suggestion, Trouble
from ..ground.values import Day, EntityRef, Value, write
from ..language.facts import as_facts, read_given
from ..language.patterns.signatures import Signature
from ..language.patterns.types import BOOLEAN, MAP, list_of
from ..language.questions import Fact
from ..model.types import Mismatch, conform
from .base import Base, Speaker
from .limits import Limits
from .patterns.extending import Extra, Extras
from .patterns.index import GraphIndex
from .patterns.values import Node
from .plan import (
    AboutTest,
    AttributeTest,
    ChangesPlan,
    ConsequencesPlan,
    EdgeTest,
    EdgeValuePlan,
    NeedTest,
    Setting,
    ValuePlan,
)
from .results import ChangesResult, ConsequencesResult, ValueResult
from .run import nearest_procedure, run
from .testing import Tester
from .verdicts.judgement import Considered, Judgement

Plain = Any
Cards = Callable[[tuple[str, ...], "str | None"], list[list[Plain]]]
Words = Callable[[Considered], "str | None"]
_OPTIONS = ("as_of", "given", "according_to")
_TEXT, _MAP, _LIST, _ANY = (frozenset({kind}) for kind in ("string", "map", "list", "any"))
_DECLARED: tuple[tuple[str, tuple[Any, ...], Any], ...] = (
    ("verdict", (_TEXT, _MAP, _ANY), MAP),
    ("steps", (_TEXT, _MAP, _ANY), list_of()),
    ("readings", (_TEXT, _TEXT, _ANY), list_of()),
    ("edge_readings", (_TEXT, _TEXT, _ANY, _ANY, _ANY, _ANY), list_of()),
    ("cards", (_LIST, _ANY, _ANY), list_of()),
    ("changes", (_ANY, _ANY, _ANY, _ANY), list_of()),
    ("consequences", (_ANY, _ANY), list_of()),
    ("concerns", (_ANY, _ANY, _ANY), BOOLEAN),
    ("needs", (_ANY, _ANY, _ANY), BOOLEAN),
    ("related", (_ANY, _ANY, _ANY, _ANY), BOOLEAN),
    ("compares", (_ANY, _ANY, _ANY, _ANY, _ANY), BOOLEAN),
)
SIGNATURES = tuple(Signature(name, kinds, result, optional=1, constant=False) for name, kinds, result in _DECLARED)
"""The functions that patterns may call on a knowledge base: each is a method of the same name."""


@dataclass
class _Functions:
    """The functions of one run: on one day, over one graph. It lives as long as the run."""

    base: Base
    day: date
    index: GraphIndex
    limits: Limits
    cards_of: Cards
    residual: Words
    text: Callable[[Mapping[str, str]], str]
    facts: tuple[Fact, ...] = ()
    judged: dict[object, Plain] = field(default_factory=dict)

    def tester(self, options: Mapping[str, Any] | None, *, facts: bool = False) -> Tester:
        options = _options(options)
        day = self._day(options.get("as_of"))
        told = self._told(options.get("given") or {}) if facts else ()
        speaker = self.speaker(options.get("according_to"))
        setting = Setting(day, told, voice=speaker)
        return Tester(self.base, setting, self.base.world(day, speaker), self.limits)

    def _told(self, given: Any) -> tuple[Fact, ...]:
        """What a call says, before what is said beside the pattern."""
        if not isinstance(given, dict):
            raise EvaluationError(Trouble("type", f"`given` is a map, not `{given}`"))
        said = as_facts(read_given(given, self.base.vocabulary))
        about = {fact.about for fact in said}
        return (*said, *(fact for fact in self.facts if fact.about not in about))

    def _day(self, said: Any) -> date:
        if said is None:
            return self.day
        value = read_value(str(said))
        if isinstance(value, int) and 1 <= value <= 9999:
            value = Day(value)
        if not isinstance(value, Day):
            form = "write it as 2020-03-01, 2020-03 or 2020"
            raise EvaluationError(Trouble("type", f"`{said}` is no day", help=form))
        return value.last

    def speaker(self, who: Any) -> Speaker | None:
        if who is None:
            return None
        if who in self.base.knowledge.sources:
            return "source", who
        return ("authority" if who in self.base.knowledge.schema.authorities else "publisher"), str(who)

    def node(self, id: str) -> Plain:
        return self.index.by_id.get(id) or Node(id)

    def value(self, value: Value) -> Plain:
        match value:
            case EntityRef():
                return self.node(value.id)
            case bool() | int() | float() | str():
                return value
            case tuple():
                return [self.value(part) for part in value]
        return write(value)

    # --- the functions --------------------------------------------------------------------------------------------

    def verdict(self, action: Any, fillers: Any, options: Any = None) -> Plain:
        key = repr((action, sorted((fillers or {}).items()), options))
        if key not in self.judged:
            self.judged[key] = self._judge(action, fillers or {}, options)
        return self.judged[key]

    def _judge(self, action: Any, fillers: Mapping[str, Any], options: Any) -> Plain:
        """The verdict; null for a node that cannot fill its role then. What the pattern's text names must exist."""
        if action is None:
            return None
        if action not in self.base.knowledge.schema.actions:
            near = self.base.vocabulary.nearest(str(action), ("ACT",))
            raise EvaluationError(Trouble("unknown-name", f"there is no action `{action}`", suggestions=near))
        named = {role: getattr(thing, "id", thing) for role, thing in fillers.items() if thing is not None}
        try:
            judgement = self.tester(options, facts=True).judged(action, named)
        except EvaluationError as error:
            nodes = {thing.id for thing in fillers.values() if isinstance(thing, Node)}
            if error.code in ("wrong-kind", "unknown-name") and error.trouble.about in nodes:
                return None
            raise
        return self._judgement(judgement)

    def _judgement(self, judgement: Judgement) -> Plain:
        rules = [{"rule": self.node(i.rule.id), "status": i.status} for i in judgement.considered]
        live = judgement.by_status("violated", "open", "met")
        demands = [i for i in live if i.rule.rule.effect in ("require", "forbid")]
        broken = [i for i in judgement.by_status("violated", "open") if i.rule.rule.consequence]
        return {
            "permission": judgement.permission,
            "advice": judgement.advice,
            "rules": rules,
            "requirements": [{"rule": self.node(i.rule.id), "residual": self.residual(i)} for i in demands],
            "consequences": [
                {"rule": self.node(i.rule.id), "consequence": self.text(i.rule.rule.consequence)} for i in broken
            ],
            "needs": [need.about for need in judgement.needs],
        }

    def steps(self, action: Any, fillers: Any, options: Any = None) -> Plain:
        tester = self.tester(options)
        case = tester.judged(action, dict(fillers)).case
        procedure = nearest_procedure(self.base, tester.world, action, case.fillers)
        return [self.text(step.do) for step in procedure.steps] if procedure is not None else []

    def readings(self, subject: Any, attribute: Any, options: Any = None) -> Plain:
        setting = self.tester(options).setting
        result = run(ValuePlan(setting, subject, attribute), self.base, self.limits)
        assert isinstance(result, ValueResult)
        return [
            {"value": self.value(said.value), "at": said.at, "source": _first(said.by.grounds.citations)}
            for said in result.said
        ]

    def edge_readings(
        self, relation: Any, attribute: Any, source: Any, target: Any, kind: Any, options: Any = None
    ) -> Plain:
        setting = self.tester(options).setting
        result = run(EdgeValuePlan(setting, relation, attribute, source, target, kind), self.base, self.limits)
        assert isinstance(result, ValueResult)
        return [
            {
                "record": self.node(said.about or ""),
                "value": self.value(said.value),
                "source": _first(said.by.grounds.citations),
            }
            for said in result.said
        ]

    def cards(self, subjects: Any, kind: Any, options: Any = None) -> Plain:
        return self.cards_of(tuple(subjects), kind)

    def changes(self, start: Any, end: Any, about: Any, options: Any = None) -> Plain:
        setting = self.tester(options).setting
        days = [None if day is None else date.fromisoformat(day) for day in (start, end)]
        result = run(ChangesPlan(setting, days[0], days[1], about), self.base, self.limits)
        assert isinstance(result, ChangesResult)
        return [{"record": self.node(c.record), "what": c.what, "day": str(c.day)} for c in result.changes]

    def consequences(self, subject: Any, options: Any = None) -> Plain:
        setting = self.tester(options).setting
        result = run(ConsequencesPlan(setting, None, {}, subject), self.base, self.limits)
        assert isinstance(result, ConsequencesResult)
        return [{"rule": self.node(r.id), "consequence": self.text(r.rule.consequence)} for r in result.rules]

    def concerns(self, id: Any, thing: Any, options: Any = None) -> Plain:
        return self.tester(options).test(id, AboutTest(thing)).truth

    def needs(self, id: Any, thing: Any, options: Any = None) -> Plain:
        tester = self.tester(options)
        return tester.test(id, NeedTest(thing)).truth

    def related(self, source: Any, relation: Any, target: Any, options: Any = None) -> Plain:
        return self.tester(options).test(source, EdgeTest(relation, (target,))).truth

    def compares(self, id: Any, attribute: Any, operator: Any, value: Any, options: Any = None) -> Plain:
        read = None if value is None else read_value(value)
        wanted: Value | None = value if read is None else read
        declared = self.base.vocabulary.attribute(attribute)
        if wanted is not None and declared is not None and operator not in ("in", "contains"):
            fitted = conform(wanted, declared.type)
            wanted = wanted if isinstance(fitted, Mismatch) else fitted
        return self.tester(options).test(id, AttributeTest(attribute, operator, wanted)).truth


def _first(citations: tuple[Any, ...]) -> str | None:
    return str(citations[0]) if citations else None


def _options(options: Any) -> Mapping[str, Any]:
    """What stands in the last place of a call; raises EvaluationError where it is no map, or has a key of no use."""
    if options is None:
        return {}
    if not isinstance(options, dict):
        raise EvaluationError(Trouble("type", f"the options of a call are a map, not `{options}`"))
    if strange := [key for key in options if key not in _OPTIONS]:
        known = tuple(Suggestion(key) for key in _OPTIONS)
        raise EvaluationError(Trouble("unknown-property", f"there is no option `{strange[0]}`", suggestions=known))
    return options


def functions_for(
    base: Base,
    day: date,
    index: GraphIndex,
    limits: Limits,
    cards: Cards,
    residual: Words,
    text: Callable[[Mapping[str, str]], str],
    facts: tuple[Fact, ...] = (),
) -> Extras:
    """The functions that a pattern may call on a knowledge base, by lower-case name.

    `cards`, `residual` and `text` come from the answers' room, which words things. `facts` are said beside the pattern.
    """
    own = _Functions(base, day, index, limits, cards, residual, text, facts)
    return {one.name: Extra(one, getattr(own, one.name), nulls=True) for one in SIGNATURES}
