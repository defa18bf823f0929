"""What is left of an open rule: what must hold for it not to be violated, with everything known filled in.

The result is a condition like any other; the language room writes it and reads it back (spec: verdicts §4).

Longer than most: filling in, simplifying and merging call each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...ground.values import EntityRef, Value
from ...language.expressions import (
    And,
    Arithmetic,
    Compare,
    Comparison,
    Contains,
    Expression,
    In,
    InputRef,
    IsA,
    ListOf,
    Literal,
    Negative,
    Not,
    Or,
    Property,
    RoleRef,
)
from ..expressions import compile_expression
from ..rulebook import BoundRule, parts
from .case import Slot
from .cuts import cuts_of
from .domain import cells_of
from .lines import Cell
from .scope import CaseScope

TRUE, FALSE = Literal(True), Literal(False)
_OPPOSITE: dict[Comparison, Comparison] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def residual_of(rule: BoundRule, exceptions: Sequence[BoundRule], scope: CaseScope) -> Expression:
    """What must hold for a rule not to be violated; `exceptions` are the rules that may set it aside."""
    ways: list[Expression] = [negate(_applies(rule, scope))]
    if rule.that is not None:
        ways.append(rule.that)
    elif rule.rule.effect in ("allow", "recommend"):
        return TRUE
    ways += [_applies(exception, scope) for exception in exceptions]
    return simplify(_or(ways), scope)



def _applies(rule: BoundRule, scope: CaseScope) -> Expression:
    pieces: list[Expression] = []
    for role, tops in rule.rule.scope.items():
        pieces.append(_or([way for top in tops for way in _within(role, top, scope)]))
    if rule.when is not None:
        pieces.append(rule.when)
    if rule.unless is not None:
        pieces.append(negate(rule.unless))
    return _and(pieces)


def _within(role: str, top: str, scope: CaseScope) -> list[Expression]:
    """That a role is filled by a thing or by something below it, in the predicates of conditions."""
    filler, thing = RoleRef(role), Literal(EntityRef(top))
    below = [IsA(filler, thing, strict=True)] if scope.case.world.has_below(top) else []
    return [Compare("=", filler, thing), *below]


def negate(expression: Expression) -> Expression:
    """The opposite of a condition, negation pushed in as far as it goes."""
    match expression:
        case Literal(bool() as value):
            return Literal(not value)
        case Not(operand):
            return operand
        case And(operands):
            return _or([negate(operand) for operand in operands])
        case Or(operands):
            return _and([negate(operand) for operand in operands])
        case Compare("=" | "!=", left, Literal(bool() as value)):
            return Compare("=", left, Literal(value is (expression.operator == "!=")))
        case Compare(operator, left, right):
            return Compare(_OPPOSITE[operator], left, right)
    return Not(expression)


def simplify(expression: Expression, scope: CaseScope) -> Expression:
    """The condition with what is known filled in, what is settled dropped, and one unknown's comparisons merged."""
    filled = _fill(expression, scope.under({}))
    return _merge(filled, scope.under({}))


def _fill(expression: Expression, scope: CaseScope) -> Expression:
    match expression:
        case And(operands):
            return _and([_fill(operand, scope) for operand in operands])
        case Or(operands):
            return _or([_fill(operand, scope) for operand in operands])
        case Not(operand):
            return negate(_fill(operand, scope))
    # A truth value that stands alone is written out, so that it and its opposite read alike.
    settled = _settled(expression, scope)
    if settled is not None:
        return Literal(settled)
    if isinstance(expression, InputRef | Property):
        return Compare("=", expression, TRUE)
    return _with_values(expression, scope)


def _settled(atom: Expression, scope: CaseScope) -> bool | None:
    test = compile_expression(atom)
    truth = test(scope)
    if truth is True or truth is False:
        return truth
    cells = _cells(atom, scope)
    if cells is None:
        return None
    slot, choices = cells
    truths = {test(scope.under({slot: cell.value})) for cell in choices}
    only = truths.pop() if len(truths) == 1 else None
    return only if only is True or only is False else None


def _cells(expression: Expression, scope: CaseScope) -> tuple[Slot, list[Cell]] | None:
    """The one input or attribute that a condition depends on, with its cells; None where there is not exactly one."""
    probe = scope.under({})
    for node in parts(expression):
        if isinstance(node, InputRef | RoleRef | Property):
            compile_expression(node)(probe)
    if len(probe.asked) != 1:
        return None
    slot = next(iter(probe.asked))
    type_ = scope.case.type_of(slot)
    cuts = cuts_of([expression], scope)
    term = (slot.kind, slot.name)
    if type_ is None or term in cuts.uncut:
        return None
    cells = cells_of(type_, cuts.constants.get(term, ()), scope.case.constraints(slot))
    return (slot, cells) if cells else None


