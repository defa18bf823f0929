"""Asks the questions of one call and shows each answer as soon as it is there; knows nothing of how they were typed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from ...answers.answer import Answer
from ...engine.limits import Limits
from ...ground.frozen import dataclass, field
from ...ground.trouble import XhsKbError
from ..api import KnowledgeBase
from ..formats import render
from ..style import MACHINE
from .console import is_terminal, look_of, report_error, write
from .exits import DONE, TROUBLE, verdict_exit
from .said import Settings


@dataclass(frozen=True, slots=True)
class Asking:
    """How the questions of one call are asked and shown."""

    chosen: Settings
    form: str = "text"
    facts: Mapping[str, object] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    limits: Limits | None = None
    exit_verdict: bool = False
    interactive: bool = False

    def run(self, typed: Sequence[str], files: Sequence[str] = ()) -> int:
        """The exit code of the questions that were typed and of those in files (`-` is stdin)."""
        try:
            asked = [*_whole(typed), *_filed(files)]
            kb = KnowledgeBase.open(self.chosen.kb, limits=self.limits)
        except XhsKbError as error:
            report_error(error, self.form)
            return TROUBLE
        answers = self._all(kb, asked, single=len(asked) == 1)
        if len(answers) < len(asked):
            return TROUBLE
        return verdict_exit(answers) if self.exit_verdict else DONE

    def _all(self, kb: KnowledgeBase, asked: list[str], single: bool) -> list[Answer]:
        """The answers to what could be answered; JSON alone waits for the last, since it is one document."""
        answers: list[Answer] = []
        look = look_of(sys.stdout, self.chosen.color)
        for question in asked:
            answer = self._one(kb, question, single)
            if answer is None:
                continue
            if self.form != "json":
                between = "\n" if answers and self.form not in MACHINE else ""
                write(between + render([answer], self.form, look, single), self.form)
            answers.append(answer)
        if self.form == "json" and (answers or not single):
            write(render(answers, "json", single=single), self.form)
        return answers

    def _one(self, kb: KnowledgeBase, question: str, single: bool) -> Answer | None:
        """The answer, or None where there is a trouble, which is reported."""
        facts: dict[str, Any] = dict(self.facts)

        def ask() -> Answer:
            said: dict[str, Any] = {"as_of": self.chosen.as_of, "language": self.chosen.lang}
            return kb.ask(question, given=facts, parameters=self.parameters, **said)

        try:
            answer = ask()
            if self.interactive:
                from .interview import settle

                return settle(answer, facts, ask, prompts=is_terminal(sys.stdin))
            return answer
        except XhsKbError as error:
            report_error(error, self.form, None if single else question)
            return None


def _whole(questions: Sequence[str]) -> Sequence[str]:
    """Words typed without quotes are one question; Chinese needs no spaces, so there each argument is one."""
    loose = len(questions) > 1 and all(word.isascii() and " " not in word.strip() for word in questions)
    return (" ".join(questions),) if loose else questions


def _filed(files: Sequence[str]) -> list[str]:
    if not files:
        return []
    from .statements import read_statements

    return [one for name in files for one in read_statements(name)]
