"""Text as atoms: words, single Chinese characters and marks, folded so that spellings of one phrase are the same.

Folding is by NFKC and case; `_`, `-` and spaces only part words (spec: language §2). An atom remembers its place in the
text as it was typed, so that every span points there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, TypeAlias

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PLAIN_ATOM = re.compile(r"[^\W_]+|[^\w\s]", re.ASCII)
_FANCY = {"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "−": "-", "“": '"', "”": '"', "「": '"', "」": '"'}
HYPHEN = "-"
Tree: TypeAlias = dict[Any, Any]
HERE = None


class Atom(NamedTuple):
    """A word, a Chinese character or a mark: folded, with its place in the text."""

    text: str
    start: int
    end: int


def atoms(text: str, begin: int = 0, end: int | None = None) -> list[Atom]:
    """The atoms of a text, or of a part of it, in order."""
    until = len(text) if end is None else end
    if text.isascii():
        return [Atom(m[0].lower(), m.start(), m.end()) for m in _PLAIN_ATOM.finditer(text, begin, until)]
    return [Atom(_fold(m[0]), m.start(), m.end()) for m in _any_atom().finditer(text, begin, until)]


def words(text: str) -> tuple[str, ...]:
    """The folded atoms of a phrase without hyphens, by which phrases are compared.

    >>> words("Wind-of_Change"), words("东方红 ABC")
    (('wind', 'of', 'change'), ('东', '方', '红', 'abc'))
    """
    return tuple(atom.text for atom in atoms(text) if atom.text != HYPHEN)


@cache
def _any_atom() -> re.Pattern[str]:
    """Made when it is needed: its sets of letters take a tenth of a cold start to compile."""
    return re.compile(rf"[^\W_{_HAN}]+|[{_HAN}]|[^\w\s]")


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", _FANCY.get(text, text)).casefold()


def plant(tree: Tree, phrase: Iterable[str], meaning: Any) -> None:
    """Puts what a phrase means into a tree, in which every branch is an atom and `HERE` holds what ends there."""
    for word in phrase:
        tree = tree.setdefault(word, {})
    tree[HERE] = meaning


def walk(tree: Tree, text: list[Atom], place: int) -> Iterator[tuple[int, Any]]:
    """What ends where along the atoms from a place on, shortest first; hyphens between words are passed over."""
    count, first = len(text), place
    while place < count:
        branch = tree.get(text[place].text)
        if branch is None:
            if text[place].text != HYPHEN or place == first:
                return
            place += 1
            continue
        tree, place = branch, place + 1
        if HERE in tree:
            yield place, tree[HERE]
