"""Runs the examples of a knowledge base, and of every mutant of it those that could notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ...ground.frozen import dataclass
from ..api import KnowledgeBase
from .cases import Case, Seen, case_of
from .coverage import Coverage, bears, coverage, in_scope
from .expecting import differences
from .mutants import Mutant, mutants

Progress = Callable[[Sequence[Mutant]], Iterable[Mutant]]


@dataclass(frozen=True)
class Outcome:
    """An example and what does not hold of it; nothing where it passes."""

    case: Case
    seen: Seen
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Examination:
    """What came of the examples; `alive` has the mutants that no example notices, empty where none was made."""

    outcomes: tuple[Outcome, ...]
    coverage: Coverage
    mutants: int = 0
    alive: tuple[Mutant, ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The examples that do not hold."""
        return tuple(outcome for outcome in self.outcomes if outcome.wrong)

    @property
    def score(self) -> float | None:
        """The share of mutants that some example notices; None where there are none."""
        return (self.mutants - len(self.alive)) / self.mutants if self.mutants else None


def examine(kb: KnowledgeBase, mutate: bool = False, progress: Progress = tuple) -> Examination:
    """Runs all examples, and with `mutate` looks for faults in the rules that none of them notices.

    An example that fails already notices nothing. `progress` goes through the mutants and may show how far it is.
    """
    outcomes = tuple(_outcome(case_of(example, kb), kb) for example in kb.examples)
    covered = coverage(kb.base, (outcome.seen for outcome in outcomes))
    if not mutate:
        return Examination(outcomes, covered)
    passing = [outcome for outcome in outcomes if not outcome.wrong]
    watchers = {id: _watchers(id, passing) for id in kb.base.book.rules}
    made = [mutant for id in sorted(kb.base.book.rules) for mutant in mutants(kb.base.book.rules[id])]
    alive = tuple(mutant for mutant in progress(made) if not _noticed(mutant, watchers[mutant.rule], kb))
    return Examination(outcomes, covered, len(made), alive)


def _outcome(case: Case, kb: KnowledgeBase) -> Outcome:
    seen = case.ask(kb.base)
    return Outcome(case, seen, differences(case.example.expect, seen))


def _watchers(rule: str, outcomes: Sequence[Outcome]) -> tuple[Case, ...]:
    """The examples that a fault in a rule may reach, those most likely to notice first.

    Where one case was judged that is out of the rule's scope or days, no fault of the rule can change the answer.
    """
    found: list[tuple[int, Case]] = []
    for outcome in outcomes:
        judgements = outcome.seen.judgements
        considered = [item for judgement in judgements for item in judgement.considered if item.rule.id == rule]
        if rule in _mapping(outcome.case.example.expect.get("rules")):
            found.append((0, outcome.case))
        elif any(map(bears, considered)):
            found.append((1, outcome.case))
        elif not outcome.seen.whole or any(map(in_scope, considered)):
            found.append((2, outcome.case))
    return tuple(case for _, case in sorted(found, key=lambda entry: entry[0]))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _noticed(mutant: Mutant, watchers: Sequence[Case], kb: KnowledgeBase) -> bool:
    base = mutant.of(kb.base)
    return any(differences(case.example.expect, case.ask(base)) for case in watchers)
