"""A session as a value: what was set, assumed and asked so far, and what a statement puts out.

Nothing here reads a file, a clock or a terminal; what a statement wants done outside is an effect, carried out by
`running`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from ...answers.answer import Answer, Need
from ...ground.frozen import dataclass, field
from ...ground.trouble import XhsKbError
from ..api import KnowledgeBase
from ..style import Tone


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that somebody told: the id of what it is about, and the value or bound as text, as `given` takes it."""

    about: str
    bound: str

    def __str__(self) -> str:
        signed = self.bound.startswith(("<", ">", "=", "!", "in ", "contains "))
        return f"{self.about.replace('_', ' ')} {'' if signed else '= '}{self.bound}"


@dataclass(frozen=True, slots=True)
class Last:
    """The last question that was answered, with the facts and the day that it was answered with."""

    question: str
    answer: Answer
    as_of: str | None = None
    facts: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Interview:
    """An answer whose needs are asked for: the one that waits for a reply, what was told, what was passed over."""

    question: str
    need: Need
    as_of: str | None = None
    told: tuple[Told, ...] = ()
    passed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class World:
    """What questions are asked under: the facts that are assumed and the day; None is today."""

    assumed: tuple[Told, ...] = ()
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class TourStep:
    """A step of the tour: a title, what there is to say, and the statements to run."""

    title: str
    prose: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the session itself."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Listed:
    """A table of the session itself."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and whether its pattern is shown with it."""

    answer: Answer
    with_pattern: bool = False


@dataclass(frozen=True, slots=True)
class Troubled:
    """What went wrong with a statement."""

    error: XhsKbError


Piece: TypeAlias = Said | Listed | Answered | Troubled


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Wants the statements of a file to be run."""

    path: str


@dataclass(frozen=True, slots=True)
class WriteFile:
    """Wants a text at the end of a file; `start` is the text that a new file begins with."""

    path: str
    text: str
    start: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Wants a text edited, and what comes of it run."""

    text: str


Effect: TypeAlias = ReadFile | WriteFile | Edit


@dataclass(frozen=True, slots=True)
class Output:
    """What a statement puts out, and what it wants done outside."""

    pieces: tuple[Piece, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something went wrong."""
        return any(isinstance(piece, Troubled) for piece in self.pieces)


NOTHING = Output()


@dataclass(frozen=True)
class Session:
    """Everything that a session is. `past` are the worlds that `undo` goes back to, `log` what was said so far."""

    kb: KnowledgeBase
    world: World = World()
    past: tuple[World, ...] = ()
    language: str | None = None
    form: str = "text"
    explain: bool = False
    timer: bool = False
    theme: str = "dark"
    keys: str = "emacs"
    menu: str = "tab"
    output: str | None = None
    once: str | None = None
    last: Last | None = None
    interview: Interview | None = None
    tour: tuple[TourStep, ...] = ()
    at: tuple[int, int] | None = None
    log: tuple[tuple[str, Output], ...] = field(default=(), repr=False)
    done: bool = False


def said(text: str, tone: Tone = "plain") -> Output:
    """An output of one text."""
    return Output((Said(text, tone),))


def given_of(facts: tuple[Told, ...]) -> Mapping[str, Any]:
    """Facts as the API takes them: several about one thing are bounds."""
    given: dict[str, list[str]] = {}
    for fact in facts:
        given.setdefault(fact.about, []).append(fact.bound)
    return {about: bounds[0] if len(bounds) == 1 else bounds for about, bounds in given.items()}
