"""One question of permission, made definite: an action, what fills its roles, a world, and what is said of the case.

Whatever is not said is unknown. Facts that contradict each other or what is recorded are an error (spec: verdicts §1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...ground.frozen import dataclass, field
from ...ground.trouble import EvaluationError, Suggestion, Trouble
from ...ground.values import Range, Value, write
from ...language.expressions import Parameter
from ...language.questions import Fact
from ...model.schema import Attribute, Role, Type
from ..expressions.comparison import COMPARISONS, contains, member
from ..world import World
from .domain import cells_of


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Something that may be unknown: an input, a role, or the attribute `name` of `owner`.

    `owner` is an entity's id, or `?role` for something that the knowledge base has never heard of.
    """

    kind: str
    name: str
    owner: str = ""

    def __str__(self) -> str:
        return f"{self.owner}.{self.name}" if self.owner else self.name


@dataclass(frozen=True, slots=True)
class Constraint:
    """Something said of an unknown; `in` gives the values to choose from."""

    operator: str
    value: Value

    def allows(self, value: Value) -> bool:
        """Whether a value may be so; what cannot be compared may."""
        match self.operator:
            case "in":
                return member(value, self.value) is not False
            case "contains":
                return contains(value, self.value) is not False
        return COMPARISONS[self.operator](value, self.value) is not False


@dataclass(frozen=True)
class Case:
    """A question of permission. `fillers` has the roles that are filled, by the question or by default (`defaults`)."""

    world: World
    action: str
    fillers: Mapping[str, str]
    roles: Mapping[str, Role]
    said: Mapping[Slot, tuple[Constraint, ...]] = field(default_factory=dict)
    said_of_role: Mapping[tuple[str, str], tuple[Constraint, ...]] = field(default_factory=dict)
    defaults: frozenset[str] = frozenset()

    def constraints(self, slot: Slot) -> tuple[Constraint, ...]:
        """What is said of a slot, the bounds of an input's schema included."""
        said = self.said.get(slot, ())
        if slot.kind == "input":
            return said + _bounds_of(self.world, slot.name)
        if slot.kind == "attribute":
            role = slot.owner[1:] if slot.owner.startswith("?") else ""
            return said + self.said_of_role.get((role, slot.name), ())
        return said

    def type_of(self, slot: Slot) -> Type | None:
        """The type of a slot; None for a role."""
        schema = self.world.knowledge.schema
        if slot.kind == "input":
            return schema.inputs[slot.name].type
        attribute = self._attribute(slot.owner, slot.name) if slot.kind == "attribute" else None
        return attribute.type if attribute is not None else None

    def _attribute(self, owner: str, name: str) -> Attribute | None:
        entity = self.world.knowledge.entities.get(owner)
        role = self.roles.get(owner[1:])
        kinds = (entity.kind,) if entity is not None else role.kinds if role is not None else ()
        for kind in kinds:
            attribute = self.world.knowledge.schema.kinds[kind].attributes.get(name)
            if attribute is not None:
                return attribute
        return None


def _bounds_of(world: World, name: str) -> tuple[Constraint, ...]:
    declared = world.knowledge.schema.inputs[name]
    low = () if declared.minimum is None else (Constraint(">=", declared.minimum),)
    high = () if declared.maximum is None else (Constraint("<=", declared.maximum),)
    return low + high


def make_case(world: World, action: str, fillers: Mapping[str, str], facts: Iterable[Fact] = ()) -> Case:
    """The case of an action; raises EvaluationError for a filler that does not fit and for facts that cannot be."""
    roles = world.knowledge.schema.roles(action)
    told = _told(facts, roles)
    named = dict(fillers)
    for slot in [slot for slot in told if slot.kind == "role"]:
        named[slot.name] = _stated(slot, told.pop(slot), named.get(slot.name))
    for role_id, thing in named.items():
        _check_filler(world, roles, action, role_id, thing)
    defaults = {id: role.default for id, role in roles.items() if role.default and id not in named}
    usual = {id: thing for id, thing in defaults.items() if world.entity(thing) is not None}
    filled = {**usual, **named}
    said: dict[Slot, tuple[Constraint, ...]] = {}
    of_role: dict[tuple[str, str], tuple[Constraint, ...]] = {}
    for slot, constraints in told.items():
        if slot.owner in roles and slot.owner not in filled:
            of_role[slot.owner, slot.name] = constraints
        else:
            owned = Slot(slot.kind, slot.name, filled.get(slot.owner, slot.owner))
            said[owned] = said.get(owned, ()) + constraints
    case = Case(world, action, filled, roles, said, of_role, frozenset(usual))
    for slot in said:
        _check_said(case, slot)
    return case


