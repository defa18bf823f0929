"""The pages of actions: the words and roles of each, those above and below it, its rules; and all of them."""

from __future__ import annotations

from ....model.schema import Action
from ..blocks import Block, Code, Facts, Inline, Link, Rich, Section, Table, Tile, Tiles, present
from ..excerpts import excerpt
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import action_name, first_phrase, joined, joined_kinds, linked, listed_rules
from .record_json import record_data


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
        Section("inherited", say(language, "inherited"), listed_rules(above, survey, language, caption, 100)),
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


def actions_page(survey: Survey, language: str) -> Page:
    """All actions, with how many rules each has."""
    namer = survey.namer(language)
    tiles = []
    for action in survey.kb.schema.actions.values():
        count = len(survey.base.book.by_action.get(action.id, ()))
        name, words = action_name(action.id, survey, namer), first_phrase(action.forms, language) or action.id
        tiles.append(
            Tile(
                Link(name, f"action/{action.id}"),
                namer.text(action.summary) or (words if words != name else ""),
                str(count),
            )
        )
    title, data = say(language, "actions"), {"actions": list(survey.kb.schema.actions)}
    return Page("actions", language, "overview", title, (), (Tiles(tuple(tiles)),), (), None, "", data)
