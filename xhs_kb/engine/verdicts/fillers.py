"""What may fill a role that nobody has filled: groups of entities which the rules at hand cannot tell apart.

Beside the entities of its kinds a role may be filled by something that the knowledge base has never heard of, unless
all its kinds are closed (spec: verdicts §1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, overload

from ...ground.values import EntityRef, Value
from ...language.expressions import Compare, Expression, In, IsA, ListOf, Literal, Property, Related, RoleRef
from ..expressions import compile_expression
from ..rulebook import BoundRule, inside, parts
from .case import Slot
from .lines import Cell
from .scope import NOVEL, CaseScope


def role_cells(role: str, rules: Sequence[BoundRule], scope: CaseScope) -> Sequence[Cell]:
    """One cell for each group of fillers; its value stands for the group, the novel one comes last."""
    marks = _Marks(role, rules, scope)
    if marks.single:
        return _Cells((*marks.everyone(), *_novel(role, scope)))
    return [Cell(EntityRef(group[0])) for group in _groups(marks, 2)]


def role_groups(role: str, rules: Sequence[BoundRule], scope: CaseScope) -> list[list[str]]:
    """The fillers of a role in groups that all rules treat alike, each sorted, the novel one alone and last."""
    return _groups(_Marks(role, rules, scope), None)


class _Cells(Sequence[Cell]):
    """Cells of one filler each, made when they are looked at: where there are too many, hardly any is."""

    __slots__ = ("ids",)

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = ids

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Cell]: ...
    def __getitem__(self, place: int | slice) -> Cell | Sequence[Cell]:
        return _Cells(self.ids[place]) if isinstance(place, slice) else Cell(EntityRef(self.ids[place]))


def _groups(marks: _Marks, most: int | None) -> list[list[str]]:
    """The groups, each with its first `most` members."""
    groups = sorted(_alike(marks, most), key=lambda group: group[0])
    found = [
        part for group in groups for part in (_split(group) if len(group) > 1 and marks.has_gaps(group[0]) else [group])
    ]
    return [*found, *([novel] for novel in _novel(marks.role, marks.scope))]


def _novel(role: str, scope: CaseScope) -> tuple[str, ...]:
    schema = scope.case.world.knowledge.schema
    closed = all(schema.kinds[kind].closed for kind in scope.case.roles[role].kinds if kind in schema.kinds)
    return () if closed else (NOVEL + role,)


def _alike(marks: _Marks, most: int | None) -> Iterable[list[str]]:
    """The groups in any order. Where it can be said whom the rules notice at all, nobody else is looked at."""
    everyone = marks.everyone()
    if marks.single:
        return [[id] for id in everyone]
    noticed = marks.noticed()
    groups: dict[Any, list[str]] = {}
    if noticed is None:
        for id in everyone:
            groups.setdefault(marks.of(id), []).append(id)
        return groups.values()
    apart = {id: mark for id in sorted(noticed) if (mark := marks.of(id)) != marks.unnoticed(id)}
    for id, mark in apart.items():
        groups.setdefault(mark, []).append(id)
    same = marks.scope.case.world.alike(marks.kinds, marks.keys)
    others = (list(islice((id for id in ids if id not in apart), most)) for ids in same)
    return [*groups.values(), *(group for group in others if group)]


def _split(group: list[str]) -> list[list[str]]:
    """Two fillers that look alike still differ where each has an unknown attribute of its own; two stand for all."""
    return [group[:1], group[1:]]


class _Marks:
    """What the rules can see of a filler of one role."""

    def __init__(self, role: str, rules: Sequence[BoundRule], scope: CaseScope) -> None:
        self.role, self.scope = role, scope
        self.kinds = scope.case.roles[role].kinds
        self.tops = sorted({top for rule in rules for top in rule.rule.scope.get(role, ())})
        nodes = [node for rule in rules for condition in rule.conditions for node in parts(condition)]
        self.keys = tuple(sorted({n.key for n in nodes if isinstance(n, Property) and n.subject == RoleRef(role)}))
        atoms = [n for n in nodes if isinstance(n, Compare | In | IsA | Related) and RoleRef(role) in inside(n)]
        self.atoms = [atom for atom in atoms if not self._names_another(atom)]
        self.alone = [compile_expression(atom) for atom in self.atoms]
        others = [other for other in scope.case.roles if other != role and other not in scope.case.fillers]
        self.single = len(self.alone) < len(atoms) or (bool(self.keys) and bool(others))
        self.known = set(scope.case.fillers.values())
        self.told = [(key, said) for (of, key), said in scope.case.said_of_role.items() if of == role]

    def everyone(self) -> Sequence[str]:
        """Whatever may fill the role and agrees with what is said of it, sorted."""
        ids = self.scope.case.world.entities(self.kinds)
        return [id for id in ids if self._agrees(id)] if self.told else ids

    def _agrees(self, id: str) -> bool:
        recorded = ((self.scope.case.world.value(id, key), said) for key, said in self.told)
        return all(value is None or all(constraint.allows(value) for constraint in said) for value, said in recorded)

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
        return below, self._recorded(id), tuple(test(seen) for test in self.alone)

    def unnoticed(self, id: str) -> Any:
        """What a filler of the same attributes looks like that nothing but those is seen of."""
        return (False,) * len(self.tops), self._recorded(id), tuple(map(_of_others, self.atoms))

    def _recorded(self, id: str) -> tuple[Value | None, ...]:
        return tuple(self.scope.case.world.value(id, key) for key in self.keys)

    def noticed(self) -> set[str] | None:
        """The fillers of which anything but attributes may be seen; None where that may be anybody."""
        if self.told:
            return None
        world = self.scope.case.world
        found = set(self.known) if self.keys else set()
        for top in self.tops:
            found |= {top, *world.below(top)}
        for atom in self.atoms:
            some = self._noticed_by(atom)
            if some is None:
                return None
            found |= some
        return {id for id in found if (entity := world.entity(id)) is not None and entity.kind in self.kinds}

    def _noticed_by(self, atom: Expression) -> set[str] | None:
        """The fillers for which an atom may come out otherwise than `_of_others`."""
        world, own = self.scope.case.world, RoleRef(self.role)
        match atom:
            case Compare("=" | "!=", left, right) if (thing := self._thing(right if left == own else left)) is not None:
                return {thing}
            case In(item, ListOf(items)) if item == own:
                things = {thing for one in items if (thing := self._thing(one)) is not None}
                return things if len(things) == len(items) else None
            case IsA(subject, kind) if subject == own and (thing := self._thing(kind)) is not None:
                return {thing, *world.below(thing)}
            case Related(subject, relation, other) if subject == own and (thing := self._thing(other)) is not None:
                return {source for _, source in world.edges_to(relation, thing)}
            case Related(other, relation, object_) if object_ == own and (thing := self._thing(other)) is not None:
                return {target for _, target in world.edges_from(relation, thing)}
        return None

    def _thing(self, expression: Expression) -> str | None:
        """The one thing that an operand stands for; None where it is no thing, or not one."""
        match expression:
            case Literal(EntityRef(id)):
                return id
            case RoleRef(role) if role != self.role:
                return self.scope.case.fillers.get(role)
        return None


def _of_others(atom: Expression) -> bool:
    """How an atom comes out for a thing that it does not notice."""
    return isinstance(atom, Compare) and atom.operator == "!="
