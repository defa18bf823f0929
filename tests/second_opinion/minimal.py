"""Makes a disagreement small: drops parts of a world and a question while they still disagree."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from .naive import Question
from .worlds import World

Disagree = Callable[[World, Question], bool]


def smaller(world: World, question: Question) -> Iterator[tuple[World, Question]]:
    """Every world and question with one part less."""
    for number, rule in enumerate(world["rules"]):
        less = copy.deepcopy(world)
        del less["rules"][number]
        for other in less["rules"]:
            for part in ("exception_to", "replaces"):
                other[part] = [name for name in other[part] if name != rule["id"]]
        yield less, question
        for part, blank in _blanks(rule):
            less = copy.deepcopy(world)
            less["rules"][number][part] = blank
            yield less, question
        for role in rule["roles"]:
            less = copy.deepcopy(world)
            del less["rules"][number]["roles"][role]
            yield less, question
    for part in ("fillers", "facts"):
        for name in getattr(question, part):
            if part == "fillers" and any(fact.startswith(f"{name}.") for fact in question.facts):
                continue
            kept = {key: value for key, value in getattr(question, part).items() if key != name}
            changed: dict[str, Any] = {part: kept}
            yield world, Question(**{**vars(question), **changed})
    for name, entity in world["entities"].items():
        for part in ("relations", "is_a"):
            if entity[part]:
                less = copy.deepcopy(world)
                less["entities"][name][part] = []
                yield less, question


def _blanks(rule: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What each filled part of a rule may be made instead."""
    for part in ("when", "unless", "that"):
        condition = rule[part]
        if condition is None:
            continue
        if part != "that" or rule["effect"] != "require":
            yield part, None
        if condition[0] in ("and", "or", "not"):
            yield from ((part, inner) for inner in condition[1:])
    if rule["exception_to"] and not rule["replaces"]:
        yield "exception_to", []
    if rule["replaces"]:
        yield "replaces", []
    elif rule["valid"] != (None, None):
        yield "valid", (None, None)


def minimal(world: World, question: Question, disagree: Disagree) -> tuple[World, Question]:
    """The smallest that greedy dropping finds."""
    while True:
        for less, shorter in smaller(world, question):
            if disagree(less, shorter):
                world, question = less, shorter
                break
        else:
            return world, question
