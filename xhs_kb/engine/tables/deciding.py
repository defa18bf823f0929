"""Judging by a generated function: one for each group of cases that differ in what is told of some inputs alone.

The function (`writing`) does what is certain; whatever is not is judged by the verdicts' own rooms once for each
pattern of truths and looked up afterwards (`filling`). It may serve many threads: tables grow, or are emptied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ...language.facts import input_named
from ...model.vocabulary import Vocabulary
from ..limits import Limits
from ..rulebook import BoundRule, Rulebook
from ..verdicts.case import Case, make_case
from ..verdicts.judge import near_rules
from ..world import World
from .codes import OUTCOMES, Codes, Together
from .filling import Filling
from .judged import key_of, sight_of
from .outline import Outline, Unfit, outline_of
from .together import together_of
from .told import Reader
from .writing import OTHERWISE, Decide, Writer

WORTH = 3
"""Cases of one group after which a function is made. That takes some ten times as long as judging a case of which
everything is told, and as long as one or two of which much is unknown."""
_KEPT = 64
"""Functions of one action: a large one, with its tables full, takes some megabytes."""


def decider_of(
    book: Rulebook, world: World, vocabulary: Vocabulary, action: str, fillers: Mapping[str, str],
    names: Sequence[str] | None, limits: Limits, cases: int = 1,
) -> Decider | None:  # fmt: skip
    """The decider of cases that differ in these keys of `given`; None until there were enough, or where there is none.

    Without names the columns are all inputs that the rules mention. `cases` are about to be judged. Raises as
    `make_case` does for fillers, and as `read_given` does for keys.
    """
    case = make_case(world, action, fillers)
    sight = sight_of(book, world, action)
    key = (key_of(sight, case, (), limits), None if names is None else tuple(names))
    known: Decider | int | None = sight.deciders.get(key, 0)
    if not isinstance(known, int):
        return known
    found: Decider | int | None = known + cases
    if known + cases >= WORTH:
        above = set(book.schema.actions_above(action))
        rules = near_rules((rule for rule in sight.rules(case) if rule.rule.action in above), case)
        found = _made(case, rules, names, vocabulary, limits)
    if len(sight.deciders) >= _KEPT:
        sight.deciders.clear()
    sight.deciders[key] = found
    return found if isinstance(found, Decider) else None


def _made(
    case: Case, rules: Sequence[BoundRule], names: Sequence[str] | None, vocabulary: Vocabulary, limits: Limits
) -> Decider | None:
    used = sorted({id for rule in rules for id in rule.inputs}) if names is None else names
    columns = [id for name in used if (id := input_named(name, vocabulary)) is not None and id not in case.roles]
    if len(set(columns)) < len(used):
        return None
    try:
        return Decider(outline_of(case, rules, columns), used, vocabulary, limits.cells)
    except Unfit:
        return None


class Decision(NamedTuple):
    """A verdict in short: `permission`, `advice`, and the ids of the rules that are violated, open or met."""

    permission: str
    advice: str
    rules: tuple[str, ...]


class Decider:
    """Judges the cases of one outline by the values of its columns, in their order."""

    def __init__(self, outline: Outline, names: Sequence[str], vocabulary: Vocabulary, limit: int) -> None:
        self.outline, self.limit = outline, limit
        self.codes = Codes(outline.rules)
        self.ids, self._together = self.codes.ids, self.codes.together
        self.readers = tuple(
            Reader(column, name, vocabulary) for column, name in zip(outline.columns, names, strict=True)
        )
        self._filling = Filling(outline, self.codes, limit, lambda: together_of(outline, limit))

    @cached_property
    def all_told(self) -> Decide:
        """The function for rows without gaps; OTHERWISE where a value is None or cannot be taken as it is."""
        return self._function(partial=False)

    @cached_property
    def some_told(self) -> Decide:
        """The function for rows in which None stands for what is not told."""
        return self._function(partial=True)

    def _function(self, *, partial: bool) -> Decide:
        try:
            return Writer(self.outline, self.codes, self._filling, partial=partial).function(self.readers)
        except Unfit:
            return lambda *_: OTHERWISE

    def decision(self, number: int) -> Decision:
        """What a number stands for."""
        verdict = self._together[number & OUTCOMES]
        return Decision(verdict.permission, verdict.advice, self.ids(number))

    def together(self, number: int) -> Together:
        """Permission and advice of a number."""
        return self._together[number & OUTCOMES]
