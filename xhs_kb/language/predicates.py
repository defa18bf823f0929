"""Binds predicates: what is said of a subject, with every phrase replaced by what it stands for.

A subject is known here by its kinds (None: a parameter, which may be of any), and they decide between several
relations, actions or attributes of one name.

Longer than most: one short method for every predicate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, cast

from ..ground.values import Day
from ..model.schema import Action
from .expressions import Comparison, Parameter
from .lexing import Word
from .names import Kinds, Reading, article, fail, fitting
from .operands import SYMBOLS, day, operand
from .questions import (
    About,
    All,
    Any_,
    Below,
    Dated,
    Filler,
    Has,
    Judged,
    Named,
    Needs,
    Never,
    Permitted,
    Predicate,
    Relates,
    Thing,
)
from .tables import tables

_RELATION = ("REL", "INV", "REL_BE", "INV_BE")


class Predicates:
    """Binds the predicates of one reading of a question."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.schema = reading.vocabulary.schema
        self.within: list[Filler] = []

    # --- joining ---------------------------------------------------------------------------------------------------

    def predicate(self, node: Any, kinds: Kinds) -> Predicate:
        """A predicate of items joined by and, or, but not; `and` binds closer."""
        first, *more = node.children
        return self.joined(self.item(first, kinds), more, kinds)

    def joined(self, first: Predicate, more: Iterable[Any], kinds: Kinds) -> Predicate:
        """A first predicate with what is joined to it."""
        either: list[list[Predicate]] = [[first]]
        for node in more:
            if node.data.endswith("_done"):
                item: Predicate = self.also_done(either[-1][-1], node, kinds)
            else:
                item = self.item(node.children[-1], kinds)
            if node.data.startswith("or_"):
                either.append([item])
            else:
                either[-1].append(item)
        groups = [group[0] if len(group) == 1 else All(tuple(group)) for group in either]
        return groups[0] if len(groups) == 1 else Any_(tuple(groups))

    def also_done(self, before: Predicate, node: Any, kinds: Kinds) -> Predicate:
        """`can be ACT and ACT`, `can be ACT but not ACT`: the verb before it counts on."""
        word = node.children[0]
        if not isinstance(before, Permitted):
            fail("syntax", f"after `{word.text}` stands a predicate of its own", word.span)
        return self.permitted(node.children[-1], kinds, before.negated or node.data == "and_not_done")

    def item(self, node: Any, kinds: Kinds) -> Predicate:
        """One predicate, with the verb before it or a `not`."""
        inner = node.children[-1]
        match node.data:
            case "never":
                return Never(self.item(inner, kinds) if inner.data in _ITEMS else self.atom(inner, kinds))
            case "not_below":
                return Never(self.below(inner))
            case "below":
                return self.below(inner)
            case "same" if inner.data == "predicate":
                return self.predicate(inner, kinds)
            case "same":
                return self.atom(inner, kinds)
        return self.atom(node, kinds)

    def atom(self, node: Any, kinds: Kinds) -> Predicate:
        """A predicate without joining words."""
        words = node.children
        match node.data:
            case "relates":
                return self.relates(words[0].children[0], words[1], kinds)
            case "permitted":
                negated = words[0].type == "CANNOT" or (isinstance(words[1], Word) and words[1].type == "NOT")
                return self.permitted(words[-1], kinds, negated)
            case "needs":
                return Needs(self.name(words[-1]))
            case "judged" | "judged_passive":
                return self.judged(node, kinds)
            case "below":
                return self.below(words[-1])
            case "about":
                return About(self.name(words[-1]))
            case "has":
                return self.has(node, kinds)
            case "dated":
                return self.dated(words[-1])
            case "ceased":
                return Dated("ceased", *days(words[-1]))
            case "dated_attribute":
                return self.dated_attribute(words[0], words[-1], kinds)
        raise AssertionError(node.data)

    # --- single predicates -----------------------------------------------------------------------------------------

    def name(self, node: Any, kinds: Kinds = None, of: str = "") -> Thing:
        """The thing that a node `thing` names."""
        return self.reading.thing(node.children[0], kinds, of)

    def below(self, node: Any) -> Below:
        """Below a thing along is_a."""
        return Below(self.name(node))

    def relates(self, word: Word, things: Any, kinds: Kinds) -> Predicate:
        """An edge to things, of the one relation of that name that fits the kinds at both ends."""
        if word.unknown:
            self.reading.unknown(word)
        inverse = word.type.startswith("INV")
        groups = _alternatives(things)

        def bind(relation: str) -> Predicate:
            self.check_subject(word, relation, inverse, kinds)
            declared = self.schema.relations[relation]
            ends = declared.sources if inverse else declared.targets
            found = [Relates(relation, tuple(self.name(t, ends, f"for `{word.text}`") for t in group), inverse)
                     for group in groups]
            return found[0] if len(found) == 1 else Any_(tuple(found))

        return fitting(word, word.ids, bind, str)

    def check_subject(self, word: Word, relation: str, inverse: bool, kinds: Kinds) -> None:
        """Refuses a subject whose kinds the relation does not know at that end."""
        declared = self.schema.relations[relation]
        ends = declared.targets if inverse else declared.sources
        if kinds is not None and not set(kinds) & set(ends):
            other = declared.sources if inverse else declared.targets
            fail("wrong-kind", f"`{word.text}` is said of {_any(ends)}, not of {_any(kinds)}", word.span,
                 help_=f"it leads from {_any(ends)} to {_any(other)}")

    def permitted(self, node: Any, kinds: Kinds, negated: bool) -> Permitted:
        """May be done, or may do."""
        word = next(child for child in node.children if isinstance(child, Word) and child.type == "ACT")
        thing = next((child for child in node.children if not isinstance(child, Word) and child.data == "thing"), None)
        inside = [child for child in node.children if not isinstance(child, Word) and child.data == "inside"]

        def bind(action: str) -> Permitted:
            said = self.inside(action, inside)
            if node.data == "passive":
                return Permitted(action, self.role(word, action, ("object",), kinds), said, negated)
            role, fillers = self.active(word, action, thing, kinds)
            return Permitted(action, role, (*fillers, *said), negated)

        return cast(Permitted, self.action(word, bind))

    def active(self, word: Word, action: str, thing: Any, kinds: Kinds) -> tuple[str, tuple[Filler, ...]]:
        """The role that the subject of an active verb fills, and the filler after the verb."""
        subjects = self.subject_roles(action)
        if thing is not None:
            return self.role(word, action, subjects, kinds), (self.filler(action, "object", thing),)
        chinese = any(m.language == "zh" and m.id == action for m in word.meanings)
        order = ("object", *subjects) if chinese else (*subjects, "object")
        return self.role(word, action, order, kinds), ()

    def subject_roles(self, action: str) -> tuple[str, ...]:
        """The roles that may stand before the verb."""
        return tuple(role.id for role in self.schema.roles(action).values() if role.subject)

    def role(self, word: Word, action: str, wanted: Iterable[str], kinds: Kinds) -> str:
        """The first of the roles that may be filled by something of the kinds."""
        roles = self.schema.roles(action)
        known = [roles[id_] for id_ in wanted if id_ in roles]
        for role in known:
            if kinds is None or set(kinds) & set(role.kinds):
                return role.id
        if not known:
            fail("wrong-kind", f"`{word.text}` has nobody who may stand before it", word.span)
        allowed = dict.fromkeys(kind for role in known for kind in role.kinds)
        return fail("wrong-kind", f"`{word.text}` is not said of {_any(kinds or ())}", word.span,
                    help_=f"it is said of {_any(allowed)}")

    def filler(self, action: str, role: str, node: Any) -> Filler:
        """A role filled with what a node names."""
        declared = self.schema.roles(action).get(role)
        kinds = declared.kinds if declared else ()
        return Filler(role, self.name(node, kinds, f"as `{role}` of `{action}`"), node.children[0].span)

    def inside(self, action: str, nodes: Iterable[Any]) -> tuple[Filler, ...]:
        """The roles that are filled within the predicate itself."""
        found = tuple(self.preposition(action, *node.children) for node in nodes)
        self.within.extend(found)
        return found

    def preposition(self, action: str, word: Word, node: Any) -> Filler:
        """The role of an action that a word like `by` or `via` introduces."""
        if word.unknown:
            self.reading.unknown(word)
        roles, above = self.schema.roles(action), self.schema.actions_above(action)
        fits = list(dict.fromkeys(m.id for m in word.meanings if m.id in roles and m.of in above))
        if not fits:
            fail("syntax", f"`{action}` has no role that `{word.text}` introduces", word.span)
        return fitting(word, fits, lambda role: self.filler(action, role, node), str)

    def action(self, word: Word, bind: Any) -> Any:
        """What `bind` makes of the one action that a verb means."""
        if word.unknown:
            self.reading.unknown(word)
        return fitting(word, word.ids, bind, str)

    def judged(self, node: Any, kinds: Kinds) -> Judged:
        """By verdict. Without an action the one that fits the subject is meant, and several are an error."""
        said = node.children[0].children[0]
        word = cast(Any, said.type.lower())
        if node.data == "judged" and len(node.children) == 1:
            return self.judged_of_any(said, word, kinds)
        if node.data == "judged_passive":
            verb = next(c for c in node.children if isinstance(c, Word) and c.type == "ACT")
            inside = [c for c in node.children if not isinstance(c, Word) and c.data == "inside"]
            passive = lambda a: Judged(word, a, self.role(verb, a, ("object",), kinds), self.inside(a, inside))  # noqa: E731
            return cast(Judged, self.action(verb, passive))
        verb, *things = node.children[-1].children

        def bind(action: str) -> Judged:
            if things:
                role, fillers = self.active(verb, action, things[0], kinds)
                return Judged(word, action, role, fillers)
            return Judged(word, action, self.role(verb, action, ("object", *self.subject_roles(action)), kinds))

        return cast(Judged, self.action(verb, bind))

    def judged_of_any(self, said: Word, word: Any, kinds: Kinds) -> Judged:
        """A judgement that names no action."""
        fits = [action for action in self.schema.actions.values() if self.takes(action, kinds)]
        if not fits:
            fail("wrong-kind", f"no action is known that is done with {_any(kinds or ())}", said.span)
        if len(fits) > 1:
            from ..ground.trouble import Suggestion

            listed = ", ".join(f"`{action.id}`" for action in fits)
            fail("ambiguous-name", f"`{said.text}` can speak of several actions: {listed}", said.span,
                 (Suggestion(f"{said.text} to {base_form(action)}", action.id) for action in fits),
                 f"say which, as in `{said.text} to {base_form(fits[0])}`")
        return Judged(word, fits[0].id, "object")

    def takes(self, action: Action, kinds: Kinds) -> bool:
        """Whether the action may be done with something of the kinds, with all the roles that the tails fill."""
        roles, above = self.schema.roles(action.id), self.schema.actions_above(action.id)
        if "object" not in roles or not (kinds is None or set(kinds) & set(roles["object"].kinds)):
            return False
        return all(any(m.of in above for m in word.meanings) for word in self.reading.roles)

    def has(self, node: Any, kinds: Kinds) -> Predicate:
        """An attribute that compares with a value."""
        word = next(child for child in node.children if isinstance(child, Word) and child.type == "ATTR")
        test = node.children[-1]

        def bind(owner: str) -> Predicate:
            if isinstance(test, Word):
                return Has(self.attribute(word, owner))
            operator, value = self.tested(word, owner, test)
            return Has(self.attribute(word, owner), operator, value)

        return fitting(word, self.owners(word, kinds), bind, str)

    def owners(self, word: Word, kinds: Kinds) -> list[str]:
        """The kinds that have an attribute of that name, among those of the subject."""
        if word.unknown:
            self.reading.unknown(word, kinds)
        found = [m.of for m in word.meanings if (m.of in self.schema.kinds and kinds is None) or m.of in (kinds or ())]
        if not found:
            owners = dict.fromkeys(m.of for m in word.meanings)
            fail("wrong-kind", f"{_any(kinds or ())} has no attribute `{word.text}`", word.span,
                 help_=f"it is an attribute of {_any(owners)}")
        return list(dict.fromkeys(found))

    def attribute(self, word: Word, owner: str) -> str:
        """The id of the attribute of that owner."""
        return next(m.id for m in word.meanings if m.of == owner)

    def tested(self, word: Word, owner: str, test: Any) -> tuple[Any, Any]:
        """The operator and the value of a test, the value fitted to the attribute."""
        sign, node = test.children
        operator = symbol(sign)
        declared = self.reading.vocabulary.attribute(self.attribute(word, owner), owner)
        assert declared is not None
        value = operand(self.reading, node.children[0], declared.type, operator, word.text, open_list=True)
        return operator, Named(value.id) if type(value).__name__ == "EntityRef" else value  # type: ignore[union-attr]

    # --- days ------------------------------------------------------------------------------------------------------

    def dated(self, node: Any) -> Dated:
        """Began or ceased in some days."""
        start, end = days(node)
        return Dated("ceased" if node.data == "until" else "began", start, end)

    def dated_attribute(self, word: Word, node: Any, kinds: Kinds) -> Predicate:
        """An attribute that is a date, within days; where it is none, when the subject itself began or ceased."""
        owners = [m.of for m in word.meanings if kinds is None or m.of in kinds]
        dates = [o for o in owners if (a := self.reading.vocabulary.attribute(self.attribute(word, o), o))
                 and a.type.base == "date"]
        if not dates:
            ended = word.text.casefold() in tables("question").spellings["CEASED"]
            return Dated("ceased", *days(node)) if ended else self.dated(node)
        attribute, (start, end) = self.attribute(word, dates[0]), days(node)
        first = Day.of(start.first) if isinstance(start, Day) else start
        last = Day.of(end.last) if isinstance(end, Day) else end
        bounds: Iterator[tuple[Comparison, Any]] = iter([(">=", first), ("<=", last)])
        tests = [Has(attribute, sign, bound) for sign, bound in bounds if bound is not None]
        return tests[0] if len(tests) == 1 else All(tuple(tests))


