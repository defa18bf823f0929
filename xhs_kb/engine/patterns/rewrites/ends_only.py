"""A walk whose relationships nobody asks for keeps only its ends.

    ExpandMany (a)-[#2:knows*1..3]->(b)    becomes    ExpandMany (a)-[#2:knows*1..3]->(b) (ends only)
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from ....ground.frozen import replace
from ..plan import Distinct, ExpandMany, Follow, FromRelationship, MakePath, Plan, Result, Step
from ..reading import slots_read
from .everywhere import everywhere


def ends_only(plan: Plan) -> Plan:
    """Drop lists of relationships that no step and no column reads."""
    read = slots_read(plan) | _slots_of_steps(plan)

    def drop(step: Plan) -> Plan:
        match step:
            case ExpandMany(_, Step(relationship=slot)) if slot not in read:
                return replace(step, kept=False)
        return step

    return everywhere(plan, drop)


def _slots_of_steps(plan: Any) -> frozenset[int]:
    """The slots that steps themselves read, beside their expressions."""
    found: set[int] = set()
    stack = [plan]
    while stack:
        step = stack.pop()
        match step:
            case MakePath():
                found |= {slot for slot, _ in step.relationships}
            case Step():
                found |= {slot for slot, _ in step.unique}
            case FromRelationship() | Follow():
                found.add(step.step.relationship)
            case Distinct(_, slots) | Result(_, slots):
                found.update(slots)
        if is_dataclass(step):
            stack += [getattr(step, field.name) for field in fields(step) if field.name in ("source", "inner", "step")]
    return frozenset(found)
