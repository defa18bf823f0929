"""The questions that attributes declare for themselves, such as `how heavy is {}`, cut into pieces and slots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..ground.frozen import dataclass
from .schema import Attribute, Schema

_SLOT = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A question for an attribute. `pieces` stand before, between and after the `slots`, so there is one more of them.

    A slot is `""` (the record), `from` or `to` (the ends of the relation). `owner` is the kind or the relation.
    """

    id: str
    owner: str
    attribute: str
    pieces: tuple[str, ...]
    slots: tuple[str, ...]
    language: str
    relation: bool = False


def templates_of(schema: Schema) -> Iterator[Template]:
    """All templates of a schema, in the order of its declarations."""
    for kind in schema.kinds.values():
        for attribute in kind.attributes.values():
            yield from _templates(kind.id, attribute, False)
    for relation in schema.relations.values():
        for attribute in relation.attributes.values():
            yield from _templates(relation.id, attribute, True)


def _templates(owner: str, attribute: Attribute, relation: bool) -> Iterator[Template]:
    for language, phrases in attribute.phrases.items():
        for number, phrase in enumerate(phrases):
            parts = _SLOT.split(phrase)
            pieces = tuple(part.strip() for part in parts[::2])
            id_ = f"{owner}.{attribute.id}.{language}.{number}"
            yield Template(id_, owner, attribute.id, pieces, tuple(parts[1::2]), language, relation)
