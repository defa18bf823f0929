"""What one edited rule costs in a base that has been asked before; a part of embedding.py."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from xhs_kb import KnowledgeBase
from xhs_kb.engine import edited
from xhs_kb.engine.base import Base
from xhs_kb.engine.verdicts.judge import judge
from xhs_kb.ground.frozen import replace
from xhs_kb.model.overlaid import Overlaid
from xhs_kb.model.reading.again import Edited

DAY = date(2026, 3, 1)
ASKED = 2_000


def measured(base: Base, size: int) -> dict[str, float]:
    """What an edit of one rule costs in a base of a size.

    `rules` there are; `judged` for many questions, `again` after the edit; the edit itself (`edit`) and the first
    answer after it (`after`) in seconds.
    """
    chance = random.Random(size)
    things = [f"p{chance.randrange(size - size // 9 - 1)}" for _ in range(ASKED)]
    kb = KnowledgeBase(base, Path("made"), "en")
    rule = sorted(base.book.rules)[len(base.book.rules) // 2]
    things.append(base.knowledge.rules[rule].scope["object"][0])
    made = _counted(lambda: _ask(kb, things))
    old = base.knowledge.rules[rule]
    new = replace(old, effect="allow" if old.effect == "forbid" else "forbid")
    knowledge = replace(base.knowledge, rules=Overlaid(base.knowledge.rules, {rule: new}), hash="edited")
    with patch.object(edited, "read_again", lambda *_: Edited(knowledge, frozenset([rule]))):
        begun = time.perf_counter()
        after = edited.edited_base(base, {})
        spent = time.perf_counter() - begun
    assert after is not None
    again = replace(kb, base=after)
    begun = time.perf_counter()
    anew = _counted(lambda: _ask(again, things[:1]))
    first = time.perf_counter() - begun
    anew += _counted(lambda: _ask(again, things[1:]))
    return {"rules": len(base.book.rules), "judged": made, "again": anew, "edit": spent, "after": first}


def _ask(kb: KnowledgeBase, things: list[str]) -> None:
    for thing in things:
        kb.verdict("sell", {"object": thing}, as_of=DAY)


def _counted(work: Callable[[], Any]) -> int:
    with patch("xhs_kb.engine.tables.judged.judge", wraps=judge) as judging:
        work()
    return judging.call_count
