"""The dot commands: a table with what each takes and does, found by any unique beginning of its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ...ground.frozen import dataclass, replace
from ...ground.trouble import Suggestion, Trouble, XhsKbError
from ..formats import FORMATS
from . import listing, saving, tour
from .questions import ask
from .session import Answered, Edit, Listed, Output, ReadFile, Said, Session, said

Run: TypeAlias = Callable[[Session, str], tuple[Session, Output]]
_SWITCH = ("on", "off")


@dataclass(frozen=True, slots=True)
class Command:
    """A dot command: its name, what it takes, what it does, an example, and the words that may follow (any if none)."""

    name: str
    takes: str
    does: str
    example: str
    run: Run
    choices: tuple[str, ...] = ()


def run_command(session: Session, text: str) -> tuple[Session, Output]:
    """Runs a dot command; raises XhsKbError for a name that is none, or the beginning of several."""
    name, _, rest = text[1:].partition(" ")
    command = command_of(name)
    rest = rest.strip()
    if command.choices and rest:
        rest = _one_of(rest, command.choices, f"`.{command.name}`")
    return command.run(session, rest)


def command_of(name: str) -> Command:
    """The command of this name or of this unique beginning."""
    known = {command.name: command for command in COMMANDS}
    bare = _ALSO.get(name.casefold(), name.casefold())
    return known[_one_of(bare, tuple(known), "a command", ".")]


def _one_of(text: str, known: tuple[str, ...], of: str, mark: str = "") -> str:
    """The one of these that a text is or begins; a trouble with the nearest where there is none, or several."""
    bare = text.casefold()
    if bare in known:
        return bare
    fits = [name for name in known if name.startswith(bare)] if bare else []
    shortest = min(fits, key=len, default="")
    if fits and all(name.startswith(shortest) for name in fits):
        return shortest
    if fits:
        listed = ", ".join(f"`{mark}{name}`" for name in fits)
        raise XhsKbError(Trouble("ambiguous-name", f"`{mark}{text}` may be {listed}",
                                 suggestions=tuple(Suggestion(mark + name) for name in fits[:3])))
    from difflib import get_close_matches

    near = tuple(Suggestion(mark + name) for name in get_close_matches(bare, known, 3, 0.5))
    wanted = "`.help` lists the commands" if mark else "known are " + ", ".join(known)
    raise XhsKbError(Trouble("unknown-name", f"`{mark}{text}` is not known of {of}" if not mark else
                             f"there is no command `{mark}{text}`", suggestions=near, help=wanted))


def _help(session: Session, text: str) -> tuple[Session, Output]:
    if not text:
        rows = tuple((f".{c.name} {c.takes}".strip(), c.does) for c in COMMANDS)
        more = "Questions, and what else may be said: " + ", ".join(f"`.help {topic}`" for topic in listing.TOPICS)
        return session, Output((Listed(("command", "does"), rows), Said(more)))
    topic = text.casefold().lstrip(".\\")
    if topic in listing.TOPICS:
        return session, Output((Listed(("say", "to"), listing.TOPICS[topic]),))
    try:
        command = command_of(topic)
    except XhsKbError:
        topic = _one_of(topic, (*listing.TOPICS, *(c.name for c in COMMANDS)), "`.help`")
        return _help(session, topic)
    usage = f".{command.name} {command.takes}".strip()
    return session, said(f"{usage}: {command.does}\nexample: {command.example}")


def _format(session: Session, text: str) -> tuple[Session, Output]:
    form = text or session.form
    return replace(session, form=form), said(f"format: {form}")


def _explain(session: Session, text: str) -> tuple[Session, Output]:
    if text:
        return replace(session, explain=text == "on"), said(f"patterns are shown with answers: {text}")
    if session.last is None:
        raise XhsKbError(Trouble("syntax", "nothing has been answered yet; ask a question first"))
    answer = session.last.answer
    return session, said(answer.pattern or "this question stands for no pattern")


def _describe(session: Session, text: str) -> tuple[Session, Output]:
    if not text:
        raise XhsKbError(Trouble("syntax", "describe what? Write a name or an id after `.describe`"))
    after, output = ask(session, f"describe {text}")
    return replace(after, last=session.last), output


def _rules(session: Session, text: str) -> tuple[Session, Output]:
    if not text:
        return listing.rules(session, text)
    after, output = ask(session, f"which rules are about {text}")
    return replace(after, last=session.last), output


def _timer(session: Session, text: str) -> tuple[Session, Output]:
    on = text == "on" if text else not session.timer
    return replace(session, timer=on), said(f"timer: {'on' if on else 'off'}")


def _language(session: Session, text: str) -> tuple[Session, Output]:
    language = session.language if not text else None if text == "auto" else text
    return replace(session, language=language), said(f"language of answers: {language or 'that of the question'}")


def _theme(session: Session, text: str) -> tuple[Session, Output]:
    return replace(session, theme=text or session.theme), said(f"theme: {text or session.theme}")


def _keys(session: Session, text: str) -> tuple[Session, Output]:
    return replace(session, keys=text or session.keys), said(f"keys: {text or session.keys}")


def _menu(session: Session, text: str) -> tuple[Session, Output]:
    return replace(session, menu=text or session.menu), said(f"the menu opens by: {text or session.menu}")


def _read(session: Session, text: str) -> tuple[Session, Output]:
    if not text:
        raise XhsKbError(Trouble("syntax", "read what? Write a file after `.read`"))
    return session, Output(effects=(ReadFile(text),))


def _once(session: Session, text: str) -> tuple[Session, Output]:
    if not text:
        raise XhsKbError(Trouble("syntax", "write where? Name a file after `.once`"))
    return replace(session, once=text), said(f"the next answer goes to `{text}`")


def _output(session: Session, text: str) -> tuple[Session, Output]:
    return replace(session, output=text or None), said(f"answers go to {f'`{text}`' if text else 'the screen'}")


def _edit(session: Session, text: str) -> tuple[Session, Output]:
    before = session.last.question if session.last is not None else ""
    return session, Output(effects=(Edit(text or before),))


def _last(session: Session, text: str) -> tuple[Session, Output]:
    if session.last is None:
        raise XhsKbError(Trouble("syntax", "nothing has been answered yet; ask a question first"))
    return session, Output((Answered(session.last.answer, session.explain),))


def _quit(session: Session, text: str) -> tuple[Session, Output]:
    return replace(session, done=True), Output()


_ALSO = {"exit": "quit", "q": "quit", "h": "help", "?": "help", "mode": "format"}
COMMANDS: tuple[Command, ...] = (
    Command("help", "[TOPIC]", "what there is; with a topic or a command, more about it", ".help questions", _help),
    Command("tour", "", "ten steps through what a session can do; Enter goes on", ".tour", tour.begin),
    Command("format", "[FORM]", f"the form of answers: {', '.join(FORMATS)}", ".format json", _format, FORMATS),
    Command("explain", "[on|off]", "the pattern that the last question stands for; on: with every answer",
            ".explain on", _explain, _SWITCH),
    Command("last", "", "the last answer once more, in the form that is set", ".last", _last),
    Command("schema", "[NAME]", "kinds, relations, actions and inputs; with a name, its declaration", ".schema",
            listing.schema),
    Command("describe", "NAME", "all about a record", ".describe rule", _describe),
    Command("rules", "[NAME]", "the rules that hold on the day, or those about a record", ".rules", _rules),
    Command("sources", "", "what is cited: publisher, date, authority", ".sources", listing.sources),
    Command("timer", "[on|off]", "how long each answer took", ".timer on", _timer, _SWITCH),
    Command("language", "[en|zh|auto]", "the language of answers", ".language zh", _language, ("en", "zh", "auto")),
    Command("read", "FILE", "runs the statements of a file, or of a transcript", ".read questions.txt", _read),
    Command("once", "FILE", "writes the next answer to a file", ".once answer.txt", _once),
    Command("output", "[FILE]", "writes answers to a file from now on; without one, to the screen again",
            ".output answers.txt", _output),
    Command("edit", "", "opens the last question in $VISUAL or $EDITOR, and runs what was written", ".edit", _edit),
    Command("save", "[FILE]", "the last question and answer as an example in YAML; with a file, added to it",
            ".save examples.yaml", saving.save),
    Command("transcript", "FILE", "the session so far, as `xhs-kb replay` checks it", ".transcript session.txt",
            saving.transcript),
    Command("menu", "[tab|typing]", "when the menu opens: on Tab, or while you type", ".menu typing", _menu,
            ("tab", "typing")),
    Command("keys", "[emacs|vi]", "the keys of the line editor", ".keys vi", _keys, ("emacs", "vi")),
    Command("theme", "[dark|light|none]", "colours for a dark or a light terminal, or none", ".theme light", _theme,
            ("dark", "light", "none")),
    Command("quit", "", "leaves; so does Ctrl-D", ".quit", _quit),
)
