"""A plan to generators: every step becomes a function of the row that yields whenever the row holds a new result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias, assert_never

from ...language.expressions import Expression
from ...language.patterns.bound import Aggregate, BoundComprehension, BoundSubquery, Column
from ...language.patterns.tree import SortKey
from ..expressions import Closure, compile_with
from ..expressions.extended import condition
from . import expanding, scanning, shaping, walking
from . import plan as p
from .builtin import FUNCTIONS
from .functions import Function
from .identity import identity
from .index import GraphIndex
from .leaves import RowLeaves
from .planner import plan_match, plan_query
from .reading import slots_read
from .rewrites import REWRITES, Rewrite, rewritten
from .scanning import Row, Rows

Watch: TypeAlias = Callable[[p.Plan, Rows], Rows]


class Executor:
    """Compiles plans for one graph. `watch` may wrap every step, to count its rows."""

    def __init__(self, index: GraphIndex, functions: Mapping[str, Function] = FUNCTIONS,
                 rewrites: tuple[Rewrite, ...] = REWRITES, watch: Watch | None = None) -> None:
        self._index = index
        self._rewrites = rewrites
        self._leaves = RowLeaves(self.subquery, functions)
        self._watch = watch

    def rows(self, plan: p.Plan) -> Rows:
        """The generator of a plan."""
        rows = self._rows(plan)
        return rows if self._watch is None else self._watch(plan, rows)

    def _rows(self, plan: p.Plan) -> Rows:
        match plan:
            case p.Argument():
                return scanning.argument
            case p.ScanAll() | p.ScanLabel() | p.SeekProperty() | p.CheckKind():
                return self._scanning(plan)
            case p.Expand() | p.ExpandMany() | p.FromRelationship() | p.Follow() | p.MakePath():
                return self._walking(plan)
            case p.Filter(source, conditions):
                return shaping.keep(self.rows(source), tuple(condition(test, self._leaves) for test in conditions))
            case p.Optional(source, inner, fresh):
                return shaping.optional(self.rows(source), self.rows(inner), fresh)
            case p.Unroll(source, items, slot):
                return shaping.unroll(self.rows(source), self._compile(items), slot)
            case p.Project(source, columns):
                return shaping.project(self.rows(source), self._assigned(columns))
            case p.Group():
                return self._group(plan)
            case p.Distinct(source, slots):
                return shaping.distinct(self.rows(source), slots)
            case p.Sort(source, keys):
                return shaping.sort(self.rows(source), self._keys(keys))
            case p.Top(source, keys, amount):
                return shaping.top(self.rows(source), self._keys(keys), self._compile(amount))
            case p.Skip(source, amount):
                return shaping.skip(self.rows(source), self._compile(amount))
            case p.Limit(source, amount):
                return shaping.limit(self.rows(source), self._compile(amount))
            case p.Result(source):
                return self.rows(source)
            case _:
                assert_never(plan)

    def _scanning(self, plan: p.ScanAll | p.ScanLabel | p.SeekProperty | p.CheckKind) -> Rows:
        source = self.rows(plan.source)
        match plan:
            case p.ScanAll(_, slot):
                return scanning.scan(source, slot, self._index.nodes)
            case p.ScanLabel(_, slot, label):
                return scanning.scan(source, slot, self._index.labelled(label))
            case p.SeekProperty(_, slot, label, key, value):
                return scanning.seek(source, slot, self._index, label, key, self._compile(value))
            case p.CheckKind(_, slot, kind):
                return scanning.check_kind(source, slot, kind)

    def _walking(self, plan: p.Expand | p.ExpandMany | p.FromRelationship | p.Follow | p.MakePath) -> Rows:
        source, index = self.rows(plan.source), self._index
        match plan:
            case p.Expand(_, step):
                return expanding.expand(source, step, index)
            case p.ExpandMany(_, step, low, high, asked, kept):
                return walking.expand_many(source, step, low, high, self._asked(asked), kept, index)
            case p.FromRelationship(_, step, origin_known):
                return expanding.from_relationship(source, step, origin_known, index)
            case p.Follow(_, step, low, high, asked):
                return walking.follow(source, step, low, high, self._asked(asked), index)
            case p.MakePath(_, slot, nodes, relationships):
                return walking.make_path(source, slot, nodes, relationships, index)

    def _group(self, plan: p.Group) -> Rows:
        match plan:
            case p.Group(source, (), (Aggregate(slot, "count(*)"),)):
                return shaping.count_rows(self.rows(source), slot)
            case p.Group(source, keys, (Aggregate(slot, "count(*)"),)):
                return shaping.count_by(self.rows(source), self._assigned(keys), slot)
        gatherings = tuple(
            shaping.Gathering(one.slot, one.function, tuple(map(self._compile, one.arguments)), one.distinct)
            for one in plan.aggregates
        )
        return shaping.group(self.rows(plan.source), self._assigned(plan.keys), gatherings)

    def _compile(self, expression: Expression) -> Closure:
        return compile_with(expression, self._leaves)

    def _assigned(self, columns: tuple[Column, ...]) -> shaping.Assigned:
        return tuple((column.slot, self._compile(column.expression)) for column in columns)

    def _keys(self, keys: tuple[SortKey, ...]) -> shaping.Keys:
        return tuple((self._compile(key.expression), key.descending) for key in keys)

    def _asked(self, asked: tuple[tuple[str, Expression], ...]) -> walking.Asked:
        return tuple((key, self._compile(value)) for key, value in asked)

    # ---- whole queries, and those inside expressions

    def query(self, plan: p.QueryPlan) -> Callable[[Row], Iterator[tuple[Any, ...]]]:
        """The rows of a query, as tuples of its columns."""
        parts = tuple((self.rows(part), part.slots) for part in plan.parts)
        doubles = all(plan.unions)

        def run(row: Row) -> Iterator[tuple[Any, ...]]:
            seen = set()
            for rows, columns in parts:
                for _ in rows(row):
                    found = tuple([row[slot] for slot in columns])
                    if not doubles:
                        key = identity(list(found))
                        if key in seen:
                            continue
                        seen.add(key)
                    yield found

        return run

    def subquery(self, node: BoundSubquery | BoundComprehension) -> Closure:
        """A pattern or query inside an expression, over the row of the outer one."""
        match node:
            case BoundComprehension(match, result):
                drawn = plan_match(p.Argument(), match, self._index)
                plan = rewritten(p.Result(drawn, tuple(slots_read(result))), self._rewrites)
                rows, compute = self.rows(plan), self._compile(result)
                return lambda row: [compute(row) for _ in rows(row)]
            case BoundSubquery(kind, query):
                inner = self.query(planned(plan_query(query, self._index), self._rewrites))
                if kind == "count":
                    return lambda row: sum(1 for _ in inner(row))
                return lambda row: next(inner(row), None) is not None


def planned(plan: p.QueryPlan, rewrites: tuple[Rewrite, ...]) -> p.QueryPlan:
    """A query plan with rewrites applied to all its parts."""
    return p.QueryPlan(tuple(rewritten(part, rewrites) for part in plan.parts), plan.unions)
