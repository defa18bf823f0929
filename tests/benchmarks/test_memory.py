"""Asking other things every time does not grow; the long run is `python -m tests.benchmarks.memory`."""

from __future__ import annotations

import gc
import tracemalloc

from xhs_kb import KnowledgeBase

from .memory import ROOT, asker


def test_asking_other_things_does_not_grow() -> None:
    ask = asker(KnowledgeBase.open(ROOT / "tests" / "toy_world"))
    for _ in range(600):
        ask()
    gc.collect()
    tracemalloc.start()
    try:
        for _ in range(100):
            ask()
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(600):
            ask()
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 600 * 4_000
