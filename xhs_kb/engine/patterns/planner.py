"""A bound query to a plan.

Within one `MATCH` the start is the node with the fewest candidates and the way on is the cheapest step from what is
known; statistics of the graph decide. All conditions stand above the pattern here: moving them down is a rewrite.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ...ground.frozen import dataclass
from ...language.expressions import Compare, Expression, Property
from ...language.patterns.bound import BoundClause, BoundMatch, BoundProjection, BoundQuery, BoundUnwind
from ...language.patterns.tree import LabelTest, MapOf, NodePattern, RelationshipPattern, Variable
from . import plan as p
from .reading import conjuncts, slots_read


class Statistics(Protocol):
    """What a planner asks of a graph."""

    def node_count(self, label: str | None = None) -> int:
        """How many nodes there are, or how many with a label."""

    def relationship_count(self, types: tuple[str, ...]) -> int:
        """How many relationships there are of some types."""

    def matches_per_value(self, label: str | None, key: str) -> float:
        """How many nodes have the same value of a property, on average."""


@dataclass(frozen=True, slots=True)
class _Link:
    """A relationship of a pattern between the slots of two nodes."""

    pattern: RelationshipPattern
    left: int
    right: int

    @property
    def slot(self) -> int:
        return slot_of(self.pattern.variable)

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word.text for word in self.pattern.types))


def slot_of(variable: Variable | None) -> int:
    """The slot of a bound variable."""
    return (variable.slot if variable else None) or 0


def plan_query(query: BoundQuery, statistics: Statistics) -> p.QueryPlan:
    """The plan of a query or subquery, without rewrites."""
    parts = []
    for clauses in query.parts:
        plan: p.Plan = p.Argument()
        for clause in clauses:
            plan = _clause(plan, clause, statistics)
        last = clauses[-1]
        columns = tuple(column.slot for column in last.columns) if isinstance(last, BoundProjection) else ()
        parts.append(p.Result(plan, columns))
    return p.QueryPlan(tuple(parts), query.unions)


def _clause(source: p.Plan, clause: BoundClause, statistics: Statistics) -> p.Plan:
    match clause:
        case BoundMatch(optional=True):
            return p.Optional(source, plan_match(p.Argument(), clause, statistics), clause.fresh)
        case BoundMatch():
            return plan_match(source, clause, statistics)
        case BoundUnwind(items, slot):
            return p.Unroll(source, items, slot)
        case BoundProjection():
            return _projection(source, clause)


def _projection(source: p.Plan, clause: BoundProjection) -> p.Plan:
    plan = source
    if clause.aggregates is not None:
        plan = p.Group(plan, clause.keys, clause.aggregates)
    keys = clause.keys if clause.aggregates is not None else ()
    computed = tuple(column for column in clause.columns
                     if column not in keys and column.expression != Variable(column.name, column.slot)
                     and not _is_own(column.expression, column.slot))
    if computed:
        plan = p.Project(plan, computed)
    if clause.distinct:
        plan = p.Distinct(plan, tuple(column.slot for column in clause.columns))
    if clause.order:
        plan = p.Sort(plan, clause.order)
    if clause.skip is not None:
        plan = p.Skip(plan, clause.skip)
    if clause.limit is not None:
        plan = p.Limit(plan, clause.limit)
    return p.Filter(plan, conjuncts(clause.where)) if clause.where is not None else plan


def _is_own(expression: Expression, slot: int) -> bool:
    return isinstance(expression, Variable) and expression.slot == slot


def plan_match(source: p.Plan, match: BoundMatch, statistics: Statistics) -> p.Plan:
    """The plan of one `MATCH`, its conditions on top."""
    return _Matching(match, statistics).plan(source)


class _Matching:
    """Orders the steps of one `MATCH`."""

    def __init__(self, match: BoundMatch, statistics: Statistics) -> None:
        self.match = match
        self.statistics = statistics
        self.unknown = set(match.fresh)
        self.links = [_Link(step, slot_of(one.variable), slot_of(two.variable)) for path in match.paths
                      for one, step, two in zip(path.nodes, path.relationships, path.nodes[1:], strict=False)]
        nodes = (slot_of(node.variable) for path in match.paths for node in path.nodes)
        self.nodes = list(dict.fromkeys(nodes))
        self.conditions = (*_asked(match), *conjuncts(match.where))
        self.taken: list[tuple[_Link, bool]] = []

    def plan(self, source: p.Plan) -> p.Plan:
        plan = self._check_known(source)
        links, nodes = list(self.links), [slot for slot in self.nodes if slot in self.unknown]
        while links or nodes:
            reachable = [link for link in links if self._is_known(link.left) or self._is_known(link.right)
                         or (self._is_known(link.slot) and link.pattern.length is None)]
            if reachable:
                link = min(reachable, key=self._cost)
                links.remove(link)
                plan = self._take(plan, link)
            else:
                start = min(nodes, key=self._candidates)
                plan = p.ScanAll(plan, start)
                self.unknown.discard(start)
            nodes = [slot for slot in nodes if slot in self.unknown]
        for path in self.match.paths:
            if path.variable is not None:
                steps = tuple((slot_of(step.variable), step.length is not None) for step in path.relationships)
                plan = p.MakePath(plan, slot_of(path.variable), tuple(slot_of(n.variable) for n in path.nodes), steps)
        return p.Filter(plan, self.conditions) if self.conditions else plan

    def _check_known(self, plan: p.Plan) -> p.Plan:
        for slot in self.nodes:
            if self._is_known(slot):
                plan = p.CheckKind(plan, slot, "node")
        for link in self.links:
            if self._is_known(link.slot):
                plan = p.CheckKind(plan, link.slot, "list" if link.pattern.length else "relationship")
        return plan

    def _is_known(self, slot: int) -> bool:
        return slot not in self.unknown

    # ---- what a step costs

    def _candidates(self, slot: int) -> float:
        """About how many nodes a scan for a slot gives."""
        labels = [label.text for test in self.conditions if isinstance(test, LabelTest)
                  and test.subject == Variable(_name(test.subject), slot) for label in test.labels]
        counts = [float(self.statistics.node_count(label)) for label in labels] or [
            float(self.statistics.node_count())]
        best = min(labels, key=self.statistics.node_count) if labels else None
        counts += [self.statistics.matches_per_value(best, key) for key in self._equalities(slot)]
        return min(counts)

    def _equalities(self, slot: int) -> Iterator[str]:
        """The properties of a node that must equal something known."""
        for test in self.conditions:
            match test:
                case Compare("=", left, right):
                    for side, other in ((left, right), (right, left)):
                        match side:
                            case Property(Variable(slot=found), key) if found == slot:
                                if not slots_read(other) & self.unknown:
                                    yield key

    def _cost(self, link: _Link) -> float:
        if self._is_known(link.slot):
            return -1.0
        known = self._is_known(link.left), self._is_known(link.right)
        nodes = max(1, self.statistics.node_count())
        fan = self.statistics.relationship_count(link.types) / nodes
        if link.pattern.direction == "both":
            fan *= 2
        if link.pattern.length is not None:
            high = link.pattern.length.high
            fan = max(fan, 1.0) ** min(6 if high is None else high, 6) * 10
        if all(known):
            return fan / nodes
        target = link.right if known[0] else link.left
        return fan * max(self._candidates(target), 0.1) / nodes

    # ---- the steps

    def _take(self, plan: p.Plan, link: _Link) -> p.Plan:
        left, right = self._is_known(link.left), self._is_known(link.right)
        forward = left or not right
        origin, target = (link.left, link.right) if forward else (link.right, link.left)
        direction = link.pattern.direction if forward else _turned(link.pattern.direction)
        known = self._is_known(link.slot)
        many = link.pattern.length is not None
        step = p.Step(origin, link.slot, target, link.types, direction, self._is_known(target) or origin == target,
                      self._unique(link), not forward)
        self.taken.append((link, many))
        origin_known = self._is_known(origin)
        self.unknown -= {origin, target, link.slot}
        if link.pattern.length is not None:
            low, high = link.pattern.length.low, link.pattern.length.high
            asked = _entries(link.pattern.properties)
            if known:
                return p.Follow(plan, step, low, high, asked)
            return p.ExpandMany(plan, step, low, high, asked, True)
        return p.FromRelationship(plan, step, origin_known) if known else p.Expand(plan, step)

    def _unique(self, link: _Link) -> tuple[tuple[int, bool], ...]:
        """The relationships met before that could be the same one."""
        return tuple((other.slot, many) for other, many in self.taken
                     if not other.types or not link.types or set(other.types) & set(link.types))


def _turned(direction: str) -> str:
    return {"out": "in", "in": "out", "both": "both"}[direction]


def _name(expression: Expression) -> str:
    return expression.name if isinstance(expression, Variable) else ""


def _entries(properties: object) -> tuple[tuple[str, Expression], ...]:
    return properties.entries if isinstance(properties, MapOf) else ()


def _asked(match: BoundMatch) -> Iterator[Expression]:
    """Labels and properties that are drawn, as conditions; those of a chain are asked on the way."""
    for path in match.paths:
        for node in path.nodes:
            yield from _asked_of(node)
        for step in path.relationships:
            if step.length is None and step.variable is not None:
                for key, value in _entries(step.properties):
                    yield Compare("=", Property(step.variable, key), value)


def _asked_of(node: NodePattern) -> Iterator[Expression]:
    if node.variable is None:
        return
    if node.labels:
        yield LabelTest(node.variable, node.labels)
    for key, value in _entries(node.properties):
        yield Compare("=", Property(node.variable, key), value)
