"""Many threads on one knowledge base give what one gives; reloading while others ask disturbs nobody."""

from __future__ import annotations

import gc
import os
import random
import shutil
import sys
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from xhs_kb import KnowledgeBase, XhsKbError

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "toy_world"
THREADS = 16
FORMS = (
    "can {} be transported",
    "what is {}",
    "why can {} be transported",
    "which items can be transported by {}",
    "what do I need to transport {}",
    "how do I transport {}",
    "what changed since 2000 about {}",
    "{}",
    "pattern can {} be transported",
    "MATCH (n {{id: '{}'}}) RETURN n.name",
    "can {} be transported given dilution = 9:1",
)


def outcome(kb: KnowledgeBase, text: str, day: str) -> str:
    try:
        return kb.ask(text, as_of=day).to_json()
    except XhsKbError as error:
        return error.code + error.message


def questions(kb: KnowledgeBase, count: int, seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    things = [*kb.knowledge.entities, "nothing at all", "$x"]
    days = ("1999", "2015-06", "2020-03-01", "2025-06-01")
    return [(chance.choice(FORMS).format(chance.choice(things)), chance.choice(days)) for _ in range(count)]


@pytest.mark.parametrize("compiled", [False, True], ids=["folder", "compiled"])
def test_sixteen_threads_give_what_one_gives(compiled: bool, tmp_path: Path) -> None:
    alone = KnowledgeBase.open(TOY)
    asked = questions(alone, int(os.environ.get("XHS_KB_ASKS", "400")), 7)
    expected = [outcome(alone, *one) for one in asked]
    shared = KnowledgeBase.open(alone.compile(tmp_path / "toy.kb")) if compiled else KnowledgeBase.open(TOY)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(THREADS) as pool:
            found = list(pool.map(lambda one: outcome(shared, *one), asked))
    finally:
        sys.setswitchinterval(interval)
    assert found == expected


def test_reloading_under_load(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(TOY, own)
    holder = [KnowledgeBase.open(own)]
    stop, troubles = threading.Event(), list[BaseException]()

    def ask() -> None:
        try:
            while not stop.is_set():
                kb = holder[0]
                answer = kb.ask("can lamp oil be transported", as_of="2020-03-01")
                assert answer.to_dict()["kb"]["hash"] == kb.knowledge.hash
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test is to see it
            troubles.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        hashes = set()
        for number in range(4):
            (own / "more.yaml").write_text(f"# {number}\n", "utf-8")
            holder[0] = holder[0].reload()
            hashes.add(holder[0].knowledge.hash)
        assert holder[0].reload() is holder[0]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert (troubles, len(hashes)) == ([], 4)


def test_asking_does_not_grow() -> None:
    kb = KnowledgeBase.open(TOY)
    rounds = int(os.environ.get("XHS_KB_ROUNDS", "3"))
    can = kb.prepare("can $what be transported")

    def some(seed: int) -> None:
        for text, day in questions(kb, 150, seed):
            outcome(kb, text, day)
        for thing in kb.knowledge.entities:
            with suppress(XhsKbError):
                can.permission(what=thing)

    for seed in range(3):
        some(seed)
    gc.collect()
    tracemalloc.start()
    some(100)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for seed in range(200, 200 + rounds):
        some(seed)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 1_000_000 * rounds


def test_what_is_remembered_is_bounded() -> None:
    kb = KnowledgeBase.open(TOY)
    for year in range(1900, 2000):
        kb.ask("can lamp oil be transported", as_of=str(year))
    assert len(kb.base._worlds) <= 16 and len(kb.base._accounts) <= 16 and len(kb.base._notes) <= 16


def test_what_patterns_ask_for_is_not_kept_for_ever() -> None:
    from itertools import permutations

    kb = KnowledgeBase.open(TOY)
    day = "2020-03-01"
    for number, types in enumerate(permutations([*list(kb.schema.relations)[:5], "is_a"], 4)):
        text = f"MATCH (n:l{number} {{id: 'x'}})-[:{'|'.join(types)}]-(m {{k{number}: 1}}) RETURN n"
        kb.ask(text, as_of=day, strict="off")
    index = kb.base.graph_index(date(2020, 3, 1))
    kept = (index._neighbours, index._between, index._properties)
    assert number > 300 and all(len(memory) <= 64 for memory in kept)


def test_what_was_looked_up_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xhs_kb.engine.world._KEPT", 5)
    kb = KnowledgeBase.open(TOY)
    kb.ask("which items can be transported", as_of="2020-03-01")
    assert 0 < len(kb.base.world(date(2020, 3, 1))._above) <= 5


def test_a_prepared_pattern_is_planned_once_for_a_day() -> None:
    kb = KnowledgeBase.open(TOY)
    found = kb.prepare("MATCH (n:item {id: $id})-[:is_a]->(m) RETURN m.id")
    assert found(id="lamp_oil", as_of="2020").table == (("liquid",), ("flammable",))
    assert found(id="power_bank", as_of="2020").table == (("battery",),)
    assert found(id="lamp_oil", as_of="1990").table and len(found.plans) == 2
    asks = kb.prepare("MATCH (n:item {id: $id}) RETURN verdict('transport', {object: n}).permission")
    said = {str(asks(id="lamp_oil", as_of="2020", given=given).table) for given in ({}, {"dilution": "9:1"})}
    assert len(said) == 2 and not asks.plans
