"""Functions that a caller brings along, beside the built-in ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...ground.frozen import dataclass, field
from ...language.patterns.signatures import SIGNATURES, Signature
from .builtin import FUNCTIONS
from .functions import Function


@dataclass(frozen=True, slots=True)
class Extra:
    """A function of the caller: its signature and what it does.

    `implementation` takes the argument values and gives a plain value, or raises `ArgumentError`. With `nulls` it is
    called for null too; otherwise null gives null.
    """

    signature: Signature
    implementation: Callable[..., Any] = field(compare=False)
    nulls: bool = False


Extras = Mapping[str, Extra]
"""Extra functions by lower-case name."""


def all_signatures(extras: tuple[Signature, ...]) -> dict[str, Signature]:
    """The built-in signatures and those brought along."""
    return {**SIGNATURES, **{signature.name.lower(): signature for signature in extras}}


def all_functions(extras: Extras) -> dict[str, Function]:
    """The built-in functions and those brought along."""
    brought = {name.lower(): Function(extra.implementation, extra.nulls) for name, extra in extras.items()}
    return {**FUNCTIONS, **brought}
