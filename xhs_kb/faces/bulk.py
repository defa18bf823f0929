"""Many verdicts at once: columns in, columns out. What the rules cannot tell apart is judged once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from ..answers.frames import arrow_table, data_frame
from ..engine.limits import Limits, running
from ..engine.tables.deciding import Decider, decider_of
from ..engine.tables.judged import alike
from ..engine.tables.writing import OTHERWISE
from ..engine.verdicts.judgement import Standing
from ..ground.frozen import dataclass
from ..ground.trouble import EvaluationError, Trouble, XhsKbError
from .arguments import mapping

if TYPE_CHECKING:
    from datetime import date

    import pandas
    import pyarrow

    from .api import KnowledgeBase

Column: TypeAlias = Sequence[Any]
_SHOWN: tuple[Standing, ...] = ("violated", "open", "met")


@dataclass(frozen=True)
class Verdicts:
    """Verdicts on many cases, a column for each part; the rows are in the order of the cases.

    `permission` and `advice` are None where a case has a trouble, which then stands in `troubles` (None elsewhere).
    `rules` has the ids of the rules that are violated, open or met. `things` are the columns that came in.
    """

    action: str
    things: Mapping[str, tuple[str | None, ...]]
    permission: tuple[str | None, ...]
    advice: tuple[str | None, ...]
    rules: tuple[tuple[str, ...], ...]
    troubles: tuple[XhsKbError | None, ...]
    as_of: str

    def __len__(self) -> int:
        return len(self.permission)

    def __iter__(self) -> Iterator[str | None]:
        return iter(self.permission)

    def where(self, *permissions: str) -> list[int]:
        """The numbers of the rows with one of these permissions."""
        return [row for row, permission in enumerate(self.permission) if permission in permissions]

    def to_dict(self) -> dict[str, list[Any]]:
        """The columns by name, in JSON types: those that came in, then `permission`, `advice`, `rules`, `trouble`."""
        troubles = [None if error is None else error.to_dict() for error in self.troubles]
        return {
            **{name: list(column) for name, column in self.things.items()},
            "permission": list(self.permission),
            "advice": list(self.advice),
            "rules": [list(ids) for ids in self.rules],
            "trouble": troubles,
        }

    def to_pandas(self) -> pandas.DataFrame:
        """The columns as a data frame, a trouble as its message; needs the extra `pandas`."""
        return data_frame(self._flat())

    def to_arrow(self) -> pyarrow.Table:
        """The columns as an Arrow table, a trouble as its message; needs the extra `arrow`."""
        return arrow_table(self._flat())

    def _flat(self) -> dict[str, list[Any]]:
        return {**self.to_dict(), "trouble": [None if error is None else error.message for error in self.troubles]}


def verdicts_of(
    kb: KnowledgeBase, action: str, things: Column | Mapping[str, Column], day: date,
    given: Mapping[str, Any] | None, facts: Mapping[str, Column] | None, limits: Limits,
) -> Verdicts:  # fmt: skip
    """The verdicts on an action for each row; raises EvaluationError for columns that do not fit together."""
    id_ = kb._action(action)
    columns = _columns(kb, id_, things)
    told = {name: _column(name, column) for name, column in mapping(facts, "facts").items()}
    count = _count({**columns, **told})
    judge = _Judge(kb, id_, day, given, limits)
    rows = judge.told(columns, told, count) if told else [judge.row(columns, told, number) for number in range(count)]
    permission, advice, rules, troubles = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Verdicts(id_, columns, permission, advice, rules, troubles, str(day))


def _columns(kb: KnowledgeBase, action: str, things: Column | Mapping[str, Column]) -> dict[str, tuple[Any, ...]]:
    roles = kb.schema.roles(action)
    if isinstance(things, Mapping):
        return {role: _column(role, column) for role, column in things.items()}
    role = "object" if "object" in roles else next(iter(roles), "object")
    return {role: _column("things", things)}


def _column(name: str, column: Column) -> tuple[Any, ...]:
    if not isinstance(column, str | bytes | Mapping):
        with suppress(TypeError):
            return tuple(column)
    raise EvaluationError(Trouble("type", f"`{name}` is a column, not {type(column).__name__}"))


def _count(columns: Mapping[str, Column]) -> int:
    counts = {len(column) for column in columns.values()}
    if len(counts) > 1:
        names = ", ".join(f"`{name}` {len(column)}" for name, column in columns.items())
        raise EvaluationError(Trouble("type", f"columns differ in length: {names}"))
    return counts.pop() if counts else 0


def _has_gap(values: tuple[Any, ...]) -> bool:
    """Whether something is not told; by identity, since what is told may say for itself what it is equal to."""
    return any(value is None for value in values)


_Row: TypeAlias = tuple[str | None, str | None, tuple[str, ...], XhsKbError | None]
"""Permission, advice, the rules that are shown, and a trouble."""


class _Judge:
    """One call: judges rows and remembers those that are written alike."""

    def __init__(self, kb: KnowledgeBase, action: str, day: date, given: Mapping[str, Any] | None, limits: Limits
                 ) -> None:  # fmt: skip
        self.kb, self.action, self.limits, self.given = kb, action, limits, dict(mapping(given, "given"))
        self.world = kb.base.world(day)
        self.facts = kb._facts(self.given)
        self.known: dict[Any, _Row] = {}

    def told(self, columns: Mapping[str, Column], told: Mapping[str, Column], count: int) -> list[_Row]:
        """All rows, where something is told of each: by a generated function where there is one."""
        names, fixed = [*told, *self.given], tuple(self.given.values())
        plain = len(set(names)) == len(names) and not _has_gap(fixed)
        deciders: dict[Any, Decider | None] = {}
        gaps = False
        things = zip(*columns.values(), strict=True) if columns else ((),) * count
        rows: list[_Row] = []
        for thing, values in zip(things, zip(*told.values(), strict=True), strict=True):
            try:
                decider = deciders[thing] if plain else None
            except KeyError:
                decider = deciders[thing] = self._decider(dict(zip(columns, thing, strict=True)), names, count)
            except TypeError:
                decider = None
            if decider is not None:
                values = (*values, *fixed) if fixed else values
                try:
                    gap = gaps and _has_gap(values)
                    code = OTHERWISE if gap else decider.all_told(*values)
                    if code == OTHERWISE and (gap or _has_gap(values)):
                        gaps = True  # from now on they are looked for first
                        code = decider.some_told(*values)
                except XhsKbError:
                    code = OTHERWISE  # the row will say why
                if code != OTHERWISE:
                    verdict = decider.together(code)
                    rows.append((verdict.permission, verdict.advice, decider.ids(code), None))
                    continue
            rows.append(self.row(columns, told, len(rows)))
        return rows

    def _decider(self, things: dict[str, Any], names: Sequence[str], count: int) -> Decider | None:
        kb = self.kb
        try:
            return decider_of(
                kb.base.book, self.world, kb.vocabulary, self.action, kb._fillers(things), names, self.limits, count
            )
        except XhsKbError:
            return None  # the row will say why

    def row(self, columns: Mapping[str, Column], told: Mapping[str, Column], number: int) -> _Row:
        names = tuple(column[number] for column in columns.values())
        said = {name: column[number] for name, column in told.items() if column[number] is not None}
        key = (names, repr(said)) if said else names
        try:
            known = self.known.get(key)
        except TypeError:
            return None, None, (), EvaluationError(Trouble("type", "a thing is named by a text"))
        if known is None:
            known = self.known[key] = self._judged(dict(zip(columns, names, strict=True)), said)
        return known

    def _judged(self, names: dict[str, Any], said: dict[str, Any]) -> _Row:
        try:
            facts = self.kb._facts({**self.given, **said}) if said else self.facts
            fillers = self.kb._fillers(names)
            found = alike(self.kb.base.book, self.world, self.action, fillers, facts, running(self.limits))
        except XhsKbError as error:
            return None, None, (), error
        rules = tuple(item.rule.id for item in found.by_status(*_SHOWN))
        return found.permission, found.advice, rules, None
