"""Work shared among processes: the same in the same order, and nobody waits for a process that is gone."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from xhs_kb import XhsKbError
from xhs_kb.faces.docs.build import build
from xhs_kb.faces.docs.sharing import counting, share
from xhs_kb.faces.docs.single import build_single
from xhs_kb.faces.docs.survey import Survey
from xhs_kb.faces.docs.trying import try_examples

from .conftest import DAY, TOY, survey_of
from .large import write

forks = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")


def slow_first(items: Sequence[int]) -> list[int]:
    time.sleep(0.3 if items[0] == 0 else 0)
    return [item * 2 for item in items]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order_and_progress_at_once(jobs: int) -> None:
    seen: list[tuple[int, int]] = []
    told = counting(lambda done, total: seen.append((done, total)), 200, 2)
    found = list(share(slow_first, range(100), 10, jobs, told))
    assert [item for batch in found for item in batch] == [item * 2 for item in range(100)]
    assert seen == [(done, 200) for done in range(0, 201, 20)]


def dies(items: Sequence[int]) -> list[int]:
    if items[0] == 50:
        os._exit(9)
    return list(items)


def none_left() -> bool:
    """Whether every process has ended; two threads wait for each, and the one that is told puts the list right."""
    until = time.monotonic() + 5
    while multiprocessing.active_children() and time.monotonic() < until:
        time.sleep(0.01)
    return not multiprocessing.active_children()


@forks
def test_a_process_that_ends_early_is_a_trouble() -> None:
    with pytest.raises(XhsKbError) as caught:
        list(share(dies, range(100), 10, 2))
    assert caught.value.code == "limit"
    assert none_left()


def waits(items: Sequence[int]) -> list[int]:
    time.sleep(0 if items[0] == 0 else 30)
    return list(items)


@forks
def test_who_stops_waiting_ends_the_processes() -> None:
    began = time.monotonic()
    results = share(waits, range(100), 10, 2)
    assert next(results) == list(range(10))
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 20
    assert none_left()


# --- the same bytes -----------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(folder: Path, out: Path, jobs: int) -> Survey:
    """A site and a single file, with examples tried, by so many processes."""
    found = survey_of(folder)
    tried = try_examples(found.kb, DAY, found.languages, jobs)
    survey = Survey(found.kb, DAY, found.languages, found.warnings, tried)
    build(survey, out / "site", jobs=jobs)
    build_single(survey, out / "all.html", jobs=jobs)
    return survey


@forks
@pytest.mark.parametrize("name", ["toy", "large"])
def test_one_process_and_two_write_the_same_bytes(name: str, tmp_path: Path) -> None:
    folder = TOY
    if name == "large":
        folder = tmp_path / "kb"
        write(folder, 120)
    one, two = (made(folder, tmp_path / str(jobs), jobs) for jobs in (1, 2))
    assert [tried.number for tried in one.tried] == list(range(len(one.kb.examples)))
    assert [(tried.answers, tried.without) for tried in one.tried] == [(t.answers, t.without) for t in two.tried]
    first, second = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert len(first) > 300
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
