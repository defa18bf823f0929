"""`xhs-kb diff`: what changed between two knowledge bases, in their records and in the answers they give."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from ..api import KnowledgeBase, day_of
from ..style import Look, Tone
from .console import look_of, write
from .exits import DONE
from .options import settings, shared

_TONES: dict[str, Tone] = {"  + ": "good", "  - ": "bad", "      +": "good", "      -": "bad"}
_HELP = """\
Example:

\b
  xhs-kb diff kb-last-month/ kb/
  xhs-kb diff HEAD~3 kb/ --format markdown

Says which records are new, gone or changed, field by field, and which answers to the examples of both differ. What is
no folder is taken for a git revision of the other folder.
"""


@click.command(help=_HELP)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="The form.",
)
@shared
def command(old: str, new: str, form: str) -> int:
    """Compares the two; the exit code is 0 whether or not they differ."""
    from ..diffing.comparing import compare
    from ..diffing.rendering import as_markdown, as_text

    with ExitStack() as stack:
        before, after = _opened(old, new, stack), _opened(new, old, stack)
        found = compare(before, after, day_of(settings().as_of), settings().lang)
    if form == "json":
        write(json.dumps(found.to_dict(), ensure_ascii=False, indent=2), "json")
    elif form == "markdown":
        write(as_markdown(found))
    else:
        look = look_of(sys.stdout, settings().color)
        lines = as_text(found).split("\n")
        write("\n".join(_painted(line, look) for line in lines))
    return DONE


def _opened(what: str, other: str, stack: ExitStack) -> KnowledgeBase:
    """A folder, or a revision of the folder that the other one is (of the shipped one where neither is a folder)."""
    from ..diffing.revisions import at_revision

    if Path(what).is_dir() or (Path(what).exists() and not Path(other).is_dir()):
        return KnowledgeBase.open(what)
    if Path(other).is_dir():
        return stack.enter_context(at_revision(Path(other), what))
    return KnowledgeBase.open(what)


def _painted(line: str, look: Look) -> str:
    for head, tone in _TONES.items():
        if line.startswith(head):
            return look.paint(tone, line)
    return line
