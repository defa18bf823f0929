"""`xhs-kb compile`: a knowledge base as one file, which every command opens with `--kb FILE` without reading YAML."""

from __future__ import annotations

from pathlib import Path

import click

from ...ground.trouble import XhsKbError
from ..api import KnowledgeBase
from .console import report_error, say
from .exits import DONE, TROUBLE
from .options import settings, shared

_HELP = """\
Example:

\b
  xhs-kb compile my-knowledge -o my-knowledge.kb
  xhs-kb ask "list the rules" --kb my-knowledge.kb

Writes a knowledge base as one file that is read in place. Opening it takes the same time whatever its size. The file is
of this version of xhs-kb; another version says so and wants it compiled again.
"""


@click.command(help=_HELP)
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write."
)
@shared
def command(folder: Path | None, output: Path) -> int:
    """Compiles the knowledge base of a folder."""
    try:
        kb = KnowledgeBase.open(folder or settings().kb)
        written = kb.compile(output)
    except XhsKbError as error:
        report_error(error)
        return TROUBLE
    say(f"compiled {len(kb.knowledge.entities)} records and {len(kb.knowledge.rules)} rules into {written}")
    return DONE
