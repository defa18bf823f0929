"""Facts for the session: `assume`, `retract`, `undo`, `assumptions`, and the day with `as of`.

They lie over the knowledge base and never change it. What a question says itself goes before them.
"""

from __future__ import annotations

from ...ground.frozen import replace
from ...ground.trouble import LanguageError, Suggestion, Trouble, XhsKbError
from ...ground.values import EntityRef, Value, write
from ...language.expressions import Parameter
from ...language.facts import read_fact
from ...language.questions import Fact, Filler, Named
from ..api import day_of
from .session import Listed, Output, Session, Told, World, said

TODAY = ("today", "now", "今天")


def assume(session: Session, text: str) -> tuple[Session, Output]:
    """Assumes a fact: `INPUT = VALUE`, a bound such as `INPUT <= VALUE`, or a yes-or-no input alone."""
    if not text:
        raise XhsKbError(Trouble("syntax", "assume what? Write it as `assume INPUT = VALUE`"))
    assumed = session.world.assumed
    for fact in read_fact(text, session.kb.vocabulary):
        told = _told(fact)
        assumed = (*(old for old in assumed if not _gives_way(old, told)), told)
    changed = _changed(session, replace(session.world, assumed=assumed))
    return changed, said(f"assumed: {', '.join(map(str, assumed))}", "accent")


def retract(session: Session, text: str) -> tuple[Session, Output]:
    """Takes back what was assumed about one thing, or `all` of it."""
    assumed = session.world.assumed
    if not assumed:
        return session, said("nothing is assumed")
    if text == "all":
        left: tuple[Told, ...] = ()
    else:
        about = _about(session, text)
        left = tuple(fact for fact in assumed if fact.about != about)
    listed = ", ".join(map(str, left)) or "nothing"
    return _changed(session, replace(session.world, assumed=left)), said(f"assumed: {listed}", "accent")


def undo(session: Session, text: str) -> tuple[Session, Output]:
    """Goes back to the facts and the day before the last change of them."""
    if not session.past:
        return session, said("there is nothing to undo")
    back = replace(session, world=session.past[-1], past=session.past[:-1])
    day = back.world.as_of or "today"
    listed = ", ".join(map(str, back.world.assumed)) or "nothing"
    return back, said(f"as of {day}; assumed: {listed}", "accent")


def assumptions(session: Session, text: str) -> tuple[Session, Output]:
    """Lists the facts that are assumed, and says which day counts."""
    day = f"as of {session.world.as_of or 'today'}"
    if not session.world.assumed:
        return session, said(f"{day}; nothing is assumed")
    rows = tuple((fact.about, fact.bound) for fact in session.world.assumed)
    return session, Output((*said(day).pieces, Listed(("about", "assumed"), rows)))


def as_of(session: Session, text: str) -> tuple[Session, Output]:
    """Sets the day for the session; `today` takes it back. A month or a year stands for its last day."""
    if not text:
        return session, said(f"as of {session.world.as_of or 'today'}")
    day = None if text.casefold() in TODAY else str(day_of(text))
    return _changed(session, replace(session.world, as_of=day)), said(f"as of {day or 'today'}", "accent")


def _changed(session: Session, world: World) -> Session:
    return session if world == session.world else replace(session, world=world, past=(*session.past, session.world))


def _told(fact: Fact | Filler) -> Told:
    """A fact of the language as the API takes it."""
    if isinstance(fact, Filler):
        return Told(fact.role, _id(fact.thing))
    if isinstance(fact.value, Parameter):
        raise LanguageError(Trouble("parameter", f"`${fact.value.name}` has no value in a session", fact.span))
    value = _written(fact.value)
    return Told(fact.about, value if fact.operator == "=" else f"{fact.operator} {value}")


def _id(thing: Named | Parameter) -> str:
    if isinstance(thing, Parameter):
        raise LanguageError(Trouble("parameter", f"`${thing.name}` has no value in a session", thing.span))
    return thing.id


def _written(value: Value | EntityRef) -> str:
    return write(value)


def _gives_way(old: Told, new: Told) -> bool:
    """Whether a new fact takes the place of an old one: a value that of all, a bound that of the same side."""
    if old.about != new.about:
        return False
    return _side(old) == _side(new) or "=" in (_side(old), _side(new))


def _side(fact: Told) -> str:
    return fact.bound[0] if fact.bound[:1] in ("<", ">", "!") else "="


def _about(session: Session, text: str) -> str:
    """The assumed thing that a text names, by id or by name."""
    assumed = tuple(dict.fromkeys(fact.about for fact in session.world.assumed))
    ids = {text, *(meaning.id for meaning in session.kb.vocabulary.lookup(text))}
    for about in assumed:
        if about in ids or about.replace("_", " ") == text.casefold():
            return about
    near = tuple(Suggestion(about.replace("_", " "), about) for about in assumed[:3])
    raise XhsKbError(Trouble("unknown-name", f"nothing is assumed about `{text}`", suggestions=near))
