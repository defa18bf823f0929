"""The values that an unknown may have, as finitely many cells: its type cut at constants, less what facts exclude."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Protocol

from ...ground.values import EntityRef, Range, Scalar, Value
from ...model.schema import Type
from .lines import Cell, cut, line_for

_MOST_SUBSETS = 8


class Allowing(Protocol):
    """Something said of a value."""

    @property
    def operator(self) -> str:
        """How it compares."""

    @property
    def value(self) -> Value:
        """With what."""

    def allows(self, value: Value) -> bool:
        """Whether a value may be so."""


def cells_of(type_: Type, constants: Iterable[Value], constraints: Sequence[Allowing]) -> list[Cell] | None:
    """The cells of a type that the constraints allow, in order; None where it cannot be cut into cells.

    An empty list says that nothing satisfies the constraints.
    """
    stated = next((said.value for said in constraints if said.operator == "="), None)
    if stated is not None:
        return [Cell.single(stated)] if all(said.allows(stated) for said in constraints) else []
    cuts = list(constants)
    for constraint in constraints:
        cuts += constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
    cells = _cells(type_, cuts)
    return None if cells is None else [c for c in cells if all(said.allows(c.value) for said in constraints)]


def _cells(type_: Type, cuts: list[Value]) -> list[Cell] | None:
    match type_.base:
        case "bool":
            return [Cell.single(True), Cell.single(False)]
        case "choice":
            return [Cell.single(choice) for choice in type_.choices]
        case "text":
            named = sorted({value for value in cuts if isinstance(value, str)})
            return [*(Cell.single(text) for text in named), Cell("\N{REPLACEMENT CHARACTER}")]
        case "ref":
            ids = sorted({value.id for value in cuts if isinstance(value, EntityRef)})
            return [*(Cell.single(EntityRef(id)) for id in ids), Cell(EntityRef("?"))]
        case "list":
            return _lists(cuts)
        case "range":
            return _ranges(type_, cuts)
    line = line_for(type_, cuts)
    return None if line is None else cut(line, cuts)


def _lists(cuts: list[Value]) -> list[Cell] | None:
    items = sorted({item for item in cuts if not isinstance(item, tuple)}, key=repr)
    if len(items) > _MOST_SUBSETS:
        return None
    return [Cell.single(tuple(some)) for size in range(len(items) + 1) for some in combinations(items, size)]


def _ranges(type_: Type, cuts: list[Value]) -> list[Cell] | None:
    if type_.of is None:
        return None
    ends: list[Value] = []
    for value in cuts:
        ends += [end for end in (value.low, value.high) if end is not None] if isinstance(value, Range) else [value]
    inner = _cells(type_.of, ends)
    if inner is None:
        return None
    values: list[Scalar] = [cell.value for cell in inner if not isinstance(cell.value, tuple | Range)]
    return [Cell.single(Range(low, high)) for index, low in enumerate(values) for high in values[index:]]