def _with_values(expression: Expression, scope: CaseScope) -> Expression:
    """An unsettled comparison with the operands that are known written as values."""

    def known(node: Expression) -> Expression:
        if isinstance(node, InputRef | Property) or (isinstance(node, Arithmetic | Negative) and not _bare(node)):
            value = compile_expression(node)(scope)
            if value is not None and not isinstance(value, EntityRef | list):
                return Literal(value)
        return node

    match expression:
        case Compare(operator, left, right):
            return Compare(operator, known(left), known(right))
        case Contains(whole, item):
            return Contains(known(whole), known(item))
        case In(item, items):
            return In(known(item), items)
    return expression


def _bare(expression: Expression) -> bool:
    return isinstance(expression, Literal)


def _and(operands: Iterable[Expression]) -> Expression:
    flat = (part for o in operands for part in (o.operands if isinstance(o, And) else (o,)))
    found = dict.fromkeys(part for part in flat if part != TRUE)
    if FALSE in found:
        return FALSE
    return _one(tuple(found), TRUE, And)


def _or(operands: Iterable[Expression]) -> Expression:
    flat = (part for o in operands for part in (o.operands if isinstance(o, Or) else (o,)))
    found = dict.fromkeys(part for part in flat if part != FALSE)
    if TRUE in found:
        return TRUE
    return _one(tuple(found), FALSE, Or)


def _one(operands: tuple[Expression, ...], none: Literal, many: type[And] | type[Or]) -> Expression:
    if not operands:
        return none
    return operands[0] if len(operands) == 1 else many(operands)


# --- one unknown: the cells in which the condition holds, written as bounds ---------------------------------------


def _merge(expression: Expression, scope: CaseScope) -> Expression:
    if not isinstance(expression, And | Or):
        return expression
    found = _cells(expression, scope)
    if found is None:
        merged = [_merge(operand, scope) for operand in expression.operands]
        return _and(merged) if isinstance(expression, And) else _or(merged)
    slot, cells = found
    test = compile_expression(expression)
    truths = [test(scope.under({slot: cell.value})) for cell in cells]
    term = _term(expression, slot)
    if None in truths or term is None:
        return expression
    return condition_of(term, cells, [truth is True for truth in truths])


def _term(expression: Expression, slot: Slot) -> Expression | None:
    for node in parts(expression):
        if isinstance(node, InputRef) and (slot.kind, slot.name) == ("input", node.id):
            return node
        if isinstance(node, Property) and (slot.kind, slot.name) == ("attribute", node.key):
            return node
    return None


def condition_of(term: Expression, cells: Sequence[Cell], wanted: Sequence[bool]) -> Expression:
    """The condition that an unknown lies in the wanted ones of its cells."""
    if all(wanted):
        return TRUE
    if not any(wanted):
        return FALSE
    if all(cell.low is not None and cell.low == cell.high and cell.low_in for cell in cells) or cells[-1].low is None:
        return _listed(term, cells, wanted)
    runs: list[Expression] = []
    start: int | None = None
    for index in range(len(cells) + 1):
        inside = index < len(cells) and wanted[index]
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            runs.append(_run(term, cells, start, index - 1))
            start = None
    return _or(runs)


def _listed(term: Expression, cells: Sequence[Cell], wanted: Sequence[bool]) -> Expression:
    values: list[Value] = [cell.value for cell, want in zip(cells, wanted, strict=True) if want]
    rest: list[Value] = [cell.value for cell, want in zip(cells, wanted, strict=True) if not want]
    if isinstance(values[0], bool):
        return Compare("=", term, Literal(values[0]))
    open_ended = cells[-1].low is None
    if open_ended and wanted[-1]:
        return Compare("!=", term, Literal(rest[0])) if len(rest) == 1 else Not(_in(term, rest))
    return Compare("=", term, Literal(values[0])) if len(values) == 1 else _in(term, values)


def _in(term: Expression, values: Sequence[Value]) -> Expression:
    return In(term, ListOf(tuple(Literal(value) for value in values)))


def _run(term: Expression, cells: Sequence[Cell], first: int, last: int) -> Expression:
    low, high = cells[first], cells[last]
    if first == last and low.low_in and low.high_in and low.low is not None and low.low == low.high:
        return Compare("=", term, Literal(low.low))
    bounds: list[Expression] = []
    if low.low is not None and first > 0:
        bounds.append(Compare(">=" if low.low_in else ">", term, Literal(low.low)))
    if high.high is not None and last < len(cells) - 1:
        bounds.append(Compare("<=" if high.high_in else "<", term, Literal(high.high)))
    return _and(bounds)
