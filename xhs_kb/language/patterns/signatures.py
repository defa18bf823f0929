"""The functions of the pattern language: what each takes and gives. How they work is the engine's business."""

from __future__ import annotations

from ...ground.frozen import dataclass
from .types import (
    ANY,
    BOOLEAN,
    FLOAT,
    INTEGER,
    MAP,
    NODE,
    NUMBER,
    NUMBERS,
    RELATIONSHIP,
    STRING,
    TEMPORAL,
    Kind,
    Kinds,
    Type,
    list_of,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A function: the kinds that each parameter takes, how many of the last may be left out, and what it gives."""

    name: str
    parameters: tuple[Kinds, ...]
    result: Type
    optional: int = 0
    variadic: bool = False
    aggregate: bool = False
    constant: bool = True

    def takes(self, count: int) -> bool:
        """Whether it can be called with so many arguments."""
        return len(self.parameters) - self.optional <= count and (self.variadic or count <= len(self.parameters))

    def __str__(self) -> str:
        names = ["|".join(sorted(kinds)) for kinds in self.parameters]
        cut = len(names) - self.optional
        shown = ", ".join(names[:cut]) + "".join(f"[, {name}]" if cut or index else f"[{name}]"
                                                 for index, name in enumerate(names[cut:]))
        return f"{self.name}({shown}{', …' if self.variadic else ''})"


_ANY: Kinds = frozenset({"any"})
_TEXT: Kinds = frozenset({"string"})
_LIST: Kinds = frozenset({"list"})
_INTEGER: Kinds = frozenset({"integer"})
_NODE: Kinds = frozenset({"node"})
_RELATIONSHIP: Kinds = frozenset({"relationship"})
_MAP: Kinds = frozenset({"map"})
_PATH: Kinds = frozenset({"path"})
_TEXTS = list_of(STRING)
_TRUTH: Kinds = frozenset({"boolean"})
_DURATION: Kinds = frozenset({"duration"})
_SUMMABLE: Kinds = NUMBERS | _DURATION


def _one(names: str, kinds: Kinds, result: Type) -> tuple[Signature, ...]:
    return tuple(Signature(name, (kinds,), result) for name in names.split())


_ALL: tuple[Signature, ...] = (
    Signature("coalesce", (_ANY,), ANY, variadic=True),
    *_one("head last", _LIST, ANY),
    *_one("tail", _LIST, list_of()),
    *_one("size", frozenset({"list", "string"}), INTEGER),
    *_one("length", _PATH, INTEGER),
    *_one("type", _RELATIONSHIP, STRING),
    *_one("id", _NODE | _RELATIONSHIP, ANY),
    *_one("elementId", _NODE | _RELATIONSHIP, STRING),
    *_one("labels", _NODE, _TEXTS),
    *_one("properties", frozenset({"node", "relationship", "map"}), MAP),
    *_one("keys", frozenset({"node", "relationship", "map"}), _TEXTS),
    *_one("nodes", _PATH, list_of(NODE)),
    *_one("relationships", _PATH, list_of(RELATIONSHIP)),
    *_one("startNode endNode", _RELATIONSHIP, NODE),
    *_one("exists", _ANY, BOOLEAN),
    Signature("range", (_ANY, _ANY, _ANY), list_of(INTEGER), optional=1),
    *_one("reverse", frozenset({"list", "string"}), ANY),
    *_one("toBoolean", _TRUTH | _TEXT, BOOLEAN),
    *_one("toInteger", NUMBERS | _TEXT, INTEGER),
    *_one("toFloat", NUMBERS | _TEXT, FLOAT),
    *_one("toString", NUMBERS | _TEXT | TEMPORAL | _TRUTH, STRING),
    *_one("toBooleanOrNull", _ANY, BOOLEAN),
    *_one("toIntegerOrNull", _ANY, INTEGER),
    *_one("toFloatOrNull", _ANY, FLOAT),
    *_one("toStringOrNull", _ANY, STRING),
    *_one("abs", NUMBERS, NUMBER),
    *_one("ceil floor sqrt exp log log10 sin cos tan cot asin acos atan degrees radians haversin",
          NUMBERS, FLOAT),
    Signature("round", (NUMBERS, _INTEGER), FLOAT, optional=1),
    *_one("sign", NUMBERS, INTEGER),
    *_one("isNaN", NUMBERS, BOOLEAN),
    Signature("atan2", (NUMBERS, NUMBERS), FLOAT),
    Signature("e", (), FLOAT),
    Signature("pi", (), FLOAT),
    Signature("rand", (), FLOAT, constant=False),
    *_one("toUpper toLower upper lower trim lTrim rTrim", _TEXT, STRING),
    Signature("left", (_TEXT, _INTEGER), STRING),
    Signature("right", (_TEXT, _INTEGER), STRING),
    Signature("substring", (_TEXT, _INTEGER, _INTEGER), STRING, optional=1),
    Signature("replace", (_TEXT, _TEXT, _TEXT), STRING),
    Signature("split", (_TEXT, _TEXT), _TEXTS),
    Signature("count", (_ANY,), INTEGER, aggregate=True),
    Signature("sum", (_SUMMABLE,), ANY, aggregate=True),
    Signature("avg", (_SUMMABLE,), ANY, aggregate=True),
    Signature("min", (_ANY,), ANY, aggregate=True),
    Signature("max", (_ANY,), ANY, aggregate=True),
    Signature("collect", (_ANY,), list_of(), aggregate=True),
    Signature("percentileCont", (NUMBERS, NUMBERS), FLOAT, aggregate=True),
    Signature("percentileDisc", (NUMBERS, NUMBERS), ANY, aggregate=True),
    Signature("stDev", (NUMBERS,), FLOAT, aggregate=True),
    Signature("stDevP", (NUMBERS,), FLOAT, aggregate=True),
)


def _times() -> tuple[Signature, ...]:
    made = frozenset[Kind]({"map", "string"}) | TEMPORAL
    kinds: tuple[Kind, ...] = ("date", "localtime", "time", "localdatetime", "datetime")
    found: list[Signature] = []
    for kind in kinds:
        found.append(Signature(kind, (made,), Type(kind), optional=1))
        found += [Signature(f"{kind}.{clock}", (_TEXT,), Type(kind), optional=1)
                  for clock in ("transaction", "statement", "realtime")]
        found.append(Signature(f"{kind}.truncate", (_TEXT, TEMPORAL, _MAP), Type(kind), optional=2))
    return tuple(found)


_LENGTH = Type("duration")
_TIMES: tuple[Signature, ...] = (
    *_times(),
    Signature("duration", (frozenset({"map", "string", "duration"}),), _LENGTH),
    *(Signature(f"duration.{name}", (TEMPORAL, TEMPORAL), _LENGTH)
      for name in ("between", "inMonths", "inDays", "inSeconds")),
    Signature("datetime.fromEpoch", (_INTEGER, _INTEGER), Type("datetime")),
    Signature("datetime.fromEpochMillis", (_INTEGER,), Type("datetime")),
)
SIGNATURES: dict[str, Signature] = {signature.name.lower(): signature for signature in (*_ALL, *_TIMES)}
"""Every built-in function by its lower-case name."""
