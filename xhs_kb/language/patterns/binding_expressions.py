"""Binds expressions: names to slots, functions to signatures, types checked on the way up.

Every binder collects its troubles and goes on, so that a reader sees all of them at once.

Longer than most: one case for every node.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ...ground.span import Span
from ...ground.trouble import Suggestion, Trouble
from ..expressions import Expression, Literal, Parameter
from .bound import BoundComprehension, BoundSubquery
from .signatures import Signature
from .tree import (
    Call,
    Case,
    CountAll,
    ListComprehension,
    PatternComprehension,
    PatternTest,
    Quantifier,
    Reduce,
    Subquery,
    Variable,
)
from .types import ANY, TRUTH, Type
from .typing_rules import infer, misfits, place, shown
from .walk import rebuilt, walk

Hook: TypeAlias = Callable[[Expression], Expression | None]
_LARGEST, _SMALLEST = 2**63 - 1, -(2**63)


@dataclass
class Findings:
    """What binding one text has found so far: troubles, slots, parameters."""

    troubles: list[Trouble] = field(default_factory=list)
    slots: list[tuple[str, Type]] = field(default_factory=lambda: [("", ANY)])
    parameters: dict[str, Span | None] = field(default_factory=dict)


class ExpressionBinder:
    """Binds expressions in a scope: a mapping of the visible names to their slots."""

    def __init__(self, signatures: Mapping[str, Signature], findings: Findings | None = None) -> None:
        self.signatures = signatures
        self.found = findings or Findings()
        self.scope: dict[str, int] = {}
        self.hook: Hook | None = None
        self.hidden: frozenset[str] = frozenset()
        self.hidden_why = ""
        self.tests = False
        self._types: dict[int, tuple[Expression, Type]] = {}

    # ---- names and troubles

    def trouble(self, message: str, span: Span | None, code: str = "syntax", help: str | None = None,
                suggestions: tuple[Suggestion, ...] = ()) -> None:
        """Note something that is wrong, once."""
        trouble = Trouble(code, message, span, suggestions, help)
        if trouble not in self.found.troubles:
            self.found.troubles.append(trouble)

    def fresh(self, name: str, type: Type) -> int:
        """A new slot."""
        self.found.slots.append((name, type))
        return len(self.found.slots) - 1

    def type_of_slot(self, slot: int) -> Type:
        """What is known of the values in a slot."""
        return self.found.slots[slot][1]

    @contextmanager
    def within(self, scope: Mapping[str, int], hook: Hook | None = None) -> Iterator[None]:
        """Bind in another scope for a while."""
        before = self.scope, self.hook
        self.scope, self.hook = dict(scope), hook
        try:
            yield
        finally:
            self.scope, self.hook = before

    @contextmanager
    def testing(self, tests: bool = True) -> Iterator[None]:
        """Bind where a pattern may stand as a condition, or where it may not."""
        before, self.tests = self.tests, tests
        try:
            yield
        finally:
            self.tests = before

    def attempt(self, expression: Expression, scope: Mapping[str, int]) -> Expression | None:
        """The expression bound in another scope, or None where that gives troubles."""
        kept = len(self.found.troubles)
        with self.within(scope):
            bound = self.bind(expression)
        failed = len(self.found.troubles) > kept
        del self.found.troubles[kept:]
        return None if failed else bound

    # ---- expressions

    def bind(self, node: Expression) -> Expression:
        """The node with all names settled."""
        if self.hook is not None:
            settled = self.hook(node)
            if settled is not None:
                return settled
        bound, type = self._bind(node)
        self._types[id(bound)] = (bound, type)
        return bound

    def condition(self, node: Expression, clause: str = "WHERE") -> Expression:
        """A bound condition; an aggregate or a value that cannot be true is a trouble."""
        self.refuse_aggregates(node, f"`{clause}`")
        with self.testing():
            bound = self.bind(node)
        self._demand_truth(bound, clause)
        return bound

    def type(self, bound: Expression) -> Type:
        """What is known of a bound expression."""
        match bound:
            case Variable(slot=int() as slot):
                return self.type_of_slot(slot)
        known = self._types.get(id(bound))
        return known[1] if known else infer(bound, self.type)

    def _demand_truth(self, bound: Expression, clause: str) -> None:
        if not self.type(bound).fits(TRUTH):
            self.trouble(f"`{clause}` takes a truth value, not {shown(self.type(bound))}", place(bound), "type")

    def _bind(self, node: Expression) -> tuple[Expression, Type]:
        match node:
            case Variable():
                slot = self._slot(node)
                return replace(node, slot=slot), self.type_of_slot(slot)
            case Parameter(name, span):
                self.found.parameters.setdefault(name, span)
                return node, ANY
            case Literal(int() as number, span) if not _SMALLEST <= number <= _LARGEST:
                self.trouble("the integer needs more than 64 bits", span, "type")
                return node, ANY
            case Call():
                return self._call(node)
            case CountAll(span):
                self.trouble("`count(*)` cannot stand here", span, help="aggregates stand in `WITH` and `RETURN`")
                return node, ANY
            case ListComprehension() | Quantifier() | Reduce():
                bound = self._local(node)
            case PatternTest() | PatternComprehension() | Subquery():
                if isinstance(node, PatternTest) and not self.tests:
                    self.trouble("a pattern is a condition and no value", node.span,
                                 help="`EXISTS { … }` and `COUNT { … }` give values")
                bound = self.bind_drawn(node)
            case Case():
                bound = self._case(node)
            case BoundSubquery() | BoundComprehension():
                bound = node
            case _:
                bound = rebuilt(node, self.bind)
        for child, message in misfits(bound, self.type):
            self.trouble(message, place(child), "type")
        return bound, infer(bound, self.type)

    @abstractmethod
    def bind_drawn(self, node: PatternTest | PatternComprehension | Subquery) -> Expression:
        """A pattern or a query inside an expression."""

    def _slot(self, variable: Variable) -> int:
        slot = self.scope.get(variable.name)
        if slot is not None:
            return slot
        if variable.name in self.hidden:
            self.trouble(self.hidden_why.format(variable.name), variable.span)
        else:
            near = tuple(Suggestion(name) for name in sorted(self.scope) if name.lower() == variable.name.lower())
            names = ", ".join(f"`{name}`" for name in sorted(self.scope)[:8])
            self.trouble(f"variable `{variable.name}` is not defined", variable.span, suggestions=near,
                         help=f"defined here: {names}" if names else None)
        return self.fresh(variable.name, ANY)

    def _call(self, node: Call) -> tuple[Expression, Type]:
        signature = self.signatures.get(node.name)
        if signature is None:
            near = tuple(Suggestion(known.name) for name, known in sorted(self.signatures.items())
                         if name.startswith(node.name[:3]))[:3]
            self.trouble(f"there is no function `{node.written}`", node.span, suggestions=near)
            return rebuilt(node, self.bind), ANY
        if signature.aggregate:
            self.trouble(f"`{signature.name}` cannot stand here", node.span,
                         help="aggregates stand in `WITH` and `RETURN`, not inside each other")
        elif node.distinct:
            self.trouble(f"`DISTINCT` has no meaning in `{signature.name}`", node.span)
        with self.testing(self.tests or node.name == "exists"):
            bound = replace(node, arguments=tuple(self.bind(argument) for argument in node.arguments))
        self.check_arguments(bound, signature)
        if signature.name in ("head", "last") and bound.arguments:
            return bound, self.type(bound.arguments[0]).item or ANY
        return bound, signature.result

    def check_arguments(self, call: Call, signature: Signature) -> None:
        """Number and types of the arguments of a call."""
        if not signature.takes(len(call.arguments)):
            self.trouble(f"`{signature.name}` does not take {len(call.arguments)} arguments", call.span,
                         help=f"it is `{signature}`")
            return
        for index, argument in enumerate(call.arguments):
            kinds = signature.parameters[min(index, len(signature.parameters) - 1)]
            if not self.type(argument).fits(kinds):
                self.trouble(f"`{signature.name}` does not take {shown(self.type(argument))}", place(argument), "type",
                             help=f"it is `{signature}`")

    def _local(self, node: ListComprehension | Quantifier | Reduce) -> Expression:
        """Nodes that bring a variable of their own."""
        items = self.bind(node.items)
        item = self._bring(node.variable, self.type(items).item or ANY)
        outer = dict(self.scope)
        match node:
            case ListComprehension():
                self.scope[item.name] = item.slot or 0
                where = self.condition(node.where) if node.where else None
                if node.result is not None:
                    self.refuse_aggregates(node.result, "a list")
                result = self.bind(node.result) if node.result is not None else None
                bound: Expression = replace(node, variable=item, items=items, where=where, result=result)
            case Quantifier():
                self.scope[item.name] = item.slot or 0
                bound = replace(node, variable=item, items=items, where=self.condition(node.where))
            case Reduce():
                start = self.bind(node.start)
                total = self._bring(node.total, ANY)
                self.scope |= {item.name: item.slot or 0, total.name: total.slot or 0}
                self.refuse_aggregates(node.result, "`reduce`")
                bound = replace(node, total=total, start=start, variable=item, items=items,
                                result=self.bind(node.result))
        self.scope = outer
        return bound

    def _case(self, node: Case) -> Expression:
        subject = self.bind(node.subject) if node.subject is not None else None
        branches = []
        for test, result in node.branches:
            with self.testing(self.tests or subject is None):
                bound = self.bind(test)
            branches.append((bound, self.bind(result)))
        otherwise = self.bind(node.otherwise) if node.otherwise is not None else None
        return replace(node, subject=subject, branches=tuple(branches), otherwise=otherwise)

    def _bring(self, variable: Variable, type: Type) -> Variable:
        return replace(variable, slot=self.fresh(variable.name, type))

    # ---- aggregates

    def is_aggregate(self, node: Expression) -> bool:
        """Whether a node is a call of an aggregate."""
        match node:
            case CountAll():
                return True
            case Call(name):
                signature = self.signatures.get(name)
                return signature is not None and signature.aggregate
            case _:
                return False

    def has_aggregate(self, node: Expression) -> bool:
        """Whether an aggregate occurs anywhere below a node."""
        return any(self.is_aggregate(found) for found in walk(node))

    def refuse_aggregates(self, node: Expression, where: str) -> None:
        """An aggregate in a place that takes none is a trouble."""
        for found in walk(node):
            if self.is_aggregate(found):
                self.trouble(f"an aggregate cannot stand in {where}", place(found),
                             help="aggregate in a `WITH` before it and use its name")
