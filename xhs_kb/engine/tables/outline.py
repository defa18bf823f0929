"""What a group of alike cases leaves of its rules once all but some inputs is settled: the outline of a function.

The fillers of the group and the day are known; the inputs of some columns vary from case to case; every other unknown
is unknown in all of them. Conditions are folded accordingly, the rules put into parts that setting aside links.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ...ground.frozen import dataclass
from ...ground.values import Money
from ...language.expressions import And, Expression, InputRef, Literal, Not, Or, Property, RoleRef
from ..expressions import compile_expression
from ..expressions.plain import NOT_PLAIN, Kind, kind_of_type, plain_of
from ..rulebook import BoundRule, parts
from ..verdicts.case import Case
from ..verdicts.cuts import Term, atoms_of, cuts_of
from ..verdicts.effects import Truth, scope_holds
from ..verdicts.linking import linked_by_aside
from ..verdicts.scope import CaseScope


class Unfit(Exception):  # noqa: N818 - caught within this room
    """No function can stand for these cases; they are judged one by one."""


@dataclass(frozen=True, slots=True)
class Column:
    """An input that varies, and how it is held."""

    id: str
    kind: Kind


@dataclass(frozen=True)
class Folded:
    """A rule and what is left of its conditions: an absent one is None, a settled one a literal."""

    rule: BoundRule
    scope: Truth
    when: Expression | None
    unless: Expression | None
    that: Expression | None

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """The conditions that are left."""
        return tuple(one for one in (self.when, self.unless, self.that) if one is not None)


@dataclass(frozen=True)
class Part:
    """Rules linked by setting aside, with the atoms of their conditions that vary."""

    rules: tuple[Folded, ...]
    atoms: tuple[Expression, ...]


@dataclass(frozen=True)
class Outline:
    """The rules that can apply to a case, folded; `needed` are the columns that no case may leave unknown.

    `uncut` are terms, unknown in every case, that some comparison leaves without cells.
    """

    case: Case
    rules: tuple[BoundRule, ...]
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    needed: frozenset[str]
    uncut: frozenset[Term]

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The inputs that the rules mention, sorted."""
        return tuple(sorted({id for rule in self.rules for id in rule.inputs}))

    @cached_property
    def open_beside(self) -> bool:
        """Whether something else than inputs is unknown and mentioned: a role, or an attribute."""
        return any(term[0] != "input" for rule in self.rules for term in _unknown(rule, CaseScope(self.case)))


def outline_of(case: Case, rules: Sequence[BoundRule], columns: Sequence[str]) -> Outline:
    """The outline of a case of which nothing is said but columns; raises Unfit where it has none."""
    scope = CaseScope(case)
    varying = frozenset(columns)
    if any(scope.input(id) is not None for id in varying):
        raise Unfit
    conditions = [condition for rule in rules for condition in rule.conditions]
    needed = _needed(conditions, varying, scope)
    uncut = cuts_of(conditions, scope).uncut - {("input", id) for id in varying}
    held = tuple(Column(id, _kind(case, id, conditions)) for id in columns)
    fold = _Folding(scope, varying)
    folded = {rule.id: fold.rule(rule) for rule in rules}
    groups = [tuple(folded[rule.id] for rule in group) for group in linked_by_aside(rules)]
    return Outline(case, tuple(rules), held, tuple(Part(g, _atoms(g, varying)) for g in groups), needed, uncut)


def mentions(expression: Expression, inputs: frozenset[str]) -> tuple[str, ...]:
    """Which of these inputs an expression mentions, sorted."""
    return tuple(sorted({node.id for node in parts(expression) if isinstance(node, InputRef)} & inputs))


