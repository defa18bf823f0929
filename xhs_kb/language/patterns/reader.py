"""Text to syntax tree: the grammar opened once, a failed parse turned into a trouble, clauses and what is drawn.

Expressions are read in `reading_expressions`.
"""

from __future__ import annotations

from functools import cache

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from ...ground import places
from ...ground.span import Source
from ...ground.trouble import LanguageError, Trouble
from ..expressions import Expression, Parameter
from . import mistakes
from .parse_tree import Parsed, subtrees, tokens, trees
from .reading_expressions import ExpressionReader
from .tree import (
    Clause,
    Direction,
    Item,
    Length,
    MapOf,
    Match,
    Mode,
    NodePattern,
    PathPattern,
    Projection,
    Query,
    RelationshipPattern,
    Return,
    SortKey,
    Unwind,
    Variable,
    With,
    Word,
)

LONGEST_TEXT = 20_000
DEEPEST = 100


@cache
def pattern_parser() -> Lark:
    """The parser of patterns, opened once a process."""
    return Lark(places.grammar("patterns.lark"), parser="lalr", lexer="contextual", propagate_positions=True,
                maybe_placeholders=False)


def read_query(text: str, *, name: str = "<pattern>", longest: int = LONGEST_TEXT, deepest: int = DEEPEST) -> Query:
    """The syntax tree of a pattern; raises LanguageError (`syntax`, `write-clause`, `limit`)."""
    source = Source(name, text)
    if len(text) > longest:
        raise LanguageError(Trouble("limit", f"the text has {len(text)} characters, more than {longest}"))
    try:
        tree = pattern_parser().parse(text)
    except UnexpectedInput as problem:
        raise LanguageError(mistakes.explain(source, problem)) from None
    too_deep = LanguageError(Trouble("limit", f"the pattern is nested more than {deepest} deep"))
    if _depth(tree) > deepest:
        raise too_deep
    try:
        return Reader(source).query_of(tree)
    except RecursionError:
        raise too_deep from None


