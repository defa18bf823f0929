"""`xhs-kb replay`: runs a transcript anew and compares, so that transcripts are tests."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from ...ground.trouble import Trouble, XhsKbError
from ..api import KnowledgeBase, day_of
from ..repl.replaying import replay
from ..repl.session import Session, World
from ..repl.tour import read_tour
from .console import say, write
from .exits import DONE, TROUBLE
from .options import settings, shared

_HELP = """\
Example:

\b
  xhs-kb replay session.txt
  xhs-kb replay docs/tour.md --update

Runs the statements behind the prompts of a transcript and compares what they put out with what stands there; in
Markdown, those in blocks fenced as `session`. --update writes the file anew. Files are not written by a replay.
Exit code 1 where something differs.
"""


@click.command(help=_HELP)
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(path_type=Path, dir_okay=False))  # fmt: skip
@click.option("--update", is_flag=True, help="Rewrite the files with what the statements put out now.")
@shared
def command(files: tuple[Path, ...], update: bool) -> int:
    """Replays the files, each as a session of its own."""
    chosen = settings()
    kb = KnowledgeBase.open(chosen.kb)
    day = None if chosen.as_of is None else str(day_of(chosen.as_of, kb.today))
    session = Session(kb, World(as_of=day), language=chosen.lang, tour=read_tour(kb.path))
    failed = False
    for path in files:
        old = _read(path)
        new, count = replay(session, old, path.suffix == ".md")
        if new == old:
            write(f"{path}: {count} statements, all as they were")
        elif update:
            path.write_text(new, encoding="utf-8", newline="\n")
            write(f"{path}: {count} statements, written anew")
        else:
            failed = True
            write("\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), str(path), "now", lineterm="")))
            say(f"{path}: differs; --update writes it anew")
    return TROUBLE if failed else DONE


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise XhsKbError(Trouble("unreadable", f"`{path}` cannot be read: {reason}")) from error
    except ValueError as error:
        raise XhsKbError(Trouble("encoding", f"`{path}` is not UTF-8 text")) from error
