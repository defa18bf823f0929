"""The grammars as tables: what may come next, and which keywords there are. lark builds them, once a process.

The search for a reading needs only states, and they are walked here on tuples, so that trying costs no copy. The tree
of the reading that is found is built by the same walk: what lark computed is kept as plain data (`data.kept`), and lark
is opened again only when a grammar has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Protocol, TypeAlias

from ..data.kept import kept
from ..ground.frozen import dataclass, field
from ..ground.places import grammar
from ..model.phrases import HERE, Tree, atoms, plant

Stack: TypeAlias = tuple[int, ...]
Step: TypeAlias = int | Sequence[Any]  # to a state, or back by so many symbols that become another, by a rule
Made: TypeAlias = tuple[str, bool, tuple[int, ...]]
"""The name of a node; whether a lone part stands for it; and of each symbol: left out, kept, or opened."""
_LEFT_OUT, _KEPT, _OPENED = range(3)
_FORMAT = 2  # another number where what is kept, or how lark works, changes
_QUESTIONS = ("questions.lark", "chinese.lark")
FILES = {"question": _QUESTIONS, "fact": _QUESTIONS, "matter": _QUESTIONS, "condition": ("conditions.lark",)}


class Fed(Protocol):
    """What the parser takes for a token: anything that has the name of its terminal."""

    @property
    def type(self) -> str:
        """The name of the terminal."""


class Node:
    """A node of a tree: the name of its alternative in the grammar, and its parts."""

    __slots__ = ("children", "data")

    def __init__(self, data: str, children: list[Any]) -> None:
        self.data, self.children = data, children


@dataclass(frozen=True)
class Tables:
    """A grammar: its parse table, its keywords (a tree that ends in names of terminals), and their ranks."""

    name: str
    rules: tuple[Made, ...] = field(repr=False)
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

    def _back(self, stack: Stack, step: Sequence[Any]) -> Stack:
        size, symbol, _ = step
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
        stack: Stack = (self.start,)
        made: list[Any] = []
        for token in tokens:
            stack, shifted = self._reduced(stack, made, token.type)
            assert shifted is not None
            stack = (*stack, shifted)
            made.append(token)
        self._reduced(stack, made, "$END")
        return made[-1]

    def _reduced(self, stack: Stack, made: list[Any], terminal: str) -> tuple[Stack, int | None]:
        """Makes nodes until the terminal can be taken; the state after it, None where the text ends."""
        while stack[-1] != self.end:
            step = self.states[stack[-1]][terminal]
            if isinstance(step, int):
                return stack, step
            size, _, rule = step
            parts = made[len(made) - size :] if size else []
            del made[len(made) - size :]
            made.append(self._node(self.rules[rule], parts))
            stack = self._back(stack, step)
        return stack, None

    def _node(self, rule: Made, parts: list[Any]) -> Any:
        name, alone, include = rule
        children: list[Any] = []
        for part, how in zip(parts, include, strict=True):
            if how == _KEPT:
                children.append(part)
            elif how == _OPENED:
                children += part.children
        return children[0] if alone and len(children) == 1 else Node(name, children)

    @cached_property
    def lark(self) -> Any:
        """The grammar as lark has it, built when it is asked for."""
        return _lark(FILES[self.name])


@lru_cache(maxsize=len(FILES))
def tables(start: str) -> Tables:
    """The tables of a grammar by its start: one of the keys of `FILES`."""
    text = source(start)
    said = kept(f"grammar-{start}", f"{_FORMAT} {start} {text}", lambda: _computed(start, text))
    rows = said["states"].items()
    states = {int(state): row for state, row in rows}
    spellings = {name: tuple(texts) for name, texts in said["spellings"].items()}
    rules = tuple((name, alone, tuple(include)) for name, alone, include in said["rules"])
    return Tables(start, rules, states, said["start"], said["end"], _keywords(said["keywords"]), spellings,
                  said["rank"], frozenset(said["noise"]))


def _computed(start: str, text: str) -> dict[str, Any]:
    """What lark makes of a grammar, in JSON types."""
    lark = _lark(FILES[start])
    conf = lark.parse_interactive("", start=start).parser_state.parse_conf
    numbers: dict[Any, int] = {}
    states = {str(state): {name: _step(action, argument, numbers) for name, (action, argument) in row.items()}
              for state, row in conf.states.items()}
    written = _spellings(text)
    spellings = {t.name: written.get(t.name) or (t.pattern.value,) for t in lark.terminals}
    return {
        "states": states, "start": conf.start_state, "end": conf.end_state, "rules": [_made(rule) for rule in numbers],
        "spellings": spellings, "keywords": _phrases(spellings),
        "rank": {terminal.name: terminal.priority for terminal in lark.terminals}, "noise": sorted(lark.ignore_tokens),
    }


def _made(rule: Any) -> Made:
    """How lark builds the node of a rule; what our grammars do not use is refused rather than done wrong."""
    options = rule.options
    assert not (options.keep_all_tokens or options.template_source or any(options.empty_indices))
    return str(rule.alias or rule.origin.name), bool(options.expand1 and not rule.alias), tuple(
        (_LEFT_OUT if symbol.filter_out else _KEPT) if symbol.is_term
        else _OPENED if symbol.name.startswith("_") else _KEPT
        for symbol in rule.expansion
    )  # fmt: skip


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


def _step(action: Any, argument: Any, numbers: dict[Any, int]) -> Step:
    if action.name == "Shift":
        return int(argument)
    return len(argument.expansion), str(argument.origin.name), numbers.setdefault(argument, len(numbers))


def _phrases(spellings: dict[str, tuple[str, ...]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every keyword as the atoms of a text, with the terminals that it may be."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    for terminal, texts in spellings.items():
        for text in texts:
            grouped.setdefault(tuple(atom.text for atom in atoms(text)), []).append(terminal)
    return [(phrase, tuple(terminals)) for phrase, terminals in grouped.items()]


def _keywords(phrases: Sequence[Any]) -> Tree:
    tree: Tree = {}
    for phrase, terminals in phrases:
        plant(tree, phrase, tuple(terminals))
    return tree


_DEFINED = re.compile(r"^(?:%extend\s+)?([A-Z_]+)(?:\.-?\d+)?:(.*)$", re.MULTILINE)


def _spellings(text: str) -> dict[str, tuple[str, ...]]:
    """The keywords of every terminal in the order in which the grammar has them; lark sorts them by length."""
    found: dict[str, list[str]] = {}
    for name, alternatives in _DEFINED.findall(text):
        found.setdefault(name, []).extend(re.findall(r'"([^"]+)"', alternatives))
    return {name: tuple(dict.fromkeys(texts)) for name, texts in found.items()}
