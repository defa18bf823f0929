"""The pages of inputs: what is asked and which rules want to know it; and all of them."""

from __future__ import annotations

from ..blocks import Code, Facts, Faint, Folded, Items, Rich, Section, Table, present
from ..excerpts import excerpt
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import linked, listed_rules
from .record_json import json_listing, record_data


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
    columns = tuple(say(language, key) for key in ("input", "question", "type", "menu_rules"))
    table = (
        (Table(say(language, "inputs"), columns, tuple(rows)),)
        if rows
        else (Items(((Faint(say(language, "nothing")),),)),)
    )
    title, data = say(language, "inputs"), {"inputs": list(survey.kb.schema.inputs)}
    return Page("inputs", language, "overview", title, (), table, (), None, "", data)
