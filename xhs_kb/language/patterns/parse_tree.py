"""The few ways in which the readers walk lark's parse tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lark import Token, Tree

Parsed: TypeAlias = Tree[Token]


def subtrees(tree: Parsed) -> Iterator[Parsed]:
    """The children that are trees."""
    return (child for child in tree.children if isinstance(child, Tree))


def trees(tree: Parsed, rule: str) -> Iterator[Parsed]:
    """The children of one rule."""
    return (child for child in subtrees(tree) if child.data == rule)


def tokens(tree: Parsed) -> Iterator[Token]:
    """The children that are tokens."""
    return (child for child in tree.children if isinstance(child, Token))
