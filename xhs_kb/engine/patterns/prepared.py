"""Prepared patterns: read, bound and planned once, run many times with other parameters.

A prepared pattern holds no state of a run: every run has a row of its own, so that no run can see another.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...ground.trouble import EvaluationError, Suggestion, Trouble
from ...language.patterns.binder import bind_query
from ...language.patterns.bound import BoundQuery
from ...language.patterns.reader import read_query
from .executor import Executor, planned
from .foreign import given_value
from .index import GraphIndex
from .planner import plan_query
from .rewrites import REWRITES, Rewrite
from .run import DEFAULT_LIMITS, Limits, Run
from .values import Node, Relationship, exported

if TYPE_CHECKING:
    from .graph import PatternResult

_PLAIN = frozenset({str, int, float, bool, type(None)})


@lru_cache(maxsize=256)
def _bound(text: str, characters: int, depth: int) -> BoundQuery:
    return bind_query(read_query(text, longest=characters, deepest=depth))


def prepare(text: str, index: GraphIndex, *, limits: Limits = DEFAULT_LIMITS,
            rewrites: tuple[Rewrite, ...] = REWRITES) -> Prepared:
    """A pattern ready to run on a graph; raises LanguageError where it cannot be understood."""
    return Prepared(_bound(text, limits.characters, limits.depth), index, limits, rewrites)


class Prepared:
    """A pattern for one graph."""

    def __init__(self, bound: BoundQuery, index: GraphIndex, limits: Limits, rewrites: tuple[Rewrite, ...]) -> None:
        self.columns = bound.columns
        self.parameters = bound.parameters
        self._bound = bound
        self._index = index
        self._limits = limits
        self.plan = planned(plan_query(bound, index), rewrites)
        self._rows = Executor(index, rewrites=rewrites).query(self.plan)

    def __call__(self, parameters: Mapping[str, Any] | None = None) -> PatternResult:
        """Run it; raises EvaluationError for parameters that are missing or surplus, and for what goes wrong."""
        from .graph import PatternResult

        run = Run(self._index, self._given(parameters or {}), self._limits)
        row: list[Any] = [None] * len(self._bound.slots)
        row[0] = run
        found: list[tuple[Any, ...]] = []
        most = self._limits.rows
        for values in self._rows(row):
            found.append(values)
            if len(found) > most:
                raise EvaluationError(Trouble("limit", f"the pattern gives more than {most} rows"))
        return PatternResult(self.columns, [_plain(values) for values in found])

    def _given(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        missing = [name for name in self.parameters if name not in parameters]
        if missing:
            raise EvaluationError([Trouble("parameter", f"parameter `{name}` is missing") for name in missing])
        surplus = [name for name in parameters if name not in self.parameters]
        if surplus:
            known = tuple(Suggestion(name) for name in self.parameters[:3])
            raise EvaluationError([Trouble("parameter", f"the pattern has no parameter `{name}`", None, known)
                                   for name in surplus])
        return {name: self._own(given_value(name, value)) for name, value in parameters.items()}

    def _own(self, value: Any) -> Any:
        """Nodes and relationships of an earlier result as those of this graph."""
        match value:
            case Node(id):
                return self._index.by_id.get(id, value)
            case Relationship(id):
                return self._index.relationship(id) or value
            case list():
                return [self._own(item) for item in value]
            case dict():
                return {key: self._own(item) for key, item in value.items()}
            case _:
                return value


def _plain(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for value in values:
        if type(value) not in _PLAIN:
            return tuple([value if type(value) in _PLAIN else exported(value) for value in values])
    return values
