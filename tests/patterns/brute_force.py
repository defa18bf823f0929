"""A second opinion on patterns: try every assignment. No plan, no index, no engine; only the syntax tree is shared.

It knows single paths of nodes and relationships with labels, types, directions, lengths and properties, and conditions
made of comparisons and the three-valued connectives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import networkx as nx

from xhs_kb.language.expressions import And, Compare, Expression, Literal, Not, Or, Property
from xhs_kb.language.patterns.reader import read_query
from xhs_kb.language.patterns.tree import (
    IsNull,
    LabelTest,
    MapOf,
    Match,
    NodePattern,
    PathPattern,
    RelationshipPattern,
    Return,
    Variable,
)

Binding = dict[str, Any]
Edge = tuple[Any, Any, Any]


def answer(graph: nx.MultiDiGraph, text: str) -> Counter[tuple[Any, ...]]:
    """The bag of rows of `MATCH … [WHERE …] RETURN a, b, …`; a node is its id, an edge its (start, end, key)."""
    match, last = read_query(text).parts[0]
    assert isinstance(match, Match) and isinstance(last, Return)
    names = [item.expression.name for item in last.projection.items if isinstance(item.expression, Variable)]
    found: Counter[tuple[Any, ...]] = Counter()
    for binding, _ in _paths(graph, match.paths, {}, frozenset()):
        if match.where is None or _value(graph, match.where, binding) is True:
            found[tuple(binding[name] for name in names)] += 1
    return found


def _paths(graph: nx.MultiDiGraph, paths: tuple[PathPattern, ...], binding: Binding,
           used: frozenset[Edge]) -> Iterator[tuple[Binding, frozenset[Edge]]]:
    if not paths:
        yield binding, used
        return
    for node in graph:
        for after, taken in _from(graph, paths[0], 0, node, binding, used):
            yield from _paths(graph, paths[1:], after, taken)


def _from(graph: nx.MultiDiGraph, path: PathPattern, place: int, node: Any, binding: Binding,
          used: frozenset[Edge]) -> Iterator[tuple[Binding, frozenset[Edge]]]:
    here = _bound(binding, path.nodes[place].variable, node)
    if here is None or not _fits(graph, path.nodes[place], node):
        return
    if place == len(path.relationships):
        yield here, used
        return
    step = path.relationships[place]
    for walked, end in _walks(graph, step, node, used):
        value: Any = walked if step.length is not None else walked[0]
        after = _bound(here, step.variable, value)
        if after is not None:
            yield from _from(graph, path, place + 1, end, after, used | set(walked))


def _bound(binding: Binding, variable: Variable | None, value: Any) -> Binding | None:
    if variable is None:
        return binding
    if variable.name in binding:
        return binding if binding[variable.name] == value else None
    return {**binding, variable.name: value}


def _fits(graph: nx.MultiDiGraph, pattern: NodePattern, node: Any) -> bool:
    data = graph.nodes[node]
    labelled = all(label.text in data["labels"] for label in pattern.labels)
    return labelled and _has(pattern.properties, data["properties"])


def _has(asked: object, properties: dict[str, Any]) -> bool:
    entries = asked.entries if isinstance(asked, MapOf) else ()
    return all(isinstance(value, Literal) and value.value is not None and properties.get(key) == value.value
               for key, value in entries)


def _walks(graph: nx.MultiDiGraph, step: RelationshipPattern, node: Any,
           used: frozenset[Edge]) -> Iterator[tuple[tuple[Edge, ...], Any]]:
    low, high = (1, 1) if step.length is None else (step.length.low, step.length.high)
    most = graph.number_of_edges() if high is None else high
    stack: list[tuple[tuple[Edge, ...], Any]] = [((), node)]
    while stack:
        walked, here = stack.pop()
        if low <= len(walked) <= most:
            yield walked, here
        if len(walked) < most:
            for edge in graph.edges(keys=True):
                if edge not in used and edge not in walked and _takes(graph, step, edge):
                    stack += [((*walked, edge), end) for end in _ends(step, edge, here)]


def _takes(graph: nx.MultiDiGraph, step: RelationshipPattern, edge: Edge) -> bool:
    data = graph.edges[edge]
    named = {type.text for type in step.types}
    return (not named or data["type"] in named) and _has(step.properties, data["properties"])


def _ends(step: RelationshipPattern, edge: Edge, here: Any) -> set[Any]:
    ends = set()
    if step.direction != "in" and edge[0] == here:
        ends.add(edge[1])
    if step.direction != "out" and edge[1] == here:
        ends.add(edge[0])
    return ends


def _value(graph: nx.MultiDiGraph, node: Expression, binding: Binding) -> Any:
    match node:
        case Literal(value):
            return value
        case Property(Variable(name), key):
            found = binding[name]
            data = graph.edges[found] if isinstance(found, tuple) else graph.nodes[found]
            return data["properties"].get(key)
        case LabelTest(Variable(name), labels):
            return all(label.text in graph.nodes[binding[name]]["labels"] for label in labels)
        case IsNull(operand, negated):
            return (_value(graph, operand, binding) is None) != negated
        case Compare(sign, left, right):
            one, two = _value(graph, left, binding), _value(graph, right, binding)
            return None if one is None or two is None else _compare(sign, one, two)
        case Not(operand):
            truth = _value(graph, operand, binding)
            return None if truth is None else not truth
        case And(operands) | Or(operands):
            truths = {_value(graph, operand, binding) for operand in operands}
            decisive = isinstance(node, Or)
            return decisive if decisive in truths else None if None in truths else not decisive
    raise AssertionError(f"the second opinion does not know {node}")


def _compare(sign: str, one: Any, two: Any) -> bool:
    match sign:
        case "=":
            return bool(one == two)
        case "!=":
            return bool(one != two)
        case "<":
            return bool(one < two)
        case "<=":
            return bool(one <= two)
        case ">":
            return bool(one > two)
        case _:
            return bool(one >= two)
