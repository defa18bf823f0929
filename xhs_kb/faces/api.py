"""The embedding door: open a knowledge base, ask it, prepare questions, judge cases (spec: answers §2).

A `KnowledgeBase` never changes and may serve many threads. Everything heavy is imported when it is first needed.
Longer than most: the whole of one public class, each method with what it takes and raises.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..answers.answer import Answer
from ..engine.limits import DEFAULT, Limits
from ..ground.collecting import uncollected
from ..ground.frozen import dataclass, replace
from ..ground.places import folder as place
from ..ground.trouble import EvaluationError, KnowledgeError, Trouble, XhsKbError
from .arguments import Given, Strictness, When, check_language, day_of, mapping
from .preparing import Beside, Prepared

if TYPE_CHECKING:
    import networkx

    from ..engine.base import Base
    from ..engine.plan import Plan
    from ..model.records import Example, Knowledge
    from ..model.schema import Schema
    from ..model.vocabulary import Vocabulary
    from .bulk import Verdicts

__all__ = ["Given", "KnowledgeBase", "Prepared", "Strictness", "When", "check", "day_of", "mapping"]


@dataclass(frozen=True)
class KnowledgeBase:
    """A knowledge base that can be asked. Make one with `open`; two of the same content answer with the same bytes.

    It answers in the language of the question (`listens`), unless it was opened for one language.
    """

    base: Base
    path: Path
    language: str
    limits: Limits = DEFAULT
    today: Callable[[], date] = date.today
    listens: bool = True

    @classmethod
    def open(
        cls, path: str | os.PathLike[str] | None = None, *, language: str | None = None, limits: Limits | None = None
    ) -> KnowledgeBase:
        """The knowledge base of a folder or of a compiled file, or the one that ships.

        A folder that was opened before comes from the cache (`XHS_KB_CACHE=off` switches it off). Raises KnowledgeError
        with every trouble found.
        """
        from .cache import Cached, compiled_base

        root = _root(path)
        if root.is_file():
            return _made(compiled_base(root), root, language, limits)
        cached = Cached(root)
        base = cached.base()
        if base is not None:
            return _made(base, root, language, limits)
        kb, troubles = check(root, language=language, limits=limits, meaning=False)
        if kb is None:
            raise KnowledgeError(trouble for trouble in troubles if trouble.severity == "error")
        cached.keep(kb.base)
        return kb

    def compile(self, path: str | os.PathLike[str]) -> Path:
        """Writes the knowledge base as one file that `open` reads in place; raises KnowledgeError where it cannot."""
        from .cache import compile_base

        compile_base(self.base, Path(path))
        return Path(path)

    # --- what it holds --------------------------------------------------------------------------------------------

    @property
    def knowledge(self) -> Knowledge:
        """The records."""
        return self.base.knowledge

    @property
    def schema(self) -> Schema:
        """What the records may speak of."""
        return self.base.knowledge.schema

    @property
    def vocabulary(self) -> Vocabulary:
        """The phrases that questions are made of."""
        return self.base.vocabulary

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples that the knowledge base is tested with."""
        return self.base.knowledge.examples

    @property
    def graph(self) -> networkx.MultiDiGraph:
        """The whole knowledge base as a graph, whatever the day: a copy that is yours."""
        from ..model.graph import build_graph

        return build_graph(self.base.knowledge)

    def reload(self) -> KnowledgeBase:
        """The knowledge base as its folder is now: a new one, or this one where nothing changed.

        Where only what single rules say was edited, only they are read, and judged anew is only what they bear on.
        Raises KnowledgeError with every trouble found.
        """
        from ..data.folder import content_hash, read_contents

        contents = None if self.path.is_file() else read_contents(self.path)
        if contents is not None:
            if content_hash(contents) == self.knowledge.hash:
                return self
            from ..engine.edited import edited_base

            base = edited_base(self.base, contents)
            if base is not None:
                return replace(self, base=base)
        found = KnowledgeBase.open(self.path, language=None if self.listens else self.language, limits=self.limits)
        return self if found.knowledge.hash == self.knowledge.hash else replace(found, today=self.today)

    # --- asking ---------------------------------------------------------------------------------------------------

    def ask(
        self,
        text: str,
        *,
        as_of: When = None,
        given: Given = None,
        parameters: Mapping[str, Any] | None = None,
        language: str | None = None,
        limits: Limits | None = None,
        strict: Strictness = "strict",
    ) -> Answer:
        """The answer to a question or a pattern; what its text says (a day, a fact) goes before the arguments.

        Raises XhsKbError: LanguageError where the text is none, EvaluationError where it cannot be answered.
        """
        prepared = self.prepare(text, language=language, limits=limits, strict=strict)
        return prepared.answer(as_of=as_of, given=given, parameters=parameters)

    query = ask

    def prepare(
        self,
        text: str,
        *,
        as_of: When = None,
        given: Given = None,
        parameters: Mapping[str, Any] | None = None,
        language: str | None = None,
        limits: Limits | None = None,
        strict: Strictness = "strict",
    ) -> Prepared:
        """A question or pattern that is read once and asked many times, with other values for its `$parameters`.

        The day, facts and parameters that are given here hold in every call that does not say otherwise. `strict` says
        what a label, type or property that the schema does not have is: an error, a warning or nothing.
        """
        from ..language.hearing import spoken_in
        from ..language.limits import ReadingLimits
        from ..language.reader import read_question
        from ..language.sorts import is_pattern

        if not isinstance(text, str):
            raise XhsKbError(Trouble("type", f"a question is text, not {type(text).__name__}"))
        if language is not None:
            check_language(language, self.schema.header.language)
        used = limits or self.limits
        beside = Beside(None if as_of is None else day_of(as_of), mapping(given, "given"), mapping(parameters))
        if is_pattern(text):
            return self._pattern(text, language or self.language, used, strict, beside)
        reading = ReadingLimits(text=used.text, nesting=used.nesting)
        question = read_question(text, self.vocabulary, limits=reading)
        heard = language or (spoken_in(text) if self.listens else None) or self.language
        return Prepared(self, text, question, (), heard, used, beside=beside)

    def _pattern(self, text: str, language: str, limits: Limits, strict: Strictness, beside: Beside) -> Prepared:
        from .pattern_door import parameters_of

        parameters = parameters_of(self, text, limits, strict)
        return Prepared(self, text, None, parameters, language, limits, strict, beside)

    def verdict(
        self,
        action: str,
        fillers: Mapping[str, str] | None = None,
        *,
        as_of: When = None,
        given: Given = None,
        language: str | None = None,
        limits: Limits | None = None,
    ) -> Answer:
        """The verdict on an action with these role fillers (names or ids), as for `can … be …?`."""
        from ..engine.plan import JudgePlan, Setting

        if language is not None:
            check_language(language, self.schema.header.language)
        day = day_of(as_of, self.today)
        setting = Setting(day, self._facts(given), language=language or self.language)
        plan = JudgePlan(setting, self._action(action), self._fillers(mapping(fillers, "fillers")))
        return self._run(plan, f"verdict({action})", limits or self.limits)

    def verdicts(
        self,
        action: str,
        things: Sequence[str] | Mapping[str, Sequence[str | None]],
        *,
        as_of: When = None,
        given: Given = None,
        facts: Mapping[str, Sequence[Any]] | None = None,
        limits: Limits | None = None,
    ) -> Verdicts:
        """The verdicts on many cases of an action: `things` is a column of names, or a column for each role.

        `given` is said of all rows, `facts` has a column for each input. A row that cannot be judged does not stop the
        rest; raises EvaluationError for an unknown action and for columns that differ in length.
        """
        from .bulk import verdicts_of

        day = day_of(as_of, self.today)
        return verdicts_of(self, action, things, day, given, facts, limits or self.limits)

    def _facts(self, given: Given) -> tuple[Any, ...]:
        if not mapping(given, "given"):
            return ()
        from ..language.facts import as_facts, read_given

        return as_facts(read_given(given or {}, self.vocabulary))

    def _action(self, name: str) -> str:
        name = str(name)
        found = {meaning.id for meaning in self.vocabulary.lookup(name, "ACT")}
        if name in self.schema.actions:
            return name
        if len(found) == 1:
            return found.pop()
        near = self.vocabulary.nearest(name, ("ACT",))
        raise EvaluationError(Trouble("unknown-name", f"there is no action `{name}`", suggestions=near))

    def _fillers(self, fillers: Mapping[str, str]) -> dict[str, str]:
        return {role: self._record(str(thing)) for role, thing in fillers.items() if thing is not None}

    def _record(self, name: str) -> str:
        meanings = self.vocabulary.lookup(name, "ENTITY")
        found = {name} if any(meaning.id == name for meaning in meanings) else {meaning.id for meaning in meanings}
        if len(found) == 1:
            return found.pop()
        message = f"several records are called `{name}`" if found else f"no record is called `{name}`"
        near = () if found else self.vocabulary.nearest(name, ("ENTITY",))
        raise EvaluationError(Trouble("ambiguous-name" if found else "unknown-name", message, suggestions=near))

    def _run(self, plan: Plan, text: str, limits: Limits, *, everything: bool = False) -> Answer:
        from ..engine.limits import running
        from ..engine.run import run
        from .asking import answer_of

        limits = running(limits)
        return answer_of(
            self.base, run(plan, self.base, limits, everything=everything), text, limits, everything=everything
        )


