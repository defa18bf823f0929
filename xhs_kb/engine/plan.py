"""Plans: what is done to answer a question, as values that print themselves.

A plan has no phrases and no parameters left in it: days are days, things are ids, and every test says of one record
whether it holds, does not hold, or is not known to do either.

Longer than most: the closed union of all plans and tests stands in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from ..ground.frozen import dataclass, field, fields_of, is_frozen
from ..ground.values import Value
from ..language.expressions import Comparison
from ..language.questions import Fact


@dataclass(frozen=True, slots=True)
class Setting:
    """On which day, given which facts, with which roles filled, by whose word a question is asked.

    `voice` is a source, a publisher or an authority; None lets all count.
    """

    day: date
    facts: tuple[Fact, ...] = ()
    fillers: tuple[tuple[str, str], ...] = ()
    voice: tuple[Literal["source", "publisher", "authority"], str] | None = None
    language: str = "en"


# --- tests of one record ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EdgeTest:
    """Edges of the relation lead to all of the things; `inverse`: from all of them."""

    relation: str
    things: tuple[str, ...]
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class VerdictTest:
    """The verdict on the record has one of the words of `yes`; one of `apart` leaves it open."""

    action: str
    role: str
    fillers: tuple[tuple[str, str], ...]
    yes: tuple[str, ...]
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedTest:
    """A requirement in scope of the record names the thing or the input."""

    thing: str


@dataclass(frozen=True, slots=True)
class BelowTest:
    """The record is strictly below the thing along is_a."""

    thing: str


@dataclass(frozen=True, slots=True)
class AboutTest:
    """The record is a rule that would be considered for the thing, or has an edge to it."""

    thing: str


@dataclass(frozen=True, slots=True)
class AttributeTest:
    """An attribute compares so with a value; without an operator: it is recorded."""

    attribute: str
    operator: Comparison | Literal["in", "contains"] | None = None
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class DateTest:
    """The record began, or ceased, from `start` to `end`, both included; None leaves a side open."""

    what: Literal["began", "ceased"]
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class NotTest:
    """The opposite."""

    operand: Test


@dataclass(frozen=True, slots=True)
class AllTest:
    """All of them hold."""

    operands: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyTest:
    """Any of them holds."""

    operands: tuple[Test, ...]


Test: TypeAlias = (
    EdgeTest | VerdictTest | NeedTest | BelowTest | AboutTest | AttributeTest | DateTest | NotTest | AllTest | AnyTest
)


# --- plans ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JudgePlan:
    """Judge one case."""

    setting: Setting
    action: str
    fillers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TestPlan:
    """Test one record."""

    setting: Setting
    subject: str
    test: Test


@dataclass(frozen=True, slots=True)
class SelectPlan:
    """Keep the records of the kinds that pass the test (None: all); `count` asks how many."""

    setting: Setting
    kinds: tuple[str, ...]
    test: Test | None
    count: bool = False


@dataclass(frozen=True, slots=True)
class ValuePlan:
    """Read an attribute of a record."""

    setting: Setting
    subject: str
    attribute: str


@dataclass(frozen=True, slots=True)
class EdgeValuePlan:
    """Read an attribute of the edges of a relation; an end that is None may be anything (of `kind`)."""

    setting: Setting
    relation: str
    attribute: str
    source: str | None
    target: str | None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class CardPlan:
    """Gather all about records, side by side; `kind` asks about a kind instead."""

    setting: Setting
    subjects: tuple[str, ...]
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class RequirementsPlan:
    """Judge a case and read off what it requires."""

    setting: Setting
    action: str
    fillers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ProcedurePlan:
    """Judge a case and find how it is done."""

    setting: Setting
    action: str
    fillers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConsequencesPlan:
    """Judge a case and read off what happens to whoever breaks its rules; with a subject: by the rules about it."""

    setting: Setting
    action: str | None
    fillers: Mapping[str, str]
    subject: str | None = None
    test: Test | None = None


@dataclass(frozen=True, slots=True)
class ChangesPlan:
    """List what began, ended or changed from `start` to `end`, both included."""

    setting: Setting
    start: date | None
    end: date | None
    about: str | None = None


Plan: TypeAlias = (
    JudgePlan
    | TestPlan
    | SelectPlan
    | ValuePlan
    | EdgeValuePlan
    | CardPlan
    | RequirementsPlan
    | ProcedurePlan
    | ConsequencesPlan
    | ChangesPlan
)


def show(plan: object, indent: int = 0) -> str:
    """A plan as text, one node a line, the same for the same plan.

    >>> print(show(AllTest((BelowTest("x"), NotTest(NeedTest("y"))))))
    AllTest
      BelowTest thing=x
      NotTest
        NeedTest thing=y
    """
    if not is_frozen(type(plan)):
        return " " * indent + str(plan)
    plain, nested = [], []
    for name in fields_of(type(plan)):
        value = getattr(plan, name)
        parts = value if isinstance(value, tuple) else (value,)
        if any(is_frozen(type(part)) for part in parts):
            nested += [show(part, indent + 2) for part in parts]
        elif value not in (None, (), False) and value != {}:
            plain.append(f"{name}={_text(value)}")
    return "\n".join([" " * indent + " ".join([type(plan).__name__, *plain]), *nested])


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_text(part) for part in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_text(part)}" for key, part in sorted(value.items())) + "}"
    return str(value)
