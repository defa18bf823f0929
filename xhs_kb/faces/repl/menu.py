"""What may be said next: the openers with how much they lead to, then what the parser can take and the kinds allow.

Nothing comes from a list of words but the words of the session itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...ground.frozen import dataclass
from ...ground.trouble import XhsKbError
from ...language.completion import Completion, complete
from ...model.vocabulary import Vocabulary
from ..api import day_of
from ..pattern_door import is_pattern
from .commands import COMMANDS, command_of
from .listing import TOPICS
from .pattern_words import pattern_next
from .session import Session
from .stepping import WORDS, is_command

_MOST, _LINE = 200, 100
_LONGEST = 4_000
_FACT = "list rules given "
_COUNTED = 5_000
_WORDS_OF = ("keyword", "action", "relation", "role", "question", "word")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may come next: the text, where the text that it replaces begins, what it is, a line about it."""

    text: str
    start: int
    sort: str = ""
    line: str = ""

    @property
    def meta(self) -> str:
        """What stands beside it in the menu."""
        return f"{self.sort} · {self.line}" if self.line else self.sort


@dataclass(frozen=True, slots=True)
class Opener:
    """A way to begin a question, and how many things may follow it; None while they are not counted."""

    text: str
    sort: str
    count: int | None = None


def offers(session: Session, text: str, openers: tuple[Opener, ...] = ()) -> list[Offer]:
    """What may come after a text, the text's own unfinished word included; `openers` are the counted ones."""
    bare = text.lstrip()
    if len(text) > _LONGEST:
        return []
    if is_command(bare):
        return list(_commands(session, text))
    if session.interview is not None:
        return list(_replies(session, text))
    if not bare:
        return [*(_opening(opener, len(text)) for opener in openers or _openers(session.kb.vocabulary)),
                *_words("", text)]  # fmt: skip
    if is_pattern(text):
        return [Offer(one.text, one.start, one.sort) for one in pattern_next(text, session.kb.schema)]
    if (found := _fact(session, text)) is not None:
        return found
    asked = _in_one_language(complete(text, session.kb.vocabulary, _MOST), text)
    day = day_of(session.world.as_of, session.kb.today)
    asked = [one for one in asked if one.replaces_from < len(text) or _holds(session, one.id, day)]
    asked.sort(key=lambda one: one.replaces_from == len(text))  # first what goes on from a word that is begun
    return [*(_offer(session.kb.vocabulary, one) for one in asked), *_words(bare, text)]


def _holds(session: Session, id_: str | None, day: date) -> bool:
    """Whether what has an id is recorded on a day; true of what has no days."""
    known = session.kb.knowledge
    record = known.entities.get(id_ or "") or known.rules.get(id_ or "")
    return record is None or record.grounds.valid.holds(day)


def _in_one_language(found: list[Completion], text: str) -> list[Completion]:
    """Where no word is begun, the words of the language of the text so far, and what has no name in it."""
    latin = text.rstrip()[-1:].isascii()
    named = {one.id for one in found if one.id is not None and one.text.isascii() == latin}
    return [one for one in found if one.replaces_from < len(text) or one.text.isascii() == latin
            or (one.kind_label not in _WORDS_OF and one.id not in named)]  # fmt: skip


def counted(vocabulary: Vocabulary) -> tuple[Opener, ...]:
    """The openers with the number of things that may follow each. It takes a while on a large knowledge base."""
    found = []
    for opener in _openers(vocabulary):
        text = opener.text + (" " if opener.text.isascii() else "")
        after = [one for one in _in_one_language(complete(text, vocabulary, _COUNTED), text)
                 if one.replaces_from == len(text)]  # fmt: skip
        found.append(Opener(opener.text, opener.sort, len({one.id or one.text for one in after})))
    return tuple(found)


def _openers(vocabulary: Vocabulary) -> tuple[Opener, ...]:
    return tuple(Opener(one.text, one.kind_label) for one in complete("", vocabulary, _MOST))


def _opening(opener: Opener, start: int) -> Offer:
    count = "" if opener.count is None else f"{opener.count} ways on" if opener.count != 1 else "1 way on"
    return Offer(opener.text, start, "question", count)


def _offer(vocabulary: Vocabulary, one: Completion) -> Offer:
    """An entry of the parser, with its names in other languages before the line about it."""
    others: list[str] = []
    if one.id is not None:
        known = vocabulary.names(one.id)
        others = [name for name in known if name.isascii() != one.text.isascii()][:1]
    line = " · ".join([*others, *([one.detail] if one.detail else [])])
    return Offer(one.text, one.replaces_from, one.kind_label, " ".join(line.split())[:_LINE])


def _words(typed: str, text: str) -> Iterator[Offer]:
    """The words of the session that begin with what was typed."""
    folded = typed.casefold()
    start = len(text) - len(typed)
    for spellings, _, action in WORDS:
        for word in spellings if folded else spellings[:1]:
            if word.startswith(folded) and word != folded:
                yield Offer(word, start, "session", (action.__doc__ or "").split("\n")[0].rstrip("."))


def _fact(session: Session, text: str) -> list[Offer] | None:
    """What may follow `assume` or `retract`; None for any other text."""
    bare = text.lstrip()
    word, space, rest = bare.partition(" ")
    if not space or word.casefold() not in ("assume", "retract"):
        return None
    start = len(text) - len(rest)
    if word.casefold() == "retract":
        known = dict.fromkeys(fact.about.replace("_", " ") for fact in session.world.assumed)
        return [Offer(name, start, "assumed") for name in (*known, "all") if name.startswith(rest.casefold())]
    shift = start - len(_FACT)
    found = complete(_FACT + rest, session.kb.vocabulary, _MOST)
    return [Offer(o.text, o.start + shift, o.sort, o.line) for o in
            (_offer(session.kb.vocabulary, one) for one in found)
            if o.start >= len(_FACT) and (o.sort != "keyword" or not o.text.isalpha())]  # fmt: skip


def _replies(session: Session, text: str) -> Iterator[Offer]:
    waiting = session.interview
    assert waiting is not None
    typed = text.strip().casefold()
    for lead in waiting.need.leads_to:
        if lead.reply.casefold().startswith(typed):
            yield Offer(lead.reply, len(text) - len(text.lstrip()), "reply", lead.permission)
    if "stop".startswith(typed):
        yield Offer("stop", len(text) - len(text.lstrip()), "session", "ends the questions")


def _commands(session: Session, text: str) -> Iterator[Offer]:
    """The dot commands, and what may follow one."""
    bare = text.lstrip()
    name, space, rest = bare[1:].partition(" ")
    start = len(text) - len(bare)
    if not space:
        yield from (Offer("." + c.name, start, "command", c.does) for c in COMMANDS if c.name.startswith(name))
        return
    try:
        command = command_of(name)
    except XhsKbError:
        return
    place = len(text) - len(rest)
    choices = command.choices or ((*TOPICS, *(c.name for c in COMMANDS)) if command.name == "help" else ())
    if command.name == "schema":
        declared = session.kb.schema
        choices = (*declared.kinds, *declared.relations, *declared.actions, *declared.inputs)
    yield from (Offer(choice, place, "") for choice in choices if choice.startswith(rest))
    if command.name in ("describe", "rules"):
        before = "describe "
        for one in complete(before + rest, session.kb.vocabulary, _MOST):
            if one.replaces_from >= len(before):
                found = _offer(session.kb.vocabulary, one)
                yield Offer(found.text, found.start + place - len(before), found.sort, found.line)
