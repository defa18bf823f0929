"""Binds a whole pattern: clauses in their order, one scope handed from each to the next."""

from __future__ import annotations

from collections.abc import Mapping

from ...ground.trouble import LanguageError
from ..expressions import Expression
from .binding_projections import ProjectionBinder
from .bound import (
    BoundClause,
    BoundComprehension,
    BoundMatch,
    BoundProjection,
    BoundQuery,
    BoundSubquery,
    BoundUnwind,
)
from .signatures import SIGNATURES, Signature
from .tree import Clause, Match, PathPattern, PatternComprehension, PatternTest, Query, Return, Subquery, Unwind, With
from .types import ANY, Kinds
from .typing_rules import place, shown

_LISTS: Kinds = frozenset({"list"})


def bind_query(query: Query, signatures: Mapping[str, Signature] = SIGNATURES) -> BoundQuery:
    """The query with every name settled; raises LanguageError with everything that is wrong."""
    binder = Binder(signatures)
    bound = binder.query(query)
    if binder.found.troubles:
        raise LanguageError(binder.found.troubles)
    return BoundQuery(bound.parts, bound.unions, bound.columns, query.mode, tuple(binder.found.slots),
                      tuple(sorted(binder.found.parameters)))


class Binder(ProjectionBinder):
    """Binds queries, and those inside expressions."""

    def query(self, query: Query, inner: bool = False) -> BoundQuery:
        """Bind all parts; the scope at the start of each is the one around the query."""
        outer = dict(self.scope)
        parts: list[tuple[BoundClause, ...]] = []
        columns: list[tuple[str, ...]] = []
        for part in query.parts:
            self.scope = dict(outer)
            self._check_shape(part, inner)
            bound = tuple(self._clause(clause) for clause in part)
            parts.append(bound)
            columns.append(_columns(bound, part))
        self.scope = outer
        self._check_unions(query, columns)
        return BoundQuery(tuple(parts), query.unions, columns[0])

    def _check_shape(self, part: tuple[Clause, ...], inner: bool) -> None:
        for clause in part[:-1]:
            if isinstance(clause, Return):
                self.trouble("nothing can follow `RETURN`", clause.span)
        if not isinstance(part[-1], Return) and not inner:
            self.trouble("the pattern does not end in `RETURN`", part[-1].span)

    def _check_unions(self, query: Query, columns: list[tuple[str, ...]]) -> None:
        if len(set(query.unions)) > 1:
            self.trouble("`UNION` and `UNION ALL` cannot be mixed", query.span)
        for other in columns[1:]:
            if other != columns[0]:
                self.trouble("the parts of a `UNION` have different columns", query.span,
                             help=f"{', '.join(columns[0])} and {', '.join(other)}")

    def _clause(self, clause: Clause) -> BoundClause:
        match clause:
            case Match(paths, where, optional):
                before = len(self.found.slots)
                bound = self.bind_paths(paths)
                fresh = tuple(range(before, len(self.found.slots)))
                condition = self.condition(where) if where is not None else None
                return BoundMatch(bound, condition, optional, fresh)
            case Unwind():
                return self._unwind(clause)
            case With(projection, where):
                return self.bind_projection(projection, where, final=False)
            case Return(projection):
                return self.bind_projection(projection, None, final=True)

    def _unwind(self, clause: Unwind) -> BoundUnwind:
        self.refuse_aggregates(clause.items, "`UNWIND`")
        items = self.bind(clause.items)
        if not self.type(items).fits(_LISTS):
            self.trouble(f"`UNWIND` takes a list, not {shown(self.type(items))}", place(items), "type")
        if clause.variable.name in self.scope:
            self.trouble(f"`{clause.variable.name}` is already defined", clause.variable.span)
        slot = self.scope[clause.variable.name] = self.fresh(clause.variable.name, self.type(items).item or ANY)
        return BoundUnwind(items, slot)

    # ---- inside expressions

    def bind_drawn(self, node: PatternTest | PatternComprehension | Subquery) -> Expression:
        """A pattern or a query inside an expression; what it introduces is not seen outside."""
        with self.within(self.scope):
            match node:
                case Subquery(kind, query, span):
                    return BoundSubquery(kind, self.query(query, inner=True), span)
                case PatternTest(path, span):
                    return BoundSubquery("exists", BoundQuery(((self._drawn(path, None, False),),), (), ()), span)
                case PatternComprehension(path, where, result, span):
                    match_ = self._drawn(path, where, True)
                    self.refuse_aggregates(result, "a list")
                    return BoundComprehension(match_, self.bind(result), span)

    def _drawn(self, path: PathPattern, where: Expression | None, introduces: bool) -> BoundMatch:
        before = len(self.found.slots)
        bound = self.bind_paths((path,), introduces)
        fresh = tuple(range(before, len(self.found.slots)))
        return BoundMatch(bound, self.condition(where) if where is not None else None, False, fresh)


def _columns(bound: tuple[BoundClause, ...], part: tuple[Clause, ...]) -> tuple[str, ...]:
    last = bound[-1]
    if isinstance(last, BoundProjection) and isinstance(part[-1], Return):
        return tuple(column.name for column in last.columns)
    return ()
