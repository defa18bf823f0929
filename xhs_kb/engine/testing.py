"""Tests of one record, three-valued, with the evidence for how they came out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from ..ground.frozen import dataclass
from ..ground.trouble import EvaluationError
from ..ground.values import EntityRef
from ..language.expressions import Expression, Literal
from ..model.records import Grounds, Parent
from .base import Base
from .expressions.comparison import COMPARISONS, contains, member
from .limits import DEFAULT, Limits
from .plan import (
    AboutTest,
    AllTest,
    AnyTest,
    AttributeTest,
    BelowTest,
    DateTest,
    EdgeTest,
    NeedTest,
    NotTest,
    Setting,
    Test,
    VerdictTest,
)
from .results import Evidence, Tested, Truth
from .rulebook import BoundRule, parts
from .tables.judged import judged
from .verdicts.case import make_case
from .verdicts.judge import judge
from .verdicts.judgement import Judgement
from .world import World


@dataclass(frozen=True)
class Tester:
    """Tests records of one base in one setting."""

    base: Base
    setting: Setting
    world: World
    limits: Limits = DEFAULT
    everything: bool = True

    def test(self, id: str, test: Test) -> Tested:
        """How a record stands in a test; raises EvaluationError where the time of the question is over."""
        self.limits.look()
        match test:
            case EdgeTest():
                return self._edges(id, test)
            case VerdictTest():
                return self._verdict(id, test)
            case NeedTest(thing):
                rules = tuple(_concerning(self.world, self.base, id, self.base.book.requiring.get(thing, ())))
                return Tested(id, bool(rules), Evidence(rules=rules))
            case BelowTest(thing):
                below = self.world.is_below(id, thing, strict=True)
                return Tested(id, below, Evidence(parents=links(self.world, id, thing)) if below else Evidence())
            case AboutTest(thing):
                return self._about(id, thing)
            case AttributeTest():
                return self._attribute(id, test)
            case DateTest():
                return Tested(id, self._dated(id, test))
            case NotTest(operand):
                inner = self.test(id, operand)
                return Tested(id, None if inner.truth is None else not inner.truth, inner.evidence)
            case AllTest(operands):
                return self._several(id, operands, False)
            case AnyTest(operands):
                return self._several(id, operands, True)
            case _:
                assert_never(test)

    def _several(self, id: str, operands: Sequence[Test], decisive: bool) -> Tested:
        truth: Truth = not decisive
        evidence = Evidence()
        for operand in operands:
            tested = self.test(id, operand)
            if tested.truth is decisive:
                return tested
            truth = None if tested.truth is None else truth
            evidence += tested.evidence
        return Tested(id, truth, evidence)

    def _edges(self, id: str, test: EdgeTest) -> Tested:
        evidence = Evidence()
        for thing in test.things:
            ends = (thing, id) if test.inverse else (id, thing)
            edges = self.world.edges_between(test.relation, *ends)
            if not edges:
                return Tested(id, False)
            evidence += Evidence(edges=tuple(edges))
        return Tested(id, True, evidence)

    def judged(self, action: str, fillers: dict[str, str]) -> Judgement:
        """The judgement of a case in this setting; without `everything` rules that do not bear on it may be missing."""
        self.limits.look()
        if not self.everything:
            return judged(self.base.book, self.world, action, fillers, self.setting.facts, self.limits)
        return judge(self.base.book, make_case(self.world, action, fillers, self.setting.facts), self.limits)

    def _verdict(self, id: str, test: VerdictTest) -> Tested:
        fillers = {**dict(self.setting.fillers), **dict(test.fillers), test.role: id}
        try:
            judgement = self.judged(test.action, fillers)
        except EvaluationError as error:
            if error.code in ("wrong-kind", "unknown-name"):
                return Tested(id, False)
            raise
        words = (judgement.permission, judgement.advice)
        apart = any(word in test.apart for word in words)
        truth = True if any(word in test.yes for word in words) else None if apart else False
        return Tested(id, truth, Evidence(judgements=(judgement,)))

    def _about(self, id: str, thing: str) -> Tested:
        bound = self.base.book.rules.get(id)
        if bound is not None:
            kind = self.base.vocabulary.kind(thing)
            found = _counts(self.world, bound) and _concerns(self.world, bound, thing, kind, parts=True)
            return Tested(id, found, Evidence(rules=(bound,)) if found else Evidence())
        entity = self.world.entity(id)
        relations = self.world.knowledge.schema.relations
        edges = [edge for edge in (entity.edges if entity else ()) if edge.target == thing]
        edges += [edge for r in relations for edge in self.base.index.incoming.get((r, id), ()) if edge.source == thing]
        live = tuple(e for e in edges if self.world.holds(e.key, e.grounds) and self.world.heard(e.grounds))
        return Tested(id, bool(live), Evidence(edges=live))

    def _attribute(self, id: str, test: AttributeTest) -> Tested:
        readings = self.world.readings(id, test.attribute)
        if not readings:
            return Tested(id, False if test.operator is None else None)
        value, evidence = readings[0].value, Evidence(readings=(readings[0],))
        truth: Truth
        match test.operator:
            case None:
                truth = True
            case "in":
                truth = member(value, test.value) if isinstance(test.value, tuple) else contains(test.value, value)
            case "contains":
                truth = contains(value, test.value)
            case operator:
                truth = COMPARISONS[operator](value, test.value)
        return Tested(id, truth, evidence)

    def _dated(self, id: str, test: DateTest) -> bool:
        grounds = grounds_of(self.base, id)
        if grounds is None:
            return False
        day = grounds.valid.start if test.what == "began" else grounds.valid.end
        after = day is not None and (test.start is None or test.start <= day)
        return after and day is not None and (test.end is None or day <= test.end)


def grounds_of(base: Base, id: str) -> Grounds | None:
    """What a record rests on; None for records without days (sources, actions, inputs)."""
    knowledge = base.knowledge
    record = knowledge.entities.get(id) or knowledge.rules.get(id) or knowledge.procedures.get(id)
    return record.grounds if record is not None else None


def links(world: World, id: str, top: str) -> tuple[Parent, ...]:
    """The `is_a` edges of the shortest way up."""
    way = world.chain(id, top)
    found = []
    for child, parent in itertools.pairwise(way):
        entity = world.entity(child)
        found += [link for link in (entity.parents if entity else ()) if link.parent == parent]
    return tuple(found)


def rules_about(world: World, base: Base, id: str) -> tuple[BoundRule, ...]:
    """The rules of any action that would be considered for a thing in one of the roles that it can fill, or for a part.

    A part is something below it.
    """
    return tuple(_concerning(world, base, id, base.book.rules.values(), parts=True))


def _concerning(
    world: World, base: Base, id: str, rules: Iterable[BoundRule], *, parts: bool = False
) -> Iterator[BoundRule]:
    kind = base.vocabulary.kind(id)
    return (bound for bound in rules if _counts(world, bound) and _concerns(world, bound, id, kind, parts))


def _counts(world: World, bound: BoundRule) -> bool:
    return world.holds(bound.id, bound.rule.grounds) and world.heard(bound.rule.grounds)


def _concerns(world: World, bound: BoundRule, id: str, kind: str | None, parts: bool) -> bool:
    roles = world.knowledge.schema.roles(bound.rule.action)
    for role in roles.values():
        if kind not in role.kinds:
            continue
        tops = bound.rule.scope.get(role.id)
        if tops is None:
            if role.id == "object":
                return True
        elif any(world.is_below(id, top) or (parts and world.is_below(top, id)) for top in tops):
            return True
    return parts and _named_in(bound, id)


def _named_in(bound: BoundRule, id: str) -> bool:
    return id in bound.inputs or any(_mentions(condition, id) for condition in bound.conditions)


def _mentions(condition: Expression, id: str) -> bool:
    return any(isinstance(node, Literal) and node.value == EntityRef(id) for node in parts(condition))
