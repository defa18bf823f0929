"""The examples of a knowledge base, asked once for the whole site: their answers, and what each rule does to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ...answers.answer import Answer
from ...ground.frozen import dataclass, field, replace
from ...ground.trouble import Trouble
from ...model.records import Example
from ..api import KnowledgeBase
from ..examining.cases import Seen
from ..examining.expecting import differences
from .asking import LIVE, Asker
from .sharing import Progress, counting, share

_SHOWN_RULES = 8


@dataclass(frozen=True, eq=False)
class Tried:
    """An example with the answers that it got, by language.

    `wrong` says in what the answer is not as expected; `without` has the answers that would be others if a rule that it
    speaks of were gone.
    """

    example: Example | None
    number: int
    answers: Mapping[str, Answer]
    wrong: tuple[str, ...] = ()
    without: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> Example:
        """The example itself; workers send it back without, since it need not travel."""
        assert self.example is not None
        return self.example

    @property
    def named(self) -> tuple[str, ...]:
        """The rules that the example expects something of."""
        rules = self.asked.expect.get("rules")
        return tuple(rules) if isinstance(rules, Mapping) else ()


@dataclass(frozen=True)
class _Trial:
    """Everything that a worker needs to try examples."""

    asker: Asker
    examples: Sequence[Example]

    def __call__(self, numbers: Sequence[int]) -> list[Tried]:
        return [self.one(number) for number in numbers]

    def one(self, number: int) -> Tried:
        example = self.examples[number]
        told = self.asker.ask(example.ask, example.as_of, dict(example.given))
        if told is None:
            return Tried(None, number, {}, tuple(differences(example.expect, Seen(trouble=self._trouble(example)))))
        first = next(iter(told.answers.values()))
        changed = {}
        wanted = example.expect.get("rules")
        for rule in (rule for rule in told.live if isinstance(wanted, Mapping) and rule in wanted):
            then = self.asker.without(told, rule)
            if then is not None and essence(next(iter(then.values()))) != essence(first):
                changed[rule] = {language: _trimmed(answer) for language, answer in then.items()}
        statuses = {reason.rule: reason.status for reason in first.reasons}
        answers = {language: _trimmed(answer) for language, answer in told.answers.items()}
        return Tried(None, number, answers, tuple(differences(example.expect, Seen(first))), changed, statuses)

    def _trouble(self, example: Example) -> Trouble:
        from ...ground.trouble import XhsKbError

        try:
            self.asker.kb.ask(example.ask, as_of=example.as_of or self.asker.today, given=dict(example.given))
        except XhsKbError as error:
            return error.trouble
        return Trouble("syntax", "it cannot be asked here")


def _trimmed(answer: Answer) -> Answer:
    """What pages show of an answer: thousands of them are kept and sent from process to process."""
    live = tuple(reason for reason in answer.reasons if reason.status in LIVE)[:_SHOWN_RULES]
    return replace(answer, reasons=live, citations=(), pattern=None, table=answer.table[:50])


def essence(answer: Answer) -> tuple[object, ...]:
    """What makes an answer another one than before."""
    return answer.permission, answer.advice, answer.rows, answer.value


def try_examples(
    kb: KnowledgeBase,
    day: date,
    languages: tuple[str, ...],
    jobs: int | None = None,
    progress: Progress | None = None,
) -> tuple[Tried, ...]:
    """Every example of the knowledge base with its answers; those of one day are tried together, in one world."""
    examples = kb.examples
    trial = _Trial(Asker(kb, day, languages), examples)
    order = sorted(range(len(examples)), key=lambda number: str(examples[number].as_of or day))
    found: list[Tried] = []
    for batch in share(trial, order, 10, jobs, counting(progress, len(examples))):
        found += [replace(one, example=examples[one.number]) for one in batch]
    return tuple(sorted(found, key=lambda one: one.number))
