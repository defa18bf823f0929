"""Writes the one Python function that judges a group of alike cases by what is told of some inputs.

    def decide(x0, x1, …):
        <each value checked against its type and bounds, and made plain>
        if x0 > k1 and x3: s |= 16384            # a rule that depends on nothing else
        t = t5.get((x0 > k2, x4))                # rules that set each other aside, or of which something is unknown
        if t is None: t = f5((…), (x0, x1, …))   # the verdicts' own judgement, once for each pattern
        s |= t
        return s

It gives the number of `Codes`, or -1 where the case has to be judged otherwise. No text of a user stands in the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from sys import float_info
from typing import Any, Protocol

from ...ground.values import Money, Percent, Quantity
from ...language.expressions import And, Expression, Not
from ..expressions.plain import NOT_PLAIN, Local, source_of
from ..verdicts.effects import state_from
from .codes import OUTCOMES, Codes
from .outline import Folded, Outline, Part, Unfit, mentions
from .told import Reader

Decide = Callable[..., int]
Row = tuple[Any, ...]
OTHERWISE = -1
UNDECIDED = ...
"""An atom of which all inputs are told and that is neither true nor false."""


class Filling(Protocol):
    """What a generated function turns to for what it has not seen before."""

    @property
    def doubtful(self) -> int:
        """The doubts that several open parts may raise together."""

    def table(self, part: Part) -> tuple[dict[Any, int], Callable[[Any, Row], int]]:
        """The numbers of a part by the truths of its atoms, and what finds one that is missing."""

    def atom(self, atom: Expression, inputs: tuple[str, ...]) -> Callable[..., Any]:
        """An atom as a function of these inputs' plain values; UNDECIDED where it is neither true nor false."""

    def constant(self, part: Part) -> int:
        """The number of a part that does not vary."""

    def joint(self, number: int, row: Row) -> int:
        """The number where parts that are open may come to something together."""


class Writer:
    """Writes one function. With `partial`, a value may be None: nothing is told of it.

    Without `joint` it gives what the parts come to one by one.
    """

    def __init__(
        self, outline: Outline, codes: Codes, filling: Filling, *, partial: bool = False, joint: bool = True
    ) -> None:
        self.outline, self.codes, self.filling, self.partial, self.joint = outline, codes, filling, partial, joint
        self.locals = {column.id: Local(f"x{place}", column.kind) for place, column in enumerate(outline.columns)}
        self.space: dict[str, Any] = {"__builtins__": {}, "type": type, "N": NOT_PLAIN, "U": UNDECIDED}
        self.lines: list[str] = []
        self.constant = 0
        self.may_be_open = False

    def function(self, readers: Sequence[Reader] = ()) -> Decide:
        """The function of the columns' values; without readers it takes plain values as they are."""
        for reader, local in zip(readers, self.locals.values(), strict=False):
            self._read(reader, local)
        checks, self.lines = self.lines, []
        for part in self.outline.parts:
            self._part(part)
        names = [local.name for local in self.locals.values()]
        body = [*checks, f"s = {self.constant}", *self.lines, *self._end(names)]
        source = f"def decide({', '.join(names)}):\n" + "".join(f" {line}\n" for line in body)
        try:
            exec(compile(source, "<conditions>", "exec"), self.space)
        except (SyntaxError, RecursionError, MemoryError):  # nested deeper than Python takes it
            raise Unfit from None
        made: Decide = self.space["decide"]
        return made

    def bind(self, value: Any) -> str:
        """Hands a constant over and gives its name."""
        name = f"k{len(self.space)}"
        self.space[name] = value
        return name

    def _end(self, names: Sequence[str]) -> list[str]:
        if not self.may_be_open or not self.joint:
            return ["return s"]
        together, joint = self.bind(self.codes.together), self.bind(self.filling.joint)
        doubt = f"{together}[s & {OUTCOMES}].doubts & {self.filling.doubtful}"
        doubt = f"if s & {self.codes.open} and {doubt}: return {joint}(s, {_tuple(names)})"
        return [doubt, "return s"]

    # --- values -----------------------------------------------------------------------------------------------------

    def _read(self, reader: Reader, local: Local) -> None:
        x = local.name
        lines = [*_fitted(reader, x, self.bind), *_bounded(reader, x, self.bind)]
        if not self.partial:
            self.lines += lines
        elif reader.column.id in self.outline.needed:
            self.lines += [f"if {x} is None: return {OTHERWISE}", *lines]
        else:
            self.lines += [f"if {x} is not None:", *(f" {line}" for line in lines)]

    # --- rules ------------------------------------------------------------------------------------------------------

    def _part(self, part: Part) -> None:
        if not part.atoms:
            self.constant |= (number := self.filling.constant(part))
            self.may_be_open = self.may_be_open or bool(number & self.codes.open)
            return
        direct = self._direct(part.rules[0]) if len(part.rules) == 1 else None
        if direct is None:
            self.may_be_open = True
            self.lines += self._looked_up(part)
            return
        if not direct:
            return
        unknown = self._unknown(part.atoms)
        if not unknown:
            self.lines += direct
            return
        self.may_be_open = True
        looked_up = (f" {line}" for line in self._looked_up(part))
        self.lines += [f"if {unknown}:", *looked_up, "else:", *(f" {line}" for line in direct)]

    def _unknown(self, atoms: Iterable[Expression]) -> str:
        """Source that says whether an input of these atoms is unknown; empty where none can be."""
        if not self.partial:
            return ""
        ids = dict.fromkeys(id for atom in atoms for id in self._inputs(atom))
        return " or ".join(f"{self.locals[id].name} is None" for id in ids if id not in self.outline.needed)

    def _inputs(self, atom: Expression) -> tuple[str, ...]:
        return mentions(atom, frozenset(self.locals))

    def _direct(self, folded: Folded) -> list[str] | None:
        """Lines for a rule that depends on its own conditions alone, all certain once told; None where it does not."""
        conditions = [] if folded.when is None else [folded.when]
        conditions += [] if folded.unless is None else [Not(folded.unless)]
        applies = source_of(And(tuple(conditions)), self.locals, self.bind) if conditions else ""
        holds = "" if folded.that is None else source_of(folded.that, self.locals, self.bind)
        if folded.scope is not True or applies is None or holds is None:
            return None
        if self._number(folded, applies=False, holds=None):
            return None
        met, violated = (self._number(folded, applies=True, holds=truth) for truth in (True, False))
        if not holds:
            number = met if folded.rule.rule.effect in ("allow", "recommend") else violated
            add = f"s |= {number}" if number else ""
        elif met and violated:
            add = f"s |= {met} if {holds} else {violated}"
        elif met or violated:
            add = f"if {holds}: s |= {met}" if met else f"if not {holds}: s |= {violated}"
        else:
            add = ""
        if not add or not applies:
            return [add] if add else []
        return [f"if {applies}:", f" {add}"]

    def _number(self, folded: Folded, *, applies: bool, holds: bool | None) -> int:
        return self.codes.of_state([folded.rule], state_from([folded.rule], ((),), (applies,), (holds,)))

    def _looked_up(self, part: Part) -> list[str]:
        table, fill = self.filling.table(part)
        t, f = self.bind(table), self.bind(fill)
        truths = [self._truth(atom) for atom in part.atoms]
        key = truths[0] if len(truths) == 1 else _tuple(truths)
        row = _tuple([local.name for local in self.locals.values()])
        return [f"k = {key}", f"t = {t}.get(k)", f"if t is None: t = {f}(k, {row})", "s |= t"]

    def _truth(self, atom: Expression) -> str:
        ids = self._inputs(atom)
        source = source_of(atom, self.locals, self.bind)
        if source is None:
            source = f"{self.bind(self.filling.atom(atom, ids))}({', '.join(self.locals[id].name for id in ids)})"
        unknown = self._unknown((atom,))
        return f"(None if {unknown} else {source})" if unknown else source


