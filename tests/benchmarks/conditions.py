"""Judging many conditions over many inputs against one Python function of the same conditions, written by hand.

Thirty rules (prohibitions, requirements, exceptions, advice) read twenty inputs of several types. The function takes a
dict and gives the ids of the violated rules; the engine gives permission, advice and the ids, and checks every value
against its type and bounds first. All rows are made with a fixed seed and no two are alike.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from xhs_kb import KnowledgeBase
from xhs_kb.engine.base import Base, bind
from xhs_kb.ground.values import Day
from xhs_kb.model.records import Citation, Condition, Entity, Grounds, Knowledge, Rule, SourceRecord
from xhs_kb.model.schema import Action, Header, Input, Kind, Name, Role, Schema, Type

GROUNDS = Grounds((Citation("book", "1"),))
TYPES: dict[str, Type] = {
    **dict.fromkeys(("fragile", "insured", "chilled", "sealed", "gift"), Type("bool")),
    **dict.fromkeys(("pieces", "stops", "floors", "rating"), Type("integer")),
    **dict.fromkeys(("width", "height"), Type("number")),
    "load": Type("number", unit="kg"),
    **dict.fromkeys(("alcohol", "discount"), Type("percent")),
    "mode": Type("choice", choices=("road", "rail", "sea", "air")),
    "zone": Type("choice", choices=("north", "south", "east", "west")),
    "grade": Type("choice", choices=("a", "b", "c")),
    "colour": Type("text"),
    **dict.fromkeys(("packed", "due"), Type("date")),
}
BOUNDS = {"pieces": (0, 500), "rating": (0, 10)}
Parts = Mapping[str, str]
RULES: dict[str, tuple[str, Parts]] = {
    "r01": ("forbid", {"when": "load > 30 and fragile"}),
    "r02": ("forbid", {"when": "pieces > 120 and mode = air"}),
    "r03": ("forbid", {"when": "alcohol > 24% and mode = air"}),
    "r04": ("forbid", {"when": "stops > 5 and chilled"}),
    "r05": ("forbid", {"when": "width > 2.5 or height > 2.5"}),
    "r06": ("forbid", {"when": "packed < 2025-06-01 and chilled"}),
    "r07": ("forbid", {"when": "grade = c and gift"}),
    "r08": ("forbid", {"when": "zone in [north, east] and not sealed"}),
    "r09": ("forbid", {"when": 'colour = "red" and discount > 30%'}),
    "r10": ("forbid", {"when": "rating < 3", "unless": "insured"}),
    "r11": ("require", {"when": "fragile", "that": "insured"}),
    "r12": ("require", {"when": "load > 100", "that": "mode in [rail, sea]"}),
    "r13": ("require", {"when": "alcohol > 10%", "that": "sealed and grade != c"}),
    "r14": ("require", {"that": "due >= 2026-01-15"}),
    "r15": ("require", {"when": "chilled", "that": "stops <= 4 or insured"}),
    "r16": ("forbid", {"when": "floors > 8", "unless": "load <= 20"}),
    "r17": ("forbid", {"when": "due < 2026-02-01 and mode = sea"}),
    "r18": ("forbid", {"when": "discount >= 50% and rating > 8"}),
    "r19": ("forbid", {"when": "pieces <= 2 and load > 200"}),
    "r20": ("forbid", {"when": 'zone = west and colour in ["blue", "green"]'}),
    "r21": ("forbid", {"when": "height > 1.8 and mode = road and floors > 3"}),
    "r22": ("forbid", {"when": "gift and discount < 5% and rating < 5"}),
    "r23": ("forbid", {"when": "packed >= 2026-01-01 and stops < 1"}),
    "r24": ("allow", {"when": "gift and insured", "exception_to": "r07"}),
    "r25": ("allow", {"when": "mode = rail"}),
    "r26": ("require", {"when": "width > 1.2", "that": "stops < 7", "exception_to": "r05"}),
    "r27": ("recommend", {"when": "fragile", "that": "sealed"}),
    "r28": ("discourage", {"when": "zone = south and due < 2026-03-01"}),
    "r29": ("forbid", {"when": "width > 1 and height > 1 and not fragile and grade = a"}),
    "r30": ("forbid", {"when": "load > 60 and load <= 80 and sealed"}),
}
JUNE, JANUARY, FIFTEENTH = date(2025, 6, 1), date(2026, 1, 1), date(2026, 1, 15)
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
DAY = "2026-03-01"


def by_hand(d: Mapping[str, Any]) -> list[str]:
    """The ids of the violated rules, as somebody writes it who needs nothing else."""
    found: list[str] = []
    add = found.append
    if d["load"] > 30 and d["fragile"]:
        add("r01")
    if d["pieces"] > 120 and d["mode"] == "air":
        add("r02")
    if d["alcohol"] > 0.24 and d["mode"] == "air":
        add("r03")
    if d["stops"] > 5 and d["chilled"]:
        add("r04")
    if (d["width"] > 2.5 or d["height"] > 2.5) and not d["width"] > 1.2:
        add("r05")
    if d["packed"] < JUNE and d["chilled"]:
        add("r06")
    if d["grade"] == "c" and d["gift"] and not (d["gift"] and d["insured"]):
        add("r07")
    if d["zone"] in ("north", "east") and not d["sealed"]:
        add("r08")
    if d["colour"] == "red" and d["discount"] > 0.3:
        add("r09")
    if d["rating"] < 3 and not d["insured"]:
        add("r10")
    if d["fragile"] and not d["insured"]:
        add("r11")
    if d["load"] > 100 and d["mode"] not in ("rail", "sea"):
        add("r12")
    if d["alcohol"] > 0.1 and not (d["sealed"] and d["grade"] != "c"):
        add("r13")
    if not d["due"] >= FIFTEENTH:
        add("r14")
    if d["chilled"] and not (d["stops"] <= 4 or d["insured"]):
        add("r15")
    if d["floors"] > 8 and not d["load"] <= 20:
        add("r16")
    if d["due"] < FEBRUARY and d["mode"] == "sea":
        add("r17")
    if d["discount"] >= 0.5 and d["rating"] > 8:
        add("r18")
    if d["pieces"] <= 2 and d["load"] > 200:
        add("r19")
    if d["zone"] == "west" and d["colour"] in ("blue", "green"):
        add("r20")
    if d["height"] > 1.8 and d["mode"] == "road" and d["floors"] > 3:
        add("r21")
    if d["gift"] and d["discount"] < 0.05 and d["rating"] < 5:
        add("r22")
    if d["packed"] >= JANUARY and d["stops"] < 1:
        add("r23")
    if d["width"] > 1.2 and not d["stops"] < 7:
        add("r26")
    if d["fragile"] and not d["sealed"]:
        add("r27")
    if d["zone"] == "south" and d["due"] < MARCH:
        add("r28")
    if d["width"] > 1 and d["height"] > 1 and not d["fragile"] and d["grade"] == "a":
        add("r29")
    if d["load"] > 60 and d["load"] <= 80 and d["sealed"]:
        add("r30")
    return found


def base_of() -> Base:
    """A knowledge base of these rules about one action, ready to be asked."""
    inputs = {id: Input(id, type_, (Name(id, "en"),), {}, *BOUNDS.get(id, (None, None))) for id, type_ in TYPES.items()}
    actions = {"ship": Action("ship", (), {"en": ("ship", "shipped")}, {"object": Role("object", ("parcel",))})}
    schema = Schema(
        Header("conditions", {"en": "Conditions"}, "1"), ("law",),
        MappingProxyType({"parcel": Kind("parcel", "parcels")}), MappingProxyType({}),
        MappingProxyType(actions), MappingProxyType(inputs),
    )  # fmt: skip
    things = {id: Entity(id, "parcel", (Name(id, "en"),), grounds=GROUNDS) for id in ("box", "crate", "tube")}
    rules = {id: _rule(id, effect, parts) for id, (effect, parts) in RULES.items()}
    source = {"book": SourceRecord("book", {"en": "The book"}, date=Day(2020), authority="law")}
    base, troubles = bind(Knowledge(schema, things, rules, source, hash="conditions"))
    assert not troubles, troubles
    return base


def _rule(id: str, effect: str, parts: Parts) -> Rule:
    said = {part: Condition(parts[part], None) for part in ("when", "unless", "that") if part in parts}
    over = tuple(parts.get("exception_to", "").split())
    return Rule(id, effect, "ship", (Name(id, "en"),), grounds=GROUNDS, authority="law", exception_to=over, **said)  # type: ignore[arg-type]


def rows_of(count: int, unknown: float = 0.0, seed: int = 8) -> list[dict[str, Any]]:
    """Rows of values for all inputs; a share of the values of each row is None."""
    chance = random.Random(seed)
    rows = [{id: _value(id, TYPES[id], chance) for id in TYPES} for _ in range(count)]
    for row in rows:
        for id in chance.sample(list(TYPES), round(len(TYPES) * unknown)):
            row[id] = None
    return rows


def _value(id: str, type_: Type, chance: random.Random) -> Any:
    match type_.base:
        case "bool":
            return chance.random() < 0.5
        case "integer":
            return chance.randint(0, 200 if id == "pieces" else 10)
        case "number":
            return round(chance.uniform(0, 250 if id == "load" else 3), 2)
        case "percent":
            return round(chance.random() * 0.6, 3)
        case "choice":
            return chance.choice(type_.choices)
        case "date":
            return date(2025, 3, 1) + timedelta(days=chance.randrange(400))
    return chance.choice(("red", "blue", "green", "black"))


def columns_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {id: [row[id] for row in rows] for id in TYPES}


def opened() -> KnowledgeBase:
    return replace(KnowledgeBase.open(), base=base_of(), language="en")


ROWS = 2000
Line = tuple[str, float, str, str]


def measured(rounds: int = 7) -> list[Line]:
    """Seconds for one case, each way of asking, and the times of the function written by hand, in one run.

    Every round has rows of its own, which were never asked before; the first rounds, which fill tables, do not count.
    """
    load = os.getloadavg()[0]
    kb = opened()
    can = kb.prepare("can $what be shipped", as_of=DAY)
    things = ["box"] * ROWS
    times: dict[str, list[float]] = {}
    for number in range(rounds + 2):
        known, half = rows_of(ROWS, 0.0, seed=number), rows_of(ROWS, 0.5, seed=number)
        told = [{id: value for id, value in row.items() if value is not None} for row in half]
        columns, gappy = columns_of(known), columns_of(half)
        ways: dict[str, Callable[[], Any]] = {
            "by hand": lambda known=known: [by_hand(row) for row in known],  # type: ignore[misc]
            "columns": lambda columns=columns: kb.verdicts("ship", things, as_of=DAY, facts=columns),  # type: ignore[misc]
            "word": lambda known=known: [can.permission(what="box", given=row) for row in known],  # type: ignore[misc]
            "one": lambda known=known: [can.decision(what="box", given=row) for row in known],  # type: ignore[misc]
            "half columns": lambda gappy=gappy: kb.verdicts("ship", things, as_of=DAY, facts=gappy),  # type: ignore[misc]
            "half one": lambda told=told: [can.decision(what="box", given=row) for row in told],  # type: ignore[misc]
        }
        for name, way in ways.items():
            begun = time.process_time()
            way()
            if number > 1:
                times.setdefault(name, []).append((time.process_time() - begun) / ROWS)
    hand = times["by hand"]
    said = {
        "by hand": ("one Python function of the 30 conditions, written by hand: a dict in, ids out", ""),
        "columns": ("`kb.verdicts(…, facts=columns)`, a row: permission, advice, ids", "≤ 3 ×"),
        "one": ("`can.decision(what=…, given=row)`: permission, advice, ids", "≤ 3 ×"),
        "word": ("`can.permission(what=…, given=row)`: the word", "≤ 3 ×"),
        "half columns": ("half the inputs unknown, another half each time: `kb.verdicts(…)`, a row", "≤ 10 ×"),
        "half one": ("the same, `can.decision(…)`", "≤ 10 ×"),
    }
    lines: list[Line] = []
    for name, (what, target) in said.items():
        ratio = [own / base for own, base in zip(times[name], hand, strict=True)]
        low, middle, high = min(ratio), statistics.median(ratio), max(ratio)
        shown = f", {middle:.1f} × by hand ({low:.1f} to {high:.1f})" if name != "by hand" else f", load {load:.1f}"
        seconds = statistics.median(times[name])
        lines.append((what, seconds, f"{1 / seconds:,.0f}/s{shown}", target))
    return lines


if __name__ == "__main__":
    for line in measured():
        print(line)
