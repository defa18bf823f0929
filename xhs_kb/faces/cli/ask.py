"""`xhs-kb ask`: answers one or many, questions and patterns. One that cannot be answered does not stop the rest."""

from __future__ import annotations

import click

from ...engine.limits import Limits
from ..style import FORMATS
from .answering import Asking
from .facts import read_given, read_parameters
from .options import limited, settings, shared

_HELP = """\
Example:

\b
  xhs-kb ask "list the rules" --as-of 2020-03-01
  xhs-kb ask "MATCH (r:rule) RETURN r.id LIMIT 3" --format csv
  xhs-kb ask --file questions.txt --format jsonl

Answers questions and patterns, each argument one of them. In a file each line is a question, a pattern ends with `;`,
and lines that begin with # or // are comments.

Exit codes: 0 answered, 1 a question or the knowledge base has a trouble, 2 usage, 130 interrupted. With --exit-verdict:
0 allowed, yes, or rows; 3 forbidden or no; 4 conditional; 5 unregulated, not stated, or no rows.
"""


@click.command(help=_HELP)
@click.argument("questions", nargs=-1, metavar="QUESTION...")
@click.option(
    "--given", multiple=True, metavar="NAME=VALUE", help="A fact of the case, or a bound: share=15%, 'share<=20%'."
)
@click.option("--param", multiple=True, metavar="NAME=VALUE", help="A value for $NAME in a question or pattern.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="The form of answers."
)
@click.option("-f", "--file", "files", multiple=True, metavar="FILE", help="Read questions from a file; - for stdin.")
@click.option("--exit-verdict", is_flag=True, help="Let the exit code say the verdict.")
@click.option("--interactive", is_flag=True, help="Ask for what is missing, until the permission is settled.")
@limited
@shared
def command(
    questions: tuple[str, ...], given: tuple[str, ...], param: tuple[str, ...], form: str, files: tuple[str, ...],
    exit_verdict: bool, interactive: bool, limit: Limits | None,
) -> int:  # fmt: skip
    """Answers the questions; the exit code as the help says."""
    if not questions and not files:
        raise click.UsageError('Ask something: xhs-kb ask "list the rules", or `-f -` to read from stdin.')
    typed = tuple(question for question in questions if question != "-")
    files += ("-",) * (len(typed) < len(questions) and "-" not in files)
    if interactive and "-" in files:
        raise click.UsageError("--interactive and `-f -` cannot both read from stdin.")
    facts, parameters = read_given(given), read_parameters(param)
    return Asking(settings(), form, facts, parameters, limit, exit_verdict, interactive).run(typed, files)
