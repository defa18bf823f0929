"""Decision trees over unknowns: every path is a set of completions in which all rules of a component stand alike.

The tree asks only for what an evaluation ran into, so what does not matter is never split on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from ...ground.frozen import dataclass
from ...ground.values import Value
from ..rulebook import BoundRule
from .case import Slot
from .effects import Asides, State, state_of
from .lines import Cell
from .scope import CaseScope

Cells: TypeAlias = Callable[[Slot], "Sequence[Cell] | None"]


class TooManyCells(Exception):  # noqa: N818 - caught within this room
    """The limit on cells is reached."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Completions in which everything stands alike; `exact` is false where something could not be settled."""

    state: State

    @property
    def exact(self) -> bool:
        """Whether the state is that of every completion on this path."""
        return self.state.settled


@dataclass(frozen=True, slots=True)
class Split:
    """A case distinction by the cells of one unknown."""

    slot: Slot
    branches: tuple[tuple[Cell, Tree], ...]


Tree: TypeAlias = Leaf | Split


def grow(rules: Sequence[BoundRule], asides: Asides, scope: CaseScope, cells: Cells, limit: int) -> Tree:
    """The tree of a component; raises TooManyCells past `limit` leaves."""
    left = limit

    def node(scope: CaseScope, before: State | None = None) -> Tree:
        nonlocal left
        state = state_of(rules, asides, scope, before)
        options = None if state.settled else _next(scope, cells)
        if options is None:
            left -= 1
            if left < 0:
                raise TooManyCells
            return Leaf(state)
        slot, choices = options
        if len(choices) > left:  # each of them has a leaf at least
            raise TooManyCells
        under = ((cell, scope.under({**scope.assigned, slot: cell.value})) for cell in choices)
        return Split(slot, tuple((cell, node(inner, state)) for cell, inner in under))

    return node(scope)


def _next(scope: CaseScope, cells: Cells) -> tuple[Slot, Sequence[Cell]] | None:
    for slot in scope.asked:
        choices = cells(slot)
        if choices:
            return slot, choices
    return None


def leaves(tree: Tree) -> Iterator[State]:
    """The states of a tree, from left to right."""
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case Leaf(state):
                yield state
            case Split(_, branches):
                waiting += [branch for _, branch in reversed(branches)]


def slots(tree: Tree) -> dict[Slot, tuple[Cell, ...]]:
    """The unknowns that a tree splits on, with their cells, in the order in which they are met."""
    found: dict[Slot, tuple[Cell, ...]] = {}
    if isinstance(tree, Split):
        found[tree.slot] = tuple(cell for cell, _ in tree.branches)
        for _, branch in tree.branches:
            for slot, cells in slots(branch).items():
                found.setdefault(slot, cells)
    return found


def restrict(tree: Tree, slot: Slot, value: Value) -> Tree:
    """The tree where one unknown is in the cell that this value stands for."""
    match tree:
        case Leaf():
            return tree
        case Split(asked, branches) if asked == slot:
            return restrict(next(branch for cell, branch in branches if cell.value == value), slot, value)
        case Split(asked, branches):
            return Split(asked, tuple((cell, restrict(branch, slot, value)) for cell, branch in branches))


def differ(one: Tree, other: Tree, matters: Callable[[State, State], bool]) -> bool:
    """Whether, for some assignment, the two trees give states whose difference matters."""
    match one, other:
        case Leaf(state), Leaf(against):
            return matters(state, against)
        case Split(slot, branches), _:
            return any(differ(branch, restrict(other, slot, cell.value), matters) for cell, branch in branches)
        case Leaf(), Split(_, branches):
            return any(differ(one, branch, matters) for _, branch in branches)
    raise AssertionError


def depends_on(tree: Tree, slot: Slot, matters: Callable[[State, State], bool]) -> bool:
    """Whether two completions that differ in one unknown alone can differ in what matters."""
    if isinstance(tree, Leaf):
        return False
    if tree.slot != slot:
        return any(depends_on(branch, slot, matters) for _, branch in tree.branches)
    trees = [branch for _, branch in tree.branches]
    return any(differ(trees[i], trees[j], matters) for i in range(len(trees)) for j in range(i))
