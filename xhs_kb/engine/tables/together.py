"""Whether rules that are open one by one come to the same in every completion after all.

One completion that comes to something else says no. What said so for one case mostly does for the next, so those that
were found are tried first; then completions are searched, by the generated function itself, one unknown after another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..expressions.plain import NOT_PLAIN, plain_of
from ..verdicts.case import Slot
from ..verdicts.components import RuleCells
from ..verdicts.linking import grouped
from ..verdicts.scope import CaseScope
from ..verdicts.tree import TooManyCells
from .codes import AGAINST, ALLOWED, FAVOURED, FORBIDDEN, OUTCOMES, Codes, occurred
from .filling import Filling
from .outline import Outline, Unfit, outline_of
from .writing import OTHERWISE, Row, Writer

_KEPT = 64
"""Trying one costs about as much as judging a case of which everything is told, a search hundreds of times that."""
_ABOUT = (FORBIDDEN | ALLOWED, AGAINST | FAVOURED)
_CERTAIN = {
    FORBIDDEN: occurred(frozenset({"forbidden"}), frozenset({"none"})),
    ALLOWED: occurred(frozenset({"allowed"}), frozenset({"none"})),
    AGAINST: occurred(frozenset({"unregulated"}), frozenset({"against"})),
    FAVOURED: occurred(frozenset({"unregulated"}), frozenset({"for"})),
}


def together_of(outline: Outline, limit: int) -> Together | None:
    """What settles the cases of an outline; None where its unknowns are not all inputs with cells."""
    if outline.open_beside:
        return None
    try:
        whole = outline_of(outline.case, outline.rules, outline.inputs)
        return Together(outline, whole, limit) if whole.needed <= outline.needed and not outline.uncut else None
    except Unfit:
        return None


class Together:
    """Settles doubts. `whole` has a column for every input that the rules mention; `limit` is that of cells."""

    def __init__(self, outline: Outline, whole: Outline, limit: int) -> None:
        self.limit = limit
        own = {column.id: place for place, column in enumerate(outline.columns)}
        self._places = [own.get(column.id, len(own)) for column in whole.columns]
        self.codes = Codes(whole.rules)
        filling = Filling(whole, self.codes, limit)
        self.all_told = Writer(whole, self.codes, filling, joint=False).function()
        self.some_told = Writer(whole, self.codes, filling, partial=True, joint=False).function()
        self.cells = _representatives(whole)
        self.parts = _parts(whole, self.codes)
        advice = sum(self.codes.open_bit(rule) for rule in whole.rules if rule.is_advice)
        regulation = self.codes.open & ~advice
        self.focus = {FORBIDDEN: regulation, ALLOWED: regulation, AGAINST: advice, FAVOURED: advice}
        linked = (_linked(whole, self.codes, advice=advice) for advice in (False, True))
        self.linked = [(about, masks) for about, masks in zip(_ABOUT, linked, strict=True) if masks]
        self.doubtful = sum(about for about, _ in self.linked)
        self.known: list[_Witness] = []

    def settled(self, number: int, row: Row) -> int:
        """The number with what is so in every completion, or OTHERWISE past the limit."""
        doubts = 0
        for about, masks in self.linked:
            for mask in masks:
                if (opened := number & mask) & (opened - 1):
                    doubts |= about
                    break
        doubts &= self.codes.together[number & OUTCOMES].doubts
        if not doubts:
            return number  # no two that are open share an unknown
        more = (*row, None)
        row = tuple([more[place] for place in self._places])
        doubts = self._tried(doubts, row)
        try:
            for doubt, certain in _CERTAIN.items():
                if doubts & doubt:
                    found = _Search(self, doubt).completed(row)
                    if found is None:
                        number |= certain
                    else:
                        usual = (values[0] for values in self.cells)
                        self.learn(tuple(other if one is None else one for one, other in zip(found, usual)))  # noqa: B905
        except TooManyCells:
            return OTHERWISE
        return number

    def _tried(self, doubts: int, row: Row) -> int:
        """The doubts that no completion which is known removes."""
        judge, codes = self.all_told, self.codes.together
        for witness in self.known:
            number = judge(*[other if one is None else one for one, other in zip(row, witness.values)])  # noqa: B905
            not_so = codes[number & OUTCOMES].disproves
            if not_so & doubts:
                doubts &= ~not_so
                self._served(witness)
                if not doubts:
                    break
        return doubts

    def _served(self, witness: _Witness) -> None:
        """Those that served most often stand in front. Another thread may go on with the list as it was."""
        witness.served += 1
        known = self.known
        place = known.index(witness) if witness in known else 0
        if place and witness.served > known[place - 1].served:
            self.known = [*known[: place - 1], witness, known[place - 1], *known[place + 1 :]]

    def learn(self, row: Row) -> None:
        """Keeps a completion in place of the one that served least."""
        self.known = [*self.known[: _KEPT - 1], _Witness(row)]


class _Witness:
    """Values for all inputs, and how often they removed a doubt."""

    __slots__ = ("served", "values")

    def __init__(self, values: Row) -> None:
        self.values, self.served = values, 1


class _Search:
    """One search for a completion that removes a doubt, among those of some values."""

    def __init__(self, together: Together, doubt: int) -> None:
        self.together, self.left = together, together.limit
        self.certain = _CERTAIN[doubt]
        self.focus = together.focus[doubt]

    def completed(self, row: Row) -> Row | None:
        """The values with some for the unknowns that matter; None where it is so in every completion.

        Raises TooManyCells past the limit.
        """
        number = self.together.some_told(*row)
        return None if number & self.certain else self._solved(row, number, self.focus)

    def _solved(self, row: Row, number: int, focus: int) -> Row | None:
        groups = self._apart(number & focus, row)
        if not groups:
            return row
        if len(groups) == 1:
            ((mask, waiting),) = groups
            return self._branched(row, mask, waiting)
        for mask, _ in groups:  # they share no unknown: each may be completed by itself
            found = self._solved(row, number, mask)
            if found is None:
                return None
            row = found
        return row

    def _branched(self, row: Row, focus: int, waiting: Sequence[frozenset[int]]) -> Row | None:
        fewest = min(waiting, key=len)
        place = max(sorted(fewest), key=lambda place: sum(place in places for places in waiting))
        ways: list[tuple[int, Row, int]] = []
        for value in self.together.cells[place]:
            self.left -= 1
            if self.left < 0:
                raise TooManyCells
            tried = (*row[:place], value, *row[place + 1 :])
            number = self.together.some_told(*tried)
            if not number & self.certain:
                ways.append(((number & focus).bit_count(), tried, number))
        ways.sort(key=_openness)
        return next((found for _, tried, n in ways if (found := self._solved(tried, n, focus)) is not None), None)

    def _apart(self, opened: int, row: Row) -> list[tuple[int, list[frozenset[int]]]]:
        """The parts that are open in groups that share an unknown: their bits, and what each of them waits for."""
        groups: list[tuple[int, set[int], list[frozenset[int]]]] = []
        for mask, places in self.together.parts if opened else ():
            if not opened & mask:
                continue
            unknown = frozenset(place for place in places if row[place] is None)
            whole, every, waiting = mask, set(unknown), [unknown]
            apart = []
            for group in groups:
                if group[1].isdisjoint(unknown):
                    apart.append(group)
                else:
                    whole, waiting = whole | group[0], waiting + group[2]
                    every |= group[1]
            groups = [*apart, (whole, every, waiting)]
        return [(mask, waiting) for mask, _, waiting in groups]


def _openness(way: tuple[int, Row, int]) -> int:
    return way[0]


def _representatives(whole: Outline) -> tuple[tuple[Any, ...], ...]:
    """For each column a plain value of every cell into which the rules cut it; raises Unfit where it has none."""
    cells = RuleCells(whole.rules, CaseScope(whole.case))
    found: list[tuple[Any, ...]] = []
    for column in whole.columns:
        values = [plain_of(cell.value, column.kind) for cell in cells(Slot("input", column.id)) or ()]
        if not values or NOT_PLAIN in values:
            raise Unfit
        found.append(tuple(values))
    return tuple(found)


def _parts(whole: Outline, codes: Codes) -> list[tuple[int, tuple[int, ...]]]:
    """For each part the bits that say that it is open, and the places of the inputs that its rules mention."""
    places = {column.id: place for place, column in enumerate(whole.columns)}
    rules = ([folded.rule for folded in part.rules] for part in whole.parts)
    return [
        (sum(codes.open_bit(rule) for rule in part), tuple(sorted({places[id] for rule in part for id in rule.inputs})))
        for part in rules
    ]


def _linked(whole: Outline, codes: Codes, *, advice: bool) -> tuple[int, ...]:
    """For each group of rules that share an input or set aside, and that matter to advice or not, their open bits."""
    rules = [rule for rule in whole.rules if not rule.is_advice]
    if advice:
        advising = [rule for rule in whole.rules if rule.is_advice]
        rules = [*advising, *(rule for rule in rules if any(rule.sets_aside(other) for other in advising))]
    groups = grouped(rules, [rule.inputs for rule in rules])
    return tuple(sum(codes.open_bit(rule) for rule in group) for group in groups if len(group) > 1)
