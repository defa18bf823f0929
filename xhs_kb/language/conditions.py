"""Reads conditions of rules: one line of the query language over inputs, roles and their attributes (spec: data §3).

Types are checked here, once, so that evaluation never meets a comparison that could have no sense. A literal waits for
the type of what it is compared with: `20%`, `0.2`, a choice and an entity's name are read by it.

Longer than most: one short method for every form of a condition.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias, cast

from ..ground.frozen import dataclass, replace
from ..ground.span import Source, Span
from ..ground.values import EntityRef, Range, Value
from ..model.schema import Type
from ..model.types import Mismatch, conform, describe
from ..model.vocabulary import Vocabulary
from .arithmetic import arithmetic_type, comparable, type_of
from .expressions import (
    And,
    Arithmetic,
    Compare,
    Contains,
    Expression,
    In,
    InputRef,
    IsA,
    ListOf,
    Literal,
    Negative,
    Not,
    Operator,
    Or,
    Parameter,
    Property,
    Related,
    RoleRef,
)
from .lexing import Word
from .limits import ReadingLimits
from .names import Reading, article, fail, fitting
from .operands import SYMBOLS, operand, possible
from .reading import first_reading
from .tails import span_of

_SIGNS: dict[str, Operator] = {"PLUS": "+", "MINUS": "-", "TIMES": "*", "DIVIDE": "/"}
BOOL = Type("bool")


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression with its type; things have `kinds` (None: of any kind) instead, and no type."""

    expression: Expression
    type: Type | None = None
    kinds: tuple[str, ...] | None = None

    @property
    def is_bool(self) -> bool:
        """Whether it may stand as a condition by itself."""
        return self.type is not None and self.type.base == "bool"


@dataclass(frozen=True, slots=True)
class Loose:
    """Something written out, which waits for a type."""

    node: Any
    span: Span | None


Term: TypeAlias = Typed | Loose


def read_condition(text: str, vocabulary: Vocabulary, action: str, span: Span | None = None, *,
                   limits: ReadingLimits | None = None) -> Expression:
    """The expression of a condition of a rule of `action`; raises LanguageError with spans inside that of the text."""
    source, start, end = _place(text, span)

    def bind(tree: Any, reading: Reading) -> Expression:
        return Binder(reading, action).condition(tree.children[0])

    return first_reading("condition", source, vocabulary, bind, limits=limits, region=(start, end))


def _place(text: str, span: Span | None) -> tuple[Source, int, int]:
    """Where the text stands: in its file, unless quoting or folding there changed more than spaces."""
    if span is not None and "".join(span.text.split()) == "".join(text.split()):
        return span.source, span.start, span.end
    return Source("<condition>", text), 0, len(text)


