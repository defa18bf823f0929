"""The order of words in Chinese questions: what is worth offering after a Chinese word when nothing is begun.

The grammar takes many more orders; they are understood when typed, and completed from their first character on.
"""

from __future__ import annotations

from collections.abc import Sequence

_KIND, _THING, _ACT, _INPUT, _DAY = ("KIND",), ("ENTITY",), ("ACT",), ("INPUT",), ("VALUE",)
_PREDICATES = ("REL", "INV", "CAN", "CANNOT", "NEED", "UNDER")
_TAILS = ("AS_OF", "IN_CHINESE", "IN_ENGLISH")
_OPENERS = ("WHICH", "LIST", "HOW_MANY", "WHO", "HOW", "DESCRIBE", "COMPARE", "WHAT")
_NEXT: dict[str, tuple[str, ...]] = {
    "WHICH": _KIND, "LIST": _KIND, "HOW_MANY": _KIND, "DESCRIBE": _THING, "COMPARE": _THING, "HOW": _ACT,
    "WHAT": ("BE",), "WHO": ("CAN", "CANNOT", "REL"), "CAN": _ACT, "CANNOT": _ACT, "REL": _THING, "INV": _THING,
    "UNDER": _THING, "NEED": _THING, "AS_OF": _DAY, "GIVEN": _INPUT, "PREP": _THING, "DE": ("ATTR",), "WHY": _OPENERS,
    "PATTERN": _OPENERS, "ATTR": ("HOW_MUCH",), "_AND_ALSO": _THING, "OR_ALSO": _THING, "TODAY": (), "IN_CHINESE": (),
    "IN_ENGLISH": (), "HOW_MUCH": _TAILS, "BE": _THING, "AND": _PREDICATES, "OR": _PREDICATES, "BUT": _PREDICATES,
    "INPUT": ("EQ", "LE", "GE"), "EQ": ("VALUE", "CHOICE"), "LE": _DAY, "GE": _DAY, "ASK_NEXT": _TAILS,
    "ASK_OPEN": _THING, "WHAT_CHANGED": _TAILS, "CHOICE": _TAILS,
}  # fmt: skip


def chinese_next(types: Sequence[str]) -> tuple[str, ...]:
    """The terminals that may follow the words of these terminals, the last of them Chinese."""
    if not types:
        return _OPENERS
    last = types[-1]
    if last == "KIND":
        return ("REL", "INV", "CAN", "CANNOT", "NEED", "UNDER", *_TAILS)
    if last == "ACT":
        return _after_action(types)
    if last == "ENTITY":
        return _after_thing(types)
    return _NEXT.get(last, ())


def is_english_only(terminal: str, text: str) -> bool:
    """Whether a Chinese keyword does not begin a question, though its English one does."""
    return not text.isascii() and terminal in ("BE", "CAN", "CANNOT", "DO")


def _after_action(types: Sequence[str]) -> tuple[str, ...]:
    if types[0] == "HOW":
        return (*_THING, *_TAILS)
    if types[0] == "WHO":
        return _THING
    return ("PREP", "GIVEN", *_TAILS)


def _after_thing(types: Sequence[str]) -> tuple[str, ...]:
    """After the first name a predicate follows, after the object of one a tail."""
    if len(types) == 1:
        return (*_PREDICATES, "DE", "ASK_NEXT")
    if types[0] == "COMPARE":
        return ("_AND_ALSO", *_TAILS) if "_AND_ALSO" not in types else _TAILS
    if "ASK_NEXT" in types or "ASK_OPEN" in types:
        return ("ASK_NEXT", *_TAILS)
    return _TAILS
