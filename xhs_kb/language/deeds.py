"""Binds openers about doing something: what it needs, how it is done, what happens then."""

from __future__ import annotations

from typing import Any

from .lexing import Word
from .openers import Openers
from .questions import Consequences, Filler, How, Requirements


class DeedBinder(Openers):
    """Binds what asks about an action with what it is done to."""

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
