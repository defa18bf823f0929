"""Checks of a whole knowledge base: each is a function from it to troubles; `check` runs all of them.

They look at what no single record can show: circles, exceptions that are too weak or left behind, rules that clash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..ground.span import Span
from ..ground.trouble import Trouble
from .records import Knowledge, Rule
from .schema import Action

_ADVICE = ("discourage", "recommend")


def check(knowledge: Knowledge) -> Iterator[Trouble]:
    """Everything that the checks find, in their order."""
    for one in CHECKS:
        yield from one(knowledge)


def circles(above: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The circles of a graph, each once, beginning at its least id; one for every knot of several.

    >>> list(circles({"a": ["b"], "b": ["a"], "c": ["c"], "d": ["a"]}))
    [('a', 'b'), ('c',)]
    """
    done: set[str] = set()
    for start in sorted(above):
        path: list[str] = []
        waiting: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            waiting.append((start, iter(above[start])))
            path.append(start)
        while waiting:
            current, following = waiting[-1]
            step = next((n for n in following if n in above and n not in done), None)
            if step is None:
                done.add(current)
                waiting.pop()
                path.pop()
            elif step in path:
                found = path[path.index(step):]
                least = found.index(min(found))
                yield (*found[least:], *found[:least])
            else:
                waiting.append((step, iter(above[step])))
                path.append(step)


def _circle(found: tuple[str, ...], what: str, span: Span | None) -> Trouble:
    chain = " → ".join((*found, found[0]))
    return Trouble("cycle", f"`{what}` runs in a circle: {chain}", span)


def is_a_circles(knowledge: Knowledge) -> Iterator[Trouble]:
    """Records that lie below themselves."""
    above = {e.id: [p.parent for p in e.parents] for e in knowledge.entities.values()}
    for found in circles(above):
        follows = found[1 % len(found)]
        span = next(p.span for p in knowledge.entities[found[0]].parents if p.parent == follows)
        yield _circle(found, "is_a", span)


def action_circles(knowledge: Knowledge) -> Iterator[Trouble]:
    """Actions that lie below themselves."""
    actions: Mapping[str, Action] = knowledge.schema.actions
    for found in circles({action.id: action.parents for action in actions.values()}):
        yield _circle(found, "is_a", actions[found[0]].span)


def exception_circles(knowledge: Knowledge) -> Iterator[Trouble]:
    """Rules that, step by step, are exceptions to themselves, whatever their days."""
    rules = knowledge.rules
    for found in circles({rule.id: rule.exception_to for rule in rules.values()}):
        yield _circle(found, "exception_to", rules[found[0]].spans.get("exception_to", rules[found[0]].span))


def weak_exceptions(knowledge: Knowledge) -> Iterator[Trouble]:
    """Exceptions that change nothing: of a weaker authority, or advice against what is no advice."""
    for rule in knowledge.rules.values():
        for name in rule.exception_to:
            other = knowledge.rules.get(name)
            reason = _weakness(knowledge, rule, other) if other else None
            if reason:
                yield Trouble("weak-exception", f"the exception `{rule.id}` to `{name}` changes nothing: {reason}",
                              rule.spans.get("exception_to", rule.span), severity="warning")


def _weakness(knowledge: Knowledge, rule: Rule, other: Rule) -> str | None:
    rank = knowledge.schema.rank
    if rule.authority and other.authority and rank(rule.authority) > rank(other.authority):
        return f"{rule.authority} does not outrank {other.authority}"
    if rule.effect in _ADVICE and other.effect not in _ADVICE:
        return "advice sets no rule aside"
    return None


def exceptions_left_behind(knowledge: Knowledge) -> Iterator[Trouble]:
    """Exceptions to a replaced rule that do not name the one that replaces it."""
    for rule in knowledge.rules.values():
        for name in rule.exception_to:
            for new in knowledge.rules[name].replaced_by if name in knowledge.rules else ():
                after = knowledge.rules[new]
                if new != rule.id and new not in rule.exception_to and rule.grounds.valid.meets(after.grounds.valid):
                    yield Trouble("exception-not-passed", f"`{rule.id}` is an exception to `{name}`, but not to "
                                  f"`{new}`, which replaces it", rule.spans.get("exception_to", rule.span),
                                  severity="warning", help=f"add `{new}` where the exception is meant to last")


def rules_without_a_day(knowledge: Knowledge) -> Iterator[Trouble]:
    """Rules that are replaced before they begin."""
    for rule in knowledge.rules.values():
        valid = rule.grounds.valid
        if valid.start is not None and valid.end is not None and valid.start >= valid.end:
            yield Trouble("never-holds", f"the rule `{rule.id}` is replaced before it begins", rule.span,
                          severity="warning")


def clashes(knowledge: Knowledge) -> Iterator[Trouble]:
    """An allow and a forbid whose scopes can meet while neither names the other (conditions are not looked at)."""
    below = _below(knowledge)
    forbids = [rule for rule in knowledge.rules.values() if rule.effect == "forbid"]
    for rule in knowledge.rules.values():
        met = [other for other in forbids if rule.effect == "allow" and other.id not in rule.exception_to
               and rule.id not in other.exception_to and _meet(rule, other, below)]
        if met:
            names = ", ".join(f"`{other.id}`" for other in met)
            yield Trouble("conflict", f"`{rule.id}` allows what is forbidden by {names}, and neither names the other: "
                          "where both apply, the ban wins", rule.spans.get("effect", rule.span), severity="warning",
                          related=tuple(other.span for other in met if other.span is not None),
                          help="say `exception_to`, or narrow one of them")


def _meet(rule: Rule, other: Rule, below: Mapping[str, frozenset[str]]) -> bool:
    shared = below.get(rule.action, frozenset()) & below.get(other.action, frozenset())
    return bool(shared) and rule.grounds.valid.meets(other.grounds.valid) and all(
        _covered(rule.scope[role], below) & _covered(other.scope[role], below)
        for role in rule.scope if role in other.scope)


def _covered(names: Sequence[str], below: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(below.get(name, frozenset([name])) for name in names))


def _below(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """For every record and action, itself and all that lies below it on whatever day."""
    above = {entity.id: [link.parent for link in entity.parents] for entity in knowledge.entities.values()}
    above |= {action.id: list(action.parents) for action in knowledge.schema.actions.values()}
    found: dict[str, set[str]] = {identity: {identity} for identity in above}
    for identity in above:
        waiting, seen = [identity], {identity}
        while waiting:
            for parent in above[waiting.pop()]:
                if parent not in seen and parent in found:
                    seen.add(parent)
                    found[parent].add(identity)
                    waiting.append(parent)
    return {identity: frozenset(members) for identity, members in found.items()}


CHECKS: tuple[Callable[[Knowledge], Iterator[Trouble]], ...] = (
    is_a_circles, action_circles, exception_circles, weak_exceptions, exceptions_left_behind, rules_without_a_day,
    clashes,
)
