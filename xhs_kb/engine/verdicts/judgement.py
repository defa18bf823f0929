"""The record of a judgement: what was considered and how it stood. Wording and citations are read off it later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from ...ground.frozen import dataclass, field
from ...language.expressions import Expression
from ..rulebook import BoundRule
from .case import Case, Slot
from .lines import Cell

Permission: TypeAlias = Literal["forbidden", "conditional", "allowed", "unregulated"]
Advice: TypeAlias = Literal["against", "depends", "for", "none"]
Standing: TypeAlias = Literal["violated", "open", "met", "set_aside", "narrower", "not_applicable", "out_of_time"]


@dataclass(frozen=True, slots=True)
class Considered:
    """A rule that was considered, and its status over all completions.

    `residual` is what must hold for an open rule not to be violated; `part` says which part of a rule that does not
    apply was false (a role, `when` or `unless`); `chain` leads from the filler of `role` up to what the rule names.
    """

    rule: BoundRule
    status: Standing
    residual: Expression | None = None
    set_aside_by: tuple[str, ...] = ()
    role: str | None = None
    chain: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A kind of reply to something unknown (cells side by side, or fillers), and the permission that it leads to."""

    cells: tuple[Cell, ...]
    permission: Permission
    fillers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """Something unknown on which the permission depends; `given` calls it `about` (`share`, `via`, `object.mass`)."""

    slot: Slot
    about: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning, with the ids that it is about."""

    code: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with everything that was considered for it.

    `exact` is false where something could not be settled; `all_else_allowed` says of a conditional verdict that
    what is not forbidden is allowed. `origin` is the judgement of a case that looks the same to all rules, where this
    one was looked up: everything but names and ways up is worked out for it once.
    """

    case: Case
    permission: Permission
    advice: Advice
    considered: tuple[Considered, ...] = ()
    needs: tuple[Need, ...] = ()
    used: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    exact: bool = True
    all_else_allowed: bool = False
    origin: Judgement | None = field(default=None, compare=False, repr=False)

    def by_status(self, *statuses: Standing) -> tuple[Considered, ...]:
        """The rules with one of these statuses, in order."""
        return tuple(item for item in self.considered if item.status in statuses)

    @property
    def statuses(self) -> Mapping[str, Standing]:
        """The status of each considered rule by its id."""
        return {item.rule.id: item.status for item in self.considered}
