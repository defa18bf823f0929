"""Patterns against a knowledge base: which texts are patterns, and how their rows become an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..answers.answer import Answer, Entries, Item, Thing, Warning, plain
from ..answers.building import cards_of
from ..answers.explaining import written
from ..answers.naming import Namer
from ..answers.phrasing import listed, say
from ..engine.limits import Limits, running
from ..engine.pattern_functions import SIGNATURES, functions_for
from ..engine.patterns.prepared import Check, prepare, understood
from ..engine.patterns.prepared import Prepared as PreparedPattern
from ..engine.patterns.values import Node, Path, Relationship
from ..engine.verdicts.judgement import Considered
from ..ground.frozen import replace
from ..ground.trouble import Trouble
from ..language.patterns.bound import BoundQuery
from ..language.patterns.checking import check_against
from ..language.questions import Fact
from ..language.sorts import is_pattern
from ..model.shape import shape_of

if TYPE_CHECKING:
    from .api import KnowledgeBase, Prepared

__all__ = ["answer_pattern", "is_pattern", "parameters_of", "read_for"]
_PLANS_KEPT = 2


def read_for(
    kb: KnowledgeBase, text: str, limits: Limits, day: date, language: str, strict: str, facts: tuple[Fact, ...] = ()
) -> PreparedPattern:
    """A pattern read and planned for what a knowledge base holds on a day; raises LanguageError where it is refused.

    The facts hold in each of its verdicts that does not say otherwise.
    """
    index = kb.base.graph_index(day)
    namer = Namer(kb.base, day, language)

    def residual(item: Considered) -> str | None:
        return None if item.residual is None else written(item.residual, namer)

    def cards(subjects: tuple[str, ...], kind: str | None) -> list[list[Any]]:
        return [[_back(cell, index.by_id) for cell in row] for row in cards_of(kb.base, namer, subjects, kind)[1]]

    extras = functions_for(kb.base, day, index, limits, cards, residual, namer.text, facts)
    return prepare(text, index, limits=limits, extras=extras, check=_check(kb, strict))


def parameters_of(kb: KnowledgeBase, text: str, limits: Limits, strict: str) -> tuple[str, ...]:
    """The parameters of a pattern, read without any graph; raises LanguageError where it is refused."""
    return understood(text, limits, SIGNATURES, _check(kb, strict))[0].parameters


def _planned(prepared: Prepared, day: date, facts: tuple[Fact, ...]) -> PreparedPattern:
    """A pattern read for a day; one that calls nothing of the knowledge base is planned once."""
    kb, text, language, strict = prepared.kb, prepared.text, prepared.language, prepared.strict
    if facts or any(one.name in text.lower() for one in SIGNATURES):
        return read_for(kb, text, running(prepared.limits), day, language, strict, facts)
    plans = prepared.plans
    found = plans.get(day)
    if found is None:
        found = read_for(kb, text, prepared.limits, day, language, strict)
        if len(plans) >= _PLANS_KEPT:
            plans.clear()
        plans[day] = found
    return found


def _back(cell: Item, nodes: Mapping[Any, Node]) -> Any:
    """A cell of a card in the values of patterns."""
    match cell:
        case Thing(id, name):
            return nodes.get(id, name)
        case tuple():
            return [_back(part, nodes) for part in cell]
        case None | bool() | int() | float() | str():
            return cell
    return plain(cell)


def _check(kb: KnowledgeBase, strict: str) -> Check | None:
    if strict == "off":
        return None

    def check(query: BoundQuery) -> list[Trouble]:
        found = check_against(query, shape_of(kb.schema))
        return found if strict == "strict" else [replace(trouble, severity="warning") for trouble in found]

    return check


def answer_pattern(
    prepared: Prepared, day: date, parameters: Mapping[str, Any], facts: tuple[Fact, ...] = ()
) -> Answer:
    """The rows of a pattern as an answer: a table."""
    kb, language = prepared.kb, prepared.language
    pattern = _planned(prepared, day, facts)
    result = pattern(parameters)
    namer = Namer(kb.base, day, language)
    rows = tuple(tuple(_item(value, namer) for value in row) for row in result.rows)
    shown = [_shown(row[0]) for row in rows if row]
    items = listed(language, shown, 8)
    header = kb.schema.header
    return Answer(
        kind="table",
        question=prepared.text,
        as_of=str(day),
        language=language,
        summary=say(language, "rows", count=len(rows), items=items) if rows else say(language, "none_found"),
        columns=result.columns,
        table=rows,
        warnings=tuple(Warning(trouble.code, trouble.message) for trouble in result.warnings),
        pattern=prepared.text,
        kb={"id": header.id, "version": header.version, "hash": kb.knowledge.hash},
        engine=__version__,
    )


def _item(value: Any, namer: Namer) -> Item:
    match value:
        case Node(id):
            return namer.thing(str(id))
        case Relationship():
            return f"({value.start})-[:{value.type}]->({value.end})"
        case Path(nodes):
            return tuple(_item(node, namer) for node in nodes)
        case list() | tuple():
            return tuple(_item(part, namer) for part in value)
        case dict():
            return Entries(tuple((str(key), _item(part, namer)) for key, part in value.items()))
        case None | bool() | int() | float() | str():
            return value
    return str(value)


def _shown(item: Item) -> str:
    return item.name if isinstance(item, Thing) else str(plain(item))
