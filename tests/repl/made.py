"""Sessions over the toy world, and what statements put out, for the tests of the core."""

from __future__ import annotations

from functools import cache

from xhs_kb import KnowledgeBase
from xhs_kb.faces.repl.running import CLOSED, Doors, perform
from xhs_kb.faces.repl.session import Output, Session, World
from xhs_kb.faces.repl.showing import plainly

from .driving import ROOT, TOY

DAY = "2025-06-01"


@cache
def toy() -> KnowledgeBase:
    """The toy world."""
    return KnowledgeBase.open(TOY)


@cache
def shipped() -> KnowledgeBase:
    """The knowledge base that ships."""
    return KnowledgeBase.open(ROOT / "kb")


def session(**settings: object) -> Session:
    """A new session over the toy world, on a day on which everything in it is known."""
    return Session(toy(), World(as_of=DAY), **settings)  # type: ignore[arg-type]


def run(start: Session, *statements: str, doors: Doors = CLOSED) -> tuple[Session, list[str]]:
    """The session after the statements, and what each put out."""
    said: list[str] = []

    def show(now: Session, output: Output) -> None:
        said[-1] += plainly(output, now.form)

    for statement in statements:
        said.append("")
        start = perform(start, statement, doors, show)
    return start, said


def last(*statements: str, start: Session | None = None) -> str:
    """What the last of the statements puts out."""
    return run(start or session(), *statements)[1][-1]
