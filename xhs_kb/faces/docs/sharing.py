"""Work shared among processes where the platform can fork: what they need is there without being copied.

The results come in the order of the work, so that they are the same however many processes there are.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from ...ground.trouble import Trouble, XhsKbError

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int, int], None]
_FEW = 60
_WORK: list[Callable[[Any], Any]] = []


def share(
    work: Callable[[Sequence[T]], R],
    items: Sequence[T],
    batch: int,
    jobs: int | None = None,
    finished: Callable[[int], None] | None = None,
) -> Iterator[R]:
    """What the work makes of the items, batch by batch; `jobs` None is one process for each processor.

    `finished` is told how many items each batch had when it is done, whatever is still waited for before it.
    """
    batches = [items[place : place + batch] for place in range(0, len(items), batch)]
    count = _processes(len(items), len(batches), jobs)
    made = _here(work, batches) if count < 2 else _beside(work, batches, count)
    waiting: dict[int, R] = {}
    following = 0
    for place, result in made:
        if finished is not None:
            finished(len(batches[place]))
        waiting[place] = result
        while following in waiting:
            yield waiting.pop(following)
            following += 1


def counting(progress: Progress | None, total: int, worth: int = 1) -> Callable[[int], None] | None:
    """What tells how far the work is: of so many in all, where each item that is finished is worth some."""
    if progress is None:
        return None
    done = 0
    if total:
        progress(0, total)

    def finished(items: int) -> None:
        nonlocal done
        done += items * worth
        progress(done, total)

    return finished


def _processes(items: int, batches: int, jobs: int | None) -> int:
    forks = "fork" in multiprocessing.get_all_start_methods()
    return min(jobs or os.cpu_count() or 1, batches) if forks and items >= _FEW else 1


def _here(work: Callable[[Sequence[T]], R], batches: Sequence[Sequence[T]]) -> Iterator[tuple[int, R]]:
    return ((place, work(batch)) for place, batch in enumerate(batches))


def _beside(work: Callable[[Sequence[T]], R], batches: Sequence[Sequence[T]], count: int) -> Iterator[tuple[int, R]]:
    """The results as they come, each with its place. Who does not wait for all of them ends the processes."""
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _enter, (work,)) as pool:
        try:
            with _held_off(signal.SIGINT):
                places = {pool.submit(_call, batch): place for place, batch in enumerate(batches)}
            for future in as_completed(places):
                yield places.pop(future), future.result()
        except BrokenProcessPool:
            message = "a process that made pages came to an end; there may not be enough memory"
            raise XhsKbError(Trouble("limit", message, help="try `--jobs 1`")) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            started = set(multiprocessing.active_children()) - others
            for process in started:
                process.terminate()
            for process in started:
                process.join()
            raise


@contextmanager
def _held_off(what: signal.Signals) -> Iterator[None]:
    """A signal that comes meanwhile comes afterwards, and to the processes that begin meanwhile not at all.

    Python drops one that comes while it forks. Of an interrupt, who waits for the results is told, and ends the others.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {what})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _enter(work: Callable[[Any], Any]) -> None:
    gc.freeze()  # what was there before is no garbage: looking through it again and again takes a third of the time
    _WORK.append(work)


def _call(batch: Any) -> Any:
    return _WORK[-1](batch)
