"""Which constants cut which unknowns: read off the comparisons of the rules involved.

A comparison with one unknown in it is solved for that unknown; one with two, or one that has no order, leaves its
unknowns uncut, and they stay unknown (spec: verdicts §3).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...ground.frozen import dataclass
from ...ground.values import Day, EntityRef, Range, Value
from ...language.expressions import (
    Arithmetic,
    Compare,
    Contains,
    Expression,
    In,
    InputRef,
    IsA,
    ListOf,
    Negative,
    Property,
    Related,
    RoleRef,
)
from ...model.schema import Type
from ..expressions import compile_expression
from ..expressions.decimals import rounded
from ..rulebook import inside
from .lines import line_for
from .scope import CaseScope

Term = tuple[str, str]
"""An unknown as a condition names it: (`input`, id), or (`attribute`, id of the attribute)."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """The constants that cut each term, and the terms that some comparison leaves without cells."""

    constants: dict[Term, list[Value]]
    uncut: frozenset[Term]


def cuts_of(conditions: Iterable[Expression], scope: CaseScope) -> Cuts:
    """The cuts of all terms that are unknown in a case."""
    constants: dict[Term, list[Value]] = {}
    uncut: set[Term] = set()
    for condition in conditions:
        for atom in atoms_of(condition):
            terms = _unknown_terms(atom, scope)
            if not terms:
                continue
            found = _solve(atom, next(iter(terms)), scope) if len(terms) == 1 else None
            if found is None:
                uncut |= terms
            else:
                constants.setdefault(next(iter(terms)), []).extend(found)
    return Cuts(constants, frozenset(uncut))


def atoms_of(expression: Expression) -> Iterable[Expression]:
    """The comparisons and other tests that a condition is made of; a settled truth value is none."""
    if isinstance(expression, Compare | In | Contains | IsA | Related | InputRef | Property):
        yield expression
    else:
        for inner in inside(expression):
            yield from atoms_of(inner)


def _unknown_terms(expression: Expression, scope: CaseScope) -> set[Term]:
    match expression:
        case InputRef(id):
            return {("input", id)} if scope.input(id) is None else set()
        case Property(RoleRef(role), key):
            filler = scope.role(role)
            known = isinstance(filler, EntityRef) and scope.property(filler, key) is not None
            return set() if known else {("attribute", key)}
        case _:
            return {term for inner in inside(expression) for term in _unknown_terms(inner, scope)}


def _solve(atom: Expression, term: Term, scope: CaseScope) -> list[Value] | None:
    """The constants at which an atom with one unknown term changes; None where they cannot be found."""
    match atom:
        case InputRef() | Property():
            return []
        case Compare(operator, left, right):
            return _solve_comparison(operator, left, right, scope)
        case In(item, items) if _is_term(item):
            return _constants(items, scope)
        case Contains(whole, item) if _is_term(item):
            return _constants(whole, scope)
        case Contains(whole, item) if _is_term(whole):
            text = _type_of(whole, scope).base == "text"
            return None if text else _constants(item, scope)
    return None


def _is_term(expression: Expression) -> bool:
    return isinstance(expression, InputRef) or (
        isinstance(expression, Property) and isinstance(expression.subject, RoleRef)
    )


def _type_of(term: Expression, scope: CaseScope) -> Type:
    schema = scope.case.world.knowledge.schema
    match term:
        case InputRef(id):
            return schema.inputs[id].type
        case Property(RoleRef(role), key):
            attributes = (schema.kinds[kind].attributes.get(key) for kind in scope.case.roles[role].kinds)
            return next((attribute.type for attribute in attributes if attribute is not None), Type("text"))
    return Type("text")


def _constants(expression: Expression, scope: CaseScope) -> list[Value] | None:
    if isinstance(expression, ListOf):
        parts = [_constants(item, scope) for item in expression.items]
        return None if None in parts else [value for part in parts if part is not None for value in part]
    value = compile_expression(expression)(scope)
    if value is None:
        return None
    if isinstance(value, Range):
        return [end for end in (value.low, value.high) if end is not None]
    return list(value) if isinstance(value, tuple | list) else [value]


def _solve_comparison(operator: str, left: Expression, right: Expression, scope: CaseScope) -> list[Value] | None:
    for term, other in ((left, right), (right, left)):
        if _is_term(term) and not _unknown_terms(other, scope):
            unordered = operator not in ("=", "!=") and _type_of(term, scope).base in ("text", "ref", "choice")
            return None if unordered else _constants(other, scope)
    terms = [node for side in (left, right) for node in _terms_in(side, scope)]
    base = _type_of(terms[0], scope).base
    if base == "date" and len(terms) == 1:
        return _change_days(left, right, terms[0], scope)
    return _zero(left, right, terms[0], base, scope)


def _terms_in(expression: Expression, scope: CaseScope) -> list[Expression]:
    if _is_term(expression):
        return [expression] if _unknown_terms(expression, scope) else []
    return [term for inner in inside(expression) for term in _terms_in(inner, scope)]


# --- linear comparisons: a × unknown + b against zero -------------------------------------------------------------


def _zero(left: Expression, right: Expression, term: Expression, base: str, scope: CaseScope) -> list[Value] | None:
    one, two = _linear(left, base, scope), _linear(right, base, scope)
    if one is None or two is None:
        return None
    slope, offset = one[0] - two[0], two[1] - one[1]
    line = line_for(_type_of(term, scope), ())
    if not slope or line is None:
        return []
    place = rounded(offset / slope, 15)
    return [place if base == "integer" else line.value(place)]


def _linear(expression: Expression, base: str, scope: CaseScope) -> tuple[float, float] | None:
    """An expression as slope and offset of its unknown, on the unknown's number line; None where it is not linear."""
    if base not in ("number", "integer", "percent", "money"):
        return None
    if _is_term(expression) and _unknown_terms(expression, scope):
        return 1.0, 0.0
    match expression:
        case Negative(operand):
            inner = _linear(operand, base, scope)
            return None if inner is None else (-inner[0], -inner[1])
        case Arithmetic(operator, one, two):
            return _combine(operator, _linear(one, base, scope), _linear(two, base, scope))
    value = compile_expression(expression)(scope)
    line = line_for(Type("number"), ())
    places = line.places(value) if line is not None and value is not None else ()
    return (0.0, places[0]) if places else None


