"""`query_graph`: patterns on a networkx multigraph that a user brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .index import GraphIndex
from .prepared import prepare
from .run import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class PatternResult:
    """Names of columns and rows of plain values, nodes, relationships and paths."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Every row by the names of its columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def query_graph(graph: networkx.MultiDiGraph | GraphIndex, text: str, parameters: Mapping[str, Any] | None = None, *,
                limits: Limits | None = None) -> PatternResult:
    """The rows of a pattern on a graph; raises XhsKbError where it is refused (spec: language §3).

    Nodes carry the attributes `labels` (texts) and `properties` (a dict), edges `type` and `properties`. The graph is
    read anew for every call; a `GraphIndex` of it serves many.
    """
    index = graph if isinstance(graph, GraphIndex) else GraphIndex(graph)
    return prepare(text, index, limits=limits or DEFAULT_LIMITS)(parameters)
