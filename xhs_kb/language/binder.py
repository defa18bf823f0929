"""Binds the tree of a question: every name becomes an id, every phrase what it stands for (spec: language §2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from .expressions import Parameter
from .lexing import Word
from .names import Kinds, Reading, fail, fitting
from .operands import day
from .predicates import Predicates, days
from .questions import (
    Below,
    Changes,
    Consequences,
    Contrast,
    Describe,
    Filler,
    How,
    Judged,
    Permitted,
    Predicate,
    Question,
    Relates,
    Requirements,
    Thing,
    ValueOf,
    Whether,
    Which,
    Why,
)
from .questions import PatternOf as Pattern
from .tails import TailBinder, actions_of, role_words, span_of
from .templates import AskBinder


@dataclass(frozen=True)
class Tree:
    """A node in the shape of lark's, for what another order of words says the same way."""

    data: str
    children: list[Any]


class Binder:
    """Binds one reading of a question."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.vocabulary = reading.vocabulary
        self.schema = reading.vocabulary.schema
        self.predicates = Predicates(reading)

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
        return cast(Question, replace(bound, tails=replace(said, fillers=(*within, *said.fillers)),
                                      span=span_of(asked)))

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

    # --- rows ------------------------------------------------------------------------------------------------------

    def on_rows(self, parts: list[Any]) -> Which:
        """`which K`, `list K`, `how many K`, with a predicate or without."""
        opener, noun = parts[0].children
        predicate = parts[1] if len(parts) > 1 and not isinstance(parts[1], Word) else None
        return self.rows(noun, predicate, opener.type == "HOW_MANY")

    def rows(self, noun: Word, predicate: Any, count: bool = False) -> Which:
        """The records of a kind that a predicate holds of."""
        def bind(kind: str) -> Which:
            said = None if predicate is None else self.predicates.predicate(predicate, (kind,))
            return Which((kind,), said, count=count)

        return self.of_kind(noun, bind)

    def of_kind(self, noun: Word, bind: Any) -> Any:
        """What `bind` makes of the one kind that a noun means."""
        if noun.unknown:
            self.reading.unknown(noun)
        return fitting(noun, noun.ids, bind, str)

    def on_rows_from(self, parts: list[Any]) -> Which:
        """`which K does X R`: the other end of a relation."""
        opener, noun = parts[0].children
        word, thing = parts[-1].children[0], parts[-2]
        if word.unknown:
            self.reading.unknown(word)
        inverse = not word.type.startswith("INV")

        def bind(choice: tuple[str, str]) -> Which:
            kind, relation = choice
            self.predicates.check_subject(word, relation, inverse, (kind,))
            declared = self.schema.relations[relation]
            ends = declared.sources if inverse else declared.targets
            said = Relates(relation, (self.predicates.name(thing, ends, f"for `{word.text}`"),), inverse)
            return Which((kind,), said, count=opener.type == "HOW_MANY")

        choices = [(kind, relation) for kind in noun.ids for relation in word.ids]
        if not choices:
            self.reading.unknown(noun if not noun.ids else word)
        return fitting(word, choices, bind, lambda choice: choice[1])

    def on_rows_of(self, parts: list[Any]) -> Which:
        """The predicate before the noun, as Chinese has it."""
        noun = next(part for part in parts if isinstance(part, Word) and part.type == "KIND")
        predicate = next(part for part in parts if not isinstance(part, Word))
        return self.rows(noun, predicate, parts[-1].type == "HOW_MANY")

    def on_rows_listed(self, parts: list[Any]) -> Which:
        """The noun before the word that asks."""
        return self.rows(parts[0], None, parts[-1].type == "HOW_MANY")

    def on_rows_to(self, parts: list[Any]) -> Which:
        """`X R which K`: the other end of a relation, in the order of a statement."""
        thing, relation, opener, noun = parts
        return self.on_rows_from([Tree("wanted", [opener, noun]), thing, relation])

    def on_rows_acted(self, parts: list[Any]) -> Which:
        """`Y can ACT which K`."""
        thing, can, verb, opener, noun = parts
        return self.on_rows_done_by([Tree("wanted", [opener, noun]), can, thing, verb])

    def on_rows_done_by(self, parts: list[Any]) -> Which:
        """`which K can Y ACT`: what somebody may do something with."""
        opener, noun = parts[0].children
        negated, thing, verb = parts[1].type == "CANNOT", parts[2], parts[3]

        def done(kind: str, action: str) -> Permitted:
            subjects = self.predicates.subject_roles(action)
            role = self.predicates.role(verb, action, ("object",), (kind,))
            if not subjects:
                fail("wrong-kind", f"`{verb.text}` has nobody who may stand before it", verb.span)
            return Permitted(action, role, (self.predicates.filler(action, subjects[0], thing),), negated)

        def bind(kind: str) -> Which:
            said = self.predicates.action(verb, lambda action: done(kind, action))
            return Which((kind,), said, count=opener.type == "HOW_MANY")

        return self.of_kind(noun, bind)

    def on_rows_or_kind(self, parts: list[Any]) -> Which | Describe:
        """`what are the K` gives rows, `what is a K` tells about the kind."""
        if len(parts) == 3 and parts[1].text.lower() not in ("are", "were"):
            return self.of_kind(parts[2], lambda kind: Describe(None, kind))
        return self.rows(parts[2], parts[3] if len(parts) > 3 else None)

    def on_who(self, parts: list[Any]) -> Which | Describe:
        """`who` and a predicate: the kinds of which somebody may stand before the verb; `who is X`: all about X."""
        return self.any_kind(parts[1], lambda role: role.subject)

    def on_what(self, parts: list[Any]) -> Which | Describe:
        """`what is X`: all about it; `what` and another predicate: whatever it may hold of."""
        return self.any_kind(parts[1], lambda role: role.id == "object")

    def any_kind(self, predicate: Any, wanted: Any) -> Which | Describe:
        """Rows of all the kinds that fit the predicate; a lone `is X` describes X."""
        first = predicate.children[0]
        if len(predicate.children) == 1 and first.data == "below" and first.children[0].type == "BE":
            return self.describe(first.children[-1].children[0])
        kinds = dict.fromkeys(kind for action in self.schema.actions.values() for role in action.roles.values()
                              if wanted(role) for kind in role.kinds)
        fits: list[str] = []
        bound: list[Predicate] = []
        troubles = []
        for kind in kinds:
            try:
                bound.append(self.predicates.predicate(predicate, (kind,)))
                fits.append(kind)
            except Exception as error:  # noqa: BLE001 - raised again below where no kind fits
                troubles.append(error)
        if not fits:
            raise troubles[0] if troubles else AssertionError("no action has a subject")
        same = [kind for kind, said in zip(fits, bound, strict=True) if said == bound[0]]
        return Which(tuple(same), bound[0])

    # --- one thing -------------------------------------------------------------------------------------------------

    def describe(self, word: Word) -> Describe:
        """All about a record, or about a kind by its noun."""
        if word.type == "KIND":
            return self.of_kind(word, lambda kind: Describe(None, kind))
        return Describe(self.reading.thing(word))

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

    # --- doing -----------------------------------------------------------------------------------------------------

    def deed(self, node: Any, subject: Any = None) -> tuple[str, tuple[Filler, ...]]:
        """An action with what it is done to, and who does it."""
        verb, *things = node.children

        def bind(action: str) -> tuple[str, tuple[Filler, ...]]:
            fillers = [self.predicates.filler(action, "object", thing) for thing in things]
            if subject is not None:
                done_to = things[0] if things else None
                role, _ = self.predicates.active(verb, action, done_to, self.kinds(subject.children[0]))
                fillers.append(self.predicates.filler(action, role, subject))
            return action, tuple(fillers)

        found: tuple[str, tuple[Filler, ...]] = self.predicates.action(verb, bind)
        return found

    def passive(self, verb: Word, thing: Any) -> tuple[str, tuple[Filler, ...]]:
        """An action done to a thing that stands before the verb."""
        bind = lambda action: (action, (self.predicates.filler(action, "object", thing),))  # noqa: E731
        found: tuple[str, tuple[Filler, ...]] = self.predicates.action(verb, bind)
        return found

    def parts(self, parts: list[Any]) -> tuple[Any, Any]:
        """The deed among the parts, and who does it (None where nobody is named)."""
        deed = next(part for part in parts if not isinstance(part, Word) and part.data == "deed")
        return deed, next((part for part in parts if not isinstance(part, Word) and part.data == "thing"), None)

    def on_requirements(self, parts: list[Any]) -> Requirements:
        """`what do I need to ACT X`."""
        return Requirements(*self.deed(*self.parts(parts)))

    def on_how(self, parts: list[Any]) -> How:
        """`how do I ACT X`, `how can Y ACT X`, `how to ACT X`."""
        return How(*self.deed(*self.parts(parts)))

    def on_how_passive(self, parts: list[Any]) -> How:
        """`how is X ACT`."""
        return How(*self.passive(parts[-1], parts[-2]))

    def on_consequence_deed(self, parts: list[Any]) -> Consequences:
        """`what happens if I ACT X`."""
        return Consequences(*self.deed(*self.parts(parts)))

    def on_consequence_passive(self, parts: list[Any]) -> Consequences:
        """`what happens if X is ACT`."""
        thing = next(part for part in parts if not isinstance(part, Word))
        return Consequences(*self.passive(parts[-1], thing))

    def on_consequence_if(self, parts: list[Any]) -> Consequences:
        """`what happens if X PREDICATE`."""
        said = self.on_whether(parts[-2:])
        return Consequences(subject=said.subject, predicate=said.predicate)

    def on_consequence_done(self, parts: list[Any]) -> Consequences:
        """`if X is ACT`, the verb before the words that ask."""
        return self.on_consequence_passive(parts[:-1])

    def on_consequence_said(self, parts: list[Any]) -> Consequences:
        """`if X PREDICATE`, the predicate before the words that ask."""
        return self.on_consequence_if(parts[:-1])

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

    def kinds(self, word: Word) -> Kinds:
        """The kinds of what a word can name; None for a parameter."""
        return None if word.type == "PARAM" or word.unknown else tuple(dict.fromkeys(m.of for m in word.meanings))

    def about(self, node: Any, bind: Any) -> Whether:
        """A predicate of the one thing of that name that it can be said of."""
        word = node.children[0]
        if word.type == "PARAM":
            return Whether(self.reading.thing(word), bind(None))
        if word.unknown:
            self.reading.unknown(word)

        def of(choice: Any) -> Whether:
            thing = self.reading.thing(replace(word, meanings=(choice,)))
            return Whether(thing, bind((choice.of,)))

        return fitting(word, self.reading.candidates(word), of, lambda choice: choice.id)

    def on_whether(self, parts: list[Any]) -> Whether:
        """`is X PREDICATE`, `does X PREDICATE`."""
        return self.about(parts[-2], lambda kinds: self.predicates.predicate(parts[-1], kinds))

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
                return Whether(filler.thing, replace(bound, role=role, fillers=rest))  # type: ignore[call-arg,arg-type]
        return Whether(None, replace(bound, role=role))  # type: ignore[call-arg,arg-type]


__all__ = ["Binder", "Thing"]
