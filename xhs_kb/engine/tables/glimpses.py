"""What one rule lets be told of its fillers: enough to say which cases look alike, without reading the whole rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...ground.frozen import dataclass
from ...ground.values import EntityRef
from ...language.expressions import (
    And,
    Compare,
    Expression,
    Extension,
    In,
    IsA,
    ListOf,
    Literal,
    Not,
    Or,
    Property,
    Related,
    RoleRef,
)
from ...model.schema import Period
from ..rulebook import BoundRule, inside, parts


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The days, the place and the reach of a rule.

    `role` is the role of its scope by which it is found (empty where it has no scope) and `tops` what fills it. `named`
    are the records that it mentions, `keys` the attributes that it reads of a role, `relations` what it asks of a role
    (relation, thing, whether outward), and `single` the roles whose fillers all look different to it.
    """

    rule: str
    valid: Period
    role: str = ""
    tops: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    relations: tuple[tuple[str, str, str, bool], ...] = ()
    single: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    wild: bool = False
    """Whether it reads something that cannot be told by roles, so that all fillers of all roles look different."""


def glimpse_of(rule: BoundRule) -> Glimpse:
    """What a rule lets be told."""
    scope = rule.rule.scope
    role = "" if not scope else "object" if "object" in scope else min(scope)
    nodes = [node for condition in rule.conditions for node in parts(condition)]
    look = _Look()
    for condition in rule.conditions:
        look.at(condition)
    named = {top for tops in scope.values() for top in tops} | set(_literals(nodes))
    return Glimpse(
        rule.id,
        rule.rule.grounds.valid,
        role,
        tuple(scope.get(role, ())),
        tuple(sorted(named)),
        tuple(sorted(set(_keys(nodes)))),
        tuple(look.relations),
        tuple(sorted(look.single)),
        tuple(sorted({node.id for node in nodes if isinstance(node, RoleRef)})),
        look.wild,
    )


def _literals(nodes: Iterable[Expression]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Literal) and isinstance(node.value, EntityRef):
            yield node.value.id


def _keys(nodes: Iterable[Expression]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, Property) and isinstance(node.subject, RoleRef):
            yield node.subject.id, node.key


class _Look:
    """What conditions ask of roles: comparisons and relations with a record can be told, anything else cannot."""

    def __init__(self) -> None:
        self.relations: dict[tuple[str, str, str, bool], None] = {}
        self.single: set[str] = set()
        self.wild = False

    def at(self, node: Expression) -> None:
        match node:
            case And(operands) | Or(operands):
                for operand in operands:
                    self.at(operand)
            case Not(operand):
                self.at(operand)
            case Compare("=" | "!=", RoleRef(), Literal()) | IsA(RoleRef(), Literal()):
                return
            case In(RoleRef(), ListOf(items)) if all(isinstance(item, Literal) for item in items):
                return
            case Related(RoleRef(role), relation, Literal(EntityRef(thing))):
                self.relations[role, relation, thing, True] = None
            case Related(Literal(EntityRef(thing)), relation, RoleRef(role)):
                self.relations[role, relation, thing, False] = None
            case _:
                self._loose(node)

    def _loose(self, node: Expression) -> None:
        if isinstance(node, Property):
            self.wild = self.wild or not isinstance(node.subject, RoleRef)
            return
        if isinstance(node, RoleRef):
            self.single.add(node.id)
        self.wild = self.wild or isinstance(node, Extension)
        for inner in inside(node):
            self._loose(inner)