Linear = tuple[float, float]


def _combine(operator: str, one: Linear | None, two: Linear | None) -> Linear | None:
    if one is None or two is None:
        return None
    match operator:
        case "+":
            return one[0] + two[0], one[1] + two[1]
        case "-":
            return one[0] - two[0], one[1] - two[1]
        case "*" if not one[0] or not two[0]:
            return one[0] * two[1] + two[0] * one[1], one[1] * two[1]
        case "/" if not two[0] and two[1]:
            return one[0] / two[1], one[1] / two[1]
    return None


# --- dates: sums with days are monotone, so the days on which a comparison turns are found by halving ---------------


def _change_days(left: Expression, right: Expression, term: Expression, scope: CaseScope) -> list[Value] | None:
    tests = [compile_expression(Compare(operator, left, right)) for operator in ("<", "<=")]

    def at(ordinal: int) -> tuple[object, object]:
        trial = _Trial(scope, term, Day.of(date.fromordinal(ordinal)))
        return tests[0](trial), tests[1](trial)

    low, high = date(2, 1, 1).toordinal(), date(9998, 1, 1).toordinal()
    if None in at(low) or None in at(high):
        return None
    found: list[Value] = []
    for part in (0, 1):
        first, last = low, high
        if at(first)[part] == at(last)[part]:
            continue
        while last - first > 1:
            middle = (first + last) // 2
            if at(middle)[part] == at(first)[part]:
                first = middle
            else:
                last = middle
        found += [Day.of(date.fromordinal(first)), Day.of(date.fromordinal(last))]
    return found


class _Trial(CaseScope):
    """A scope in which one term has a value for the sake of trying it."""

    __slots__ = ("term", "value")

    def __init__(self, scope: CaseScope, term: Expression, value: Value) -> None:
        super().__init__(scope.case, scope.assigned)
        self.term, self.value = term, value

    def input(self, id: str) -> Value | None:
        """The tried value, or what the case knows."""
        return self.value if self.term == InputRef(id) else super().input(id)

    def property(self, subject: object, key: str) -> Value | None:
        """The tried value, or what the case knows."""
        tried = isinstance(self.term, Property) and self.term.key == key
        return self.value if tried and super().property(subject, key) is None else super().property(subject, key)