def _needed(conditions: Sequence[Expression], varying: frozenset[str], scope: CaseScope) -> frozenset[str]:
    """The columns that a comparison reads beside another unknown, or that it does not cut into cells."""
    needed: set[str] = set()
    for condition in conditions:
        for atom in atoms_of(condition):
            read = mentions(atom, varying)
            if not read:
                continue
            others = [term for term in _terms(atom, scope) if term not in {("input", id) for id in read}]
            if others:
                raise Unfit
            if len(read) > 1 or cuts_of([atom], scope).uncut:
                needed.update(read)
    return frozenset(needed)


def _unknown(rule: BoundRule, scope: CaseScope) -> Iterator[tuple[str, str]]:
    yield from (("role", role) for role in rule.roles if role not in scope.case.fillers)
    for condition in rule.conditions:
        yield from _terms(condition, scope)


def _terms(expression: Expression, scope: CaseScope) -> Iterator[tuple[str, str]]:
    """The unknowns that an expression mentions."""
    for node in parts(expression):
        match node:
            case InputRef(id) if scope.input(id) is None:
                yield "input", id
            case RoleRef(id) if id not in scope.case.fillers:
                yield "role", id
            case Property(_, key) if compile_expression(node)(scope) is None:
                yield "attribute", key


def _kind(case: Case, id: str, conditions: Sequence[Expression]) -> Kind:
    declared = case.world.knowledge.schema.inputs[id]
    literals = [node.value for c in conditions for node in parts(c) if isinstance(node, Literal)]
    bounds = [bound for bound in (declared.minimum, declared.maximum) if bound is not None]
    currencies = {value.currency for value in (*literals, *bounds) if isinstance(value, Money)}
    kind = kind_of_type(declared.type, currencies.pop() if len(currencies) == 1 else None)
    return kind if all(plain_of(bound, kind) is not NOT_PLAIN for bound in bounds) else Kind("whole")


def _atoms(rules: Sequence[Folded], varying: frozenset[str]) -> tuple[Expression, ...]:
    conditions = [condition for folded in rules for condition in folded.conditions]
    return tuple(dict.fromkeys(a for c in conditions for a in atoms_of(c) if mentions(a, varying)))


class _Folding:
    """Settles what does not vary."""

    def __init__(self, scope: CaseScope, varying: frozenset[str]) -> None:
        self.scope, self.varying = scope, varying

    def rule(self, rule: BoundRule) -> Folded:
        when, unless, that = (None if c is None else self.condition(c) for c in (rule.when, rule.unless, rule.that))
        return Folded(rule, scope_holds(rule, self.scope.under({})), when, unless, that)

    def condition(self, expression: Expression) -> Expression:
        match expression:
            case And(operands):
                return _joined(And, [self.condition(operand) for operand in operands], decisive=False)
            case Or(operands):
                return _joined(Or, [self.condition(operand) for operand in operands], decisive=True)
            case Not(operand):
                inner = self.condition(operand)
                return Literal(_opposite(inner.value)) if isinstance(inner, Literal) else Not(inner)
        if tuple(atoms_of(expression)) != (expression,) and not isinstance(expression, Literal):
            raise Unfit
        if mentions(expression, self.varying):
            if isinstance(expression, InputRef) and not self._is_truth(expression.id):
                raise Unfit
            return expression
        return Literal(_truth(compile_expression(expression)(self.scope.under({}))))

    def _is_truth(self, id: str) -> bool:
        return self.scope.case.world.knowledge.schema.inputs[id].type.base == "bool"


def _truth(value: object) -> bool | None:
    if value is None or value is True or value is False:
        return value
    raise Unfit


def _opposite(value: object) -> bool | None:
    return None if value is None else not value


def _joined(make: type[And] | type[Or], operands: Sequence[Expression], *, decisive: bool) -> Expression:
    settled = [operand.value for operand in operands if isinstance(operand, Literal)]
    if decisive in settled:
        return Literal(decisive)
    left = [operand for operand in operands if not (isinstance(operand, Literal) and operand.value is not None)]
    varying = [operand for operand in left if not isinstance(operand, Literal)]
    if not varying:
        return Literal(None if left else not decisive)
    return left[0] if len(left) == 1 else make(tuple(left))
