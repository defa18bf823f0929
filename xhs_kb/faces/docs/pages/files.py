"""The files of a knowledge base: sections, the keys of each sort of record, types of values, what examples expect."""

from __future__ import annotations

from collections.abc import Mapping

from ....model.reading import keys
from ....model.types import SIMPLE, describe, read_type
from ...examining.expecting import KNOWN
from ..blocks import Block, Code, Para, Rich, Section, Table
from ..site import Page
from .parts import marked

_SORTS: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    ("kb", "The knowledge base", "In the section `kb`, once.", keys.KB),
    ("authorities", "Authorities", "In `authorities`, strongest first.", keys.AUTHORITY),
    ("kinds", "Kinds", "In `kinds`. Each makes a section, by its `plural`.", keys.KIND),
    ("attributes", "Attributes", "Below `attributes` of a kind or a relation, by their ids.", keys.ATTRIBUTE),
    ("relations", "Relations", "In `relations`.", keys.RELATION),
    ("actions", "Actions", "In `actions`.", keys.ACTION),
    ("roles", "Roles", "Below `roles` of an action, by their ids.", keys.ROLE),
    ("inputs", "Inputs", "In `inputs`.", keys.INPUT),
    ("sources", "Sources", "In `sources`.", keys.SOURCE),
    (
        "records",
        "Records",
        "In the section of their kind, beside its attributes and relations.",
        keys.RECORD,
    ),
    ("readings", "Values with a day or a source", "In place of a plain value, one or a list of them.", keys.READING),
    ("edges", "Edges", "In place of an id, under a relation or `is_a`.", keys.EDGE),
    ("rules", "Rules", "In `rules`. A role of the action is a key too: `object: id`, or a list of ids.", keys.RULE),
    ("procedures", "Procedures", "In `procedures`, with roles as in a rule.", keys.PROCEDURE),
    ("steps", "Steps", "Below `steps` of a procedure.", keys.STEP),
    ("examples", "Examples", "In `examples`.", keys.EXAMPLE),
    ("names", "Names with their days", "In place of a plain name.", keys.NAME),
    ("periods", "Periods", "In `valid`.", keys.PERIOD),
    ("disputes", "Accounts of others", "In `disputed`.", keys.DISPUTE),
)
_TYPES = ("number in kg", "range of number", "list of text", "ref to rule", "one of [first, second]")
EXPECTED = {
    "kind": "The kind of the answer.",
    "permission": "Its permission.",
    "advice": "Its advice.",
    "value": "Its value, in the value grammar; `null` for none.",
    "rows": "The first cells of all its rows, entities by id, in their order.",
    "rows_have": "Some of them.",
    "rows_lack": "Cells that are not among them.",
    "apart": "The ids of what is neither in nor out.",
    "summary": "Its summary, word for word.",
    "rules": "Rules with the status that each must have.",
    "needs": "Some of what it still needs: inputs, roles, attributes.",
    "cites": "Some of its citations.",
    "warnings": "Some of the codes of its warnings.",
    "instead": "Some of what it advises to do instead.",
    "used": "Some of the roles and inputs that mattered.",
    "chain": "Some of the ids by which something falls under a rule.",
    "trouble": "The code of the trouble that it must come to.",
}


def files_page() -> Page:
    """The reference of the format; English, as the format is."""
    assert set(EXPECTED) == KNOWN
    sections = (
        Section("sections", "Sections of a file", (Para(marked(_FILES)), _table("Sections", keys.SECTIONS))),
        *(Section(id, title, (Para(marked(where)), _table(title, known))) for id, title, where, known in _SORTS),
        Section("types", "Types of values", _types()),
        Section("expect", "What an example may expect", (Para(marked(_EXPECT)), _table("expect", EXPECTED))),
    )
    return Page("files", "en", "reference", "The files of a knowledge base", (_LEAD,), sections)


_LEAD = "Sections of the YAML files, the keys of each sort of record, types of values, and what examples may expect."
_FILES = (
    "A knowledge base is a folder of YAML files in UTF-8; which file a record stands in means nothing. A text or a "
    "name is in the language of the knowledge base, or stands under `en` and `zh`. `xhs-kb export --format jsonschema` "
    "gives a JSON Schema of the files to editors."
)
_EXPECT = "What is not named is free. A list may be written as one item."


def _table(caption: str, known: Mapping[str, str]) -> Table:
    rows: tuple[tuple[Rich, ...], ...] = tuple(((Code(key),), marked(text)) for key, text in known.items())
    return Table(caption, ("Key", "Meaning"), rows)


def _types() -> tuple[Block, ...]:
    rows: list[tuple[Rich, ...]] = []
    for name in (*SIMPLE, *_TYPES):
        read = read_type(name)
        rows.append(((Code(name),), (describe(read),)))  # type: ignore[arg-type]
    return (Table("Types", ("Type", "A value"), tuple(rows)),)
