"""A small index that a page can search by itself: words by their beginnings, Chinese by pairs of characters.

It is a script that sets one variable, so that it loads from disk too. Postings are differences in base 36; `!` after
a number says that the word stands in the title.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ...ground.frozen import dataclass

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_LONGEST = 32
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as search sees it."""

    place: str
    title: str
    sort: str
    lead: str
    words: str


def tokens(text: str) -> Iterator[str]:
    """The words of a text, folded; a run of Chinese as its pairs of characters and its last character.

    >>> list(tokens("Pack it: 充电宝"))
    ['pack', 'it', '充电', '电宝', '宝']
    """
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        if "\u3400" <= run[0] <= "\uffff":
            yield from (run[place : place + 2] for place in range(len(run)))
        else:
            yield run[:_LONGEST]


def index(entries: Sequence[Entry]) -> str:
    """The index as JSON: the pages, the sorted words, and for each word where it stands."""
    found: dict[str, dict[int, bool]] = {}
    for number, entry in enumerate(entries):
        for token in tokens(entry.title):
            found.setdefault(token, {})[number] = True
        for token in tokens(f"{entry.lead} {entry.words}"):
            found.setdefault(token, {}).setdefault(number, False)
    words = sorted(found)
    posts = [_posts(found[word]) for word in words]
    docs = [[entry.place, entry.title, entry.sort, entry.lead[:90]] for entry in entries]
    data = {"docs": docs, "words": " ".join(words), "posts": " ".join(posts)}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def script(entries: Sequence[Entry]) -> str:
    """The index as a script."""
    return f"window.kbSearch={index(entries)};\n"


def _posts(numbers: dict[int, bool]) -> str:
    last, parts = 0, []
    for number in sorted(numbers):
        parts.append(_base36(number - last) + ("!" if numbers[number] else ""))
        last = number
    return ",".join(parts)


def _base36(number: int) -> str:
    digits = _DIGITS[number % 36]
    while number := number // 36:
        digits = _DIGITS[number % 36] + digits
    return digits


def merged(groups: Iterable[Iterable[Entry]]) -> list[Entry]:
    """Entries of several workers, in one order."""
    return sorted((entry for group in groups for entry in group), key=lambda entry: entry.place)
