"""The menu: what it offers, and that every path through it ends in a question with an answer.

A path is walked by taking, at each place, one offer of every sort (every keyword, one name of each kind). To some depth
all such paths are taken, from there on chance goes on. A path has ended well when the question so far is answered.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import pytest

from xhs_kb import XhsKbError
from xhs_kb.faces.repl.marking import marked
from xhs_kb.faces.repl.menu import Offer, Opener, counted, offers
from xhs_kb.faces.repl.session import Session, World

from .made import run, session, shipped, toy

_FURTHER = 14


def texts(text: str, start: Session | None = None) -> list[str]:
    return [offer.text for offer in offers(start or session(), text)]


def after(text: str) -> str:
    """The text with the space that parts it from a next word."""
    return text if not text or not text[-1].isascii() or text.endswith(" ") else text + " "


def ways_on(start: Session, text: str) -> list[Offer]:
    return [o for o in offers(start, text) if o.start == len(text) and o.sort not in ("session", "command")]


def of_each_sort(found: Iterable[Offer], chooser: random.Random) -> Iterator[str]:
    sorts: dict[str, list[str]] = {}
    for offer in found:
        sorts.setdefault(offer.text if offer.sort in ("keyword", "question") else offer.sort, []).append(offer.text)
    yield from (chooser.choice(group) for group in sorts.values())


def is_answered(start: Session, text: str) -> bool:
    if marked(text, start.kb.vocabulary).state != "whole":
        return False
    try:
        start.kb.ask(text, as_of=start.world.as_of)
    except XhsKbError:
        return False
    return True


def paths(start: Session, depth: int, chooser: random.Random) -> list[str]:
    """All paths of some length, of each sort one, and shorter ones that cannot go on."""
    level, ended = [""], []
    for _ in range(depth):
        longer = []
        for text in level:
            ways = [after(text) + word for word in of_each_sort(ways_on(start, after(text)), chooser)]
            longer += ways
            ended += [] if ways else [text]
        level = longer
    return ended + level


def ends_well(start: Session, text: str, chooser: random.Random) -> bool:
    """Whether a path comes to an answered question, with chance at every fork; tails are no detour worth taking."""
    for _ in range(_FURTHER):
        if is_answered(start, text):
            return True
        ways = ways_on(start, after(text))
        if not ways:
            return False
        text = after(text) + chooser.choice(list(of_each_sort(ways, chooser)))
    return is_answered(start, text)


def test_every_path_through_the_toy_world_is_answered() -> None:
    start, chooser = session(), random.Random(5)
    walked = paths(start, 2, chooser)
    assert len(walked) > 150
    further = paths(start, 3, chooser)
    assert len(further) > 800
    walked += chooser.sample(further, 250)
    assert [text for text in walked if not any(ends_well(start, text, random.Random(k)) for k in range(4))] == []


def test_sampled_paths_through_the_shipped_knowledge_are_answered() -> None:
    start, chooser = Session(shipped(), World(as_of="2020-03-01")), random.Random(5)
    walked = paths(start, 2, chooser)
    chooser.shuffle(walked)
    some = walked[:60]
    assert len(walked) > 200
    assert [text for text in some if not any(ends_well(start, text, random.Random(k)) for k in range(4))] == []


def test_an_empty_line_shows_the_openers_with_counts() -> None:
    openers = counted(toy().vocabulary)
    found = {offer.text: offer.line for offer in offers(session(), "", openers)}
    assert found["which"] == "12 ways on"
    assert {"can", "is", "why", "compare", "how heavy is", "哪些", "比较"} <= found.keys()
    assert all(opener.count for opener in openers)
    assert Opener("which", "keyword", 12) in openers
    assert "assume" in found


@pytest.mark.parametrize(("text", "there", "absent"), [
    ("which fares ", ["suit", "include"], ["protect", "适合", "which"]),
    ("哪些票价", ["适合", "包含"], ["suit", "which"]),
    ("which fares suit ", ["adult"], ["violin", "成人"]),
    ("which fares suit 成", ["成人"], ["adult"]),
    ("which bags protect a dr", ["drone pack"], ["drone battery"]),
    ("can violin be packed inside ", ["cabin", "hold"], ["violin"]),
    ("as", ["assume", "as of", "assumptions"], ["why"]),
    ("assume ", ["weight", "pouch"], ["violin", "which"]),
    ("assume wei", ["weight"], ["pouch"]),
    ("assume weight ", ["="], ["and"]),
    ("assume weight = ", ["5 kg"], ["violin"]),
    (".f", [".format"], [".help"]), (".format j", ["json", "jsonl"], ["csv"]), (".describe viol", ["violin"], []),
    (".help q", ["questions", "quit"], []), (".schema fa", ["fare"], ["item"]), (".nonsense ", [], ["json"]),
    ("MATCH (a:", ["item", "rule"], ["suits"]), ("MATCH (a:fare)-[:", ["suits", "includes"], ["protects"]),
    ("MATCH (a:item)<-[:", ["protects", "is_a"], ["suits"]), ("MATCH (a:fare) WHERE a.", ["price", "id"], ["mass"]),
    ("MATCH (a) RET", ["RETURN"], ["WHERE"]), ("MATCH (a) RETURN a OR", ["ORDER BY"], ["MATCH"]),
    ("MATCH (abc)--() RETURN ", ["abc"], []), ("MATCH (a)) ", [], ["WHERE"]),
])  # fmt: skip
def test_only_what_fits_is_offered(text: str, there: list[str], absent: list[str]) -> None:
    found = texts(text)
    assert [word for word in there if word not in found] == []
    assert [word for word in absent if word in found] == []


def test_an_offer_says_what_it_is_in_both_languages() -> None:
    (found,) = [offer for offer in offers(session(), "what is liq") if offer.text == "liquid"]
    assert found.meta == "item · 液体 · Whatever pours."
    (chinese,) = [offer for offer in offers(session(), "液") if offer.text == "液体"]
    assert chinese.line.startswith("liquid")


def test_replies_and_assumptions_are_offered() -> None:
    asking, _ = run(session(), "can lamp oil be transported?", "needs")
    assert texts("", asking) == ["< 9:1", ">= 9:1", "stop"]
    assuming, _ = run(session(), "assume dilution = 12:1")
    assert texts("retract ", assuming) == ["dilution", "all"]


def test_what_is_not_known_on_the_day_is_not_offered() -> None:
    assert "flex fare" in texts("what is ")
    assert "flex fare" not in texts("what is ", Session(toy(), World(as_of="2020-01-01")))
