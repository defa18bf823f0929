"""`xhs-kb validate`: loads a knowledge base and reports every trouble at once, with file, line and column."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..api import check
from ..trouble_reports import REPORTS
from .console import look_of, write
from .exits import DONE, TROUBLE
from .options import settings, shared

_HELP = """\
Example:

\b
  xhs-kb validate my-knowledge/
  xhs-kb validate --format sarif > knowledge.sarif

Reports every trouble of a knowledge base with its place. Exit code 1 where there is an error; warnings alone give 0.
"""


@click.command(help=_HELP)
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(REPORTS)), default="text", show_default=True, help="The form.")
@shared
def command(folder: Path | None, form: str) -> int:
    """Reports the troubles of the folder, of `--kb`, or of the knowledge base that ships."""
    chosen = folder or settings().kb
    kb, troubles = check(chosen)
    text = REPORTS[form](troubles, chosen, look_of(sys.stdout, settings().color))
    write(text, "json" if form == "sarif" else form)
    failed = kb is None or any(trouble.severity == "error" for trouble in troubles)
    return TROUBLE if failed else DONE
