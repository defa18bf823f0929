"""The pages of kinds: what is declared of each, with its records, and all kinds with the relations between them."""

from __future__ import annotations

from collections.abc import Sequence

from ....model.schema import Kind, Relation
from ..blocks import Block, Code, Facts, Para, Rich, Section, Table, Tile, Tiles, present
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import PER_PAGE, first_phrase, joined, joined_kinds, kind_link, linked, turns
from .record_json import record_data


def kind_pages(id: str, survey: Survey) -> int:
    """How many pages a kind's records take."""
    return max(1, -(-len(survey.base.index.by_kind.get(id, ())) // PER_PAGE))


def kind_page(id: str, number: int, survey: Survey, language: str) -> Page:
    """A kind: what is declared of it, and its records (`number` counts pages from 1)."""
    kind, namer = survey.kb.schema.kinds[id], survey.namer(language)
    ids = survey.base.index.by_kind.get(id, ())
    sections = [] if number > 1 else [Section("facts", say(language, "facts"), _declared(kind, survey, language))]
    sections.append(Section("members", say(language, "members"), _members(id, ids, number, survey, language)))
    title = kind_link(id, survey, namer).text
    if kind_pages(id, survey) > 1:
        title += f" ({say(language, 'page_of', number=number, count=kind_pages(id, survey))})"
    address = f"kind/{id}" + ("" if number == 1 else f"-{number}")
    lead: Rich = (say(language, "closed"),) if kind.closed else ()
    names = " ".join(name.text for name in kind.names)
    data = {"kind": record_data(kind), "members": list(ids)}
    crumbs = ((say(language, "kinds"), "kinds"),)
    return Page(address, language, "kind", title, lead, present(sections), crumbs, None, f"{id} {names}", data)


def _declared(kind: Kind, survey: Survey, language: str) -> tuple[Block, ...]:
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    for attribute in kind.attributes.values():
        words = attribute.phrases.get(language) or attribute.phrases.get("en") or ()
        rows.append(
            ((namer.attribute(attribute.id, kind.id),), (Code(str(attribute.type)),), (words[0] if words else "",))
        )
    columns = tuple(say(language, key) for key in ("name", "type", "asked_as"))
    attributes = (Table(say(language, "attributes"), columns, tuple(rows)),) if rows else ()
    names = tuple(name.text for name in kind.names if name.language == language)
    head: list[tuple[str, Rich]] = [(say(language, "id"), (Code(kind.id),))]
    if names:
        head.append((say(language, "names"), (say(language, "comma").join(names),)))
    return (Facts(tuple(head)), *attributes, *_relations(kind.id, survey, language))


def _relations(kind: str, survey: Survey, language: str) -> tuple[Block, ...]:
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    for relation in survey.kb.schema.relations.values():
        if kind in (*relation.sources, *relation.targets):
            ends = joined_kinds(relation.sources, survey, namer), joined_kinds(relation.targets, survey, namer)
            rows.append((ends[0], (first_phrase(relation.phrases, language) or relation.id,), ends[1]))
    columns = tuple(say(language, key) for key in ("from", "relation", "record"))
    return (Table(say(language, "relations"), columns, tuple(rows)),) if rows else ()


def _members(id: str, ids: Sequence[str], number: int, survey: Survey, language: str) -> tuple[Block, ...]:
    namer = survey.namer(language)
    shown = ids[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows: list[tuple[Rich, ...]] = []
    for one in shown:
        entity = survey.kb.knowledge.entities[one]
        parents = joined((link.parent for link in entity.parents), survey, namer)
        rows.append(((linked(one, survey, namer),), parents, (_short(namer.text(entity.summary)),)))
    columns = tuple(say(language, key) for key in ("name", "is_a", "what"))
    table = (Table(say(language, "members"), columns, tuple(rows)),) if rows else (Para((say(language, "nothing"),)),)
    return (*table, *turns(f"kind/{id}", number, kind_pages(id, survey), language))


def _short(text: str, most: int = 140) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def kinds_page(survey: Survey, language: str) -> Page:
    """All kinds of things, with how many there are; then the relations between them."""
    namer, index = survey.namer(language), survey.base.index
    kinds = [kind for kind in survey.kb.schema.kinds.values() if not kind.built_in]
    counts = {kind.id: len(index.by_kind.get(kind.id, ())) for kind in kinds}
    tiles = tuple(Tile(kind_link(k.id, survey, namer), _some(k, survey, language), str(counts[k.id])) for k in kinds)
    relations = survey.kb.schema.relations.values()
    rows = tuple(_relation_row(relation, survey, language) for relation in relations)
    columns = tuple(say(language, key) for key in ("from", "relation", "record", "id"))
    sections = (
        Section("kinds", say(language, "kinds"), (Tiles(tiles),) if tiles else ()),
        Section(
            "relations", say(language, "relations"), (Table(say(language, "relations"), columns, rows),) if rows else ()
        ),
    )
    return Page(
        "kinds", language, "overview", say(language, "kinds"), (), present(sections), (), None, "", {"kinds": counts}
    )


def _some(kind: Kind, survey: Survey, language: str) -> str:
    namer = survey.namer(language)
    return say(language, "comma").join(namer.name(id) for id in survey.base.index.by_kind.get(kind.id, ())[:4])


def _relation_row(relation: Relation, survey: Survey, language: str) -> tuple[Rich, ...]:
    namer = survey.namer(language)
    words = (first_phrase(relation.phrases, language) or relation.id,)
    return (
        joined_kinds(relation.sources, survey, namer),
        words,
        joined_kinds(relation.targets, survey, namer),
        (Code(relation.id),),
    )
