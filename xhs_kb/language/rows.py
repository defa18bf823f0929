"""Binds openers that want rows: `which K`, `list K`, `how many K`, `who`, `what` and their Chinese orders."""

from __future__ import annotations

from typing import Any, cast

from ..ground.trouble import LanguageError, Trouble
from .lexing import Word
from .names import fail, fitting, severity
from .openers import Openers, Tree
from .questions import Describe, Permitted, Predicate, Relates, Which
from .tails import span_of


class RowBinder(Openers):
    """Binds what asks for rows, and `what is X`, which begins alike."""

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

        return cast(Which, self.of_kind(noun, bind))

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

        return cast(Which, self.of_kind(noun, bind))

    def on_rows_or_kind(self, parts: list[Any]) -> Which | Describe:
        """`what are the K` gives rows, `what is a K` tells about the kind."""
        if len(parts) == 3 and parts[1].text.lower() not in ("are", "were"):
            return cast(Describe, self.of_kind(parts[2], lambda kind: Describe(None, kind)))
        return self.rows(parts[2], parts[3] if len(parts) > 3 else None)

    def on_who(self, parts: list[Any]) -> Which | Describe:
        """`who` and a predicate: the kinds of which somebody may stand before the verb; `who is X`: all about X."""
        return self.any_kind(parts[1], lambda role: role.subject)

    def on_what(self, parts: list[Any]) -> Which | Describe:
        """`what is X`: all about it; `what` and another predicate: whatever it may hold of."""
        return self.any_kind(parts[1], lambda role: role.id == "object")

    def any_kind(self, predicate: Any, wanted: Any) -> Which | Describe:
        """Rows of all the kinds that fit the predicate; a lone `is X` describes X."""
        if (thing := _is_thing(predicate)) is not None:
            return self.describe(thing)
        kinds = dict.fromkeys(kind for action in self.schema.actions.values() for role in action.roles.values()
                              if wanted(role) for kind in role.kinds)
        fits: list[str] = []
        bound: list[Predicate] = []
        troubles: list[LanguageError] = []
        for kind in kinds:
            try:
                bound.append(self.predicates.predicate(predicate, (kind,)))
                fits.append(kind)
            except LanguageError as error:
                troubles.append(error)
        if not fits:
            raise min(troubles, key=severity) if troubles else LanguageError(
                Trouble("wrong-kind", "no action here is done by anybody, or to anything", span_of(predicate)))
        same = [kind for kind, said in zip(fits, bound, strict=True) if said == bound[0]]
        return Which(tuple(same), bound[0])


def _is_thing(predicate: Any) -> Word | None:
    """The name in a lone `is X` or `is a X`, None for every other predicate."""
    first = predicate.children[0]
    if len(predicate.children) != 1 or not isinstance(first.children[0], Word) or first.children[0].type != "BE":
        return None
    inner = first.children[-1]
    if first.data == "same" and inner.data == "below" and inner.children[0].type == "A":
        inner = inner.children[-1]
    elif first.data != "below":
        return None
    found: Word = inner.children[0]
    return found
