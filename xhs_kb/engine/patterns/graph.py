"""`query_graph`: patterns on a networkx multigraph that a user brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..limits import DEFAULT, Limits
from .index import GraphIndex
from .prepared import PatternResult, prepare

if TYPE_CHECKING:
    import networkx


def query_graph(graph: networkx.MultiDiGraph | GraphIndex, text: str, parameters: Mapping[str, Any] | None = None, *,
                limits: Limits | None = None) -> PatternResult:
    """The rows of a pattern on a graph; raises XhsKbError where it is refused (spec: language §3).

    Nodes carry the attributes `labels` (texts) and `properties` (a dict), edges `type` and `properties`. The graph is
    read anew for every call; a `GraphIndex` of it serves many.
    """
    index = graph if isinstance(graph, GraphIndex) else GraphIndex(graph)
    return prepare(text, index, limits=limits or DEFAULT)(parameters)
