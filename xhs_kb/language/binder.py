"""Binds the tree of a question: every name becomes an id, every phrase what it stands for (spec: language §2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from ..ground.frozen import replace
from .deeds import DeedBinder
from .expressions import Parameter
from .lexing import Word
from .names import Kinds, fail
from .operands import day
from .predicates import Predicates, days
from .questions import (
    Below,
    Changes,
    Contrast,
    Describe,
    Filler,
    Judged,
    Permitted,
    Predicate,
    Question,
    Thing,
    ValueOf,
    Whether,
    Why,
)
from .questions import PatternOf as Pattern
from .rows import RowBinder
from .tails import TailBinder, actions_of, role_words, span_of
from .templates import AskBinder


class Binder(RowBinder, DeedBinder):
    """Binds one reading of a question."""

    def question(self, node: Any, before: tuple[Any, ...] = ()) -> Question:
        """A question with its tails; those before `why` belong to what is asked after it."""
        *front, asked = node.children
        tails = (*before, *front)
        match asked.data:
            case "why":
                return Why(self.question(asked.children[1], tails), span_of(asked))
            case "pattern":
                return Pattern(self.question(asked.children[1], tails), span_of(asked))
            case "why_inside":
                thing, _, predicate, *after = asked.children
                inner = self.bound(lambda: self.on_whether([thing, predicate]), (*tails, *after), asked)
                return Why(inner, span_of(asked))
        core, *after = asked.children
        if core.data == "whether_within":
            thing, *within, predicate = core.children
            return self.bound(lambda: self.on_whether([thing, predicate]), (*tails, *within, *after), asked)
        return self.bound(lambda: self.core(core), (*tails, *after), asked)

    def bound(self, bind: Any, tails: tuple[Any, ...], asked: Any) -> Question:
        """What is asked, with its tails, which settle the day and the actions that it may speak of."""
        self.reading = replace(self.reading, roles=role_words(tails), day=self.asked_day(tails))
        self.predicates = Predicates(self.reading)
        bound = bind()
        said = TailBinder(self.reading, self.predicates, actions_of(bound)).bind(tails)
        bound, within = self.hoisted(bound)
        said = replace(said, fillers=(*within, *said.fillers))
        self.check_roles(bound, said.fillers)
        return cast(Question, replace(bound, tails=said, span=span_of(asked)))

    def check_roles(self, bound: Any, fillers: tuple[Filler, ...]) -> None:
        """Refuses a role that is filled twice, in whatever places."""
        said = getattr(bound, "predicate", None)
        own = said.fillers if isinstance(said, Permitted | Judged) else getattr(bound, "fillers", ())
        nobody = isinstance(bound, Whether) and bound.subject is None
        filled = [said.role] if isinstance(said, Permitted | Judged) and not nobody else []
        for filler in (*own, *fillers):
            if filler.role in filled:
                fail("syntax", f"the role `{filler.role}` is filled twice", filler.span)
            filled.append(filler.role)

    def hoisted(self, bound: Any) -> tuple[Any, tuple[Filler, ...]]:
        """A role filled within a lone predicate is a tail: the two orders of words give one tree."""
        said = getattr(bound, "predicate", None)
        if not isinstance(said, Permitted | Judged):
            return bound, ()
        within = tuple(f for f in said.fillers if any(f is other for other in self.predicates.within))
        left = tuple(f for f in said.fillers if f not in within)
        return replace(bound, predicate=replace(said, fillers=left)), within

    def asked_day(self, tails: Iterable[Any]) -> Any:
        """The last day of what `as of` names, which settles names that were once another's; else that of the caller."""
        for tail in tails:
            if tail.data in ("as_of", "as_of_first"):
                last = tail.children[-1]
                found = day(last if isinstance(last, Word) else last.children[0])
                return self.reading.day if isinstance(found, Parameter) else found.last
        return self.reading.day

    def core(self, node: Any) -> Any:
        """What is asked, without its tails."""
        return getattr(self, f"on_{node.data}")(node.children)

    # --- one thing -------------------------------------------------------------------------------------------------

    def on_describe(self, parts: list[Any]) -> Describe:
        """`describe X`."""
        return self.describe(parts[-1] if isinstance(parts[-1], Word) else parts[-1].children[0])

    def on_describe_first(self, parts: list[Any]) -> Describe:
        """`X is what`."""
        return self.describe(parts[0] if isinstance(parts[0], Word) else parts[0].children[0])

    def on_value(self, parts: list[Any]) -> ValueOf:
        """`what is the ATTRIBUTE of X`."""
        word = next(part for part in parts if isinstance(part, Word) and part.type == "ATTR")
        thing = next(part for part in parts if not isinstance(part, Word)).children[0]
        return self.value_of(word, thing)

    def value_of(self, word: Word, thing: Word) -> ValueOf:
        """An attribute of the one thing of that name whose kind has it."""
        if word.unknown:
            self.reading.unknown(word)
        if thing.type == "PARAM" or thing.unknown:
            return ValueOf(word.ids[0], self.reading.thing(thing))
        owners = {m.of for m in word.meanings}
        known = [m for m in self.reading.candidates(thing) if m.of in owners]
        if not known:
            kinds = dict.fromkeys(m.of for m in thing.meanings)
            fail("wrong-kind", f"`{thing.text}` ({' or '.join(kinds)}) has no attribute `{word.text}`", word.span,
                 help_=f"it is an attribute of {' or '.join(sorted(owners))}")
        found = self.reading.choice(thing, owners)
        return ValueOf(next(m.id for m in word.meanings if m.of == found.of), self.reading.thing(thing, owners))

    def on_ask(self, parts: list[Any]) -> Any:
        """A question that an attribute declares for itself."""
        return AskBinder(self.reading).bind(parts[0])

    # --- several things, and days ----------------------------------------------------------------------------------

    def on_compare(self, parts: list[Any]) -> Contrast:
        """`compare X and Y`."""
        things = tuple(self.predicates.name(part) for part in parts if not isinstance(part, Word))
        return Contrast(things)

    def on_changes(self, parts: list[Any]) -> Changes:
        """`what changed since DAY`, `between DAY and DAY`, `about X`."""
        found = Changes(None)
        for part in parts:
            if isinstance(part, Word):
                continue
            if part.data == "about":
                found = replace(found, about=self.predicates.name(part.children[-1]))
            else:
                start, end = days(part.children[0])
                found = replace(found, start=start or found.start, end=end or found.end)
        return found

    def on_changes_of(self, parts: list[Any]) -> Changes:
        """What changed about one thing."""
        return Changes(None, about=self.predicates.name(parts[0]))

    # --- yes or no -------------------------------------------------------------------------------------------------

    def on_whether_below(self, parts: list[Any]) -> Whether:
        """`is X (a) Y`, and what is joined to it."""
        things = [part for part in parts if not isinstance(part, Word) and part.data == "thing"]
        more = [part for part in parts if not isinstance(part, Word) and part.data != "thing"]
        negated = any(isinstance(part, Word) and part.type == "NOT" for part in parts)

        def bind(kinds: Kinds) -> Predicate:
            below: Predicate = Below(self.predicates.name(things[1]))
            if negated:
                from .questions import Never

                below = Never(below)
            return self.predicates.joined(below, more, kinds)

        return self.about(things[0], bind)

    def on_whether_can(self, parts: list[Any]) -> Whether:
        """`can X be ACT`, `can Y ACT X`."""
        negated = parts[0].type == "CANNOT" or any(isinstance(p, Word) and p.type == "NOT" for p in parts[1:])
        place = next(i for i, p in enumerate(parts) if not isinstance(p, Word) and p.data in ("active", "passive"))

        def bind(kinds: Kinds) -> Predicate:
            first = self.predicates.permitted(parts[place], kinds, negated)
            return self.predicates.joined(first, parts[place + 1 :], kinds)

        return self.about(parts[1], bind)

    def on_subjectless(self, parts: list[Any]) -> Whether:
        """A predicate of nobody in particular: `can I ACT X` asks whether X can be ACT."""
        first = parts[0].children[0]
        atom = first.children[-1] if first.data == "same" else first
        if len(parts[0].children) != 1 or atom.data not in ("permitted", "judged"):
            fail("syntax", "of what is this said? a name is wanted before it", span_of(parts[0]))
        bound = self.predicates.atom(atom, None)
        role = "object"
        for filler in bound.fillers:  # type: ignore[union-attr]
            if filler.role == role:
                rest = tuple(f for f in bound.fillers if f is not filler)  # type: ignore[union-attr]
                return Whether(filler.thing, replace(bound, role=role, fillers=rest))  # type: ignore[arg-type]
        return Whether(None, replace(bound, role=role))  # type: ignore[arg-type]


__all__ = ["Binder", "Thing"]
