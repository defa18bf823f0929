"""Binds the questions that attributes declare for themselves, of a record or of the two ends of a relation."""

from __future__ import annotations

from typing import Any

from ..model.templates import Template
from .lexing import Word
from .names import Reading, fail, fitting
from .questions import EdgeValue, Thing, ValueOf


class AskBinder:
    """Binds a question by a template of the vocabulary."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.schema = reading.vocabulary.schema

    def bind(self, node: Any) -> ValueOf | EdgeValue:
        """The value that is asked for; only templates all of whose pieces stand in the text count."""
        words = [part if isinstance(part, Word) else part.children[0] for part in node.children]
        slots = [word for word in words if _slot(word)]
        pieces = [word for word in words if not _slot(word)]
        fits = [template for template in self.reading.vocabulary.templates if _matches(template, words)]
        if not fits:
            fail("syntax", f"`{pieces[0].text}` does not begin a question here", pieces[0].span)
        filled = [word if isinstance(word, Word) else word.children[0] for word in slots]
        return fitting(pieces[0], fits, lambda template: self.ask(template, filled), lambda template: template.id)

    def ask(self, template: Template, slots: list[Word]) -> ValueOf | EdgeValue:
        """The question of one template with its slots filled."""
        if not template.relation:
            if slots[0].type == "KIND":
                fail("wrong-kind", f"`{slots[0].text}` is a kind; one of them is wanted", slots[0].span)
            return ValueOf(template.attribute, self.reading.thing(slots[0], (template.owner,)))
        relation = self.schema.relations[template.owner]
        ends: dict[str, Thing | None] = {"from": None, "to": None}
        kind = None
        for slot, word in zip(template.slots, slots, strict=True):
            kinds = relation.sources if slot == "from" else relation.targets
            if word.type != "KIND":
                ends[slot] = self.reading.thing(word, kinds)
                continue
            found = [id_ for id_ in word.ids if id_ in kinds]
            if not found:
                fail("wrong-kind", f"`{word.text}` cannot stand here; {' or '.join(kinds)} can", word.span)
            kind = found[0]
        return EdgeValue(template.owner, template.attribute, ends["from"], ends["to"], kind)


def _slot(word: Any) -> bool:
    return not isinstance(word, Word) or word.type in ("ENTITY", "KIND", "PARAM")


def _matches(template: Template, words: list[Any]) -> bool:
    """Whether the pieces and slots come in the order of the template."""
    wanted: list[int | None] = []
    for number, piece in enumerate(template.pieces):
        if piece:
            wanted.append(number)
        if number < len(template.slots):
            wanted.append(None)
    if len(wanted) != len(words):
        return False
    return all(_slot(word) if number is None else
               not _slot(word) and any(m.id == template.id and m.part == number for m in word.meanings)
               for number, word in zip(wanted, words, strict=True))
