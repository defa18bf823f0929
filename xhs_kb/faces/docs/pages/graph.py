"""What a pattern can reach: labels with their properties, edges with their ends, and the functions that it may call."""

from __future__ import annotations

from collections.abc import Iterable

from ....language.patterns.signatures import SIGNATURES, Signature
from ....model.schema import BUILT_IN_KINDS
from ....model.shape import BUILT_IN_EDGES, EdgeShape, Shape, shape_of
from ..blocks import Block, Code, Para, Rich, Section, Table
from ..site import Page
from ..survey import Survey
from .parts import marked

OWN = {
    "verdict": (
        "(action, {role: id, …}[, options])",
        "The verdict as a map: `permission`, `advice`, `rules`, `requirements`, `consequences`, `needs`; null for a "
        "node that cannot fill its role.",
    ),
    "steps": ("(action, {role: id, …}[, options])", "The steps of the nearest procedure, as texts."),
    "readings": (
        "(id, attribute[, options])",
        "The values of an attribute as maps of `value`, `at`, `source`; the one that counts first.",
    ),
    "edge_readings": (
        "(relation, attribute, from, to, kind[, options])",
        "The same of the edges of a relation, with the `record` that each belongs to; an end may be null.",
    ),
    "cards": ("(ids, kind[, options])", "All about records, or about a kind, as rows of attribute and values."),
    "changes": ("(from, to, id[, options])", "What began, ended or changed, as maps of `record`, `what`, `day`."),
    "consequences": ("(id[, options])", "The consequences that rules about a record name, as maps."),
    "concerns": ("(id, other[, options])", "Whether a rule or record is about another record."),
    "needs": ("(id, other[, options])", "Whether a requirement about a record names another record or an input."),
    "related": ("(id, relation, other[, options])", "Whether an edge leads there, inherited ones included."),
    "compares": ("(id, attribute, operator, value[, options])", "Whether an attribute compares so with a value."),
}
_LEAD = "Labels with their properties, edges with their ends, and the functions that a pattern may call."
_OPTIONS = (
    "The last argument is a map of options and may be left out: `as_of` a day, `given` a map of facts, `according_to` "
    "a source, a publisher or an authority."
)


def graph_page(survey: Survey) -> Page:
    """The reference of patterns for one knowledge base; English, as the pattern language is."""
    shape = shape_of(survey.kb.schema)
    declared = [label for label in shape.labels if label not in BUILT_IN_KINDS]
    relations = [name for name in shape.edges if name not in BUILT_IN_EDGES]
    plain = [one for one in SIGNATURES.values() if not one.aggregate]
    sections = (
        Section("built-in-labels", "Labels of every knowledge base", _labels(BUILT_IN_KINDS, shape)),
        Section("labels", "Labels of this knowledge base", _labels(declared, shape)),
        Section("built-in-edges", "Edges of every knowledge base", _edges(BUILT_IN_EDGES, shape)),
        Section("edges", "Edges of this knowledge base", _edges(relations, shape)),
        Section("own", "Functions that ask the knowledge base", (Para(marked(_OPTIONS)), _own())),
        Section("functions", "Functions", (_functions("Functions", plain),)),
        Section("aggregates", "Aggregates", (_functions("Aggregates", set(SIGNATURES.values()) - set(plain)),)),
    )
    return Page("graph", "en", "reference", "What a pattern can reach", (_LEAD,), sections)


def _labels(labels: Iterable[str], shape: Shape) -> tuple[Block, ...]:
    rows: tuple[tuple[Rich, ...], ...] = tuple(((Code(label),), _codes(shape.labels[label])) for label in labels)
    return (Table("Labels", ("Label", "Properties"), rows),) if rows else ()


def _edges(names: Iterable[str], shape: Shape) -> tuple[Block, ...]:
    rows: list[tuple[Rich, ...]] = []
    for name in names:
        edge = shape.edges[name]
        rows.append(((Code(name),), _ends(edge, 0, shape), _ends(edge, 1, shape), _codes(edge.properties)))
    return (Table("Edges", ("Type", "From", "To", "Properties"), tuple(rows)),) if rows else ()


def _ends(edge: EdgeShape, side: int, shape: Shape) -> Rich:
    """The labels at one end; words where they are all that there are, or all that are declared."""
    labels = {pair[side] for pair in edge.ends}
    declared = set(shape.labels) - set(BUILT_IN_KINDS)
    if labels >= set(shape.labels):
        return ("any",)
    if labels >= declared and len(declared) > 1:
        return ("any of this knowledge base", *((", ", *_codes(labels - declared)) if labels - declared else ()))
    return _codes(labels)


def _codes(names: Iterable[str]) -> Rich:
    line: list[Code | str] = []
    for name in sorted(names):
        line += [" "] if line else []
        line.append(Code(name))
    return tuple(line)


def _own() -> Table:
    rows = tuple(((Code(f"{name}{how}"),), marked(text)) for name, (how, text) in OWN.items())
    return Table("Functions", ("Call", "Gives"), rows)


def _functions(caption: str, signatures: Iterable[Signature]) -> Table:
    rows = ((one.name.casefold(), str(one), str(one.result.kind)) for one in signatures)
    listed = tuple(((Code(call),), (result,)) for _, call, result in sorted(rows))
    return Table(caption, ("Call", "Gives"), listed)
