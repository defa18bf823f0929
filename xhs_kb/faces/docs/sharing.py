"""Work shared among processes where the platform can fork: what they need is there without being copied.

The results come in the order of the work, so that they are the same however many processes there are.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_FEW = 60
_WORK: list[Callable[[Any], Any]] = []


def share(work: Callable[[Sequence[T]], R], items: Sequence[T], batch: int, jobs: int | None = None) -> Iterator[R]:
    """What the work makes of the items, batch by batch; `jobs` None is one process for each processor."""
    batches = [items[place : place + batch] for place in range(0, len(items), batch)]
    count = min(jobs or os.cpu_count() or 1, len(batches))
    if count < 2 or len(items) < _FEW or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, batches)
        return
    with multiprocessing.get_context("fork").Pool(count, _enter, (work,)) as pool:
        yield from pool.imap(_call, batches)


def _enter(work: Callable[[Any], Any]) -> None:
    _WORK.append(work)


def _call(batch: Any) -> Any:
    return _WORK[-1](batch)
