"""Transcripts: sessions as text, statements behind a prompt and what they put out below. `replay` runs them anew.

In Markdown only the blocks fenced as `session` are transcripts, all of them together one session.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from ...ground.frozen import dataclass
from .session import Session

PROMPT, MORE = "kb> ", "..> "
_FENCE = re.compile(r"(^```session[^\n]*\n)(.*?)(^```[ \t]*$)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A statement, and what it put out, without line breaks at its ends."""

    statement: str
    output: str

    def __str__(self) -> str:
        lines = self.statement.split("\n")
        head = "\n".join([(PROMPT + lines[0]).rstrip(), *((MORE + line).rstrip() for line in lines[1:])])
        return f"{head}\n{self.output}" if self.output else head


Part: TypeAlias = str | Exchange
Perform: TypeAlias = Callable[[Session, str], tuple[Session, str]]


def parse(text: str, markdown: bool = False) -> tuple[Part, ...]:
    """The parts of a transcript in order: texts that belong to no statement, and exchanges."""
    if not markdown:
        return tuple(_parts(text))
    found: list[Part] = []
    place = 0
    for block in _FENCE.finditer(text):
        found += [text[place : block.start(2)], *_parts(block[2])]
        place = block.start(3)
    return (*found, text[place:])


def is_transcript(text: str) -> bool:
    """Whether a text is a session with its prompts."""
    return any(line.startswith(PROMPT) or line == PROMPT.rstrip() for line in text.splitlines())


def statements_of(text: str) -> tuple[str, ...]:
    """The statements of a transcript."""
    return tuple(part.statement for part in _parts(text) if isinstance(part, Exchange))


def written(parts: tuple[Part, ...]) -> str:
    """The text of the parts; an empty line stands between exchanges."""
    found, before = "", False
    for part in parts:
        exchange = isinstance(part, Exchange)
        if exchange:
            found += ("\n" if before else "") + str(part) + "\n"
        else:
            found += str(part)
        before = exchange
    return found


def replayed(session: Session, parts: tuple[Part, ...], perform: Perform) -> tuple[Part, ...]:
    """The same parts with the outputs that their statements have now."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Exchange):
            session, output = perform(session, part.statement)
            part = Exchange(part.statement, output)
        found.append(part)
    return tuple(found)


def _parts(text: str) -> Iterator[Part]:
    """What stands before the first prompt as it is, then an exchange for every prompt."""
    before: list[str] = []
    statement: list[str] | None = None
    output: list[str] = []
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\n")
        if bare.startswith(PROMPT) or bare == PROMPT.rstrip():
            if statement is not None:
                yield Exchange("\n".join(statement), "".join(output).strip("\n"))
            elif before:
                yield "".join(before)
            statement, output = [bare[len(PROMPT) :]], []
        elif statement is None:
            before.append(line)
        elif not output and (bare.startswith(MORE) or bare == MORE.rstrip()):
            statement.append(bare[len(MORE) :])
        else:
            output.append(line)
    if statement is not None:
        yield Exchange("\n".join(statement), "".join(output).strip("\n"))
    elif before:
        yield "".join(before)
