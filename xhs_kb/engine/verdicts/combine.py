"""Verdicts over all completions, put together from components that do not bear on each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from .components import Component
from .effects import ADVICE, PERMISSION, Outcome, Outcomes, Status
from .judgement import Advice, Permission
from .tree import Tree, leaves

Item = TypeVar("Item")


def outcomes_of(tree: Tree) -> tuple[Outcomes, Outcomes]:
    """What the completions of a tree come to: permissions, and advice."""
    permission: set[Outcome] = set()
    advice: set[Outcome] = set()
    for state in leaves(tree):
        permission |= state.permission
        advice |= state.advice
    return frozenset(permission), frozenset(advice)


def outcomes_in(component: Component) -> tuple[Outcomes, Outcomes]:
    """What the completions of a component come to; past the limit on cells what a search for each outcome found."""
    if component.found is not None:
        return component.found
    if component.parts:
        apart = [outcomes_in(part) for part in component.parts]
        return join(outcome[0] for outcome in apart), join_advice(outcome[1] for outcome in apart)
    return outcomes_of(component.tree)


def join(parts: Iterable[Outcomes], order: Sequence[Outcome] = PERMISSION) -> Outcomes:
    """What whole completions come to: in each, the first in `order` among what its components come to.

    >>> sorted(join([frozenset({"forbidden", "unregulated"}), frozenset({"allowed"})]))
    ['allowed', 'forbidden']
    """
    whole: Outcomes = frozenset({order[-1]})
    for part in parts:
        whole = frozenset(min(one, two, key=order.index) for one in whole for two in part)
    return whole


def join_advice(parts: Iterable[Outcomes]) -> Outcomes:
    """The same for advice."""
    return join(parts, ADVICE)


def permission_of(outcomes: Outcomes) -> Permission:
    """The table of spec/verdicts §3."""
    if outcomes == {"forbidden"}:
        return "forbidden"
    if "forbidden" in outcomes:
        return "conditional"
    return "allowed" if outcomes == {"allowed"} else "unregulated"


def advice_of(outcomes: Outcomes) -> Advice:
    """The second axis of spec/verdicts §3."""
    if outcomes == {"against"}:
        return "against"
    if "against" in outcomes:
        return "depends"
    return "for" if outcomes == {"for"} else "none"


def statuses_of(component: Component) -> list[set[Status]]:
    """For each rule of a component the statuses that it has on the paths of the tree."""
    if component.parts:
        return _in_order(component, statuses_of)
    return [set(column) for column in zip(*(state.statuses for state in leaves(component.tree)), strict=True)]


def asides_of(component: Component) -> list[dict[str, None]]:
    """For each rule of a component the rules that set it aside on some path, in order."""
    if component.parts:
        return _in_order(component, asides_of)
    found: list[dict[str, None]] = [{} for _ in component.rules]
    for state in leaves(component.tree):
        for index, by in enumerate(state.aside_by):
            if by:
                found[index].update(dict.fromkeys(by))
    return found


def _in_order(component: Component, of: Callable[[Component], list[Item]]) -> list[Item]:
    """What each part says of its rules, in the order of the whole."""
    known = {rule.id: one for part in component.parts for rule, one in zip(part.rules, of(part), strict=True)}
    return [known[rule.id] for rule in component.rules]
