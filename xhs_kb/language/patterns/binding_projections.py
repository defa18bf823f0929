"""Binds `WITH` and `RETURN`: columns, grouping, and what sorting and `WHERE` may still see.

Where rows are grouped or made distinct, what comes after sees the new columns only. An expression that repeats a
column stands for it. In an expression with an aggregate, everything outside the aggregate must be a column itself:
a variable or a property of one; anything more complex would be ambiguous.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...ground.span import Span
from ..expressions import Expression, Literal, Parameter, Property
from .binding_expressions import Hook
from .binding_paths import PathBinder
from .bound import Aggregate, BoundProjection, Column
from .tree import Call, CountAll, Item, Projection, SortKey, Variable
from .typing_rules import infer, place
from .walk import variables, walk


@dataclass
class _Draft:
    """A projection in the making."""

    before: dict[str, int]
    items: list[tuple[str, Expression, Span | None]]
    grouped: bool
    distinct: bool
    columns: dict[str, Column]
    keys: list[Column]
    aggregates: list[Aggregate]

    @property
    def after(self) -> dict[str, int]:
        return {name: column.slot for name, column in self.columns.items()}


class ProjectionBinder(PathBinder):
    """Binds projections and changes the scope to what they leave."""

    def bind_projection(self, projection: Projection, where: Expression | None, final: bool) -> BoundProjection:
        """A bound `WITH`, or `RETURN` where `final`."""
        items = self._items(projection, final)
        grouped = any(self.has_aggregate(expression) for _, expression, _ in items)
        draft = _Draft(dict(self.scope), items, grouped, projection.distinct, {}, [], [])
        with self.testing(False):
            self._columns(draft)
            columns = tuple(draft.columns[name] for name, _, _ in items if name in draft.columns)
            order = tuple(SortKey(self._sorted(key.expression, draft), key.descending) for key in projection.order)
        bound = BoundProjection(
            columns=columns, keys=tuple(draft.keys), aggregates=tuple(draft.aggregates) if grouped else None,
            distinct=projection.distinct, order=order, skip=self._amount(projection.skip, "SKIP"),
            limit=self._amount(projection.limit, "LIMIT"), where=self._filtered(where, draft),
        )
        self.scope = draft.after
        return bound

    # ---- columns

    def _items(self, projection: Projection, final: bool) -> list[tuple[str, Expression, Span | None]]:
        items: list[tuple[str, Expression, Span | None]] = []
        if projection.star:
            items += [(name, Variable(name, None, projection.span), projection.span) for name in sorted(self.scope)]
            if not items and final:
                self.trouble("`*` has no variable to return", projection.span)
        for item in projection.items:
            name = self._column_name(item, final)
            if any(name == other for other, _, _ in items):
                self.trouble(f"there are two columns called `{name}`", place(item.alias or item.expression))
            else:
                items.append((name, item.expression, place(item.expression)))
        return items

    def _column_name(self, item: Item, final: bool) -> str:
        if item.alias is not None:
            return item.alias.name
        match item.expression:
            case Variable(name):
                return name
        if not final:
            self.trouble("an expression in `WITH` needs a name", place(item.expression),
                         help=f"write `{item.text} AS name`")
        return item.text

    def _columns(self, draft: _Draft) -> None:
        """Plain columns first: they are what the others are grouped by."""
        later = []
        for name, expression, _ in draft.items:
            if draft.grouped and self.has_aggregate(expression):
                later.append((name, expression))
                continue
            column = self._column(name, self.bind(expression))
            draft.columns[name] = column
            if draft.grouped:
                draft.keys.append(column)
        visible = {bound.name: bound.slot or 0 for column in draft.keys for bound in [column.expression]
                   if isinstance(bound, Variable)}
        for name, expression in later:
            bound = self._grouped(expression, draft, visible)
            draft.columns[name] = self._column(name, bound)

    def _column(self, name: str, bound: Expression) -> Column:
        match bound:
            case Variable(slot=int() as slot):
                return Column(name, slot, bound)
        return Column(name, self.fresh(name, self.type(bound)), bound)

    def _grouped(self, expression: Expression, draft: _Draft, visible: dict[str, int]) -> Expression:
        """An expression with an aggregate, in terms of keys and aggregates."""
        kept = self.hidden, self.hidden_why
        self.hidden = frozenset(draft.before)
        self.hidden_why = "`{}` is neither grouped by nor aggregated, beside an aggregate"
        with self.within(visible, self._group_hook(draft)):
            bound = self.bind(expression)
        self.hidden, self.hidden_why = kept
        return bound

    def _group_hook(self, draft: _Draft) -> Hook:
        def settle(node: Expression) -> Expression | None:
            if self.is_aggregate(node):
                return self._aggregate(node, draft)
            if isinstance(node, Property):
                return self._key(node, draft)
            return None

        return settle

    def _key(self, node: Expression, draft: _Draft) -> Expression | None:
        """The column that a simple expression repeats, as a variable."""
        bound = self.attempt(node, draft.before)
        for column in draft.keys:
            if bound is not None and column.expression == bound:
                return Variable(column.name, column.slot, place(node))
        return None

    def _aggregate(self, node: Expression, draft: _Draft) -> Expression:
        """An aggregate as the slot of its result; the same one twice is computed once."""
        with self.within(draft.before):
            function, arguments, distinct = self._taken_apart(node)
        for known in draft.aggregates:
            if (known.function, known.arguments, known.distinct) == (function, arguments, distinct):
                return Variable("", known.slot, place(node))
        signature = self.signatures["count" if function == "count(*)" else function]
        slot = self.fresh("", signature.result)
        draft.aggregates.append(Aggregate(slot, function, arguments, distinct))
        return Variable("", slot, place(node))

    def _taken_apart(self, node: Expression) -> tuple[str, tuple[Expression, ...], bool]:
        match node:
            case Call(name, arguments, distinct):
                for argument in arguments:
                    self.refuse_aggregates(argument, "an aggregate")
                    self._refuse_chance(argument)
                call = Call(name, tuple(self.bind(argument) for argument in arguments), distinct, node.written,
                            node.span)
                self.check_arguments(call, self.signatures[name])
                return name, call.arguments, distinct
            case CountAll():
                return "count(*)", (), False
            case _:
                return "", (), False

    def _refuse_chance(self, node: Expression) -> None:
        for found in walk(node):
            match found:
                case Call(name) if name in self.signatures and not self.signatures[name].constant:
                    self.trouble(f"`{found.written}` gives another value each time and cannot be aggregated",
                                 found.span)

    # ---- what comes after the columns

    def _sorted(self, expression: Expression, draft: _Draft) -> Expression:
        aggregating = self.has_aggregate(expression)
        if aggregating and not draft.grouped:
            self.refuse_aggregates(expression, "`ORDER BY`, where nothing is aggregated before")
            return Literal(None)
        return self._after(expression, draft, aggregating)

    def _filtered(self, where: Expression | None, draft: _Draft) -> Expression | None:
        if where is None:
            return None
        self.refuse_aggregates(where, "`WHERE`")
        with self.testing():
            bound = self._after(where, draft, False)
        self._demand_truth(bound, "WHERE")
        return bound

    def _after(self, expression: Expression, draft: _Draft, aggregating: bool) -> Expression:
        """Bound where the new columns are visible, and the old variables too unless rows were merged."""
        merged = draft.grouped or draft.distinct
        scope = draft.after if merged else draft.before | draft.after
        kept = self.hidden, self.hidden_why
        self.hidden = frozenset(draft.before)
        self.hidden_why = "`{}` is no longer visible: rows are grouped or made distinct here"
        with self.within(scope, self._after_hook(draft, aggregating) if merged else None):
            bound = self.bind(expression)
        self.hidden, self.hidden_why = kept
        return bound

    def _after_hook(self, draft: _Draft, aggregating: bool) -> Hook:
        def settle(node: Expression) -> Expression | None:
            if self.is_aggregate(node):
                return self._known_aggregate(node, draft)
            if isinstance(node, Variable | Literal | Parameter) or self.has_aggregate(node):
                return None
            if aggregating and not isinstance(node, Property):
                return None
            return self._repeated(node, draft)

        return settle

    def _repeated(self, node: Expression, draft: _Draft) -> Expression | None:
        """The column whose expression is repeated, unless a name in it now means something else."""
        for variable in variables(node):
            now, before = draft.after.get(variable.name), draft.before.get(variable.name)
            if now is not None and now != before:
                return None
        bound = self.attempt(node, draft.before)
        for column in draft.columns.values():
            if bound is not None and column.expression == bound:
                return Variable(column.name, column.slot, place(node))
        return None

    def _known_aggregate(self, node: Expression, draft: _Draft) -> Expression:
        with self.within(draft.before):
            function, arguments, distinct = self._taken_apart(node)
        for known in draft.aggregates:
            if (known.function, known.arguments, known.distinct) == (function, arguments, distinct):
                return Variable("", known.slot, place(node))
        self.trouble("only an aggregate that is a column can be sorted by", place(node))
        return Literal(None)

    def _amount(self, expression: Expression | None, clause: str) -> Expression | None:
        """`SKIP` and `LIMIT`: an expression without variables that gives an integer from 0."""
        if expression is None:
            return None
        if next(variables(expression), None) is not None:
            self.trouble(f"`{clause}` cannot depend on variables", place(expression))
            return None
        self.refuse_aggregates(expression, f"`{clause}`")
        with self.within({}):
            bound = self.bind(expression)
        kind = infer(bound, self.type)
        negative = isinstance(bound, Literal) and isinstance(bound.value, int) and bound.value < 0
        if negative or not self.type(bound).fits(frozenset({"integer"})):
            self.trouble(f"`{clause}` takes an integer from 0", place(bound), "type" if kind else "syntax")
        return bound
