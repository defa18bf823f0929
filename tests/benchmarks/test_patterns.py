"""Patterns keep up with hand-written loops and are far ahead of the nearest peer, measured in one run."""

from __future__ import annotations

import pytest

from .patterns_against_loops import PEER_TEXTS, QUESTIONS, best, make_graph, measure, peer, peer_graph


@pytest.mark.parametrize("name", QUESTIONS)
def test_within_five_times_of_loops(name: str) -> None:
    ours, _, loop = measure([name])[name]
    assert ours < 5 * loop


@pytest.mark.parametrize("name", ["1 hop", "aggregate"])
def test_twenty_times_the_peer(name: str) -> None:
    ask = peer()
    if ask is None:
        pytest.skip("the peer is not installed")
    graph = peer_graph(make_graph())
    text = PEER_TEXTS.get(name, QUESTIONS[name][0])
    theirs = best(lambda: ask(graph, text), times=1)
    ours, _, _ = measure([name])[name]
    assert theirs > 20 * ours
