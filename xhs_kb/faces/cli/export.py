"""`xhs-kb export`: the graph in the formats of other tools, or a JSON Schema of the files for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ...ground.trouble import EvaluationError, Trouble
from ..api import KnowledgeBase
from .console import say, write
from .exits import DONE
from .options import settings, shared

_FORMATS = ("graphml", "json", "cypher", "mermaid", "jsonschema")
_MERMAID_EDGES = 500
_HELP = """\
Example:

\b
  xhs-kb export --format graphml -o knowledge.graphml
  xhs-kb export --format jsonschema -o knowledge.schema.json

Writes the whole graph, or with --around the part of it near one record. `jsonschema` describes the YAML files: put
`# yaml-language-server: $schema=knowledge.schema.json` on top of a file, and editors complete and check it.
"""


@click.command(help=_HELP)
@click.option("--format", "form", type=click.Choice(_FORMATS), required=True, help="The form.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; default: stdout."
)
@click.option("--around", metavar="ID", help="Only what is near this record.")
@click.option("--steps", type=click.IntRange(1, 10), default=1, show_default=True, help="How near, with --around.")
@shared
def command(form: str, output: Path | None, around: str | None, steps: int) -> int:
    """Writes the knowledge base in a format."""
    kb = KnowledgeBase.open(settings().kb)
    text = _schema(kb) if form == "jsonschema" else _graph(kb, form, around, steps)
    if output is None:
        write(text, form)
    else:
        output.write_text(text + "\n", encoding="utf-8", newline="\n")
    return DONE


def _schema(kb: KnowledgeBase) -> str:
    from ...model.jsonschema import json_schema

    return json.dumps(json_schema(kb.schema), ensure_ascii=False, indent=2)


def _graph(kb: KnowledgeBase, form: str, centre: str | None, steps: int) -> str:
    from ..exporting.formats import GRAPHS
    from ..exporting.records import around

    graph = kb.graph
    if centre is not None:
        if centre not in graph:
            near = kb.vocabulary.nearest(centre, ("ENTITY",))
            raise EvaluationError(Trouble("unknown-name", f"no record has the id `{centre}`", suggestions=near))
        graph = around(graph, centre, steps)
    if form == "mermaid" and graph.number_of_edges() > _MERMAID_EDGES:
        say(f"warning: Mermaid draws no more than {_MERMAID_EDGES} edges; --around shows a part of the graph")
    return GRAPHS[form](graph)
