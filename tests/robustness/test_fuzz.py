"""Whatever comes in, only XhsKbError comes out, and it can be shown. `XHS_KB_FUZZ` sets how many inputs are tried.

The doors are those of `targets`; a long run of them is `python -m tests.robustness.fuzz`.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from xhs_kb import XhsKbError

from .fuzz import TRIED
from .material import LIMITS, toy
from .targets import TARGETS, shown

MANY = int(os.environ.get("XHS_KB_FUZZ", "60"))
SLOW = ("shipped", "yaml", "compiled", "caches", "cli")


@pytest.mark.parametrize("name", TRIED)
def test_every_door(name: str) -> None:
    run: Callable[[bytes], None] = TARGETS[name]
    few = max(5, MANY // 4) if name in SLOW else MANY

    @settings(max_examples=few, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.binary(min_size=24, max_size=400))
    @example(b"")
    def tried(data: bytes) -> None:
        run(data)

    tried()


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "\x00",
        "can \x1b[2J be done",
        "is " * 3000,
        "MATCH " + "(" * 5000,
        "可以" * 3000,
        "‮can a be b",
        "9" * 5000,
    ],
)
def test_texts_that_were_faults_elsewhere(text: str) -> None:
    with pytest.raises(XhsKbError) as caught:
        toy().ask(text, limits=LIMITS)
    shown(caught.value)


def test_the_long_run_knows_every_door() -> None:
    assert {*TRIED, "forged"} == set(TARGETS)
