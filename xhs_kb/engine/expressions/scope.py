"""What a condition is evaluated in: the facts told, the roles filled and the world around them."""

from __future__ import annotations

from typing import Any, Protocol

from ...ground.values import Value


class Scope(Protocol):
    """The world as a condition sees it. Every method gives None for what is unknown."""

    def input(self, id: str) -> Value | None:
        """The value told for an input."""

    def role(self, id: str) -> Value | None:
        """The filler of a role."""

    def property(self, subject: Any, key: str) -> Value | None:
        """An attribute of a value; `subject` is never None."""

    def is_a(self, thing: Any, kind: Any, strict: bool) -> bool | None:
        """Whether `thing` is below `kind`; neither is None."""

    def related(self, subject: Any, relation: str, object: Any) -> bool | None:
        """Whether a relation leads from `subject` to `object`; neither is None."""

    def variable(self, name: str) -> Any:
        """The value bound to a variable."""

    def parameter(self, name: str) -> Any:
        """The value given for a parameter."""
