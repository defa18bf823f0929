"""The tree of a question after binding: every name is an id, every phrase what it stands for (spec: language §1).

A question is an opener (the class), subjects, a predicate and tails. Whatever the language it was asked in, the tree
is the same. `Thing` is a record's id, or a `$parameter` that a prepared question fills in later.

Longer than most: the closed union of all openers and predicates stands in one place.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from ..ground.frozen import dataclass, field
from ..ground.span import Span
from ..ground.values import Day, Value
from .expressions import Comparison, Parameter


def _span() -> Any:
    return field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its id; rules, sources, actions, inputs and procedures are records too."""

    id: str
    span: Span | None = _span()


Thing: TypeAlias = Named | Parameter


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role of the action."""

    role: str
    thing: Thing
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said of an input (`input`), or of an attribute of what fills a role (`object.mass`).

    `operator` `=` states it (a `Range` value states bounds), the others bound it; `in` gives several values to choose.
    """

    about: str
    operator: Comparison | Literal["in", "contains"]
    value: Value | Parameter
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Tails:
    """What follows a question: the day, the facts, filled roles, whose word counts, the language to answer in."""

    as_of: Day | Parameter | Literal["today"] | None = None
    given: tuple[Fact, ...] = ()
    fillers: tuple[Filler, ...] = ()
    according_to: Thing | str | None = None
    language: str | None = None
    span: Span | None = _span()


# --- predicates -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Relates:
    """An edge of the relation leads to every one of `things`; `inverse`: from them to the subject."""

    relation: str
    things: tuple[Thing, ...]
    inverse: bool = False
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Permitted:
    """The action may (`negated`: may not) be done. `role` is the one that the subject fills."""

    action: str
    role: str
    fillers: tuple[Filler, ...] = ()
    negated: bool = False
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on the subject has this permission or advice. `action` and `role` as for `Permitted`."""

    word: Literal["forbidden", "conditional", "allowed", "unregulated", "discouraged", "recommended"]
    action: str
    role: str
    fillers: tuple[Filler, ...] = ()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Needs:
    """A requirement in scope of the subject names this record or input."""

    thing: Thing
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Below:
    """The subject is below the thing along is_a, the thing itself excluded."""

    thing: Thing
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class About:
    """Rules that would be considered for the thing, and records with an edge to it."""

    thing: Thing
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Has:
    """An attribute of the subject compares so with a value; `operator` None asks only that it is recorded."""

    attribute: str
    operator: Comparison | Literal["in", "contains"] | None = None
    value: Value | Thing | None = None
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Dated:
    """The subject began (`since`, `between`, `in`) or ceased (`until`) in these days, ends included; None is open."""

    what: Literal["began", "ceased"]
    start: Day | Parameter | None = None
    end: Day | Parameter | None = None
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Never:
    """The predicate does not hold."""

    operand: Predicate
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class All:
    """All of two or more predicates hold."""

    operands: tuple[Predicate, ...]
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801 - `Any` is taken by typing
    """Any of two or more predicates holds."""

    operands: tuple[Predicate, ...]
    span: Span | None = _span()


Predicate: TypeAlias = Relates | Permitted | Judged | Needs | Below | About | Has | Dated | Never | All | Any_


# --- openers ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Whether:
    """Yes or no: does the predicate hold of the subject? A lone `Permitted` gives a verdict.

    `subject` None: the action without anything said of that role (`can I promote?`).
    """

    subject: Thing | None
    predicate: Predicate
    tails: Tails = Tails()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Which:
    """Rows: all records of the kinds that the predicate holds of (None: all of them).

    `count` asks how many; `attribute` with `count` asks for an attribute of the relation's edge instead.
    """

    kinds: tuple[str, ...]
    predicate: Predicate | None = None
    tails: Tails = Tails()
    count: bool = False
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class ValueOf:
    """The value of an attribute of a record."""

    attribute: str
    subject: Thing
    tails: Tails = Tails()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class EdgeValue:
    """The value of an attribute of the relation's edges between two records; an end None takes any of its kind."""

    relation: str
    attribute: str
    source: Thing | None
    target: Thing | None
    kind: str | None = None
    tails: Tails = Tails()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Describe:
    """All about a record (or, by its noun, about a kind: `kind` is then its id and `subject` None)."""

    subject: Thing | None
    kind: str | None = None
    tails: Tails = Tails()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Requirements:
    """What is needed to do the action."""

    action: str
    fillers: tuple[Filler, ...] = ()
    tails: Tails = Tails()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class How:
    """How the action is done."""

    action: str
    fillers: tuple[Filler, ...] = ()
    tails: Tails = Tails()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Consequences:
    """What happens if the action is done (`subject` None), or if the predicate holds of the subject."""

    action: str | None = None
    fillers: tuple[Filler, ...] = ()
    subject: Thing | None = None
    predicate: Predicate | None = None
    tails: Tails = Tails()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two or more records side by side (`compare X and Y`)."""

    subjects: tuple[Thing, ...]
    tails: Tails = Tails()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Changes:
    """What began, ended or changed between two days, both included (None: open), about a record or anything."""

    start: Day | Parameter | None
    end: Day | Parameter | None = None
    about: Thing | None = None
    tails: Tails = Tails()
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Why:
    """The same question, with everything that was considered."""

    question: Question
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class PatternOf:
    """The same question, its summary the pattern that it stands for."""

    question: Question
    span: Span | None = _span()


Question: TypeAlias = (
    Whether
    | Which
    | ValueOf
    | EdgeValue
    | Describe
    | Requirements
    | How
    | Consequences
    | Contrast
    | Changes
    | Why
    | PatternOf
)
