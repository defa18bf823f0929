"""What the examples reach: each rule by the statuses seen, each comparison of a condition below, at and above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...engine.base import Base
from ...engine.rulebook import BoundRule, parts
from ...engine.verdicts.case import Case as Judged
from ...engine.verdicts.case import Slot
from ...engine.verdicts.judgement import Considered, Judgement
from ...ground.frozen import dataclass
from ...ground.values import EntityRef, Value, compare, write
from ...language.expressions import Compare, Expression, InputRef, Literal, Property, RoleRef
from .cases import Seen

ORDERED = ("<", "<=", ">", ">=")
SIDES = {-1: "below", 0: "at", 1: "above"}
_UNREACHED = ("not_applicable", "out_of_time")
_BREAKABLE = ("forbid", "require", "discourage", "recommend")
_MEETABLE = ("require", "recommend", "allow")


@dataclass(frozen=True)
class Threshold:
    """A comparison of a rule with a value written out; `left` says that the value stands on the left."""

    rule: str
    part: str
    comparison: Compare
    term: Expression
    value: Value

    def __str__(self) -> str:
        return f"{self.rule}, {self.part}: {term_text(self.term)} {self.comparison.operator} {write(self.value)}"


@dataclass(frozen=True)
class Coverage:
    """What is not covered, by id, sorted; `untried` has the sides of a threshold that no example lies on."""

    rules: int
    unreached: tuple[str, ...]
    unviolated: tuple[str, ...]
    unmet: tuple[str, ...]
    thresholds: int
    untried: Mapping[str, tuple[str, ...]]


def coverage(base: Base, seen: Iterable[Seen]) -> Coverage:
    """What the examples of a knowledge base reach, by what was seen when they were asked."""
    judgements = [judgement for one in seen for judgement in one.judgements]
    statuses: dict[str, set[str]] = {id: set() for id in base.book.rules}
    for judgement in judgements:
        for id, status in judgement.statuses.items():
            statuses.setdefault(id, set()).add(status)
    rules = [base.book.rules[id] for id in sorted(base.book.rules)]
    sides = _sides(rules, judgements)
    return Coverage(
        rules=len(rules),
        unreached=tuple(r.id for r in rules if not statuses[r.id].difference(_UNREACHED)),
        unviolated=tuple(r.id for r in rules if _can_break(r) and "violated" not in statuses[r.id]),
        unmet=tuple(r.id for r in rules if r.rule.effect in _MEETABLE and "met" not in statuses[r.id]),
        thresholds=len(sides),
        untried={str(t): missing for t, found in sides if (missing := _missing(found))},
    )


def bears(item: Considered) -> bool:
    """Whether a rule applied to a case, or may."""
    return item.status not in _UNREACHED


def in_scope(item: Considered) -> bool:
    """Whether a rule applied to a case but for its `when` and `unless`."""
    return bears(item) or (item.status == "not_applicable" and item.part in ("when", "unless"))


def thresholds(rule: BoundRule) -> Iterator[Threshold]:
    """The ordered comparisons of a rule with a value written out."""
    for part in ("when", "unless", "that"):
        condition: Expression | None = getattr(rule, part)
        for node in parts(condition) if condition is not None else ():
            match node:
                case Compare(operator, term, Literal(value)) | Compare(operator, Literal(value), term) if (
                    operator in ORDERED and value is not None and not isinstance(value, EntityRef)
                ):
                    yield Threshold(rule.id, part, node, term, value)


def term_text(term: Expression) -> str:
    """A term as conditions write it."""
    match term:
        case InputRef(id) | RoleRef(id):
            return id
        case Property(subject, key):
            return f"{term_text(subject)}.{key}"
    return "…"


def _can_break(rule: BoundRule) -> bool:
    return rule.rule.effect in _BREAKABLE and not (rule.rule.effect == "recommend" and rule.that is None)


def _missing(found: set[int]) -> tuple[str, ...]:
    return tuple(word for side, word in SIDES.items() if side not in found)


def _sides(rules: Sequence[BoundRule], judgements: Sequence[Judgement]) -> list[tuple[Threshold, set[int]]]:
    """Each threshold that can be tried (its term is an input or an attribute) with the sides that examples lie on."""
    every = (threshold for rule in rules for threshold in thresholds(rule))
    found = [(threshold, set[int]()) for threshold in every if _can_be_tried(threshold.term)]
    by_rule: dict[str, list[tuple[Threshold, set[int]]]] = {}
    for entry in found:
        by_rule.setdefault(entry[0].rule, []).append(entry)
    for judgement in judgements:
        for item in judgement.considered:
            for threshold, sides in by_rule.get(item.rule.id, ()):
                if not (bears(item) if threshold.part == "that" else in_scope(item)):
                    continue
                side = _side(threshold, judgement.case)
                sides |= {side} if side is not None else set()
    return found


def _can_be_tried(term: Expression) -> bool:
    match term:
        case InputRef() | Property(RoleRef(), _):
            return True
    return False


def _side(threshold: Threshold, case: Judged) -> int | None:
    """On which side of its threshold a case lies; None where what is compared is not known as one value."""
    match threshold.term:
        case InputRef(id):
            value = _said(case, Slot("input", id))
        case Property(RoleRef(role), key):
            filler = case.fillers.get(role, f"?{role}")
            recorded = case.world.value(filler, key)
            value = _said(case, Slot("attribute", key, filler)) if recorded is None else recorded
        case _:
            return None
    return None if value is None else compare(value, threshold.value)


def _said(case: Judged, slot: Slot) -> Value | None:
    stated = [constraint.value for constraint in case.said.get(slot, ()) if constraint.operator == "="]
    return stated[0] if stated else None