def _tuple(parts: Iterable[str]) -> str:
    return f"({', '.join(parts)},)"


def _fitted(reader: Reader, x: str, bind: Callable[[Any], str]) -> list[str]:
    """Lines that leave a plain value of the column's kind in a name, or give up; common types need no call."""
    r = bind(reader)
    otherwise = [f" {x} = {r}({x})", f" if {x} is N: return {OTHERWISE}"]
    match reader.column.kind.base:
        case "bool":
            return [f"if {x} is not True and {x} is not False:", *otherwise]
        case "number" if reader.whole_numbers:
            return [f"if type({x}) is not {bind(int)}:", *otherwise]
        case "number" | "quantity" | "percent" | "money" as base:
            number = f"type({x}) is not {bind(float)} and type({x}) is not {bind(int)}"
            wrapped = {"quantity": (Quantity, "amount", "unit"), "money": (Money, "amount", "currency"),
                       "percent": (Percent, "share", "")}.get(base)  # fmt: skip
            plain = [f"if {number}:", *otherwise]
            if wrapped is None:
                return plain
            cls, amount, unit = wrapped
            test = f"type({x}) is {bind(cls)}" + (f" and {x}.{unit} == {bind(reader.column.kind.unit)}" if unit else "")
            inside = [f" {x} = {x}.{amount}", f" if {number}: return {OTHERWISE}"]
            bare = plain if base != "money" else ["else:", *otherwise]
            head = [f"if {test}:", *inside]
            return [*head, *bare] if base == "money" else [*head, "el" + bare[0], *bare[1:]]
        case "date":
            return [f"if type({x}) is not {bind(date)}:", *otherwise]
    texts = bind(reader.texts)
    return [
        f"t = {texts}.get({x}) if type({x}) is {bind(str)} else None",
        "if t is None:", f" t = {r}({x})", f" if t is N: return {OTHERWISE}",
        f"{x} = t",
    ]  # fmt: skip


def _bounded(reader: Reader, x: str, bind: Callable[[Any], str]) -> list[str]:
    """Lines that give up on a number that is not finite, and on what lies outside the bounds of the schema."""
    kind = reader.column.kind
    if kind.base == "whole":
        return []
    low, high = reader.least, reader.most
    if kind.numeric and not reader.whole_numbers:
        low, high = (-float_info.max if low is None else low), (float_info.max if high is None else high)
    ends = ("" if low is None else f"{bind(low)} <= ", "" if high is None else f" <= {bind(high)}")
    return [f"if not {ends[0]}{x}{ends[1]}: return {OTHERWISE}"] if any(ends) else []
