"""What a knowledge base says: entities with their edges, rules, sources, procedures and examples, as values.

Conditions of rules stay unread text with a span; the language room reads them (spec: data §2-5).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from ..ground.frozen import dataclass, field
from ..ground.span import Source, Span
from ..ground.values import Day, Range, Value
from .schema import ALWAYS, Name, Period, Schema, Texts

Effect: TypeAlias = Literal["forbid", "require", "discourage", "recommend", "allow"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: `source-id#locator`; the locator may be missing."""

    source: str
    locator: str | None = None

    def __str__(self) -> str:
        return f"{self.source}#{self.locator}" if self.locator else self.source


@dataclass(frozen=True, slots=True)
class Dispute:
    """Another source's account of when something holds. A side that it leaves out is as in `valid`."""

    valid: Period
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a record rests on: when it holds, who says so, when that was last confirmed, who disagrees on the days.

    `observed` is None where the source's own date counts.
    """

    citations: tuple[Citation, ...] = ()
    valid: Period = ALWAYS
    observed: Day | None = None
    disputed: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Parent:
    """An `is_a` edge from a record to the one above it. `number` tells parallel edges apart."""

    child: str
    parent: str
    grounds: Grounds = Grounds()
    span: Span | None = field(default=None, compare=False, repr=False)
    number: int = 0

    @property
    def key(self) -> str:
        """The key of the edge, of the same shape as that of other edges."""
        return f"is_a:{self.child}:{self.parent}:{self.number}"


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a declared relation, with its own attributes. `number` tells parallel edges apart."""

    relation: str
    source: str
    target: str
    number: int = 0
    attributes: Mapping[str, Value] = field(default_factory=dict)
    grounds: Grounds = Grounds()
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> str:
        """The key of the edge in the graph; with its ends it is unique, and leads to its citation."""
        return f"{self.relation}:{self.source}:{self.target}:{self.number}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of an attribute; `at` is the day it was true, None for an attribute without a history.

    `texts` holds all languages of a text that is written in several; `value` is then that of the knowledge base.
    """

    value: Value
    at: Day | None = None
    grounds: Grounds = Grounds()
    span: Span | None = field(default=None, compare=False, repr=False)
    texts: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entity:
    """A record of a declared kind. An attribute has readings in the order of the file, most have one."""

    id: str
    kind: str
    names: tuple[Name, ...] = ()
    summary: Texts = field(default_factory=dict)
    attributes: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    parents: tuple[Parent, ...] = ()
    edges: tuple[Edge, ...] = ()
    grounds: Grounds = Grounds()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """The text of a condition as it stands in the file; `span` covers exactly that text, None for one made in code."""

    text: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `scope` maps a role to the ids of which any (or anything below) must fill it.

    `grounds.valid` already ends on the day on which a rule of `replaced_by` begins (spec: verdicts §2).
    """

    id: str
    effect: Effect
    action: str
    names: tuple[Name, ...] = ()
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    when: Condition | None = None
    unless: Condition | None = None
    that: Condition | None = None
    exception_to: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    because: Texts = field(default_factory=dict)
    consequence: Texts = field(default_factory=dict)
    instead: tuple[str, ...] = ()
    authority: str = ""
    summary: Texts = field(default_factory=dict)
    grounds: Grounds = Grounds()
    span: Span | None = field(default=None, compare=False, repr=False)
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Something that can be cited. `url` is None where there is no page to trust."""

    id: str
    title: Texts
    publisher: str | None = None
    date: Day | None = None
    url: str | None = None
    authority: str | None = None
    names: tuple[Name, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure, and the record to look at for it (None where there is none)."""

    do: Texts
    see: str | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """How something is done: an action on what fills its roles, in steps."""

    id: str
    action: str
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[Name, ...] = ()
    steps: tuple[Step, ...] = ()
    takes: Value | Range | None = None
    summary: Texts = field(default_factory=dict)
    grounds: Grounds = Grounds()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Example:
    """A question and what its answer must at least be; `given` and `expect` keep the shape of the YAML."""

    ask: str
    as_of: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Knowledge:
    """A whole knowledge base, checked. The mappings go by id, in sorted order; `hash` is that of its files' content.

    `files` are the texts that it was read from, by name; it is empty where it was made otherwise.
    """

    schema: Schema
    entities: Mapping[str, Entity] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    hash: str = ""
    files: Mapping[str, Source] = field(default_factory=dict, compare=False, repr=False)
