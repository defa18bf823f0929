"""Patterns by the lexer and parser of their own grammar: what their words are, and what may come next in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from lark import Token
from lark.exceptions import LarkError

from ...ground.frozen import dataclass
from ...language.patterns.reader import pattern_parser
from ...model.schema import Schema
from ...model.shape import Shape, shape_of

_PARTIAL = re.compile(r"[^\W\d]\w*$")
_VALUES = {"STRING", "INTEGER", "FLOAT", "HEXADECIMAL", "OCTAL", "PARAMETER", "TRUE", "FALSE", "_NULL"}
_SIGNS = {"EQUALS": "=", "RPAR": ")", "RSQB": "]", "RBRACE": "}", "COMMA": ",", "DOT": ".", "REL_CLOSE": "]-",
          "REL_CLOSE_RIGHT": "]->", "REL_OPEN": "-[", "REL_OPEN_LEFT": "<-[", "LPAR": "(", "COLON": ":"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Next:
    """Something that may come next in a pattern: the text, what it is, where the text that it replaces begins."""

    text: str
    sort: str
    start: int


def pattern_tokens(text: str) -> tuple[list[Token], frozenset[str]]:
    """The tokens of a pattern as far as it can be read, and the names of the terminals that may follow them."""
    parser = pattern_parser().parse_interactive(text)
    found: list[Token] = []
    try:
        for token in parser.lexer_thread.lex(parser.parser_state):  # type: ignore[no-untyped-call]
            if token.type not in parser.accepts():  # type: ignore[no-untyped-call]
                break
            parser.feed_token(token)
            found.append(token)
    except (LarkError, KeyError):
        pass
    return found, frozenset(parser.accepts())  # type: ignore[no-untyped-call]


def token_sort(token: Token, before: Token | None) -> str:
    """What a word of a pattern is, for its colour."""
    if token.type in _VALUES:
        return "value"
    if token.type in ("NAME", "QUOTED_NAME"):
        return "verb" if before is not None and before.type == "COLON" else "name"
    return "keyword" if token.type.strip("_").isalpha() and token[:1].isalpha() else "plain"


def pattern_next(text: str, schema: Schema) -> list[Next]:
    """What may come next: keywords and signs that the grammar takes, labels, types and properties that fit."""
    found = _PARTIAL.search(text)
    partial = found[0] if found else ""
    start = len(text) - len(partial)
    tokens, accepted = pattern_tokens(text[:start])
    if tokens and (tokens[-1].end_pos or 0) < len(text[:start].rstrip()):
        return []
    names = _names(tokens, shape_of(schema)) if "NAME" in accepted else None
    if names is not None:
        words = [(name, "label" if tokens[-1].type == "COLON" else "property") for name in names]
    else:
        words = [(word, "keyword") for word in _keywords(accepted)]
        words += [(sign, "sign") for name, sign in _SIGNS.items() if name in accepted and not partial]
        words += [(name, "variable") for name in _variables(tokens)] if "NAME" in accepted else []
    folded = partial.casefold()
    return [Next(word, sort, start) for word, sort in words if word.casefold().startswith(folded) and word != partial]


def _keywords(accepted: frozenset[str]) -> Iterator[str]:
    for terminal in pattern_parser().terminals:
        bare = terminal.name.strip("_")
        if terminal.name in accepted and bare.isalpha() and bare.casefold() in str(terminal.pattern.value):
            yield bare + (" BY" if bare == "ORDER" else "")


def _names(tokens: Sequence[Token], shape: Shape) -> list[str] | None:
    """The labels, types or properties that may stand after a colon or a dot; None after anything else."""
    last = tokens[-1].type if tokens else ""
    labelled = _labels(tokens)
    if last == "DOT":
        label = labelled.get(str(tokens[-2])) if len(tokens) > 1 else None
        known = shape.labels.get(label or "") or frozenset().union(*shape.labels.values())
        return sorted(known)
    if last != "COLON":
        return None
    opened = next((t for t in reversed(tokens) if t.type in ("LPAR", "REL_OPEN", "REL_OPEN_LEFT", "LBRACE")), None)
    if opened is None or opened.type == "LBRACE":
        return None
    if opened.type == "LPAR":
        return list(shape.labels)
    left = _label_before(tokens, opened, labelled)
    place = 1 if opened.type == "REL_OPEN_LEFT" else 0
    edges = shape.edges.items()
    return [name for name, edge in edges if left is None or any(ends[place] == left for ends in edge.ends)]


def _labels(tokens: Sequence[Token]) -> Mapping[str, str]:
    """The label of each variable of a node that has one."""
    found: dict[str, str] = {}
    for bracket, variable, colon, label in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        if (bracket.type, variable.type, colon.type, label.type) == ("LPAR", "NAME", "COLON", "NAME"):
            found[str(variable)] = str(label)
    return found


def _label_before(tokens: Sequence[Token], opened: Token, labelled: Mapping[str, str]) -> str | None:
    """The label of the node to the left of a relationship, None where it has none."""
    place = next(number for number, token in enumerate(tokens) if token is opened)
    node: list[Token] = []
    while place > 0 and tokens[place - 1].type != "LPAR":
        place -= 1
        node.insert(0, tokens[place])
    for colon, label in pairwise(node):
        if colon.type == "COLON":
            return str(label)
    return labelled.get(str(node[0])) if node else None


def _variables(tokens: Sequence[Token]) -> list[str]:
    """The variables that nodes and relationships have so far."""
    pairs = pairwise(tokens)
    found = (str(name) for mark, name in pairs if name.type == "NAME" and mark.type in ("LPAR", "REL_OPEN", "_AS"))
    return list(dict.fromkeys(found))