def _depth(tree: Parsed) -> int:
    """How deep expressions stand inside each other; the layers of the grammar that only wrap do not count."""
    deepest, stack = 0, [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        stack += [(child, depth + (str(child.data) not in _WRAPPERS)) for child in node.children
                  if isinstance(child, Tree)]
    return deepest


_WRAPPERS = frozenset({"arguments", "variable", "name", "entry", "where", "first"})


class Reader(ExpressionReader):
    """Reads clauses and what is drawn; one for each text."""

    def query_of(self, tree: Parsed) -> Query:
        """A whole text."""
        word = next((str(child.children[0]).lower() for child in trees(tree, "mode")), "")
        mode: Mode = "explain" if word == "explain" else "profile" if word == "profile" else "run"
        inner = self.query(next(trees(tree, "query")))
        return Query(inner.parts, inner.unions, mode, inner.span)

    def query(self, tree: Parsed) -> Query:
        """Single queries and the unions between them."""
        parts = tuple(tuple(self._clause(clause) for clause in subtrees(part)) for part in trees(tree, "single_query"))
        unions = tuple(bool(union.children) for union in trees(tree, "union"))
        return Query(parts, unions, "run", self.span(tree))

    def subquery(self, tree: Parsed) -> Query:
        """What stands in braces: a pattern with its condition, or a query."""
        first = next(subtrees(tree))
        if first.data == "query":
            return self.query(first)
        return Query(((Match(self._paths(first), self._where(tree), False, self.span(tree)),),), (), "run",
                     self.span(tree))

    def _clause(self, tree: Parsed) -> Clause:
        span = self.span(tree)
        match str(tree.data):
            case "match":
                optional = any(tokens(tree))
                return Match(self._paths(next(trees(tree, "pattern_list"))), self._where(tree), optional, span)
            case "unwind":
                items, name = subtrees(tree)
                return Unwind(self.expression(items), self.variable(name), span)
            case "with":
                return With(self._projection(next(trees(tree, "projection"))), self._where(tree), span)
            case _:
                return Return(self._projection(next(trees(tree, "projection"))), span)

    def _where(self, tree: Parsed) -> Expression | None:
        return next((self.expression(next(subtrees(where))) for where in trees(tree, "where")), None)

    def _projection(self, tree: Parsed) -> Projection:
        items = next(trees(tree, "items"))
        return Projection(
            items=tuple(self._item(item) for item in trees(items, "item")),
            star=any(tokens(items)),
            distinct=any(tokens(tree)),
            order=tuple(self._sort_key(key) for order in trees(tree, "order") for key in subtrees(order)),
            skip=next((self.expression(next(subtrees(skip))) for skip in trees(tree, "skip")), None),
            limit=next((self.expression(next(subtrees(limit))) for limit in trees(tree, "limit")), None),
            span=self.span(tree),
        )

    def _item(self, tree: Parsed) -> Item:
        expression, *alias = subtrees(tree)
        return Item(self.expression(expression), self.variable(alias[0]) if alias else None, self.span(expression).text)

    def _sort_key(self, tree: Parsed) -> SortKey:
        descending = any(token.type == "DESC" for token in tokens(tree))
        return SortKey(self.expression(next(subtrees(tree))), descending)

    def _paths(self, tree: Parsed) -> tuple[PathPattern, ...]:
        return tuple(self._part(part) for part in trees(tree, "pattern_part"))

    def _part(self, tree: Parsed) -> PathPattern:
        *name, path = subtrees(tree)
        nodes = tuple(self.node(node) for node in trees(path, "node"))
        relationships = tuple(self.relationship(step) for step in trees(path, "relationship"))
        return PathPattern(self.variable(name[0]) if name else None, nodes, relationships, self.span(tree))

    def drawn(self, tree: Parsed) -> PathPattern:
        """A pattern inside an expression."""
        first, *rest = subtrees(tree)
        nodes = (self._first(first), *(self.node(node) for node in rest if node.data == "node"))
        relationships = tuple(self.relationship(step) for step in rest if step.data == "relationship")
        return PathPattern(None, nodes, relationships, self.span(tree))

    def _first(self, tree: Parsed) -> NodePattern:
        if tree.data == "plain_first":
            return self.node(tree)
        inner = list(subtrees(tree))
        if inner[0].data == "parenthesis":
            inner = list(subtrees(inner[0]))
        variable, labels, properties = self.as_node(inner[0])
        if len(inner) > 1:
            properties = self.properties(inner[1])
        return NodePattern(variable, labels, properties, self.span(tree))

    def node(self, tree: Parsed) -> NodePattern:
        """A node in brackets."""
        variable: Variable | None = None
        labels: tuple[Word, ...] = ()
        properties: MapOf | Parameter | None = None
        for child in subtrees(tree):
            match str(child.data):
                case "name":
                    variable = self.variable(child)
                case "labels":
                    labels = self.words(child)
                case _:
                    properties = self.properties(child)
        return NodePattern(variable, labels, properties, self.span(tree))

    def properties(self, tree: Parsed) -> MapOf | Parameter:
        """What is asked of properties: a map, or a parameter that stands for one."""
        read = self.expression(tree)
        if isinstance(read, MapOf | Parameter):
            return read
        raise self.refuse("properties are a map in braces", self.span(tree))

    def relationship(self, tree: Parsed) -> RelationshipPattern:
        """A relationship, an arrow or one in square brackets."""
        variable: Variable | None = None
        types: tuple[Word, ...] = ()
        length: Length | None = None
        properties: MapOf | Parameter | None = None
        for child in subtrees(tree):
            match str(child.data):
                case "name":
                    variable = self.variable(child)
                case "types":
                    types = self.words(child)
                case "length":
                    length = self._length(child)
                case _:
                    properties = self.properties(child)
        return RelationshipPattern(variable, types, _direction(list(tokens(tree))), length, properties, self.span(tree))

    def _length(self, tree: Parsed) -> Length:
        bounds = {str(child.data): int(str(child.children[0])) for child in subtrees(tree)}
        if "exactly" in bounds:
            return Length(bounds["exactly"], bounds["exactly"])
        return Length(bounds.get("low", 1), bounds.get("high"))


def _direction(marks: list[Token]) -> Direction:
    left, right = marks[0].startswith("<"), marks[-1].endswith(">")
    if left == right:
        return "both"
    return "in" if left else "out"
