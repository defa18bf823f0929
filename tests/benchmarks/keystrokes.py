"""What a key costs in the session: menu and colours of every prefix of some questions, on the shipped knowledge base.

Run by hand: `python -m tests.benchmarks.keystrokes`. It prints milliseconds and how many times reading the finished
question that is, both from the same run; the target is under 30 ms a key.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median, quantiles

from xhs_kb import KnowledgeBase
from xhs_kb.faces.repl.colouring import marks_as_typed
from xhs_kb.faces.repl.menu import counted, offers
from xhs_kb.faces.repl.session import Session, World
from xhs_kb.language.reader import read_question

QUESTIONS = (
    "can whisky be promoted as of 2020",
    "which tiers fit word of mouth",
    "what is the fee of brand account",
    "compare whisky and perfume",
    "酒类可以推广吗",
    "why can alcohol be promoted",
)


def seconds(work: Callable[[], object]) -> float:
    """The least of three runs."""
    found = []
    for _ in range(3):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def main() -> None:
    """Prints the table."""
    kb = KnowledgeBase.open()
    start, openers = Session(kb, World(as_of="2020-03-01")), counted(kb.vocabulary)
    offers(start, "", openers)
    keys = [
        seconds(lambda text=question[:end]: (offers(start, text, openers), marks_as_typed(text, start)))  # type: ignore[misc]
        for question in QUESTIONS
        for end in range(len(question) + 1)
    ]
    reading = median(seconds(lambda text=question: read_question(text, kb.vocabulary)) for question in QUESTIONS)  # type: ignore[misc]
    slowest = quantiles(keys, n=20)[-1]
    middle, rare, most = (f"{value * 1000:.1f} ms" for value in (median(keys), slowest, max(keys)))
    print(f"{len(keys)} keys: median {middle}, 95 % under {rare}, most {most}")
    print(f"the median key costs {median(keys) / reading:.1f} times what reading a finished question does")


if __name__ == "__main__":
    main()
