"""The engine speaks no domain: no id, name or alias of `kb/` stands in `xhs_kb/` or `grammar/`.

Names of records may stand nowhere: not within a string, a docstring or a comment. The schema's ids and nouns are often
plain English ("show", "day"): of those, one of several words may not stand within a string, a single word may not be an
identifier or a whole string. Forms of verbs and phrases of relations are English grammar and are left out. What an
engine says in any trade is on a list, each word under its reason.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
LISTED = ROOT / "tests" / "data" / "ordinary_words.yaml"
NAME_KEYS = ("name", "plural")
SCHEMA = {"kinds", "relations", "actions", "inputs", "authorities"}
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the same, many times faster where libyaml is there
_CHINESE = re.compile("[\u4e00-\u9fff]")


def folded(text: str) -> str:
    """A phrase as it is compared: lower case, with spaces for `_`, `-` and placeholders."""
    return " ".join(re.sub(r"\{\w*\}|[_\-.?？]", " ", text).casefold().split())


def texts(value: Any) -> Iterator[str]:
    """The strings of a name in any of its forms."""
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from texts(item)
        case dict() if "is" in value:
            yield from texts(value["is"])
        case dict():
            for item in value.values():
                yield from texts(item)


def named(record: Any) -> Iterator[str]:
    """Ids, names and aliases of a record and of whatever it declares."""
    if not isinstance(record, dict):
        return
    if isinstance(record.get("id"), str):
        yield record["id"]
    for key in NAME_KEYS:
        yield from texts(record.get(key))
    for part in ("attributes", "roles"):
        inner = record.get(part)
        for name, declared in inner.items() if isinstance(inner, dict) else ():
            yield name
            yield from named(declared)


@dataclass(frozen=True)
class Phrase:
    """Where a phrase of the knowledge base comes from; `schema` says that a declaration has it, no record."""

    file: str
    schema: bool


@cache
def vocabulary() -> dict[str, Phrase]:
    """Every phrase of the knowledge base, folded; a record's wins over a declaration's."""
    found: dict[str, Phrase] = {}
    for path in sorted((ROOT / "kb").rglob("*.yaml")):
        content = yaml.load(path.read_text("utf-8"), LOADER) or {}
        for section, records in content.items():
            if section in ("examples", "source"):
                continue
            for record in records if isinstance(records, list) else [records]:
                for text in named(record):
                    phrase, known = folded(text), found.get(folded(text))
                    if len(phrase) > 1 and (known is None or known.schema):
                        found[phrase] = Phrase(str(path.relative_to(ROOT)), section in SCHEMA)
    return found


@cache
def ordinary() -> frozenset[str]:
    """The phrases that any engine of rules says, whatever the trade."""
    listed = yaml.load(LISTED.read_text("utf-8"), yaml.BaseLoader)
    return frozenset(folded(word) for words in listed.values() for word in words)


def code_texts(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Identifiers, strings and comments of a Python file, with their lines, and whether they are prose."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        for field in ("id", "attr", "name", "arg", "asname", "module"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                yield line, value, False
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield line, node.value, id(node) in prose
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string, True


def sources() -> Iterator[tuple[Path, int, str, bool]]:
    for path in sorted((ROOT / "xhs_kb").rglob("*.py")):
        yield from ((path, *found) for found in code_texts(path))
    for path in sorted((ROOT / "grammar").rglob("*.lark")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            code, _, comment = line.partition("//")
            yield path, number, comment, True
            yield from ((path, number, word, False) for word in re.findall(r"[^\W_]+", code))


class Known:
    """Phrases to look for in texts: English by whole words, Chinese anywhere."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = frozenset(phrases)
        self.chinese = [phrase for phrase in self.phrases if _CHINESE.search(phrase)]
        self.longest: dict[str, int] = {}
        for phrase in self.phrases:
            first, length = phrase.split(" ")[0], phrase.count(" ") + 1
            self.longest[first] = max(length, self.longest.get(first, 0))

    def within(self, text: str) -> Iterator[str]:
        """The phrases in a text."""
        words = re.findall(r"[^\W_]+", text.casefold())
        for start, word in enumerate(words):
            for end in range(start + 1, min(len(words), start + self.longest.get(word, 0)) + 1):
                phrase = " ".join(words[start:end])
                if phrase in self.phrases:
                    yield phrase
        if _CHINESE.search(text):
            yield from (phrase for phrase in self.chinese if phrase in text.casefold())


def found_in(places: Iterable[tuple[Path, int, str, bool]]) -> list[str]:
    """The domain words in texts, each with its place and where the knowledge base has it."""
    known = {phrase: where for phrase, where in vocabulary().items() if phrase not in ordinary()}
    records = Known(phrase for phrase, where in known.items() if not where.schema)
    strings = Known({*records.phrases, *(phrase for phrase in known if " " in phrase)})
    found = set()
    for path, line, text, prose in places:
        phrases = set((records if prose else strings).within(text))
        if not prose and folded(text) in known:
            phrases.add(folded(text))
        found |= {f"{path.name}:{line}: {phrase!r} ({known[phrase].file})" for phrase in phrases}
    return sorted(found)


def test_no_word_of_the_knowledge_base_stands_in_the_engine() -> None:
    assert len(vocabulary()) > 500
    assert found_in(sources()) == []


def test_every_listed_word_has_a_reason() -> None:
    listed = yaml.load(LISTED.read_text("utf-8"), yaml.BaseLoader)
    assert all(len(reason) > 20 for reason in listed)
    words = [word for words in listed.values() for word in words]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("text", ['x = "can whisky go"', "def small_kol(): ...", "x = 1  # 酒类", "from . import kol"])
def test_the_test_sees_a_domain_word(text: str, tmp_path: Path) -> None:
    file = tmp_path / "planted.py"
    file.write_text(text, "utf-8")
    assert found_in((file, *found) for found in code_texts(file))
