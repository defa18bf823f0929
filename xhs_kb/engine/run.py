"""Runs a plan over a base and gives the record of what was found. Asking changes nothing.

Longer than most: one short function for every plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import assert_never

from ..ground.trouble import EvaluationError, Trouble
from ..ground.values import Day, write
from ..model.records import Entity, Procedure
from ..model.schema import Period
from .base import Base
from .limits import DEFAULT, Limits
from .plan import (
    AllTest,
    CardPlan,
    ChangesPlan,
    ConsequencesPlan,
    EdgeValuePlan,
    JudgePlan,
    Plan,
    ProcedurePlan,
    RequirementsPlan,
    SelectPlan,
    Test,
    TestPlan,
    ValuePlan,
)
from .reaching import reach
from .results import (
    CardResult,
    Change,
    ChangesResult,
    ConsequencesResult,
    ProcedureResult,
    RequirementsResult,
    Result,
    RowsResult,
    Said,
    Tested,
    TruthResult,
    ValueResult,
    VerdictResult,
)
from .rulebook import BoundRule
from .testing import Tester, rules_about
from .verdicts.case import not_on_this_day
from .verdicts.judgement import Considered, Judgement
from .world import World

_FAR = 1000


def run(
    plan: Plan, base: Base, limits: Limits = DEFAULT, world: World | None = None, *, everything: bool = True
) -> Result:
    """The result of a plan, in its own world unless another is given.

    Without `everything`, judgements may leave out rules that do not bear on them; they are then looked up, not made.

    Raises EvaluationError for a record that does not hold on the day, and for facts that cannot be.
    """
    tester = Tester(base, plan.setting, world or base.world(plan.setting.day, plan.setting.voice), limits, everything)
    match plan:
        case JudgePlan(_, action, fillers):
            return VerdictResult(plan, tester.judged(action, dict(fillers)))
        case TestPlan(_, subject, test):
            check_day(tester.world, (subject,))
            return TruthResult(plan, tester.test(subject, test))
        case SelectPlan():
            return _select(plan, tester)
        case ValuePlan(_, subject, attribute):
            check_day(tester.world, (subject,))
            return ValueResult(plan, attribute, tuple(_values(tester.world, subject, attribute)))
        case EdgeValuePlan():
            return ValueResult(plan, plan.attribute, tuple(_edge_values(plan, tester.world)))
        case CardPlan(_, subjects, kind):
            check_day(tester.world, subjects)
            return CardResult(plan, subjects, kind)
        case RequirementsPlan(_, action, fillers):
            judgement = tester.judged(action, dict(fillers))
            return RequirementsResult(plan, judgement, _demands(judgement, advice=False))
        case ProcedurePlan(_, action, fillers):
            judgement = tester.judged(action, dict(fillers))
            procedure = nearest_procedure(base, tester.world, action, judgement.case.fillers)
            return ProcedureResult(plan, judgement, procedure, _demands(judgement, advice=True))
        case ConsequencesPlan():
            return _consequences(plan, tester)
        case ChangesPlan(_, start, end, about):
            return ChangesResult(plan, tuple(_changes(base, tester.world, start, end or plan.setting.day, about)))
        case _:
            assert_never(plan)


def check_day(world: World, ids: Iterable[str]) -> None:
    """Raises EvaluationError for a record that is known but does not hold on the day."""
    for id in ids:
        recorded = world.knowledge.entities.get(id)
        if recorded is not None and not world.holds(id, recorded.grounds):
            raise EvaluationError(not_on_this_day(world, id))


# --- rows -------------------------------------------------------------------------------------------------------


def candidates(base: Base, world: World, kinds: Sequence[str], test: Test | None = None) -> list[str]:
    """The ids of the records of these kinds that hold on the day, sorted; built-in kinds are kinds like any other.

    With a test, those that cannot pass it may be missing, so that what is looked at is near what the test names.
    """
    knowledge = base.knowledge
    near = None if test is None else reach(world, test)
    if near is not None:
        return sorted(id for id in near if (entity := world.entity(id)) is not None and entity.kind in kinds)
    found = set(world.entities(kinds))
    for kind in kinds:
        match kind:
            case "rule":
                found |= {id for id, rule in knowledge.rules.items() if world.holds(id, rule.grounds)}
            case "source":
                found |= set(knowledge.sources)
            case "procedure":
                found |= {id for id, item in knowledge.procedures.items() if world.holds(id, item.grounds)}
            case "action":
                found |= set(knowledge.schema.actions)
            case "input":
                found |= set(knowledge.schema.inputs)
    return sorted(found)


def _select(plan: SelectPlan, tester: Tester) -> RowsResult:
    ids = candidates(tester.base, tester.world, plan.kinds, plan.test)
    if plan.test is None:
        rows = tuple(Tested(id, True) for id in ids)
        return RowsResult(plan, plan.kinds, _few(rows, plan, tester.limits), count=plan.count)
    tested = [tester.test(id, plan.test) for id in ids]
    rows = _few(tuple(row for row in tested if row.truth is True), plan, tester.limits)
    apart = tuple(row for row in tested if row.truth is None)
    emptied = None if rows else _emptying(plan.test, plan.kinds, tester)
    return RowsResult(plan, plan.kinds, rows, apart, plan.count, emptied)


def _few(rows: tuple[Tested, ...], plan: SelectPlan, limits: Limits) -> tuple[Tested, ...]:
    """The rows, where an answer may have so many; counting them is no answer of rows."""
    if len(rows) > limits.rows and not plan.count:
        raise EvaluationError(Trouble("limit", f"the question gives more than {limits.rows} rows"))
    return rows


def _emptying(test: Test, kinds: tuple[str, ...], tester: Tester) -> Test:
    if isinstance(test, AllTest):
        for operand in test.operands:
            ids = candidates(tester.base, tester.world, kinds, operand)
            if not any(tester.test(id, operand).truth for id in ids):
                return operand
    return test


# --- values -----------------------------------------------------------------------------------------------------


def _values(world: World, subject: str, attribute: str) -> Iterator[Said]:
    procedure = world.knowledge.procedures.get(subject)
    if procedure is not None and attribute == "takes" and procedure.takes is not None:
        yield Said(procedure.takes, None, procedure)
    seen: set[object] = set()
    for reading in world.readings(subject, attribute):
        speakers = tuple(citation.source for citation in reading.grounds.citations)
        if speakers not in seen:
            seen.add(speakers)
            yield Said(reading.value, None if reading.at is None else str(reading.at), reading)


def _edge_values(plan: EdgeValuePlan, world: World) -> Iterator[Said]:
    if plan.source is not None and plan.target is not None:
        edges = [(edge, plan.target) for edge in world.edges_between(plan.relation, plan.source, plan.target)]
    elif plan.source is not None:
        edges = world.edges_from(plan.relation, plan.source)
    elif plan.target is not None:
        edges = world.edges_to(plan.relation, plan.target)
    else:
        edges = []
    for edge, end in sorted(edges, key=lambda pair: (pair[1], pair[0].key)):
        kind = world.knowledge.entities[end].kind
        if plan.attribute in edge.attributes and (plan.kind is None or plan.kind == kind or plan.target == end):
            yield Said(edge.attributes[plan.attribute], None, edge, end)


# --- requirements, procedures, consequences ---------------------------------------------------------------------


def _demands(judgement: Judgement, *, advice: bool) -> tuple[Considered, ...]:
    effects = ("require", "forbid", "recommend", "discourage") if advice else ("require", "forbid")
    listed = judgement.by_status("violated", "open", "met")
    return tuple(item for item in listed if item.rule.rule.effect in effects)


def nearest_procedure(base: Base, world: World, action: str, fillers: Mapping[str, str]) -> Procedure | None:
    """The procedure of the thing itself, else of what is nearest above it; None where none is recorded."""
    above = world.knowledge.schema.actions_above(action)
    ranked = []
    for procedure in base.knowledge.procedures.values():
        if procedure.action in above and world.holds(procedure.id, procedure.grounds):
            distance = _distance(world, procedure, fillers)
            if distance is not None:
                ranked.append((above.index(procedure.action), distance, procedure.id))
    return base.knowledge.procedures[min(ranked)[2]] if ranked else None


def _distance(world: World, procedure: Procedure, fillers: Mapping[str, str]) -> int | None:
    """How far up a procedure was found: what names a role that is filled is nearer than what leaves it open."""
    total = 0
    for role, filler in fillers.items():
        ways = [len(way) - 1 for top in procedure.scope.get(role, ()) if (way := world.chain(filler, top))]
        if role in procedure.scope and not ways:
            return None
        total += min(ways, default=_FAR)
    return total if set(procedure.scope) <= set(fillers) else None


def _consequences(plan: ConsequencesPlan, tester: Tester) -> ConsequencesResult:
    if plan.action is not None:
        judgement = tester.judged(plan.action, dict(plan.fillers))
        broken = [item.rule for item in judgement.by_status("violated", "open") if item.rule.rule.consequence]
        return ConsequencesResult(plan, judgement, tuple(broken))
    about = rules_about(tester.world, tester.base, plan.subject) if plan.subject is not None else ()
    return ConsequencesResult(plan, None, tuple(rule for rule in about if rule.rule.consequence))


# --- changes ----------------------------------------------------------------------------------------------------


def _changes(base: Base, world: World, start: date | None, end: date, about: str | None) -> list[Change]:
    concerned = None if about is None else {about, *(rule.id for rule in _rules_ever_about(base, world, about))}
    found = [change for change in _all_changes(base) if (start is None or start <= change.day) and change.day <= end]
    found = [change for change in found if concerned is None or change.record in concerned]
    return sorted(found, key=lambda change: (change.day, change.record, change.what, change.detail or ""))


def _rules_ever_about(base: Base, world: World, about: str) -> Iterator[BoundRule]:
    always = base.altered(world, {id: Period() for id in base.knowledge.rules})
    yield from rules_about(always, base, about)


def _all_changes(base: Base) -> Iterator[Change]:
    for rule in base.knowledge.rules.values():
        yield from _limits(rule.id, rule.grounds.valid, rule)
    for procedure in base.knowledge.procedures.values():
        yield from _limits(procedure.id, procedure.grounds.valid, procedure)
    for entity in base.knowledge.entities.values():
        yield from _limits(entity.id, entity.grounds.valid, entity)
        yield from _entity_changes(entity)


def _limits(id: str, valid: Period, by: object) -> Iterator[Change]:
    if valid.start is not None:
        yield Change(id, "began", valid.start, by)
    if valid.end is not None:
        yield Change(id, "ended", valid.end, by)


def _entity_changes(entity: Entity) -> Iterator[Change]:
    for name in entity.names:
        if name.valid.start is not None:
            yield Change(entity.id, "changed", name.valid.start, entity, f"name: {name.text}")
    for attribute, readings in entity.attributes.items():
        for reading in readings:
            if isinstance(reading.at, Day):
                detail = f"{attribute}: {write(reading.value)}"
                yield Change(entity.id, "changed", reading.at.first, reading, detail)
    for parent in entity.parents:
        for change in _limits(entity.id, parent.grounds.valid, parent):
            yield Change(entity.id, "changed", change.day, parent, f"is_a {parent.parent} {change.what}")
    for edge in entity.edges:
        detail = f"{edge.relation} {edge.target}"
        for change in _limits(entity.id, edge.grounds.valid, edge):
            yield Change(entity.id, "changed", change.day, edge, f"{detail} {change.what}")
