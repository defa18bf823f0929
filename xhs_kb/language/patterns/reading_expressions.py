"""The parse tree of an expression to the syntax tree, narrowing what the grammar takes too wide.

Longer than most: one short method for every form of the grammar.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any, get_args

from ...ground.span import Source, Span
from ...ground.trouble import LanguageError, Trouble
from ..expressions import (
    And,
    Arithmetic,
    Compare,
    Expression,
    In,
    ListOf,
    Literal,
    Negative,
    Not,
    Or,
    Parameter,
    Property,
)
from .parse_tree import Parsed, subtrees, tokens, trees
from .tree import (
    Call,
    Case,
    CountAll,
    Index,
    IsNull,
    LabelTest,
    ListComprehension,
    MapOf,
    PathPattern,
    PatternComprehension,
    PatternTest,
    Quantifier,
    QuantifierKind,
    Query,
    Reduce,
    Slice,
    Subquery,
    TextTest,
    Variable,
    Word,
    Xor,
)

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\\": "\\", "'": "'", '"': '"', "`": "`"}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_QUANTIFIERS = get_args(QuantifierKind)


class ExpressionReader:
    """Reads expressions of one text."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @abstractmethod
    def drawn(self, tree: Parsed) -> PathPattern:
        """A pattern inside an expression."""

    @abstractmethod
    def subquery(self, tree: Parsed) -> Query:
        """What stands in the braces of `EXISTS` and `COUNT`."""

    def span(self, tree: Parsed) -> Span:
        """The characters that a tree was read from."""
        return Span(self.source, tree.meta.start_pos, tree.meta.end_pos)

    def refuse(self, message: str, span: Span, help: str | None = None) -> LanguageError:
        """A syntax error to raise."""
        return LanguageError(Trouble("syntax", message, span, help=help))

    def name(self, tree: Parsed) -> str:
        """A name, without its backticks."""
        text = str(next(tokens(tree)))
        return text[1:-1].replace("``", "`") if text.startswith("`") else text

    def variable(self, tree: Parsed) -> Variable:
        """A name as a variable."""
        return Variable(self.name(tree), None, self.span(tree))

    def words(self, tree: Parsed) -> tuple[Word, ...]:
        """Labels or types."""
        return tuple(Word(self.name(name), self.span(name)) for name in subtrees(tree))

    def expression(self, tree: Parsed) -> Expression:
        """The syntax tree of an expression."""
        read = getattr(self, f"_{tree.data}")
        expression: Expression = read(tree)
        return expression

    def _all(self, tree: Parsed) -> tuple[Expression, ...]:
        return tuple(self.expression(child) for child in subtrees(tree))

    # ---- operators

    def _disjunction(self, tree: Parsed) -> Expression:
        return Or(self._all(tree), self.span(tree))

    def _exclusive(self, tree: Parsed) -> Expression:
        return Xor(self._all(tree), self.span(tree))

    def _conjunction(self, tree: Parsed) -> Expression:
        return And(self._all(tree), self.span(tree))

    def _not(self, tree: Parsed) -> Expression:
        return Not(self._all(tree)[0], self.span(tree))

    def _comparison(self, tree: Parsed) -> Expression:
        sides, span = self._all(tree), self.span(tree)
        signs: list[Any] = ["!=" if token == "<>" else str(token) for token in tokens(tree)]
        steps = tuple(Compare(sign, one, two, span)
                      for sign, one, two in zip(signs, sides, sides[1:], strict=False))
        return steps[0] if len(steps) == 1 else And(steps, span)

    def _starts_with(self, tree: Parsed) -> Expression:
        text, part = self._all(tree)
        return TextTest("starts", text, part, self.span(tree))

    def _ends_with(self, tree: Parsed) -> Expression:
        text, part = self._all(tree)
        return TextTest("ends", text, part, self.span(tree))

    def _contains(self, tree: Parsed) -> Expression:
        text, part = self._all(tree)
        return TextTest("contains", text, part, self.span(tree))

    def _in(self, tree: Parsed) -> Expression:
        item, items = self._all(tree)
        return In(item, items, self.span(tree))

    def _is_null(self, tree: Parsed) -> Expression:
        return IsNull(self._all(tree)[0], False, self.span(tree))

    def _is_not_null(self, tree: Parsed) -> Expression:
        return IsNull(self._all(tree)[0], True, self.span(tree))

    def _chain(self, tree: Parsed, signs: list[Any]) -> Expression:
        first, *rest = self._all(tree)
        for sign, operand in zip(signs, rest, strict=True):
            first = Arithmetic(sign, first, operand, self.span(tree))
        return first

    def _sum(self, tree: Parsed) -> Expression:
        return self._chain(tree, [str(token) for token in tokens(tree)])

    _product = _sum

    def _power(self, tree: Parsed) -> Expression:
        return self._chain(tree, ["^"] * (len(tree.children) - 1))

    def _negative(self, tree: Parsed) -> Expression:
        operand = self._all(tree)[0]
        match operand:
            case Literal(int() | float() as number) if not isinstance(number, bool):
                return Literal(-number, self.span(tree))
        return Negative(operand, self.span(tree))

    def _positive(self, tree: Parsed) -> Expression:
        return self._all(tree)[0]

    def _label_test(self, tree: Parsed) -> Expression:
        subject, labels = subtrees(tree)
        return LabelTest(self.expression(subject), self.words(labels), self.span(tree))

    # ---- what follows an operand

    def _property(self, tree: Parsed) -> Expression:
        subject, key = subtrees(tree)
        return Property(self.expression(subject), self.name(key), self.span(tree))

    def _index(self, tree: Parsed) -> Expression:
        subject, index = self._all(tree)
        return Index(subject, index, self.span(tree))

    def _slice(self, tree: Parsed) -> Expression:
        sides = {str(child.data): self.expression(next(subtrees(child))) for child in list(subtrees(tree))[1:]}
        subject = self.expression(next(subtrees(tree)))
        return Slice(subject, sides.get("from"), sides.get("to"), self.span(tree))

    def _function(self, tree: Parsed) -> str:
        """The name of what is called: a name, or several with dots between them."""
        match self.expression(tree):
            case Variable(name):
                return name
            case Property(Variable(space), name):
                return f"{space}.{name}"
            case Property(Property(Variable(outer), inner), name):
                return f"{outer}.{inner}.{name}"
        raise self.refuse("only a function can be called", self.span(tree))

    def _arguments(self, tree: Parsed) -> tuple[Expression, ...]:
        """The grammar nests arguments to the left."""
        items: list[Expression] = []
        while True:
            *rest, last = subtrees(tree)
            items.append(self.expression(last))
            if not rest:
                return tuple(reversed(items))
            tree = rest[0]

    def _call(self, tree: Parsed) -> Expression:
        function, *rest = subtrees(tree)
        name = self._function(function)
        arguments = self._arguments(rest[0]) if rest else ()
        return Call(name.lower(), arguments, any(tokens(tree)), name, self.span(tree))

    def _count_all(self, tree: Parsed) -> Expression:
        if self._function(next(subtrees(tree))).lower() != "count":
            raise self.refuse("only `count` takes `*`", self.span(tree))
        return CountAll(self.span(tree))

    def _quantifier(self, tree: Parsed) -> Expression:
        function, within, where = subtrees(tree)
        kind: Any = self._function(function).lower()
        variable, items = self._drawn_from(within)
        if kind not in _QUANTIFIERS:
            raise self.refuse(f"`{kind}` takes no `WHERE`; `all`, `any`, `none` and `single` do", self.span(tree))
        return Quantifier(kind, variable, items, self._all(where)[0], self.span(tree))

    def _drawn_from(self, tree: Parsed) -> tuple[Variable, Expression]:
        """`x IN list`."""
        match self.expression(tree):
            case In(Variable() as variable, items):
                return variable, items
        raise self.refuse("`x IN list` is expected here", self.span(tree))

    def _reduce(self, tree: Parsed) -> Expression:
        function, start, within, result = subtrees(tree)
        name = self._function(function).lower()
        match name, self._arguments(start):
            case "reduce", (Compare("=", Variable() as total, first),):
                variable, items = self._drawn_from(within)
                return Reduce(total, first, variable, items, self.expression(result), self.span(tree))
        raise self.refuse("`reduce(total = start, x IN list | expression)` is the only call with `|`", self.span(tree))

    # ---- atoms

    def _variable(self, tree: Parsed) -> Expression:
        return self.variable(next(subtrees(tree)))

    def _parenthesis(self, tree: Parsed) -> Expression:
        return self.expression(next(subtrees(tree)))

    def _drawn(self, tree: Parsed) -> Expression:
        return PatternTest(self.drawn(tree), self.span(tree))

    def _exists(self, tree: Parsed) -> Expression:
        return Subquery("exists", self.subquery(next(subtrees(tree))), self.span(tree))

    def _count(self, tree: Parsed) -> Expression:
        return Subquery("count", self.subquery(next(subtrees(tree))), self.span(tree))

    def _list(self, tree: Parsed) -> Expression:
        items = next((self._arguments(items) for items in subtrees(tree)), ())
        match items:
            case (In(Variable() as variable, inner),):
                return ListComprehension(variable, inner, None, None, self.span(tree))
        return ListOf(items, self.span(tree))

    def _comprehension(self, tree: Parsed) -> Expression:
        within, *rest = subtrees(tree)
        where = next((self._all(child)[0] for child in rest if child.data == "where"), None)
        result = next((self.expression(child) for child in rest if child.data != "where"), None)
        span = self.span(tree)
        match self.expression(within):
            case In(Variable() as variable, items):
                return ListComprehension(variable, items, where, result, span)
            case PatternTest(path) if result is not None:
                return PatternComprehension(path, where, result, span)
            case Compare("=", Variable() as name, PatternTest(path)) if result is not None:
                named = PathPattern(name, path.nodes, path.relationships, path.span)
                return PatternComprehension(named, where, result, span)
        raise self.refuse("`[x IN list WHERE … | …]` or `[(a)-->(b) | …]` is expected here", self.span(within))

    def _map(self, tree: Parsed) -> Expression:
        entries = []
        for entry in trees(tree, "entry"):
            key, value = subtrees(entry)
            entries.append((self.name(key), self.expression(value)))
        return MapOf(tuple(entries), self.span(tree))

    def _case(self, tree: Parsed) -> Expression:
        first = next(subtrees(tree))
        subject = None if first.data == "when" else self.expression(first)
        branches = tuple((self._all(when)[0], self._all(when)[1]) for when in trees(tree, "when"))
        otherwise = next((self._all(other)[0] for other in trees(tree, "else")), None)
        return Case(subject, branches, otherwise, self.span(tree))

    def _parameter(self, tree: Parsed) -> Expression:
        text = str(next(tokens(tree)))[1:]
        name = text[1:-1].replace("``", "`") if text.startswith("`") else text
        return Parameter(name, self.span(tree))

    # ---- literals

    def _integer(self, tree: Parsed) -> Expression:
        text = str(next(tokens(tree)))
        if len(text) > 4000:
            raise self.refuse("the integer needs more than 64 bits", self.span(tree))
        return Literal(int(text), self.span(tree))

    def _hexadecimal(self, tree: Parsed) -> Expression:
        return Literal(int(str(next(tokens(tree)))[2:], 16), self.span(tree))

    def _octal(self, tree: Parsed) -> Expression:
        return Literal(int(str(next(tokens(tree)))[2:], 8), self.span(tree))

    def _float(self, tree: Parsed) -> Expression:
        number = float(str(next(tokens(tree))))
        if number == float("inf"):
            raise self.refuse("the number is too large", self.span(tree))
        return Literal(number, self.span(tree))

    def _string(self, tree: Parsed) -> Expression:
        span = self.span(tree)

        def unescape(found: re.Match[str]) -> str:
            short, long, plain = found.groups()
            if plain is None:
                code = int(short or long, 16)
                if code > 0x10FFFF:
                    raise self.refuse("there is no such character", span)
                return chr(code)
            if plain not in _ESCAPES:
                raise self.refuse(f"`\\{plain}` is no escape", span)
            return _ESCAPES[plain]

        return Literal(_ESCAPE.sub(unescape, str(next(tokens(tree)))[1:-1]), span)

    def _true(self, tree: Parsed) -> Expression:
        return Literal(True, self.span(tree))

    def _false(self, tree: Parsed) -> Expression:
        return Literal(False, self.span(tree))

    def _null(self, tree: Parsed) -> Expression:
        return Literal(None, self.span(tree))

    # ---- an expression that turns out to be the first node of a pattern

    def as_node(self, tree: Parsed) -> tuple[Variable | None, tuple[Word, ...], MapOf | Parameter | None]:
        """What was read in brackets before an arrow, as variable, labels and properties."""
        match self.expression(tree):
            case Variable() as variable:
                return variable, (), None
            case LabelTest(Variable() as variable, labels):
                return variable, labels, None
            case MapOf() | Parameter() as properties:
                return None, (), properties
        raise self.refuse("a node is expected before an arrow, such as `(n)`", self.span(tree))
