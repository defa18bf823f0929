"""The embedding door: open a knowledge base, ask it, prepare questions, judge cases (spec: answers §2).

A `KnowledgeBase` never changes and may serve many threads. Everything heavy is imported when it is first needed.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..answers.answer import Answer
from ..engine.limits import DEFAULT, Limits
from ..ground.places import folder as place
from ..ground.trouble import EvaluationError, KnowledgeError, Trouble, XhsKbError
from ..ground.values import Day

if TYPE_CHECKING:
    import networkx

    from ..engine.base import Base
    from ..engine.plan import Plan
    from ..language.questions import Question
    from ..model.records import Example, Knowledge
    from ..model.schema import Schema
    from ..model.vocabulary import Vocabulary
    from .bulk import Verdicts
    from .preparing import Permissions

When = str | date | Day | None
Given = Mapping[str, Any] | None
_DAYS_KEPT = 8
_ANSWERS_KEPT = 2048
_TEXT = {str}
Strictness = Literal["strict", "warn", "off"]


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
        """The knowledge base as its folder is now: a new one, or this one where nothing changed."""
        from ..data.folder import fingerprint

        if not self.path.is_file() and fingerprint(self.path)[0] == self.knowledge.hash:
            return self
        found = KnowledgeBase.open(self.path, language=None if self.listens else self.language, limits=self.limits)
        return self if found.knowledge.hash == self.knowledge.hash else found

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
        from .pattern_door import read_for

        read = read_for(self, text, limits, self.today(), language, strict)
        return Prepared(self, text, None, read.parameters, language, limits, strict, beside)

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
        from ..engine.run import run
        from .asking import answer_of

        return answer_of(
            self.base, run(plan, self.base, limits, everything=everything), text, limits, everything=everything
        )


@dataclass(frozen=True)
class Beside:
    """What was said once for every call of a prepared text: a day, facts, values of parameters."""

    day: date | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """A question that was read once. Call it with its parameters by name; what is not named is missing and an error."""

    kb: KnowledgeBase
    text: str
    question: Question | None
    pattern_parameters: tuple[str, ...]
    language: str
    limits: Limits = DEFAULT
    strict: Strictness = "strict"
    beside: Beside = field(default_factory=Beside)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of its `$parameters`, in the order of the text."""
        from .asking import parameters_of

        if self.question is None:
            return self.pattern_parameters
        return parameters_of(self.question) if "$" in self.text else ()

    def __call__(self, *, as_of: When = None, given: Given = None, **parameters: Any) -> Answer:
        """The answer with these values for the parameters."""
        return self.answer(as_of=as_of, given=given, parameters=parameters)

    def answer(
        self, *, as_of: When = None, given: Given = None, parameters: Mapping[str, Any] | None = None
    ) -> Answer:
        """The same, with the parameters as a mapping; a missing or a surplus one is an error."""
        from .asking import answer_question, check_parameters

        values = {**self.beside.parameters, **mapping(parameters)}
        day = self._day(as_of)
        key = None if given or self.question is None else (day, *values.items())
        if key is not None and set(map(type, values.values())) <= _TEXT:
            known = self._answers.get(key)
            if known is None:
                check_parameters(self.parameters, values, self.text)
                known = answer_question(self, day, self.kb._facts(self.beside.given), values)
                if len(self._answers) >= _ANSWERS_KEPT:
                    self._answers.clear()
                self._answers[key] = known
            return known
        check_parameters(self.parameters, values, self.text)
        facts = self.kb._facts({**self.beside.given, **mapping(given, "given")})
        if self.question is None:
            from .pattern_door import answer_pattern

            return answer_pattern(self, day, values, facts)
        return answer_question(self, day, facts, values)


    def permissions(self, *, as_of: When = None, given: Given = None) -> Permissions:
        """A table of the permissions alone, by the value of the parameter: the fast way to many decisions.

        Raises XhsKbError for a pattern; looking a key up raises where the question asks for no permission.
        """
        from .preparing import Permissions

        return Permissions(self, self._day(as_of), mapping(given, "given"))

    def permission(self, *, as_of: When = None, given: Given = None, **parameters: Any) -> str:
        """The permission alone, as the answer would have it; looked up where it was asked before."""
        names = self._asked
        if as_of is None and not given:
            table = self._tables.get(self._day(None))
            if table is not None and len(parameters) == len(names):
                try:
                    if len(names) == 1:
                        return table[parameters[names[0]]]
                    return table[tuple([parameters[name] for name in names])]
                except (KeyError, TypeError):
                    pass
        return self._permission(as_of, given, parameters)

    def _permission(self, as_of: When, given: Given, parameters: Mapping[str, Any]) -> str:
        from .asking import check_parameters

        check_parameters(self.parameters, {**self.beside.parameters, **parameters}, self.text)
        day, said = self._day(as_of), mapping(given, "given")
        table = None if said or set(parameters) != set(self._asked) else self._tables.get(day)
        if table is None:
            fixed = {**self.beside.parameters, **parameters} if said or set(parameters) != set(self._asked) else {}
            prepared = replace(self, beside=replace(self.beside, parameters=fixed)) if fixed else self
            table = prepared.permissions(as_of=day, given=said)
            if fixed:
                return table[()]
            if len(self._tables) >= _DAYS_KEPT:
                self._tables.clear()
            self._tables[day] = table
        values = tuple(parameters[name] for name in self._asked)
        try:
            return table[values if len(values) != 1 else values[0]]
        except TypeError:
            return table._judged(parameters)

    def _day(self, as_of: When) -> date:
        return self.beside.day if as_of is None and self.beside.day is not None else day_of(as_of, self.kb.today)

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        return tuple(name for name in self.parameters if name not in self.beside.parameters)

    @cached_property
    def _answers(self) -> dict[Any, Answer]:
        return {}

    @cached_property
    def _tables(self) -> dict[date, Permissions]:
        return {}


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
    with _uncollected():
        knowledge, troubles = read_knowledge(load_folder(root))
        base, more = bind(knowledge)
    found = (*troubles, *more)
    if any(trouble.severity == "error" for trouble in found):
        return None, found
    if meaning:
        from ..engine.examining import examine

        found = (*found, *examine(base))
    return _made(base, root, language, limits), found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Reading makes many objects and no garbage: looking for it meanwhile takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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


def mapping(given: Mapping[str, Any] | None, name: str = "parameters") -> Mapping[str, Any]:
    """The mapping, or an empty one for None; raises EvaluationError for anything else."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise EvaluationError(Trouble("type", f"`{name}` is a mapping, not {type(given).__name__}"))
    return given


def check_language(language: str, native: str) -> None:
    """Raises EvaluationError for a language that neither answers nor the knowledge base speak."""
    from ..answers.phrasing import SENTENCES

    known = dict.fromkeys((*SENTENCES, native))
    if not isinstance(language, str) or language not in known:
        spoken = ", ".join(f"`{one}`" for one in known)
        raise EvaluationError(Trouble("type", f"`{language}` is no language of answers; these are: {spoken}"))


def day_of(as_of: When, today: Callable[[], date] = date.today) -> date:
    """The day that an argument names: a month or a year stands for its last day; None is today."""
    from ..data.value_reader import read_value

    match as_of:
        case None:
            return today()
        case datetime():
            return as_of.date()
        case date():
            return as_of
        case Day():
            return as_of.last
        case str():
            value = read_value(as_of)
            if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999:
                value = Day(value)
            if isinstance(value, Day):
                return value.last
    raise EvaluationError(Trouble("type", f"`{as_of}` is no day", help="write it as 2020-03-01, 2020-03 or 2020"))
