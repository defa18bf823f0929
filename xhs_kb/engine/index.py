"""What every world of a knowledge base shares: who is below whom, which edges come in, what is disputed.

It is built once from the records and never changes; days play no part in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from ..ground.frozen import dataclass
from ..model.records import Dispute, Edge, Grounds, Knowledge, Parent, Rule
from ..model.schema import Period

Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Index:
    """Ways into the records of one knowledge base."""

    knowledge: Knowledge

    @cached_property
    def children(self) -> Mapping[str, tuple[Parent, ...]]:
        """The `is_a` edges that lead up to a record."""
        entities = self.knowledge.entities.values()
        return _grouped((parent.parent, parent) for entity in entities for parent in entity.parents)

    def breadth(self, id: str) -> int:
        """How many `is_a` edges lead up to a record."""
        return len(self.children.get(id, ()))

    @cached_property
    def incoming(self) -> Mapping[tuple[str, str], tuple[Edge, ...]]:
        """The edges of a relation that lead to a record."""
        edges = (edge for entity in self.knowledge.entities.values() for edge in entity.edges)
        return _grouped(((edge.relation, edge.target), edge) for edge in edges)

    @cached_property
    def outgoing(self) -> Mapping[tuple[str, str], tuple[Edge, ...]]:
        """The edges of a relation that lead from a record."""
        edges = (edge for entity in self.knowledge.entities.values() for edge in entity.edges)
        return _grouped(((edge.relation, edge.source), edge) for edge in edges)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the records of a kind, sorted."""
        return _grouped((entity.kind, entity.id) for entity in self.knowledge.entities.values())

    @cached_property
    def governing(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the rules whose scope names a record, by the record."""
        rules = self.knowledge.rules.values()
        named = ((top, rule.id) for rule in rules for top in dict.fromkeys(governed(rule)))
        return _grouped(named)

    @cached_property
    def excepting(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the rules that are exceptions to a rule."""
        rules = self.knowledge.rules.values()
        return _grouped((other, rule.id) for rule in rules for other in dict.fromkeys(rule.exception_to))

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many edges there are of a type, whatever the day."""
        found = Counter({"is_a": sum(map(len, self.children.values()))})
        for (relation, _), edges in self.incoming.items():
            found[relation] += len(edges)
        found["governs"] = sum(map(len, self.governing.values()))
        found["exception_to"] = sum(map(len, self.excepting.values()))
        found["of_action"] = len(self.knowledge.rules) + len(self.knowledge.procedures)
        found["cites"] = len(self.knowledge.entities) + found["of_action"]
        return found

    @cached_property
    def disputes(self) -> tuple[tuple[str, Period, Dispute], ...]:
        """Every account of days that differs from the record's own: the key of the record, its days, the account."""
        return tuple((key, grounds.valid, dispute) for key, grounds in self._grounds() for dispute in grounds.disputed)

    def _grounds(self) -> Iterable[tuple[str, Grounds]]:
        for rule in self.knowledge.rules.values():
            yield rule.id, rule.grounds
        for entity in self.knowledge.entities.values():
            yield entity.id, entity.grounds
            for parent in entity.parents:
                yield parent_key(parent), parent.grounds
            for edge in entity.edges:
                yield edge.key, edge.grounds


def governed(rule: Rule) -> Iterable[str]:
    """The records that the scope of a rule names; one that fills several roles several times."""
    return (top for tops in rule.scope.values() for top in tops)


def parent_key(parent: Parent) -> str:
    """The key of an `is_a` edge, of the same shape as that of other edges."""
    return parent.key


def _grouped(pairs: Iterable[tuple[Key, Item]]) -> Mapping[Key, tuple[Item, ...]]:
    groups: dict[Key, list[Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}
