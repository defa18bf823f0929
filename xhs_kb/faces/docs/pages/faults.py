"""Questions that cannot be answered, one for each thing that can be wrong with a question."""

from __future__ import annotations

from collections.abc import Iterator

from ..asking import Asker
from ..survey import Survey
from .specimens import Specimens


def faults(survey: Survey, asker: Asker) -> Iterator[tuple[str, str]]:
    """Questions that cannot be answered, each with the code of what is wrong with it."""
    words = Specimens(survey, asker)
    yield "unknown-label", "MATCH (x:nothing) RETURN x"
    yield "unknown-property", "MATCH (r:rule) WHERE r.nothing > 1 RETURN r"
    yield "unknown-type", "MATCH (r:rule)-[:nothing]->(x) RETURN x"
    yield "impossible-edge", "MATCH (s:source)-[:cites]->(r:rule) RETURN s"
    yield from (("ambiguous-name", f"what is {name}?") for name in _shared(survey))
    yield "write-clause", "MATCH (r:rule) DELETE r"
    for rule in words.rules[:1]:
        thing, done, _ = words.said(rule)
        plain = f"can {thing} be {done}"
        yield "syntax", f"which {words.noun(words.kind(rule.scope['object'][0]))} can"
        yield "unknown-name", f"can {thing[:-2]}{thing[-1]}{thing[-2]} be {done}?"
        yield "type", f"{plain} as of 2020-02-30?"
        yield "parameter", f"can $what be {done}?"
        for other in (f"can {rule.id} be {done}?", f"is {thing} under {rule.id}?", f"compare {thing} and {rule.id}"):
            yield "wrong-kind", other
        for name in survey.kb.schema.inputs:
            yield "contradiction", f"{plain} with {words.en.name(name)}, without {words.en.name(name)}?"


def _shared(survey: Survey) -> list[str]:
    """Names that several things have."""
    ids: dict[str, set[str]] = {}
    for entity in survey.kb.knowledge.entities.values():
        for name in entity.names:
            ids.setdefault(name.text.casefold(), set()).add(entity.id)
    return sorted(name for name, known in ids.items() if len(known) > 1)[:20]
