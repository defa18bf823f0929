"""What running a plan records: the outcome with the records that it rests on. Wording and citations are read off it."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from ..ground.frozen import dataclass
from ..ground.values import Value
from ..model.records import Edge, Parent, Procedure, Reading
from .plan import Plan, Test
from .rulebook import BoundRule
from .verdicts.judgement import Considered, Judgement

Truth: TypeAlias = bool | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The records that a test of one record rests on."""

    edges: tuple[Edge, ...] = ()
    parents: tuple[Parent, ...] = ()
    rules: tuple[BoundRule, ...] = ()
    readings: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.edges + other.edges,
            self.parents + other.parents,
            self.rules + other.rules,
            self.readings + other.readings,
            self.judgements + other.judgements,
        )


@dataclass(frozen=True, slots=True)
class Tested:
    """How one record stood in a test: true, false, or None for neither."""

    id: str
    truth: Truth
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class VerdictResult:
    """A case judged."""

    plan: Plan
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class TruthResult:
    """One record tested."""

    plan: Plan
    tested: Tested


@dataclass(frozen=True, slots=True)
class RowsResult:
    """The records that passed, those that are neither in nor out, and which test left no row (None: there are rows)."""

    plan: Plan
    kinds: tuple[str, ...]
    rows: tuple[Tested, ...]
    apart: tuple[Tested, ...] = ()
    count: bool = False
    emptied_by: Test | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A value said of something by some record: a reading, an edge, a procedure."""

    value: Value
    at: str | None
    by: Reading | Edge | Procedure
    about: str | None = None


@dataclass(frozen=True, slots=True)
class ValueResult:
    """What is said of an attribute, the one that counts first; empty where nothing is recorded."""

    plan: Plan
    attribute: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class CardResult:
    """Records (or a kind) of which everything is wanted."""

    plan: Plan
    subjects: tuple[str, ...]
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class RequirementsResult:
    """A judgement and those of its rules that ask for something."""

    plan: Plan
    judgement: Judgement
    rules: tuple[Considered, ...]


@dataclass(frozen=True, slots=True)
class ProcedureResult:
    """A judgement, the nearest procedure (None: none is recorded), and the rules that ask or advise something."""

    plan: Plan
    judgement: Judgement
    procedure: Procedure | None
    rules: tuple[Considered, ...]


@dataclass(frozen=True, slots=True)
class ConsequencesResult:
    """The rules that would or may be broken, with what happens then; `judgement` None where no case was judged."""

    plan: Plan
    judgement: Judgement | None
    rules: tuple[BoundRule, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that began, ended or changed on a day; `detail` says what of it (a name, an attribute and value)."""

    record: str
    what: Literal["began", "ended", "changed"]
    day: date
    by: object
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class ChangesResult:
    """What began, ended or changed, by day."""

    plan: Plan
    changes: tuple[Change, ...]


Result: TypeAlias = (
    VerdictResult
    | TruthResult
    | RowsResult
    | ValueResult
    | CardResult
    | RequirementsResult
    | ProcedureResult
    | ConsequencesResult
    | ChangesResult
)
