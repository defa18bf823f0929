"""The leaves of expressions in a pattern: slots of the row, properties, functions, patterns inside expressions.

A type error is raised here, as openCypher has it; in conditions of rules it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, TypeAlias

from ...ground.span import Span
from ...ground.trouble import EvaluationError, Trouble
from ...language.expressions import (
    Extension,
    InputRef,
    IsA,
    Operator,
    Parameter,
    Property,
    Related,
    RoleRef,
)
from ...language.patterns.bound import BoundComprehension, BoundSubquery
from ...language.patterns.tree import Call, Index, LabelTest, Variable
from ..expressions import Closure, Failure, compile_with, raising
from ..expressions.arithmetic import OPERATIONS
from ..expressions.extended import compile_extension
from .builtin import FUNCTIONS
from .functions import ArgumentError, Function
from .values import Node, Relationship

Subqueries: TypeAlias = Callable[[BoundSubquery | BoundComprehension], Closure]


class RowLeaves:
    """Leaves that are read from a row."""

    fail: Failure = staticmethod(raising)

    def operation(self, operator: Operator) -> Callable[[Any, Any], Any]:
        """Arithmetic as openCypher has it."""
        return OPERATIONS[operator]

    def __init__(self, subqueries: Subqueries, functions: Mapping[str, Function] = FUNCTIONS) -> None:
        self._subqueries = subqueries
        self._functions = functions

    def leaf(self, node: Parameter | InputRef | RoleRef | Related | IsA | Property | Extension) -> Closure:
        """The closure of a node over rows."""
        match node:
            case Variable(slot=int() as slot):
                return itemgetter(slot)
            case Parameter(name):
                return lambda row: row[0].parameters[name]
            case Property():
                return self._property(node)
            case Index():
                return self._index(node)
            case LabelTest():
                return self._label_test(node)
            case Call():
                return self._call(node)
            case BoundSubquery() | BoundComprehension():
                return self._subqueries(node)
            case Extension():
                found = compile_extension(node, self)
                if found is not None:
                    return found
        raise EvaluationError(Trouble("syntax", "this cannot stand in a pattern", getattr(node, "span", None)))

    def spend(self, row: Any, steps: int) -> None:
        """Count the items of a list against the limits of the run."""
        row[0].spend(steps)

    def _property(self, node: Property) -> Closure:
        key, span = node.key, node.span
        match node.subject:
            case Variable(slot=int() as slot):

                def direct(row: Any) -> Any:
                    subject = row[slot]
                    if type(subject) is Node:
                        return subject.properties.get(key)
                    return _read(subject, key, span)

                return direct
        inner = compile_with(node.subject, self)
        return lambda row: _read(inner(row), key, span)

    def _index(self, node: Index) -> Closure:
        subject, index, span = compile_with(node.subject, self), compile_with(node.index, self), node.span

        def indexed(row: Any) -> Any:
            return _at(subject(row), index(row), span)

        return indexed

    def _label_test(self, node: LabelTest) -> Closure:
        subject, span = compile_with(node.subject, self), node.span
        labels = frozenset(label.text for label in node.labels)
        only = next(iter(labels)) if len(labels) == 1 else None

        def tested(row: Any) -> bool | None:
            value = subject(row)
            match value:
                case Node():
                    return only in value.labels if only is not None else labels <= value.labels
                case Relationship():
                    return labels == {value.type}
                case None:
                    return None
            raise EvaluationError(Trouble("type", "only a node has labels", span))

        return tested

    def _call(self, node: Call) -> Closure:
        function = self._functions[node.name]
        arguments = tuple(compile_with(argument, self) for argument in node.arguments)
        implementation, span = function.implementation, node.span
        if not function.nulls and len(arguments) == 1:
            return self._call_one(function, arguments[0], span)

        def called(row: Any) -> Any:
            values = [argument(row) for argument in arguments]
            if not function.nulls and None in [value if value is None else 0 for value in values]:
                return None
            try:
                return implementation(row[0], *values) if function.run else implementation(*values)
            except ArgumentError as problem:
                raise EvaluationError(Trouble("type", str(problem), span)) from None

        return called

    def _call_one(self, function: Function, argument: Closure, span: Span | None) -> Closure:
        implementation, run = function.implementation, function.run

        def called(row: Any) -> Any:
            value = argument(row)
            if value is None:
                return None
            try:
                return implementation(row[0], value) if run else implementation(value)
            except ArgumentError as problem:
                raise EvaluationError(Trouble("type", str(problem), span)) from None

        return called


def _read(subject: Any, key: str, span: Span | None) -> Any:
    match subject:
        case Node() | Relationship():
            return subject.properties.get(key)
        case None:
            return None
        case dict():
            return subject.get(key)
    component = getattr(subject, "component", None)
    if component is not None:
        try:
            return component(key)
        except ArgumentError as problem:
            raise EvaluationError(Trouble("type", str(problem), span)) from None
    raise EvaluationError(Trouble("type", f"`.{key}` is asked of a node, a relationship or a map", span))


def _at(subject: Any, index: Any, span: Span | None) -> Any:
    match subject, index:
        case (None, _):
            return None
        case (list(), None) | (dict() | Node() | Relationship(), None):
            return None
        case (list(), int()) if not isinstance(index, bool):
            return subject[index] if -len(subject) <= index < len(subject) else None
        case (dict() | Node() | Relationship(), str()):
            return _read(subject, index, span)
        case (list(), _):
            message = "a place in a list is an integer"
        case (dict() | Node() | Relationship(), _):
            message = "a key is a text"
        case _:
            message = "`[…]` looks into a list or a map"
    raise EvaluationError(Trouble("type", message, span))
