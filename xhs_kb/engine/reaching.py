"""What a test can reach at all: the entities beyond which nothing passes it, found from what it names.

A question for the things below one thing, or tied to one, then costs what lies there and not the size of the kind.
"""

from __future__ import annotations

from functools import reduce

from .plan import AllTest, AnyTest, BelowTest, EdgeTest, Test
from .world import World


def reach(world: World, test: Test) -> set[str] | None:
    """The ids of all entities that may pass a test; None where that may be any record."""
    match test:
        case BelowTest(thing) if thing not in world.knowledge.schema.actions:
            return set(world.below(thing))
        case EdgeTest(relation, things, inverse) if things:
            return reduce(set.intersection, (_tied(world, relation, thing, inverse) for thing in things))
        case AllTest(operands):
            found = [one for operand in operands if (one := reach(world, operand)) is not None]
            return reduce(set.intersection, found) if found else None
        case AnyTest(operands):
            every = [reach(world, operand) for operand in operands]
            known = [one for one in every if one is not None]
            return set[str]().union(*known) if len(known) == len(every) else None
    return None


def _tied(world: World, relation: str, thing: str, inverse: bool) -> set[str]:
    """The ids from which the relation leads to a thing, or to which it leads from it."""
    edges = world.edges_from(relation, thing) if inverse else world.edges_to(relation, thing)
    return {end for _, end in edges}
