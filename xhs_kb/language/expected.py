"""What may come next, said in words: groups of words and things with an example, never names of terminals."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import cast

from ..ground.frozen import dataclass
from ..model.vocabulary import Category, Meaning
from .lexing import Word
from .narrowing import kinds_wanted
from .search import Chain, Search, unroll

_SHOWN = 4
_GROUPS = {
    "ENTITY": "a name",
    "KIND": "a kind of thing",
    "ACT": "an action",
    "REL": "a relation",
    "INPUT": "an input",
    "ATTR": "an attribute",
    "ROLE": "a role",
    "VALUE": "a value, such as *20%* or *2019-11*",
    "PREP": "a role's word",
    "AUTHORITY": "a publisher",
    "ASK_OPEN": "",
    "ASK_NEXT": "",
    "QUOTED": "",
    "PARAM": "",
    "CHOICE": "",
}
_SAME = {"INV": "REL", "REL_BE": "REL", "INV_BE": "REL", "PREP_IN": ""}
_OPENERS = ("CAN", "BE", "DO", "WHICH", "WHAT", "HOW", "WHY", "COMPARE")
_MANY = 3
_KEYWORD_GROUPS = (
    ("a sign of comparison, such as *=* or *>=*", {"EQ", "NE", "LT", "LE", "GT", "GE", "IN_OP", "IS", "CONTAINS"}),
    (
        "a predicate, such as *under …* or *need …*",
        {
            "BE",
            "DO",
            "CAN",
            "CANNOT",
            "NEED",
            "FORBIDDEN",
            "CONDITIONAL",
            "ALLOWED",
            "UNREGULATED",
            "DISCOURAGED",
            "RECOMMENDED",
            "A",
            "KIND_OF",
            "UNDER",
            "ABOUT",
            "APPLY_TO",
            "WITH",
            "HAVE",
            "WHOSE",
            "BEGAN",
            "CEASED",
            "SINCE",
            "UNTIL",
            "BETWEEN",
            "IN",
            "NOT",
            "LPAR",
        },
    ),
    (
        "what limits the question, such as *as of 2020* or *given …*",
        {"AS_OF", "IN_TAIL", "TODAY", "GIVEN", "WITH_TAIL", "WITHOUT", "ACCORDING_TO", "IN_ENGLISH", "IN_CHINESE"},
    ),
    ("a calculation", {"PLUS", "MINUS", "TIMES", "DIVIDE"}),
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What may come next: in words, its keywords, and more for the help (None where there is no more)."""

    said: str
    keywords: tuple[str, ...]
    help: str | None = None


def terminals(search: Search) -> dict[str, Chain]:
    """The terminals that may come at the furthest place, each with the words that lead there."""
    found: dict[str, Chain] = {}
    for stack, chain in search.there.items():
        for terminal in search.tables.ordered(stack):
            if (
                terminal.isupper()
                and terminal not in found
                and terminal != "$END"
                and search.tables.shift(stack, terminal) is not None
            ):
                found[terminal] = chain
    return found


def expected(search: Search) -> Expected:
    """What may come at the furthest place that the text could be understood to."""
    found = terminals(search)
    keywords = _keywords(search, found)
    if search.furthest == 0 and len(set(_OPENERS) & set(found)) > _MANY:
        return Expected("a question, which begins with " + _listed(_spelt(search, _OPENERS)), tuple(keywords))
    things: dict[str, None] = {}
    for terminal, chain in found.items():
        if (name := _SAME.get(terminal, terminal)) in _GROUPS and (said := _said(search, name, unroll(chain))):
            things.setdefault(said)
    grouped = [(said, names) for said, names in _KEYWORD_GROUPS if len(names & set(found)) > _MANY]
    left = [t for t in found if not any(t in names for _, names in grouped)]
    words = [f"`{keyword}`" for keyword in _keywords(search, left)]
    shown = [*things, *words[:_SHOWN], *(group for group, _ in grouped)]
    help_ = "also: " + ", ".join(words[_SHOWN:]) if words[_SHOWN:] else None
    return Expected(_listed(shown), tuple(keywords), help_)


def _example(known: Iterable[Meaning]) -> str | None:
    """The first of them that is a name rather than an id; no more are read than that takes."""
    first: str | None = None
    for meaning in known:
        if meaning.language:
            return meaning.text
        first = first or meaning.text
    return first


def _spelt(search: Search, names: Iterable[str]) -> list[str]:
    return [f"`{search.tables.spellings[name][0]}`" for name in names]


def _said(search: Search, terminal: str, words: list[Word]) -> str:
    vocabulary = search.lexer.vocabulary
    if terminal in ("VALUE", "ASK_OPEN", "ASK_NEXT", "QUOTED", "PARAM", "CHOICE"):
        return _GROUPS[terminal]
    label = _GROUPS[terminal]
    kinds: Collection[str] | None = None
    if terminal == "ENTITY":
        kinds = kinds_wanted(vocabulary, words)
        if kinds is not None:
            label = _listed([vocabulary.noun(kind) for kind in sorted(kinds)][:3])
    example = _example(m for m in vocabulary.of_category(cast(Category, terminal)) if kinds is None or m.of in kinds)
    return f"{label}, such as *{example}*" if example else label


def _keywords(search: Search, terminals_: Iterable[str]) -> list[str]:
    """The first spelling of each keyword, in the order of the grammar."""
    spellings = search.tables.spellings
    order = {terminal: number for number, terminal in enumerate(spellings)}
    return list(
        dict.fromkeys(spellings[t][0] for t in sorted((t for t in terminals_ if t in order), key=lambda t: order[t]))
    )


def _listed(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + (" or " if len(parts) > 1 else "") + parts[-1] if parts else ""
