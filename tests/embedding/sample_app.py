"""A small program that carries the engine, held to the strictest settings of mypy and pyright."""

from __future__ import annotations

import asyncio
from datetime import date

import networkx

from xhs_kb import (
    Answer,
    AsyncKnowledgeBase,
    KnowledgeBase,
    Limits,
    PatternResult,
    Prepared,
    Verdicts,
    XhsKbError,
    query_graph,
)


def permission(kb: KnowledgeBase, thing: str, day: date) -> str | None:
    answer: Answer = kb.verdict("transport", {"object": thing}, as_of=day, given={"dilution": "9:1"})
    return answer.permission


def ask_all(kb: KnowledgeBase, texts: list[str]) -> list[str]:
    said: list[str] = []
    for text in texts:
        try:
            answer = kb.ask(text, as_of="2020-03-01", limits=Limits(seconds=5.0))
        except XhsKbError as error:
            said.append(f"{error.code}: {error.message} {error.spans}")
        else:
            said.append(answer.summary)
    return said


def often(kb: KnowledgeBase, things: list[str]) -> dict[str, str]:
    can: Prepared = kb.prepare("can $what be transported", as_of="2020-03-01")
    return {thing: can.permission(what=thing) for thing in things}


def many(kb: KnowledgeBase, things: list[str]) -> list[int]:
    found: Verdicts = kb.verdicts("transport", {"object": things}, as_of="2020-03-01")
    return found.where("forbidden", "conditional")


def reached() -> list[tuple[object, ...]]:
    graph = networkx.MultiDiGraph()
    graph.add_node("a", labels=["Person"], name="Ada")
    graph.add_node("b", labels=["Person"], name="Bo")
    graph.add_edge("a", "b", type="KNOWS")
    result: PatternResult = query_graph(graph, "MATCH (a)-[:KNOWS]->(b) RETURN a.name, b.name", {})
    return result.rows


async def later(kb: KnowledgeBase, text: str) -> str:
    answer = await AsyncKnowledgeBase(kb).ask(text, as_of="2020-03-01")
    return answer.to_json()


def main(folder: str) -> None:
    kb = KnowledgeBase.open(folder)
    print(permission(kb, "lamp oil", date(2020, 3, 1)))
    print(ask_all(kb, ["what is lamp oil?", "what is lamp oyl?"]))
    print(often(kb, ["lamp oil"]), many(kb, ["lamp oil", "e-bike battery"]))
    print(reached())
    print(asyncio.run(later(kb, "list the rules"))[:60])