class Binder:
    """Binds the tree of a condition for rules of one action."""

    def __init__(self, reading: Reading, action: str) -> None:
        self.reading = reading
        self.action = action
        self.schema = reading.vocabulary.schema
        self.roles = self.schema.roles(action)

    def condition(self, node: Any) -> Expression:
        """Something that is true or false."""
        found = self.term(node)
        if isinstance(found, Loose):
            fail("type", f"`{found.span.text if found.span else ''}` is not true or false", found.span)
        if not found.is_bool:
            shown = span_of(node)
            said = shown.text if shown else ""
            wants = f"; compare it, as in `{said} = …`" if isinstance(found.expression, InputRef | RoleRef) else ""
            fail("type", f"`{said}` is not true or false by itself{wants}", shown)
        return found.expression

    def term(self, node: Any) -> Term:
        """Any part of a condition."""
        bound = getattr(self, f"on_{node.data.rstrip('_')}")(node.children)
        if isinstance(bound, Typed):
            return replace(bound, expression=replace(cast(Any, bound.expression), span=span_of(node)))
        return cast(Term, bound)

    # --- logic -----------------------------------------------------------------------------------------------------

    def on_or(self, parts: list[Any]) -> Typed:
        """Any of them; a chain is one node."""
        return Typed(Or(tuple(self.condition(part) for part in parts[::2])), BOOL)

    def on_and(self, parts: list[Any]) -> Typed:
        """All of them; a chain is one node."""
        return Typed(And(tuple(self.condition(part) for part in parts[::2])), BOOL)

    def on_not(self, parts: list[Any]) -> Typed:
        """The opposite."""
        return Typed(Not(self.condition(parts[1])), BOOL)

    def on_bracket(self, parts: list[Any]) -> Term:
        """What stands in brackets."""
        return self.term(parts[0])

    # --- tests -----------------------------------------------------------------------------------------------------

    def on_compare(self, parts: list[Any], differs: bool = False) -> Typed:
        """Two sides that can be compared, one fitted to the type of the other."""
        sign = parts[1] if isinstance(parts[1], Word) else parts[1].children[0]
        operator: Any = "!=" if differs else SYMBOLS[sign.type]
        left, right = self.term(parts[0]), self.term(parts[-1])
        if isinstance(left, Loose) and isinstance(right, Loose):
            left = self.settled(left)
        if isinstance(left, Loose):
            side = cast(Typed, right)
            return self.compared(operator, self.fit(left, side, operator, parts[-1]), side.expression, side)
        if isinstance(right, Loose):
            return self.compared(operator, left.expression, self.fit(right, left, operator, parts[0]), left)
        if not comparable(left.type, right.type) or (left.type is None and operator not in ("=", "!=")):
            fail("type", f"`{_text(parts[0])}` and `{_text(parts[-1])}` cannot be compared by `{operator}`",
                 sign.span)
        return Typed(Compare(operator, left.expression, right.expression), BOOL)

    def compared(self, operator: Any, left: Expression, right: Expression, known: Typed) -> Typed:
        """A comparison; a single value equals a range that is written out where it lies in it."""
        literal, other = (right, left) if isinstance(right, Literal) else (left, right)
        if not isinstance(literal, Literal) or not isinstance(literal.value, Range) or (
                known.type is not None and known.type.base == "range"):
            return Typed(Compare(operator, left, right), BOOL)
        if operator not in ("=", "!="):
            fail("type", f"`{operator}` compares with one value, not with a range", literal.span)
        within = Contains(literal, other)
        return Typed(within if operator == "=" else Not(within), BOOL)

    def on_differ(self, parts: list[Any]) -> Typed:
        """`is not`."""
        return self.on_compare([parts[0], parts[1], parts[-1]], differs=True)

    def fit(self, loose: Loose, other: Typed, operator: str, node: Any) -> Expression:
        """What was written out, as a literal of the other side's type."""
        if other.type is None:
            if operator not in ("=", "!="):
                fail("type", f"`{_text(node)}` is a thing; only `=` and `!=` compare it", loose.span)
            return self.thing(loose, other.kinds, f"to compare with `{_text(node)}`").expression
        found = operand(self.reading, loose.node, other.type, operator, _text(node))
        if isinstance(found, Parameter):
            return found
        if isinstance(found, tuple):
            return ListOf(tuple(Literal(item) for item in found), loose.span)
        return Literal(found, loose.span)

    def on_in(self, parts: list[Any]) -> Typed:
        """`in [a, b]`, by identity, or within a range."""
        left, right = self.typed(parts[0]), self.term(parts[-1])
        if isinstance(right, Typed):
            if right.type is None or right.type.base not in ("range", "list"):
                fail("type", f"`{_text(parts[-1])}` is neither a list nor a range", span_of(parts[-1]))
            return Typed(Contains(right.expression, left.expression), BOOL)
        if not isinstance(right.node, Word):
            return Typed(In(left.expression, ListOf(tuple(self.items(right.node, left, parts[0])), right.span)), BOOL)
        bound = self.fit(right, left, "in", parts[0])
        if isinstance(bound, Literal) and isinstance(bound.value, Range):
            return Typed(Contains(bound, left.expression), BOOL)
        return Typed(In(left.expression, bound), BOOL)

    def items(self, node: Any, left: Typed, about: Any) -> Iterable[Expression]:
        """The items of a list that is written out."""
        wanted = left
        if left.type is not None and left.type.base in ("range", "list"):
            wanted = replace(left, type=left.type.of)
        for child in node.children:
            item = self.term(child)
            yield item.expression if isinstance(item, Typed) else self.fit(item, wanted, "=", about)

    def on_not_in(self, parts: list[Any]) -> Typed:
        """`not in`."""
        return Typed(Not(self.on_in(parts).expression), BOOL)

    def on_contains(self, parts: list[Any]) -> Typed:
        """A range, a list or a text that holds something."""
        whole = self.typed(parts[0])
        if whole.type is None or whole.type.base not in ("range", "list", "text"):
            fail("type", f"`{_text(parts[0])}` is no range, list or text that could contain something",
                 span_of(parts[0]))
        item = self.term(parts[-1])
        inner = whole.type.of or whole.type
        found = item.expression if isinstance(item, Typed) else self.fit(item, Typed(whole.expression, inner), "=",
                                                                         parts[0])
        return Typed(Contains(whole.expression, found), BOOL)

    def on_is_a(self, parts: list[Any]) -> Typed:
        """Below something along is_a, that itself left out (spec: language §1)."""
        left = self.thing(self.term(parts[0]), None, "before `is a`")
        right = self.thing(self.term(parts[-1]), None, "after `is a`")
        return Typed(IsA(left.expression, right.expression, strict=True), BOOL)

    def on_is_not_a(self, parts: list[Any]) -> Typed:
        """`is not a`."""
        return Typed(Not(self.on_is_a(parts).expression), BOOL)

    def on_under(self, parts: list[Any]) -> Typed:
        """Below something, the thing itself left out."""
        return self.on_is_a(parts)

    def on_related(self, parts: list[Any]) -> Typed:
        """An edge of a relation between two things."""
        word = next(p for p in parts if not isinstance(p, Word) and p.data.endswith("_relation")).children[0]
        if word.unknown:
            self.reading.unknown(word)
        ends = [parts[0], parts[-1]]
        if word.type.startswith("INV"):
            ends.reverse()

        def bind(relation: str) -> Typed:
            declared = self.schema.relations[relation]
            subject = self.thing(self.term(ends[0]), declared.sources, f"for `{word.text}`")
            target = self.thing(self.term(ends[1]), declared.targets, f"for `{word.text}`")
            return Typed(Related(subject.expression, relation, target.expression), BOOL)

        return fitting(word, word.ids, bind, str)

    def on_not_related(self, parts: list[Any]) -> Typed:
        """No edge."""
        return Typed(Not(self.on_related(parts).expression), BOOL)

    # --- terms -----------------------------------------------------------------------------------------------------

    def typed(self, node: Any) -> Typed:
        """A part whose type is known without another's help."""
        found = self.term(node)
        return self.settled(found) if isinstance(found, Loose) else found

    def settled(self, loose: Loose) -> Typed:
        """A literal by its own type; a name is a thing."""
        node = loose.node
        if not isinstance(node, Word):
            fail("syntax", "a list stands only after `in`", loose.span)
        if node.type == "VALUE":
            value = possible(node)
            return Typed(Literal(value, node.span), type_of(value))
        if node.type == "PARAM":
            return Typed(Parameter(node.value, node.span))
        if node.type == "QUOTED":
            return Typed(Literal(node.value, node.span), Type("text"))
        return self.thing(loose, None, "here")

    def thing(self, term: Term, kinds: Iterable[str] | None, where: str) -> Typed:
        """A role, or a record by its name; refuses what can be of none of the kinds."""
        wanted = None if kinds is None else tuple(kinds)
        if isinstance(term, Typed):
            if term.type is not None and term.type.base != "ref":
                shown = getattr(term.expression, "span", None)
                fail("type", f"`{shown.text if shown else ''}` is {describe(term.type)}; a thing is wanted {where}",
                     shown)
            if wanted is not None and term.kinds is not None and not set(wanted) & set(term.kinds):
                shown = getattr(term.expression, "span", None)
                have, want = (" or ".join(article(k) for k in ks) for ks in (term.kinds, wanted))
                fail("wrong-kind", f"`{shown.text if shown else ''}` is {have}; {want} is wanted {where}", shown)
            return term
        word = term.node
        if not isinstance(word, Word):
            fail("type", f"a thing is wanted {where}, not a list", term.span)
        if word.type == "PARAM":
            return Typed(Parameter(word.value, word.span))
        if word.type == "QUOTED":
            found = self.reading.vocabulary.lookup(word.value, "ENTITY")
            word = Word("ENTITY", word.span, word.end, found, word.value, True, not found)
        if word.type != "ENTITY":
            fail("type", f"`{word.text}` is no thing; one is wanted {where}", word.span)
        chosen = self.reading.choice(word, wanted, where)
        if chosen.of == "input":
            fail("type", f"`{word.text}` is an input, which stands for its value; a thing is wanted {where}", word.span)
        return Typed(Literal(EntityRef(chosen.id), word.span), None, (chosen.of,))

    def on_operand(self, parts: list[Any]) -> Term:
        """An input, a role, or something written out."""
        word = parts[0]
        if word.type == "INPUT":
            if word.unknown:
                self.reading.unknown(word)
            return fitting(word, word.ids, lambda i: Typed(InputRef(i), self.schema.inputs[i].type), str)
        if word.type == "ROLE":
            return self.role(word)
        return Loose(word, word.span)

    def role(self, word: Word) -> Typed:
        """A role of the action."""
        found = next((self.roles[id_] for id_ in word.ids if id_ in self.roles), None)
        if found is None:
            fail("unknown-name", f"`{self.action}` has no role `{word.text}`", word.span,
                 help_=f"its roles are {', '.join(self.roles)}" if self.roles else None)
        return Typed(RoleRef(found.id, word.span), None, found.kinds)

    def on_path(self, parts: list[Any]) -> Typed:
        """An attribute of what fills a role, or of a thing."""
        word, attribute = parts[0], parts[-1]
        subject = self.role(word) if word.type == "ROLE" else self.thing(Loose(word, word.span), None, "here")
        if attribute.unknown:
            self.reading.unknown(attribute, subject.kinds)
        for kind in subject.kinds or ():
            for meaning in attribute.meanings:
                if meaning.of == kind and (found := self.reading.vocabulary.attribute(meaning.id, kind)):
                    kinds = (found.type.kind,) if found.type.base == "ref" and found.type.kind else None
                    type_ = None if found.type.base == "ref" else found.type
                    return Typed(Property(subject.expression, found.id), type_, kinds)
        owners = " or ".join(article(kind) for kind in subject.kinds or ())
        return fail("wrong-kind", f"{owners or 'that'} has no attribute `{attribute.text}`", attribute.span)

    def on_list(self, parts: list[Any]) -> Loose:
        """A list waits for what it is compared with."""
        node = type("Items", (), {"data": "list", "children": parts})()
        return Loose(node, None)

    def on_arithmetic(self, parts: list[Any]) -> Typed:
        """A calculation with numbers, dates and durations."""
        operator = _SIGNS[parts[1].type]
        left, right = self.sides(operator, self.term(parts[0]), self.term(parts[2]))
        found = arithmetic_type(operator, left.type, right.type)
        if found is None:
            what = " and ".join(describe(t) if t else "a thing" for t in (left.type, right.type))
            fail("type", f"`{operator}` cannot be applied to {what}", parts[1].span)
        return Typed(Arithmetic(operator, left.expression, right.expression), found)

    def sides(self, operator: str, left: Term, right: Term) -> tuple[Typed, Typed]:
        """Both sides of a calculation; `weight + 1` gives the bare number the unit of the other side."""
        if operator in "+-" and isinstance(left, Typed) and isinstance(right, Loose):
            return left, self.like(right, left)
        if operator in "+-" and isinstance(right, Typed) and isinstance(left, Loose):
            return self.like(left, right), right
        both = (self.settled(term) if isinstance(term, Loose) else term for term in (left, right))
        first, second = both
        return first, second

    def like(self, loose: Loose, other: Typed) -> Typed:
        """A number that is written out, as one of the other's type where it can be."""
        found = self.settled(loose)
        if other.type is not None and isinstance(found.expression, Literal) and found.expression.value is not None:
            value = conform(found.expression.value, other.type)
            if not isinstance(value, Mismatch):
                return Typed(Literal(value, loose.span), other.type)
        return found

    def on_negative(self, parts: list[Any]) -> Typed:
        """A number with its sign turned."""
        inner = self.typed(parts[1])
        if arithmetic_type("-", inner.type, inner.type) is None or inner.type is None or inner.type.base == "date":
            fail("type", f"`-` cannot stand before {describe(inner.type) if inner.type else 'a thing'}", parts[0].span)
        return Typed(Negative(inner.expression), inner.type)


def _text(node: Any) -> str:
    span = span_of(node)
    return span.text if span else ""


__all__ = ["Value", "read_condition"]
