"""A case seen from inside a condition: what is known, what is tried for the unknown, which unknowns were asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...ground.values import EntityRef, Value
from ..limits import DEFAULT
from .case import Case, Slot
from .domain import cells_of

NOVEL = "?"


class CaseScope:
    """A `Scope` over a case and a partial assignment. `asked` collects the unknowns that an evaluation ran into.

    It lives for one judgement and is the only thing in this room that changes.
    """

    __slots__ = ("_known", "asked", "assigned", "case", "look")

    def __init__(
        self, case: Case, assigned: Mapping[Slot, Value] | None = None, look: Callable[[], None] = DEFAULT.look
    ) -> None:
        self.case = case
        self.look = look
        self.assigned: Mapping[Slot, Value] = assigned or {}
        self.asked: dict[Slot, None] = {}
        self._known: dict[Slot, Value | None] = {}

    def under(self, assigned: Mapping[Slot, Value]) -> CaseScope:
        """The same case under another assignment; what is known is shared.

        Raises EvaluationError where the time of the question is over, which `look` tells.
        """
        self.look()
        scope = CaseScope(self.case, assigned, self.look)
        scope._known = self._known
        return scope

    def known(self, slot: Slot) -> Value | None:
        """The one value that the facts leave a slot; None where they leave several."""
        if slot not in self._known:
            self._known[slot] = self._settled(slot)
        return self._known[slot]

    def _settled(self, slot: Slot) -> Value | None:
        constraints = self.case.constraints(slot)
        type_ = self.case.type_of(slot)
        for said in constraints:
            if said.operator == "=":
                return said.value
        cells = cells_of(type_, (), constraints) if type_ is not None and constraints else None
        only = cells[0] if cells is not None and len(cells) == 1 else None
        return only.value if only is not None and only.low_in and only.high_in and only.low == only.high else None

    def _look_up(self, slot: Slot) -> Value | None:
        value = self.assigned.get(slot)
        if value is None:
            value = self.known(slot)
            if value is None:
                self.asked[slot] = None
        return value

    # --- what a condition may ask -----------------------------------------------------------------------------------

    def input(self, id: str) -> Value | None:
        """The value of an input."""
        return self._look_up(Slot("input", id))

    def role(self, id: str) -> Value | None:
        """The filler of a role."""
        filler = self.case.fillers.get(id)
        if filler is not None:
            return EntityRef(filler)
        slot = Slot("role", id)
        value = self.assigned.get(slot)
        if value is None:
            self.asked[slot] = None
        return value

    def property(self, subject: Any, key: str) -> Value | None:
        """An attribute of an entity; one that is not recorded is an unknown of its own."""
        if not isinstance(subject, EntityRef):
            return None
        recorded = self.case.world.value(subject.id, key)
        return recorded if recorded is not None else self._look_up(Slot("attribute", key, subject.id))

    def is_a(self, thing: Any, kind: Any, strict: bool) -> bool | None:
        """Whether an entity is below another; what the knowledge base has never heard of is below nothing."""
        if not (isinstance(thing, EntityRef) and isinstance(kind, EntityRef)):
            return None
        return self.case.world.is_below(thing.id, kind.id, strict=strict)

    def related(self, subject: Any, relation: str, object: Any) -> bool | None:
        """Whether a relation holds; one that is not recorded does not."""
        if not (isinstance(subject, EntityRef) and isinstance(object, EntityRef)):
            return None
        return bool(self.case.world.edges_between(relation, subject.id, object.id))

    def variable(self, name: str) -> Any:
        """Conditions have no variables."""
        return None

    def parameter(self, name: str) -> Any:
        """Conditions have no parameters."""
        return None