def _told(facts: Iterable[Fact], roles: Mapping[str, Role]) -> dict[Slot, tuple[Constraint, ...]]:
    told: dict[Slot, tuple[Constraint, ...]] = {}
    for fact in facts:
        owner, dot, name = fact.about.partition(".")
        slot = Slot("attribute", name, owner) if dot else Slot("role" if owner in roles else "input", owner)
        told[slot] = told.get(slot, ()) + tuple(_constraints(fact))
    return told


def _stated(slot: Slot, constraints: tuple[Constraint, ...], already: str | None) -> str:
    things = {write(said.value) for said in constraints} | ({already} if already else set())
    if len(things) > 1 or any(said.operator != "=" for said in constraints):
        message = f"`{slot.name}` is filled by one thing, not by {' and '.join(sorted(things))}"
        raise EvaluationError(Trouble("contradiction", message, about=slot.name))
    return things.pop()


def _constraints(fact: Fact) -> Iterable[Constraint]:
    value = fact.value
    if isinstance(value, Parameter):
        raise EvaluationError(Trouble("parameter", f"`${value.name}` has no value", fact.span))
    if fact.operator == "=" and isinstance(value, Range):
        if value.low is not None:
            yield Constraint(">=", value.low)
        if value.high is not None:
            yield Constraint("<=", value.high)
    elif fact.operator == "in" and isinstance(value, Range):
        yield from _constraints(Fact(fact.about, "=", value))
    else:
        yield Constraint(fact.operator, value)


def _check_filler(world: World, roles: Mapping[str, Role], action: str, role_id: str, thing: str) -> None:
    role = roles.get(role_id)
    if role is None:
        known = tuple(Suggestion(id, id) for id in sorted(roles)[:3])
        raise EvaluationError(Trouble("unknown-name", f"`{action}` has no role `{role_id}`", suggestions=known))
    recorded = world.knowledge.entities.get(thing)
    if recorded is None:
        raise EvaluationError(Trouble("unknown-name", f"there is no record `{thing}`", about=thing))
    if not world.holds(thing, recorded.grounds):
        raise EvaluationError(not_on_this_day(world, thing))
    if recorded.kind not in role.kinds:
        kinds = " or ".join(role.kinds)
        raise EvaluationError(
            Trouble("wrong-kind", f"`{thing}` is a {recorded.kind}, but `{role_id}` takes a {kinds}", about=thing)
        )


def not_on_this_day(world: World, id: str) -> Trouble:
    """The trouble of a record that exists, but not on the day asked about; it says on which days it does."""
    days = world.knowledge.entities[id].grounds.valid
    return Trouble(
        "unknown-name",
        f"there is no `{id}` on {world.day}; it is recorded {days}",
        help=f"ask `as of` a day on which it holds ({days})",
        about=id,
    )


def _check_said(case: Case, slot: Slot) -> None:
    world = case.world
    recorded = world.value(slot.owner, slot.name) if slot.kind == "attribute" else None
    constraints = case.constraints(slot)
    if recorded is not None:
        if not all(constraint.allows(recorded) for constraint in constraints):
            message = f"`{slot}` is recorded as {write(recorded)}, the facts say otherwise"
            raise EvaluationError(Trouble("contradiction", message, about=slot.name))
        return
    type_ = case.type_of(slot)
    if type_ is None:
        raise EvaluationError(Trouble("unknown-name", f"nothing is called `{slot}` here"))
    if not cells_of(type_, (), constraints):
        said = ", ".join(f"{c.operator} {write(c.value)}" for c in constraints)
        raise EvaluationError(Trouble("contradiction", f"`{slot}` can have no value with {said}", about=slot.name))
