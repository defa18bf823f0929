"""Texts that are one slip of the fingers away: to find what was meant among millions of names without reading them."""

from __future__ import annotations

from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST = 40


def one_off(text: str) -> Iterator[str]:
    """The text itself without a word, and with a letter left out, swapped with the next, changed or put in.

    Each stands once; there are some seventy for every letter, and none for the letters of a very long text.

    >>> [other for other in one_off("a b") if len(other) < 2]
    ['b', 'a']
    """
    yield from dict.fromkeys(_variants(text.lower()))


def _variants(text: str) -> Iterator[str]:
    words = text.split()
    if len(words) > 1:
        for place in range(len(words)):
            yield " ".join(words[:place] + words[place + 1 :])
    if len(text) > _LONGEST:
        return
    halves = [(text[:place], text[place:]) for place in range(len(text) + 1)]
    for left, right in halves:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            if right:
                yield left + letter + right[1:]
            yield left + letter + right
