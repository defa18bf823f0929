"""`xhs-kb test`: runs the examples of a knowledge base and says what they leave untried."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from ..api import KnowledgeBase
from ..examining.examine import examine
from ..examining.mutants import Mutant
from ..examining.report import as_dict, as_text
from .console import is_terminal, look_of, write
from .exits import DONE, TROUBLE
from .options import settings, shared

_HELP = """\
Example:

\b
  xhs-kb test my-knowledge/
  xhs-kb test --mutate --fail-under 95

Runs the examples, and lists the rules and thresholds that none of them tries. With --mutate it deletes each rule, flips
each effect, moves each threshold a notch and drops each `unless`, and lists what no example notices.
Exit code 1 where an example does not hold, or the score is under --fail-under.
"""


@click.command(help=_HELP)
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--mutate", is_flag=True, help="Look for faults in the rules that no example notices.")
@click.option("--fail-under", type=click.FloatRange(0, 100), help="The least score of --mutate, in percent.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form."
)
@shared
def command(folder: Path | None, mutate: bool, fail_under: float | None, form: str) -> int:
    """Examines the folder, that of `--kb`, or the knowledge base that ships."""
    chosen = settings()
    kb = KnowledgeBase.open(folder or chosen.kb)
    found = examine(kb, mutate or fail_under is not None, _progress)
    if form == "json":
        write(json.dumps(as_dict(found), ensure_ascii=False, indent=2), form)
    else:
        write(as_text(found, look_of(sys.stdout, chosen.color)))
    weak = fail_under is not None and found.score is not None and found.score * 100 < fail_under
    return TROUBLE if found.failed or weak else DONE


def _progress(mutants: Sequence[Mutant]) -> Iterable[Mutant]:
    """A progress bar on a terminal; on anything else nothing is shown."""
    return _shown(mutants) if is_terminal(sys.stderr) else mutants


def _shown(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    with click.progressbar(mutants, label="faults tried", file=sys.stderr) as bar:
        yield from bar
