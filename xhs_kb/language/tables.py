"""The grammars as tables: what may come next, and which keywords there are. lark builds them, once a process.

The search for a reading needs only states, and they are walked here on tuples, so that trying costs no copy. The tree
of the reading that is found is built by lark's own interactive parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Protocol, TypeAlias

from ..ground.places import grammar
from ..model.phrases import HERE, Tree, atoms, plant

Stack: TypeAlias = tuple[int, ...]
Step: TypeAlias = int | tuple[int, str]  # to a state, or back by so many symbols that become another
_QUESTIONS = ("questions.lark", "chinese.lark")
FILES = {"question": _QUESTIONS, "fact": _QUESTIONS, "matter": _QUESTIONS, "condition": ("conditions.lark",)}


class Fed(Protocol):
    """What the parser takes for a token: anything that has the name of its terminal."""

    @property
    def type(self) -> str:
        """The name of the terminal."""


@dataclass(frozen=True)
class Tables:
    """A grammar: its parse table, its keywords (a tree that ends in names of terminals), and their ranks."""

    name: str
    lark: Any = field(repr=False)
    states: dict[int, dict[str, Step]] = field(repr=False)
    start: int
    end: int
    keywords: Tree = field(repr=False)
    spellings: dict[str, tuple[str, ...]] = field(repr=False)
    rank: dict[str, int] = field(repr=False)
    noise: frozenset[str]

    def ordered(self, stack: Stack) -> list[str]:
        """The terminals that may come next, keywords in the order of the grammar first; lark keeps them in sets."""
        return sorted((name for name in self.choices(stack) if name.isupper() or name[:1] in "_$"),
                      key=lambda name: (self.order.get(name, len(self.order)), name))

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of every terminal in the grammar."""
        return {terminal: number for number, terminal in enumerate(_spellings(source(self.name)))}

    def choices(self, stack: Stack) -> dict[str, Step]:
        """The terminals that may come next; some of them may turn out not to, `shift` says which."""
        return self.states[stack[-1]]

    def shift(self, stack: Stack, terminal: str) -> Stack | None:
        """The stack after a terminal, None where the grammar cannot take it there."""
        states = self.states
        while True:
            step = states[stack[-1]].get(terminal)
            if step is None:
                return None
            if isinstance(step, int):
                return (*stack, step)
            stack = self._back(stack, step)

    def ends(self, stack: Stack) -> bool:
        """Whether the text may end here."""
        while stack[-1] != self.end:
            step = self.states[stack[-1]].get("$END")
            if step is None or isinstance(step, int):
                return False
            stack = self._back(stack, step)
        return True

    def _back(self, stack: Stack, step: tuple[int, str]) -> Stack:
        size, symbol = step
        if size:
            stack = stack[:-size]
        after = self.states[stack[-1]][symbol]
        assert isinstance(after, int)
        return (*stack, after)

    def is_keyword(self, word: str) -> bool:
        """Whether an atom is a keyword all by itself."""
        return HERE in self.keywords.get(word, {})

    def tree(self, tokens: Iterable[Fed]) -> Any:
        """The tree of a sequence of tokens that the search has found to be a sentence."""
        parser = self.lark.parse_interactive("", start=self.name)
        for token in tokens:
            parser.feed_token(token)
        return parser.feed_eof()


@lru_cache(maxsize=len(FILES))
def tables(start: str) -> Tables:
    """The tables of a grammar by its start: one of the keys of `FILES`."""
    lark = _lark(FILES[start])
    conf = lark.parse_interactive("", start=start).parser_state.parse_conf
    states = {state: {name: _step(*entry) for name, entry in row.items()} for state, row in conf.states.items()}
    written = _spellings(source(start))
    spellings = {t.name: written.get(t.name) or (t.pattern.value,) for t in lark.terminals}
    ranks = {terminal.name: terminal.priority for terminal in lark.terminals}
    return Tables(start, lark, states, conf.start_state, conf.end_state, _keywords(spellings), spellings, ranks,
                  frozenset(lark.ignore_tokens))


@lru_cache(maxsize=2)
def _lark(files: tuple[str, ...]) -> Any:
    from lark import Lark
    from lark.lexer import Lexer

    class Nothing(Lexer):
        """lark's own lexer is never used: the tokens come from the vocabulary."""

        def __init__(self, lexer_conf: Any) -> None: ...

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:
            return iter(())

    starts = [start for start, own in FILES.items() if own == files]
    return Lark(source(starts[0]), parser="lalr", lexer=Nothing, start=starts, maybe_placeholders=False)


def source(start: str) -> str:
    """The text of a grammar, all its files together."""
    return "\n".join(grammar(name) for name in FILES[start])


def _step(action: Any, argument: Any) -> Step:
    return argument if action.name == "Shift" else (len(argument.expansion), str(argument.origin.name))


def _keywords(spellings: dict[str, tuple[str, ...]]) -> Tree:
    grouped: dict[tuple[str, ...], list[str]] = {}
    for terminal, texts in spellings.items():
        for text in texts:
            grouped.setdefault(tuple(atom.text for atom in atoms(text)), []).append(terminal)
    tree: Tree = {}
    for phrase, terminals in grouped.items():
        plant(tree, phrase, tuple(terminals))
    return tree


_DEFINED = re.compile(r"^(?:%extend\s+)?([A-Z_]+)(?:\.-?\d+)?:(.*)$", re.MULTILINE)


def _spellings(text: str) -> dict[str, tuple[str, ...]]:
    """The keywords of every terminal in the order in which the grammar has them; lark sorts them by length."""
    found: dict[str, list[str]] = {}
    for name, alternatives in _DEFINED.findall(text):
        found.setdefault(name, []).extend(re.findall(r'"([^"]+)"', alternatives))
    return {name: tuple(dict.fromkeys(texts)) for name, texts in found.items()}
