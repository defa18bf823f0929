"""What a function is to the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ....ground.frozen import dataclass
from ...expressions.arithmetic import ComputationError


class ArgumentError(ComputationError):
    """A function cannot take these arguments. It leaves the engine as an EvaluationError with a place."""


@dataclass(frozen=True, slots=True)
class Function:
    """An implementation; unless it `nulls`, null for any argument gives null. With `run` it is handed the run first."""

    implementation: Callable[..., Any]
    nulls: bool = False
    run: bool = False


def called(value: object) -> str:
    """What kind of value it is, for messages."""
    names = {"bool": "a truth value", "int": "an integer", "float": "a number", "str": "a text", "list": "a list",
             "dict": "a map", "Node": "a node", "Relationship": "a relationship", "Path": "a path"}
    return names.get(type(value).__name__, "such a value")
