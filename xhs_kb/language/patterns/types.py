"""What is known of a value before anything runs.

`any` is everything that is not known. A type is wrong for a place only where it certainly is: null fits everywhere.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from ...ground.frozen import dataclass

Kind: TypeAlias = Literal[
    "any", "null", "boolean", "integer", "float", "number", "string", "list", "map", "node", "relationship", "path",
    "date", "time", "localtime", "datetime", "localdatetime", "duration",
]
Kinds: TypeAlias = frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of value, and for a list what it holds (None: not known)."""

    kind: Kind
    item: Type | None = None

    def fits(self, accepted: Kinds) -> bool:
        """Whether a value of this type may stand where `accepted` kinds are wanted."""
        if self.kind in ("any", "null") or "any" in accepted or self.kind in accepted:
            return True
        return self.kind == "number" and bool(accepted & {"integer", "float"})


ANY = Type("any")
NULL = Type("null")
BOOLEAN = Type("boolean")
INTEGER = Type("integer")
FLOAT = Type("float")
NUMBER = Type("number")
STRING = Type("string")
MAP = Type("map")
NODE = Type("node")
RELATIONSHIP = Type("relationship")
PATH = Type("path")

TEMPORAL: Kinds = frozenset({"date", "time", "localtime", "datetime", "localdatetime", "duration"})
NUMBERS: Kinds = frozenset({"integer", "float", "number"})
TRUTH: Kinds = frozenset({"boolean"})
_MAPS: Kinds = frozenset({"map", "node", "relationship"})
KEYED: Kinds = _MAPS | TEMPORAL


def list_of(item: Type | None = None) -> Type:
    """The type of a list."""
    return Type("list", item)


def common(types: tuple[Type, ...]) -> Type:
    """What several types have in common; null fits in anywhere."""
    known = {type for type in types if type.kind != "null"}
    if len(known) == 1:
        return known.pop()
    if known and all(type.kind in NUMBERS for type in known):
        return NUMBER
    if known and all(type.kind == "list" for type in known):
        return list_of()
    return ANY if known or not types else NULL


def of_value(value: object) -> Type:
    """The type of a literal."""
    match value:
        case None:
            return NULL
        case bool():
            return BOOLEAN
        case int():
            return INTEGER
        case float():
            return FLOAT
        case str():
            return STRING
        case _:
            return ANY
