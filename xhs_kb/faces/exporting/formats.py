"""The graph of a knowledge base as GraphML, JSON, openCypher statements and Mermaid."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...ground.excerpt import visible
from .records import Link, Node, links, nodes

if TYPE_CHECKING:
    import networkx

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def as_graphml(graph: networkx.MultiDiGraph) -> str:
    """GraphML, as networkx writes it; lists become text with a comma between the items."""
    import networkx

    flat = networkx.MultiDiGraph()
    for node in nodes(graph):
        flat.add_node(node.id, label=node.label, **_flat(node.properties))
    for link in links(graph):
        flat.add_edge(link.source, link.target, key=link.key, type=link.type, **_flat(link.properties))
    file = io.BytesIO()
    networkx.write_graphml(flat, file, named_key_ids=True)
    text = file.getvalue().decode("utf-8").rstrip("\n")
    return _UNSEEN.sub(lambda found: f"&#x{ord(found[0]):x};", text)


def as_json(graph: networkx.MultiDiGraph) -> str:
    """One object with `nodes` and `edges`, a line each."""
    records = [json.dumps(_node(node), ensure_ascii=False) for node in nodes(graph)]
    edges = [json.dumps(_edge(link), ensure_ascii=False) for link in links(graph)]
    return '{"nodes": [\n' + ",\n".join(records) + '\n], "edges": [\n' + ",\n".join(edges) + "\n]}"


def as_cypher(graph: networkx.MultiDiGraph) -> str:
    """Statements that build the graph in a database of openCypher's syntax, which may hold other things already."""
    made = [f"CREATE (:{_name(node.label)} {_map(node.properties)});" for node in nodes(graph)]
    joined = [
        f"MATCH (a {_map({'id': link.source})}), (b {_map({'id': link.target})}) "
        f"CREATE (a)-[:{_name(link.type)} {_map(link.properties)}]->(b);"
        for link in links(graph)
    ]
    return "\n".join([*made, *joined])


def as_mermaid(graph: networkx.MultiDiGraph) -> str:
    """A flowchart; the sources that are cited are left out, so that there is something to see."""
    shown = [node for node in nodes(graph) if node.label != "source"]
    places = {node.id: f"n{place}" for place, node in enumerate(shown)}
    lines = ["flowchart LR"]
    lines += [f'  {places[node.id]}["{_quoted(node.properties.get("name") or node.id)}"]' for node in shown]
    lines += [
        f'  {places[link.source]} -- "{_quoted(link.type.replace("_", " "))}" --> {places[link.target]}'
        for link in links(graph)
        if link.source in places and link.target in places
    ]
    return "\n".join(lines)


GRAPHS: dict[str, Callable[[networkx.MultiDiGraph], str]] = {
    "graphml": as_graphml,
    "json": as_json,
    "cypher": as_cypher,
    "mermaid": as_mermaid,
}


def _flat(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: _flat_value(value) for key, value in properties.items()}


def _flat_value(value: Any) -> Any:
    text = ", ".join(map(str, value)) if isinstance(value, list) else value
    return _CONTROL.sub(" ", text) if isinstance(text, str) else text


def _node(node: Node) -> dict[str, Any]:
    return {"id": node.id, "label": node.label, "properties": node.properties}


def _edge(link: Link) -> dict[str, Any]:
    ends = {"key": link.key, "type": link.type, "source": link.source, "target": link.target}
    return {**ends, "properties": link.properties}


def _name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII) else "`" + name.replace("`", "``") + "`"


def _map(properties: dict[str, Any]) -> str:
    inner = ", ".join(f"{_name(key)}: {_literal(value)}" for key, value in properties.items())
    return "{" + inner + "}"


def _literal(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case list():
            return "[" + ", ".join(map(_literal, value)) + "]"
    text = str(value).replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    coded = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f"'{coded}'"


def _quoted(text: str) -> str:
    """Text between Mermaid's quotes: entities for what would end it or be markup."""
    return visible(text).replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
