"""Knowledge bases of any size for measuring: a tree of categories, products under them, one rule to a hundred records.

They are made in memory, so that reading YAML does not stand in the way. The same size gives the same content.
"""

from __future__ import annotations

import random
from types import MappingProxyType

from xhs_kb.engine.base import Base, bind
from xhs_kb.ground.values import Day
from xhs_kb.model.records import Citation, Edge, Entity, Grounds, Knowledge, Parent, Reading, Rule, SourceRecord
from xhs_kb.model.schema import Action, Attribute, Header, Kind, Name, Relation, Role, Schema, Type

BRANCHING = 10
GROUNDS = Grounds((Citation("book", "1"),))
SCHEMA = Schema(
    Header("made", {"en": "Made"}, "1"),
    ("law", "custom"),
    MappingProxyType(
        {
            "category": Kind("category", "categories"),
            "product": Kind("product", "products", attributes={"mass": Attribute("mass", Type("integer"))}),
        }
    ),
    MappingProxyType({"near": Relation("near", ("product",), ("product",), {"en": ("stand near",)})}),
    MappingProxyType(
        {"sell": Action("sell", (), {"en": ("sell", "sold")}, {"object": Role("object", ("category", "product"))})}
    ),
)


def made(size: int) -> Knowledge:
    """The knowledge base of so many records: a ninth of them categories, a hundredth as many rules."""
    chance = random.Random(size)
    categories = max(2, size // 9)
    entities: dict[str, Entity] = {}
    for number in range(categories):
        id_ = f"c{number}"
        up = () if number == 0 else (Parent(id_, f"c{(number - 1) // BRANCHING}", GROUNDS),)
        entities[id_] = Entity(id_, "category", (Name(f"category {number}", "en"),), parents=up, grounds=GROUNDS)
    for number in range(size - categories):
        id_ = f"p{number}"
        up = (Parent(id_, f"c{chance.randrange(categories)}", GROUNDS),)
        near = (Edge("near", id_, f"p{chance.randrange(size - categories)}", grounds=GROUNDS),)
        mass = {"mass": (Reading(number % 97, grounds=GROUNDS),)}
        name = (Name(f"product {number}", "en"),)
        entities[id_] = Entity(id_, "product", name, {}, mass, up, near, GROUNDS)
    rules = {rule.id: rule for rule in (_rule(number, categories, chance) for number in range(max(3, size // 100)))}
    source = {"book": SourceRecord("book", {"en": "The book"}, date=Day(2020), authority="law")}
    return Knowledge(SCHEMA, dict(sorted(entities.items())), dict(sorted(rules.items())), source, hash=f"made-{size}")


def _rule(number: int, categories: int, chance: random.Random) -> Rule:
    low = min(categories - 1, 1 + categories // 100)
    scope = {"object": (f"c{chance.randrange(low, categories)}",)}
    effect = ("forbid", "forbid", "allow", "recommend")[number % 4]
    return Rule(f"r{number}", effect, "sell", (Name(f"Rule {number}", "en"),), scope, grounds=GROUNDS, authority="law")  # type: ignore[arg-type]


def base_of(size: int) -> Base:
    """The same, ready to be asked."""
    base, troubles = bind(made(size))
    assert not troubles
    return base
