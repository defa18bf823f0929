"""A base after rules in its folder were edited: what the edit cannot touch is carried over and not read again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from ..ground.frozen import fields_of, replace
from ..ground.trouble import Trouble
from ..model.overlaid import Overlaid
from ..model.reading.again import read_again
from ..model.records import Knowledge
from .base import Base, bind_rule
from .index import Index, governed
from .tables.succession import succeed

T = TypeVar("T")


def edited_base(base: Base, contents: Mapping[str, bytes]) -> Base | None:
    """The base of a folder's files as they are now; None where they have to be read as a whole."""
    found = read_again(base.knowledge, contents)
    if found is None:
        return None
    troubles: list[Trouble] = []
    knowledge = found.knowledge
    rules = {id: bind_rule(knowledge.rules[id], knowledge, base.vocabulary, troubles) for id in found.rules}
    if troubles:
        return None
    vocabulary = _carried(base.vocabulary, knowledge=knowledge)
    book = replace(base.book, rules=Overlaid(base.book.rules, rules), edited=base.book.edited | found.rules)
    made = replace(base, knowledge=knowledge, vocabulary=vocabulary, index=_index(base.index, knowledge, found.rules),
                   book=book, _worlds={}, _accounts={}, _graphs={})
    for (day, speaker), world in list(base._worlds.items()):
        succeed(made.world(day, speaker), world, found.rules)
    return made


def _index(before: Index, knowledge: Knowledge, edited: frozenset[str]) -> Index:
    """The ways into the records, those from things to rules by the scopes that the edited rules have now."""
    made = _carried(before, knowledge=knowledge)
    moved = [id for id in sorted(edited) if before.knowledge.rules[id].scope != knowledge.rules[id].scope]
    if moved:
        old = before.governing
        tops = {id: set(governed(knowledge.rules[id])) for id in moved}
        touched = {top for id in moved for top in (*tops[id], *governed(before.knowledge.rules[id]))}
        new = {top: _sorted_in(old.get(top, ()), tops, top) for top in sorted(touched)}
        vars(made)["governing"] = Overlaid(old, new)
        if type(before) is not Index or "sizes" in vars(before):  # else they are counted from this when somebody asks
            more = sum(len(ids) - len(old.get(top, ())) for top, ids in new.items())
            vars(made)["sizes"] = {**before.sizes, "governs": before.sizes["governs"] + more}
    return made


def _sorted_in(ids: Sequence[str], tops: Mapping[str, Collection[str]], top: str) -> tuple[str, ...]:
    """The rules that name a thing, where `tops` are the things that some of them name now."""
    stay = (id for id in ids if id not in tops)
    return tuple(sorted((*stay, *(id for id, named in tops.items() if top in named))))


def _carried(value: T, **changes: Any) -> T:
    """The value with other fields, and with what it had worked out of those that stay."""
    made = replace(value, **changes)  # type: ignore[type-var]
    own = set(fields_of(type(value)))
    vars(made).update({name: kept for name, kept in vars(value).items() if name not in own})
    return made
