"""What a knowledge base may speak of: kinds, relations, actions and inputs, as the folder declares them.

Nothing here is about a subject; the built-in kinds are the five below (spec: data §1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeAlias

from ..ground.frozen import dataclass, field
from ..ground.span import Span
from ..ground.values import Duration, Value

Language: TypeAlias = str
Texts: TypeAlias = Mapping[Language, str]
Phrases: TypeAlias = Mapping[Language, tuple[str, ...]]
NOTHING: Mapping[str, str] = MappingProxyType({})
BUILT_IN_KINDS = ("rule", "source", "action", "input", "procedure")
Inherit: TypeAlias = Literal["subject", "object", "both", "none"]


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which something holds: from `start`, up to but not on `end`; None leaves a side open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def __str__(self) -> str:
        start = f"from {self.start}" if self.start else ""
        end = f"until {self.end}" if self.end else ""
        return " ".join(part for part in (start, end) if part)

    def meets(self, other: Period) -> bool:
        """Whether the two share a day."""
        before = self.end is not None and other.start is not None and self.end <= other.start
        after = other.end is not None and self.start is not None and other.end <= self.start
        return not (before or after)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Name:
    """One name in one language, with the days on which it was in use."""

    text: str
    language: Language
    valid: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Type:
    """A type of the value grammar: a base, and what it is of (the items of a list, the unit of a number …).

    `base` is one of text, bool, number, integer, percent, money, duration, date, ratio, range, list, ref, choice.
    """

    base: str
    of: Type | None = None
    unit: str | None = None
    kind: str | None = None
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        match self.base:
            case "range" | "list":
                return f"{self.base} of {self.of}"
            case "ref":
                return f"ref to {self.kind}"
            case "choice":
                return f"one of [{', '.join(self.choices)}]"
            case "number" if self.unit:
                return f"number in {self.unit}"
        return self.base


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed property of a kind or a relation. `phrases` are questions with `{}` for the thing (`{from}`, `{to}`)."""

    id: str
    type: Type
    names: tuple[Name, ...] = ()
    phrases: Phrases = field(default_factory=dict)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record; `closed` says that there are no others than those recorded."""

    id: str
    plural: str
    names: tuple[Name, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    closed: bool = False
    built_in: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of edge, from records of some kinds to records of some kinds."""

    id: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    phrases: Phrases = field(default_factory=dict)
    inverse: Phrases = field(default_factory=dict)
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    inherit: Inherit = "none"
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Role:
    """A place in an action that something fills: of which kinds, by default what, and said with which words."""

    id: str
    kinds: tuple[str, ...]
    default: str | None = None
    subject: bool = False
    phrases: Phrases = field(default_factory=dict)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done. `roles` holds its own roles only; `Schema.roles` adds those of the actions above."""

    id: str
    parents: tuple[str, ...] = ()
    forms: Phrases = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    names: tuple[Name, ...] = ()
    summary: Texts = field(default_factory=dict)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Input:
    """What a user may tell of a case. `minimum` and `maximum` bound it, None where open."""

    id: str
    type: Type
    names: tuple[Name, ...] = ()
    ask: Texts = field(default_factory=dict)
    minimum: Value | None = None
    maximum: Value | None = None
    summary: Texts = field(default_factory=dict)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Header:
    """The section `kb`: what the knowledge base is called and when its sources count as old (None: never)."""

    id: str = "kb"
    title: Texts = field(default_factory=dict)
    version: str = "0"
    language: Language = "en"
    stale_after: Duration | None = None


@dataclass(frozen=True)
class Schema:
    """All declarations of a knowledge base. `authorities` go from the strongest to the weakest."""

    header: Header = Header()
    authorities: tuple[str, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    inputs: Mapping[str, Input] = field(default_factory=dict)

    def actions_above(self, action: str) -> tuple[str, ...]:
        """The action and those above it, nearest first, each once; none where it is not declared."""
        if action not in self.actions:
            return ()
        known = self._above.get(action)
        if known is None:
            seen: dict[str, None] = {}
            waiting = [action]
            for current in waiting:
                if current not in seen and current in self.actions:
                    seen[current] = None
                    waiting.extend(self.actions[current].parents)
            known = self._above[action] = tuple(seen)
        return known

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        return {}

    def roles(self, action: str) -> Mapping[str, Role]:
        """The roles of an action by id, its own and those that it inherits; none where it is not declared."""
        if action not in self.actions:
            return {}
        known = self._roles.get(action)
        if known is None:
            found: dict[str, Role] = {}
            for current in self.actions_above(action):
                for role in self.actions[current].roles.values():
                    found.setdefault(role.id, role)
            known = self._roles[action] = MappingProxyType(found)
        return known

    @cached_property
    def _roles(self) -> dict[str, Mapping[str, Role]]:
        return {}

    def rank(self, authority: str | None) -> int:
        """The place of an authority, 0 for the strongest; one past the weakest where it is unknown."""
        return self.authorities.index(authority) if authority in self.authorities else len(self.authorities)
