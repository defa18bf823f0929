"""What may fill a role that nobody has filled: groups of entities which the rules at hand cannot tell apart.

Beside the entities of its kinds a role may be filled by something that the knowledge base has never heard of, unless
all its kinds are closed (spec: verdicts §1).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...ground.values import EntityRef, Value
from ...language.expressions import Compare, Expression, In, IsA, Property, Related, RoleRef
from ..expressions import compile_expression
from ..rulebook import BoundRule, inside, parts
from .case import Slot
from .lines import Cell
from .scope import NOVEL, CaseScope


def role_cells(role: str, rules: Sequence[BoundRule], scope: CaseScope) -> list[Cell]:
    """One cell for each group of fillers; its value stands for the group, the novel one comes last."""
    return [Cell(EntityRef(group[0])) for group in role_groups(role, rules, scope)]


def role_groups(role: str, rules: Sequence[BoundRule], scope: CaseScope) -> list[list[str]]:
    """The fillers of a role in groups that all rules treat alike, each sorted, the novel one alone and last."""
    case = scope.case
    declared = case.roles[role]
    schema = case.world.knowledge.schema
    told = [(key, said) for (of, key), said in case.said_of_role.items() if of == role]
    marks = _Marks(role, rules, scope)
    groups: dict[Any, list[str]] = {}
    for id in case.world.entities(declared.kinds):
        recorded = ((case.world.value(id, key), said) for key, said in told)
        if all(value is None or all(constraint.allows(value) for constraint in said) for value, said in recorded):
            groups.setdefault(marks.of(id), []).append(id)
    closed = all(schema.kinds[kind].closed for kind in declared.kinds if kind in schema.kinds)
    found = [part for group in groups.values() for part in (_split(group) if marks.has_gaps(group[0]) else [group])]
    return [*found, *([] if closed else [[NOVEL + role]])]


def _split(group: list[str]) -> list[list[str]]:
    """Two fillers that look alike still differ where each has an unknown attribute of its own; two stand for all."""
    return [group] if len(group) < 2 else [group[:1], group[1:]]


class _Marks:
    """What the rules can see of a filler of one role."""

    def __init__(self, role: str, rules: Sequence[BoundRule], scope: CaseScope) -> None:
        self.role, self.scope = role, scope
        self.tops = sorted({top for rule in rules for top in rule.rule.scope.get(role, ())})
        nodes = [node for rule in rules for condition in rule.conditions for node in parts(condition)]
        self.keys = sorted({n.key for n in nodes if isinstance(n, Property) and n.subject == RoleRef(role)})
        atoms = [n for n in nodes if isinstance(n, Compare | In | IsA | Related) and RoleRef(role) in inside(n)]
        self.alone = [compile_expression(atom) for atom in atoms if not self._names_another(atom)]
        others = [other for other in scope.case.roles if other != role and other not in scope.case.fillers]
        self.single = len(self.alone) < len(atoms) or (bool(self.keys) and bool(others))
        self.known = set(scope.case.fillers.values())

    def _names_another(self, atom: Expression) -> bool:
        roles = {node.id for node in parts(atom) if isinstance(node, RoleRef)} - {self.role}
        return any(role not in self.scope.case.fillers for role in roles)

    def has_gaps(self, id: str) -> bool:
        """Whether an attribute that the rules look at is not recorded for a filler."""
        return any(self.scope.case.world.value(id, key) is None for key in self.keys)

    def of(self, id: str) -> Any:
        """What a filler looks like to the rules; fillers that look alike form a group."""
        if self.single or (self.keys and id in self.known):
            return id
        case = self.scope.case
        assigned: dict[Slot, Value] = {Slot("role", self.role): EntityRef(id)}
        seen = self.scope.under(assigned)
        below = tuple(case.world.is_below(id, top) for top in self.tops)
        recorded = tuple(case.world.value(id, key) for key in self.keys)
        return below, recorded, tuple(test(seen) for test in self.alone)
