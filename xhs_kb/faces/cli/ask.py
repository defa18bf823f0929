"""`xhs-kb ask`: answers one or many, questions and patterns. One that cannot be answered does not stop the rest."""

from __future__ import annotations

import sys
from typing import Any

import click

from ...answers.answer import Answer
from ...engine.limits import Limits
from ...ground.trouble import XhsKbError
from ..api import KnowledgeBase
from ..formats import render
from ..style import FORMATS, MACHINE
from .console import is_terminal, look_of, report_error, write
from .exits import DONE, TROUBLE, verdict_exit
from .facts import read_given, read_parameters
from .options import limited, settings, shared
from .statements import read_statements

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
    try:
        asked = [*_whole(typed), *(one for name in files for one in read_statements(name))]
        kb = KnowledgeBase.open(settings().kb, limits=limit)
    except XhsKbError as error:
        report_error(error, form)
        return TROUBLE
    asking = _Asking(kb, facts, parameters, form, interactive, single=len(asked) == 1)
    answers = asking.all(asked)
    if len(answers) < len(asked):
        return TROUBLE
    return verdict_exit(answers) if exit_verdict else DONE


def _whole(questions: tuple[str, ...]) -> tuple[str, ...]:
    """Words typed without quotes are one question; Chinese needs no spaces, so there each argument is one."""
    loose = len(questions) > 1 and all(word.isascii() and " " not in word.strip() for word in questions)
    return (" ".join(questions),) if loose else questions


class _Asking:
    """One call of the command: asks one question after another and shows each answer as soon as it is there."""

    def __init__(self, kb: KnowledgeBase, facts: dict[str, object], parameters: dict[str, object], form: str,
                 interactive: bool, single: bool) -> None:  # fmt: skip
        self.kb, self.facts, self.parameters = kb, facts, parameters
        self.form, self.interactive, self.single = form, interactive, single
        self.look = look_of(sys.stdout, settings().color)

    def all(self, asked: list[str]) -> list[Answer]:
        """The answers to what could be answered; JSON alone waits for the last, since it is one document."""
        answers: list[Answer] = []
        for question in asked:
            answer = self.one(question)
            if answer is None:
                continue
            if self.form != "json":
                between = "\n" if answers and self.form not in MACHINE else ""
                write(between + render([answer], self.form, self.look, self.single), self.form)
            answers.append(answer)
        if self.form == "json" and (answers or not self.single):
            write(render(answers, "json", single=self.single), self.form)
        return answers

    def one(self, question: str) -> Answer | None:
        """The answer, or None where there is a trouble, which is reported."""
        from .interview import settle

        chosen = settings()
        facts = dict(self.facts)

        def ask() -> Answer:
            said: dict[str, Any] = {"as_of": chosen.as_of, "language": chosen.lang}
            return self.kb.ask(question, given=facts, parameters=self.parameters, **said)

        try:
            answer = ask()
            return settle(answer, facts, ask, prompts=is_terminal(sys.stdin)) if self.interactive else answer
        except XhsKbError as error:
            report_error(error, self.form, None if self.single else question)
            return None
