"""Findings about many rules as one number, so that a generated function adds them up with `|`.

The low bits say which sets of outcomes occurred among the parts, the others which rules are violated, open or met. What
the sets come to together is said by the verdicts' own `join`, once for each combination.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ...ground.frozen import dataclass
from ..rulebook import BoundRule
from ..verdicts.combine import advice_of, join, join_advice, outcomes_in, permission_of, statuses_of
from ..verdicts.components import Component
from ..verdicts.effects import ADVICE, PERMISSION, Outcome, Outcomes, State, Status
from ..verdicts.judge import standing
from ..verdicts.judgement import Advice, Permission, Standing

SHOWN: tuple[Standing, ...] = ("violated", "open", "met")
_SETS = 2 ** len(PERMISSION)
_BITS = 2 * _SETS
OUTCOMES = 2**_BITS - 1
"""The low bits: which sets of outcomes occurred."""
_CHUNK = 10
_LOW = 2**_CHUNK - 1
FORBIDDEN, ALLOWED, AGAINST, FAVOURED = 1, 2, 4, 8
"""What may be so in every completion although no part says it alone."""
DOUBTS = FORBIDDEN | ALLOWED | AGAINST | FAVOURED


@dataclass(frozen=True, slots=True)
class Together:
    """What outcomes come to together.

    `doubts` is what may be so in every completion though no part says it alone; `disproves`, where nothing is in doubt,
    what these completions show not to be so in every one.
    """

    permission: Permission
    advice: Advice
    doubts: int
    disproves: int


def _disproved(permission: Permission, advice: Advice) -> int:
    """What completions that all come to this show not to be so in every one."""
    not_so = 0 if permission == "forbidden" else FORBIDDEN
    not_so |= ALLOWED if permission == "unregulated" else 0
    not_so |= 0 if advice == "against" else AGAINST
    return not_so | (FAVOURED if advice == "none" else 0)


class Codes:
    """The numbers of one list of rules. What it remembers is bounded by the number of rules."""

    def __init__(self, rules: Sequence[BoundRule]) -> None:
        self._places = {rule.id: place for place, rule in enumerate(rules)}
        ids = [rule.id for rule in rules]
        self._count = len(ids)
        chunks = [_Chunk(ids[at : at + _CHUNK]) for at in range(0, len(ids), _CHUNK)]
        self.ids: Callable[[int], tuple[str, ...]] = _lister(chunks, self._count)
        """The rules of a number that are violated, open or met, in the order in which they are shown."""
        self.together = _Together()
        self.open = sum(self._bit(id, "open") for id in ids)

    def _bit(self, id: str, status: Standing) -> int:
        place: int = _BITS + SHOWN.index(status) * self._count + self._places[id]
        return 1 << place

    def open_bit(self, rule: BoundRule) -> int:
        """The bit that says that a rule is open."""
        return self._bit(rule.id, "open")

    def of_component(self, component: Component) -> int:
        """The number of rules judged together."""
        outcomes = outcomes_in(component)
        return self._of([rule.id for rule in component.rules], statuses_of(component), *outcomes)

    def of_state(self, rules: Sequence[BoundRule], state: State) -> int:
        """The number of rules of which everything is known."""
        statuses: list[set[Status]] = [{status} for status in state.statuses]
        return self._of([rule.id for rule in rules], statuses, state.permission, state.advice)

    def _of(self, ids: Iterable[str], statuses: Iterable[set[Status]], permission: Outcomes, advice: Outcomes) -> int:
        shown = ((id, standing(found)) for id, found in zip(ids, statuses, strict=True))
        return sum(self._bit(id, status) for id, status in shown if status in SHOWN) + occurred(permission, advice)


def _lister(chunks: Sequence[_Chunk], count: int) -> Callable[[int], tuple[str, ...]]:
    """A function that lists the ids of a number: a lookup for every chunk of every status that occurs in it."""
    lines = [
        "def ids(number):",
        f" number >>= {_BITS}",
        " found = ()",
        " while number:",
        f"  bits = number & {2**count - 1}",
    ]
    lines.append(f"  number >>= {count}" if chunks else "  break")
    lookups = [f"c{place}[bits >> {place * _CHUNK} & {_LOW}]" for place in range(len(chunks))]
    for at in range(0, len(lookups), _CHUNK):
        lines.append(f"  if bits: found += {' + '.join(lookups[at : at + _CHUNK])}")
    space: dict[str, Any] = {"__builtins__": {}, **{f"c{place}": chunk for place, chunk in enumerate(chunks)}}
    exec("\n".join([*lines, " return found"]), space)
    made: Callable[[int], tuple[str, ...]] = space["ids"]
    return made


def occurred(permission: Outcomes, advice: Outcomes) -> int:
    """The low bits of one part; a part that says nothing has none."""
    found = 0
    for shift, outcomes, order in ((0, permission, PERMISSION), (_SETS, advice, ADVICE)):
        if outcomes != {order[-1]}:
            found |= 1 << (shift + sum(1 << order.index(outcome) for outcome in outcomes))
    return found


class _Chunk(dict[int, tuple[str, ...]]):
    """The ids that the bits of a few places stand for, filled as it is asked."""

    __slots__ = ("ids",)

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__()
        self.ids = ids

    def __missing__(self, bits: int) -> tuple[str, ...]:
        found = self[bits] = tuple(id for place, id in enumerate(self.ids) if bits >> place & 1)
        return found


class _Together(dict[int, Together]):
    """What combinations of outcomes come to, filled as it is asked."""

    __slots__ = ()

    def __missing__(self, bits: int) -> Together:
        permission = join(_sets(bits, PERMISSION))
        advice = join_advice(_sets(bits >> _SETS, ADVICE))
        one, two = permission_of(permission), advice_of(advice)
        found = self[bits] = Together(one, two, _doubts(permission, advice), _disproved(one, two))
        return found


def _sets(bits: int, order: Sequence[Outcome]) -> list[Outcomes]:
    found = [number for number in range(1, _SETS) if bits >> number & 1]
    return [frozenset(one for place, one in enumerate(order) if number >> place & 1) for number in found]


def _doubts(permission: Outcomes, advice: Outcomes) -> int:
    doubts = 0
    for outcomes, against, favour, (worst, better, _) in (
        (permission, FORBIDDEN, ALLOWED, PERMISSION), (advice, AGAINST, FAVOURED, ADVICE),
    ):  # fmt: skip
        if len(outcomes) > 1:
            doubts |= against if worst in outcomes else favour if better in outcomes else 0
    return doubts
