"""`xhs-kb repl`: opens the session in the way that suits where it runs: a terminal, a plain prompt, or a pipe."""

from __future__ import annotations

import os
import sys

import click

from ... import __version__
from ...engine.limits import Limits
from ...ground.excerpt import visible
from ..api import KnowledgeBase, day_of
from ..repl.lines import Streams, converse, line_reader, run_text
from ..repl.session import Session, World
from ..repl.tour import read_tour
from .console import is_terminal, look_of, say, write
from .exits import DONE, TROUBLE
from .options import limited, settings, shared
from .statements import read_text

_HELP = """\
Example:

\b
  xhs-kb repl --as-of 2020-03-01
  xhs-kb repl --plain
  xhs-kb repl < questions.txt

Opens the session; `xhs-kb` alone does the same. Tab shows what may be asked, .help the commands, .tour ten steps;
Ctrl-D leaves. From a pipe, statements are read to the end, and the exit code is 1 where one of them has a trouble.
"""


@click.command(help=_HELP)
@click.option("--plain", is_flag=True, help="Sentences and a plain prompt, for screen readers.")
@click.option("--theme", type=click.Choice(["dark", "light", "none"]), default="dark", show_default=True,
              help="Colours that suit the terminal, or none.")  # fmt: skip
@click.option("--keys", type=click.Choice(["emacs", "vi"]), default="emacs", show_default=True,
              help="The keys of the line editor.")  # fmt: skip
@click.option("--no-history", is_flag=True, help="Neither read nor keep what was asked.")
@limited
@shared
def command(plain: bool, theme: str, keys: str, no_history: bool, limit: Limits | None) -> int:
    """Runs a session until it ends."""
    chosen = settings()
    kb = KnowledgeBase.open(chosen.kb, limits=limit)
    day = None if chosen.as_of is None else str(day_of(chosen.as_of, kb.today))
    session = Session(kb, World(as_of=day), language=chosen.lang, theme=theme, keys=keys, tour=read_tour(kb.path))
    look = look_of(sys.stdout, chosen.color)
    if not is_terminal(sys.stdin):
        fine = run_text(session, read_text("-"), Streams(_answers, say, look, plain))
        return DONE if fine else TROUBLE
    if plain or not is_terminal(sys.stdout) or os.environ.get("TERM", "dumb") == "dumb":
        _plain_prompt(session, plain, no_history, Streams(_apart, _apart, look, plain))
    else:
        _line_editor(session, no_history, look.colour)
    return DONE


def _answers(text: str) -> None:
    write(text)
    sys.stdout.flush()


def _apart(text: str) -> None:
    """A text with an empty line after it, as a person reads it."""
    write(text + "\n")
    sys.stdout.flush()


def _plain_prompt(session: Session, plain: bool, no_history: bool, streams: Streams) -> None:
    from ..repl.history import Statements, history_file

    known = [] if no_history else list(Statements(history_file()).load_history_strings())[:200]
    _greet(session)
    converse(session, line_reader(known[::-1]), streams)


def _line_editor(session: Session, no_history: bool, colour: bool) -> None:
    from prompt_toolkit.history import InMemoryHistory

    from ..repl.history import Statements, history_file
    from ..repl.terminal import Terminal

    path = None if no_history else history_file()
    _greet(session)
    Terminal(session, Statements(path) if path else InMemoryHistory(), colour, _page).converse()


def _greet(session: Session) -> None:
    known, header = session.kb.knowledge, session.kb.schema.header
    title = visible(next(iter(header.title.values()), header.id))
    write(f"xhs-kb {__version__}: {title}, {len(known.entities)} records, {len(known.rules)} rules")
    write("Tab shows what may be asked, .help the commands, .tour ten steps; Ctrl-D leaves.")


def _page(text: str) -> None:
    click.echo_via_pager(text + "\n", color=True)
