"""Faults that examples should notice: a rule gone, an effect flipped, a threshold moved, an `unless` dropped."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal as OneOf

from ...engine.base import Base
from ...engine.rulebook import BoundRule, Rulebook
from ...ground.frozen import dataclass, replace
from ...ground.values import Day, Duration, Money, Percent, Quantity, Ratio, Value, exact, number, write
from ...language.expressions import And, Compare, Expression, Literal, Not, Or
from ...model.records import Effect
from .coverage import Threshold, thresholds

FLIPPED: dict[Effect, Effect] = {
    "forbid": "allow",
    "allow": "forbid",
    "discourage": "recommend",
    "recommend": "discourage",
    "require": "recommend",
}


@dataclass(frozen=True)
class Mutant:
    """One fault in one rule; `changed` is the rule with it, None where the rule is gone."""

    rule: str
    sort: OneOf["deleted", "flipped", "moved", "dropped"]
    says: str
    changed: BoundRule | None

    def of(self, base: Base) -> Base:
        """The knowledge base with the fault. Names and ways into the records are shared; nothing that was kept is."""
        bound, records = dict(base.book.rules), dict(base.knowledge.rules)
        if self.changed is None:
            del bound[self.rule], records[self.rule]
        else:
            bound[self.rule], records[self.rule] = self.changed, self.changed.rule
        knowledge, book = replace(base.knowledge, rules=records), Rulebook(base.book.schema, bound)
        return Base(knowledge, base.vocabulary, base.index, book)


def mutants(rule: BoundRule) -> Iterator[Mutant]:
    """All faults of one rule."""
    yield Mutant(rule.id, "deleted", "the rule is deleted", None)
    yield from _flipped(rule)
    for threshold in thresholds(rule):
        for value in moved(threshold.value):
            says = f"in `{threshold.part}`, {write(threshold.value)} becomes {write(value)}"
            yield Mutant(rule.id, "moved", says, _with(rule, threshold, value))
    if rule.unless is not None:
        changed = replace(rule, rule=replace(rule.rule, unless=None), unless=None)
        yield Mutant(rule.id, "dropped", "its `unless` is dropped", changed)


def moved(value: Value) -> tuple[Value, ...]:
    """The value a notch lower and a notch higher; none where it has no order.

    >>> [write(one) for one in moved(Percent(0.2))], [write(one) for one in moved(Duration(days=14))], moved("a")
    (['19%', '21%'], ['13 days', '15 days'], ())
    """
    return tuple(found for step in (-1, 1) if (found := _moved(value, step)) is not None)


def _flipped(rule: BoundRule) -> Iterator[Mutant]:
    """A recommendation of something turns into a requirement of it: a discouragement takes no `that`."""
    effect = FLIPPED[rule.rule.effect]
    if rule.rule.effect == "recommend" and rule.that is not None:
        effect = "require"
    says = f"`{rule.rule.effect}` becomes `{effect}`"
    yield Mutant(rule.id, "flipped", says, replace(rule, rule=replace(rule.rule, effect=effect)))


def _with(rule: BoundRule, threshold: Threshold, value: Value) -> BoundRule:
    old = threshold.comparison
    right = isinstance(old.right, Literal)
    new = replace(old, right=Literal(value)) if right else replace(old, left=Literal(value))
    condition: Expression = getattr(rule, threshold.part)
    changed = _rebuilt(condition, old, new)
    match threshold.part:
        case "when":
            return replace(rule, when=changed)
        case "unless":
            return replace(rule, unless=changed)
    return replace(rule, that=changed)


def _rebuilt(expression: Expression, old: Compare, new: Compare) -> Expression:
    """The expression with one comparison, the very node, in place of another."""
    match expression:
        case And(operands):
            return And(tuple(_rebuilt(operand, old, new) for operand in operands))
        case Or(operands):
            return Or(tuple(_rebuilt(operand, old, new) for operand in operands))
        case Not(operand):
            return Not(_rebuilt(operand, old, new))
    return new if expression is old else expression


def _moved(value: Value, step: int) -> Value | None:
    match value:
        case bool():
            return None
        case int() | float():
            return _next(value, step)
        case Percent(share):
            return Percent(float(exact(str(Decimal(repr(share)) * 100 + step), divide=100)))
        case Money(amount, currency):
            return Money(_next(amount, step), currency)
        case Quantity(amount, unit):
            return Quantity(_next(amount, step), unit)
        case Duration(months, days, seconds):
            return _longer(months, days, seconds, step)
        case Day():
            return _later(value, step)
        case Ratio(left, right):
            return Ratio(_next(left, step), right)
    return None


def _next(amount: int | float, step: int) -> int | float:
    """One more in the last place that is written: 2.5 and 1 make 2.6."""
    written = Decimal(number(amount))
    exponent = written.as_tuple().exponent
    return exact(str(written + step * Decimal(1).scaleb(min(0, int(exponent)))))


def _longer(months: int | float, days: int | float, seconds: int | float, step: int) -> Duration:
    if seconds:
        unit = next(size for size in (3600, 60, 1) if seconds % size == 0 or size == 1)
        return Duration(months, days, seconds + step * unit)
    return Duration(months, days + step, seconds) if days else Duration(months + step, days, seconds)


def _later(day: Day, step: int) -> Day:
    if day.month is None:
        return Day(day.year + step)
    if day.day is None:
        months = day.year * 12 + day.month - 1 + step
        return Day(months // 12, months % 12 + 1)
    return Day.of(type(day.first).fromordinal(day.first.toordinal() + step))
