"""The same door for programs with an event loop: every call is made off the loop, and nothing else is different."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Any, TypeVar

from ..answers.answer import Answer
from ..engine.limits import Limits
from ..ground.frozen import dataclass
from .api import Given, KnowledgeBase, Strictness, When
from .bulk import Verdicts

T = TypeVar("T")


@dataclass(frozen=True)
class AsyncKnowledgeBase:
    """A knowledge base whose methods are awaited. `kb` is the plain one; None as executor is the loop's own.

    Every method takes, gives and raises what that of `KnowledgeBase` does. Cancelling stops the waiting, not the work.
    """

    kb: KnowledgeBase
    executor: Executor | None = None

    @classmethod
    async def open(
        cls, path: str | os.PathLike[str] | None = None, *, language: str | None = None, limits: Limits | None = None,
        executor: Executor | None = None,
    ) -> AsyncKnowledgeBase:  # fmt: skip
        """As `KnowledgeBase.open`."""
        opening = partial(KnowledgeBase.open, path, language=language, limits=limits)
        return cls(await asyncio.get_running_loop().run_in_executor(executor, opening), executor)

    async def ask(
        self, text: str, *, as_of: When = None, given: Given = None, parameters: Mapping[str, Any] | None = None,
        language: str | None = None, limits: Limits | None = None, strict: Strictness = "strict",
    ) -> Answer:  # fmt: skip
        """As `KnowledgeBase.ask`."""
        return await self._off(partial(self.kb.ask, text, as_of=as_of, given=given, parameters=parameters,
                                       language=language, limits=limits, strict=strict))  # fmt: skip

    query = ask

    async def verdict(
        self, action: str, fillers: Mapping[str, str] | None = None, *, as_of: When = None, given: Given = None,
        language: str | None = None, limits: Limits | None = None,
    ) -> Answer:  # fmt: skip
        """As `KnowledgeBase.verdict`."""
        return await self._off(partial(self.kb.verdict, action, fillers, as_of=as_of, given=given, language=language,
                                       limits=limits))  # fmt: skip

    async def verdicts(
        self, action: str, things: Sequence[str] | Mapping[str, Sequence[str | None]], *, as_of: When = None,
        given: Given = None, facts: Mapping[str, Sequence[Any]] | None = None, limits: Limits | None = None,
    ) -> Verdicts:  # fmt: skip
        """As `KnowledgeBase.verdicts`."""
        return await self._off(partial(self.kb.verdicts, action, things, as_of=as_of, given=given, facts=facts,
                                       limits=limits))  # fmt: skip

    async def reload(self) -> AsyncKnowledgeBase:
        """As `KnowledgeBase.reload`; the same object where nothing changed."""
        found = await self._off(self.kb.reload)
        return self if found is self.kb else AsyncKnowledgeBase(found, self.executor)

    async def _off(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.executor, work)