_ITEMS = ("same", "never", "not_below")


def days(node: Any) -> tuple[Any, Any]:
    """The first and the last day of `since`, `until`, `between`, `in`; None is open."""
    words = (child if isinstance(child, Word) else child.children[0] for child in node.children)
    found = [day(word) for word in words if word.type in ("VALUE", "DAY", "PARAM")]
    match node.data:
        case "since":
            return found[0], None
        case "until":
            return None, found[0]
        case "during":
            return found[0], found[0]
    return found[0], found[-1]


def symbol(node: Any) -> Comparison | Literal["in", "contains"]:
    """The sign of a comparison."""
    word = node if isinstance(node, Word) else node.children[0]
    return cast('Comparison | Literal["in", "contains"]', SYMBOLS[word.type])


def base_form(action: Action) -> str:
    """The base form of an action in English, else its id."""
    forms = action.forms.get("en") or next(iter(action.forms.values()), ())
    return forms[0] if forms else action.id


def _alternatives(things: Any) -> list[list[Any]]:
    """Things joined by `and` and `or`, as alternatives of things of which all are meant."""
    groups: list[list[Any]] = [[]]
    for child in things.children:
        if child.data == "or_thing":
            groups.append([child.children[-1]])
        else:
            groups[-1].append(child)
    return groups


def _any(kinds: Iterable[str]) -> str:
    return " or ".join(article(kind) for kind in dict.fromkeys(kinds)) or "anything"


__all__ = ["Parameter", "Predicates", "base_form", "days", "symbol"]
