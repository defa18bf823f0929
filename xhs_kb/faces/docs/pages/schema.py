"""The pages of what is declared: kinds with their records, actions with their rules, inputs with who asks for them.

It is longer than most, since three sorts of pages share their tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from ....model.schema import Action, Kind, Phrases, Relation
from ..blocks import (
    Block,
    Code,
    Facts,
    Faint,
    Folded,
    Inline,
    Items,
    Link,
    Para,
    Rich,
    Section,
    Table,
    Tile,
    Tiles,
    present,
)
from ..excerpts import excerpt
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import action_name, joined, joined_kinds, kind_link, linked, listed_rules
from .record_json import json_listing, record_data

PER_PAGE = 400


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
            rows.append((ends[0], (_first(relation.phrases, language) or relation.id,), ends[1]))
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
    turns: list[Inline] = []
    if number > 1:
        turns += [Link(say(language, "previous_page"), f"kind/{id}" + (f"-{number - 1}" if number > 2 else "")), " "]
    if number < kind_pages(id, survey):
        turns.append(Link(say(language, "next_page"), f"kind/{id}-{number + 1}"))
    table = (Table(say(language, "members"), columns, tuple(rows)),) if rows else (Para((say(language, "nothing"),)),)
    return (*table, *((Para(tuple(turns)),) if turns else ()))


def _short(text: str, most: int = 140) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _first(phrases: Phrases, language: str) -> str:
    words = phrases.get(language) or phrases.get("en") or next(iter(phrases.values()), ())
    return words[0] if words else ""


# --- actions ------------------------------------------------------------------------------------------------------


def action_page(id: str, survey: Survey, language: str) -> Page:
    """An action: its words and roles, those above and below it, its rules."""
    schema, namer = survey.kb.schema, survey.namer(language)
    action = schema.actions[id]
    own = [rule.id for rule in survey.base.book.by_action.get(id, ())]
    above = [rule.id for rule in survey.base.book.of(id) if rule.rule.action != id]
    caption = say(language, "rules_above")
    sections = (
        Section("facts", say(language, "facts"), _action_facts(action, survey, language)),
        Section("roles", say(language, "roles"), _roles(action, survey, language)),
        Section("rules", say(language, "rules"), listed_rules(own, survey, language, say(language, "rules"), 2000)),
        Section("inherited", say(language, "above"), listed_rules(above, survey, language, caption, 100)),
        Section("developers", say(language, "developers"), excerpt(action.span, language)),
    )
    words = " ".join(form for forms in action.forms.values() for form in forms)
    data = {"action": record_data(action), "rules": own}
    lead: Rich = (namer.text(action.summary),) if action.summary else ()
    crumbs = ((say(language, "actions"), "actions"),)
    return Page(
        f"action/{id}",
        language,
        "action",
        action_name(id, survey, namer),
        lead,
        present(sections),
        crumbs,
        None,
        f"{id} {words}",
        data,
    )


def _action_facts(action: Action, survey: Survey, language: str) -> tuple[Block, ...]:
    namer = survey.namer(language)
    rows: list[tuple[str, Rich]] = [(say(language, "id"), (Code(action.id),))]
    for spoken, forms in action.forms.items():
        rows.append((f"{say(language, 'forms')} ({spoken})", (", ".join(forms),)))
    above = survey.kb.schema.actions_above(action.id)[1:]
    below = survey.base.book.actions_below.get(action.id, ())
    rows += [(say(language, "above"), joined(above, survey, namer))] if above else []
    rows += [(say(language, "below"), joined(below, survey, namer))] if below else []
    return (Facts(tuple(rows)),)


def _roles(action: Action, survey: Survey, language: str) -> tuple[Block, ...]:
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    for role in survey.kb.schema.roles(action.id).values():
        words = role.phrases.get(language) or role.phrases.get("en") or ()
        usual: tuple[Inline, ...] = (linked(role.default, survey, namer),) if role.default else ()
        rows.append(((Code(role.id),), joined_kinds(role.kinds, survey, namer), (", ".join(words),), usual))
    columns = (
        say(language, "roles"),
        say(language, "kind"),
        say(language, "forms"),
        say(language, "default", name="").strip(),
    )
    return (Table(say(language, "roles"), columns, tuple(rows)),) if rows else ()


# --- inputs -------------------------------------------------------------------------------------------------------


def input_page(id: str, survey: Survey, language: str) -> Page:
    """An input: what is asked, of which type, and which rules want to know it."""
    declared, namer = survey.kb.schema.inputs[id], survey.namer(language)
    rows: list[tuple[str, Rich]] = [
        (say(language, "id"), (Code(id),)),
        (say(language, "type"), (Code(str(declared.type)),)),
    ]
    low, high = declared.minimum, declared.maximum
    if low is not None or high is not None:
        bounds = f"{'' if low is None else namer.value(low)}..{'' if high is None else namer.value(high)}"
        rows.append((say(language, "bounds"), (bounds,)))
    names = tuple(dict.fromkeys(name.text for name in declared.names))
    if names:
        rows.append((say(language, "names"), (", ".join(names),)))
    using = survey.rules_using.get(id, ())
    sections = (
        Section("facts", say(language, "facts"), (Facts(tuple(rows)),)),
        Section("rules", say(language, "used_by"), listed_rules(using, survey, language, say(language, "used_by"))),
        Section(
            "developers",
            say(language, "developers"),
            (
                *excerpt(declared.span, language),
                Folded(say(language, "json"), (json_listing(record_data(declared), say(language, "json")),)),
            ),
        ),
    )
    lead = namer.text(declared.ask) or namer.text(declared.summary)
    data = {"input": record_data(declared), "rules": list(using)}
    keywords = f"{id} {' '.join(names)}"
    crumbs = ((say(language, "inputs"), "inputs"),)
    return Page(
        f"input/{id}",
        language,
        "input",
        namer.name(id),
        (lead,) if lead else (),
        present(sections),
        crumbs,
        None,
        keywords,
        data,
    )


# --- what there is of them ----------------------------------------------------------------------------------------


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
    words = (_first(relation.phrases, language) or relation.id,)
    return (
        joined_kinds(relation.sources, survey, namer),
        words,
        joined_kinds(relation.targets, survey, namer),
        (Code(relation.id),),
    )


def actions_page(survey: Survey, language: str) -> Page:
    """All actions, with how many rules each has."""
    namer = survey.namer(language)
    tiles = []
    for action in survey.kb.schema.actions.values():
        count = len(survey.base.book.by_action.get(action.id, ()))
        words = _first(action.forms, language) or action.id
        tiles.append(
            Tile(
                Link(action_name(action.id, survey, namer), f"action/{action.id}"),
                namer.text(action.summary) or words,
                str(count),
            )
        )
    return Page("actions", language, "overview", say(language, "actions"), (), (Tiles(tuple(tiles)),))


def inputs_page(survey: Survey, language: str) -> Page:
    """All inputs, with what is asked."""
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    for declared in survey.kb.schema.inputs.values():
        count = len(survey.rules_using.get(declared.id, ()))
        rows.append(
            (
                (linked(declared.id, survey, namer),),
                (namer.text(declared.ask),),
                (Code(str(declared.type)),),
                (str(count),),
            )
        )
    columns = tuple(say(language, key) for key in ("input", "question", "type", "rules"))
    table = (
        (Table(say(language, "inputs"), columns, tuple(rows)),)
        if rows
        else (Items(((Faint(say(language, "nothing")),),)),)
    )
    return Page("inputs", language, "overview", say(language, "inputs"), (), table)
