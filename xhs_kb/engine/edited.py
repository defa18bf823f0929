"""A base after rules in its folder were edited: what the edit cannot touch is carried over and not read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from ..ground.frozen import fields_of, replace
from ..ground.trouble import Trouble
from ..model.overlaid import Overlaid
from ..model.reading.again import read_again
from .base import Base, bind_rule
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
    made = replace(base, knowledge=knowledge, vocabulary=vocabulary, index=_carried(base.index, knowledge=knowledge),
                   book=book, _worlds={}, _accounts={}, _graphs={})
    for (day, speaker), world in list(base._worlds.items()):
        succeed(made.world(day, speaker), world, found.rules)
    return made


def _carried(value: T, **changes: Any) -> T:
    """The value with other fields, and with what it had worked out of those that stay."""
    made = replace(value, **changes)  # type: ignore[type-var]
    own = set(fields_of(type(value)))
    vars(made).update({name: kept for name, kept in vars(value).items() if name not in own})
    return made