def check(
    path: str | os.PathLike[str] | None = None,
    *,
    language: str | None = None,
    limits: Limits | None = None,
    meaning: bool = True,
) -> tuple[KnowledgeBase | None, tuple[Trouble, ...]]:
    """A knowledge base with every trouble of its folder, warnings too; None where a trouble is an error.

    With `meaning` the rules are also examined for what they come to, which takes longer than opening.
    """
    from ..data.folder import load_folder
    from ..engine.base import bind
    from ..model.reading import read_knowledge

    root = _root(path)
    with uncollected():
        knowledge, troubles = read_knowledge(load_folder(root))
        base, more = bind(knowledge)
    found = (*troubles, *more)
    if any(trouble.severity == "error" for trouble in found):
        return None, found
    if meaning:
        from ..engine.examining import examine

        found = (*found, *examine(base))
    return _made(base, root, language, limits), found


def _root(path: str | os.PathLike[str] | None) -> Path:
    if path is not None and not isinstance(path, str | os.PathLike):
        raise XhsKbError(Trouble("type", f"a folder is a path, not {type(path).__name__}"))
    try:
        root = Path(path) if path is not None else place("kb")
        root.is_dir()
    except (TypeError, ValueError):
        raise XhsKbError(Trouble("type", "a folder is a path")) from None
    return root


def _made(base: Base, root: Path, language: str | None, limits: Limits | None) -> KnowledgeBase:
    own = base.knowledge.schema.header.language
    if language is not None:
        check_language(language, own)
    return KnowledgeBase(base, root, language or own, limits or DEFAULT, listens=language is None)
