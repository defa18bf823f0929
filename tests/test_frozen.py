"""The decorator of `ground.frozen` gives what the standard one gives; only when it does so differs."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from xhs_kb.ground import frozen
from xhs_kb.ground.frozen import field as lazy_field


def _classes(made: Callable[..., Any], field: Callable[..., Any], slots: bool) -> dict[str, Any]:
    @made(frozen=True, slots=slots)
    class Base:
        """A base."""

        name: str
        near: Any = field(default=None, compare=False, repr=False)

        def shout(self) -> str:
            return self.name.upper()

    @made(frozen=True, slots=slots)
    class Below(Base):
        """One that adds fields."""

        more: dict[str, int] = field(default_factory=dict, compare=False)
        last: tuple[int, ...] = ()

    @made(frozen=True, slots=slots)
    class Tidy:
        """One that looks at itself when it is made."""

        text: str

        def __post_init__(self) -> None:
            object.__setattr__(self, "text", self.text.strip())

    @made(frozen=True, slots=slots)
    class Empty:
        """One without fields."""

    @made(frozen=True, slots=slots, order=True)
    class Ordered:
        """One that is sorted."""

        one: int
        other: str = ""

    @made(frozen=True, slots=slots, eq=False)
    class Alone:
        """One that equals nothing else."""

        one: int = 1

    return {kind.__name__: kind for kind in (Base, Below, Tidy, Empty, Ordered, Alone)}


WORLDS = [
    (_classes(frozen.dataclass, lazy_field, slots), _classes(dataclasses.dataclass, dataclasses.field, slots))
    for slots in (True, False)
]


def _made(classes: dict[str, Any]) -> list[Any]:
    base, below, tidy, empty, ordered, alone = classes.values()
    return [
        base("a"), base("a", 3), base(name="b", near=[1]), below("a"), below("a", 1, {"x": 1}, (2,)),
        below("a", 2, {}, (2,)),
        tidy(" t "), empty(), empty(), ordered(1), ordered(1, "x"), ordered(0, "z"), alone(), alone(2),
    ]  # fmt: skip


@pytest.mark.parametrize(("ours", "standard"), WORLDS, ids=["slots", "dict"])
def test_the_same_values_look_compare_and_hash_the_same(ours: dict[str, Any], standard: dict[str, Any]) -> None:
    mine, theirs = _made(ours), _made(standard)
    short = [repr(one).replace("_classes.<locals>.", "") for one in mine]
    assert short == [repr(one).replace("_classes.<locals>.", "") for one in theirs]
    for i, one in enumerate(mine):
        for j, other in enumerate(mine):
            assert (one == other) == (theirs[i] == theirs[j]), (one, other)
    for i, one in enumerate(mine):
        if type(one).__name__ not in ("Alone",):
            assert hash(one) == hash(theirs[i])
    ordered = [one for one in mine if type(one).__name__ == "Ordered"]
    assert [(one.one, one.other) for one in sorted(ordered)] == [(0, "z"), (1, ""), (1, "x")]
    with pytest.raises(TypeError):
        assert ordered[0] < mine[0]


@pytest.mark.parametrize(("ours", "standard"), WORLDS, ids=["slots", "dict"])
def test_the_standard_module_knows_them(ours: dict[str, Any], standard: dict[str, Any]) -> None:
    for name, kind in ours.items():
        known: bool = dataclasses.is_dataclass(kind)
        assert known
        assert frozen.is_frozen(kind) and not frozen.is_frozen(standard[name])
        mine = [(f.name, f.compare, f.repr, f.default) for f in dataclasses.fields(kind)]
        assert mine == [(f.name, f.compare, f.repr, f.default) for f in dataclasses.fields(standard[name])]
        assert kind.__match_args__ == standard[name].__match_args__ == frozen.fields_of(kind)
        assert kind.__doc__ == standard[name].__doc__
        assert hasattr(kind, "__slots__") == hasattr(standard[name], "__slots__")
    one = ours["Below"]("a", last=(1,))
    assert dataclasses.replace(one, name="b") == frozen.replace(one, name="b") == ours["Below"]("b", last=(1,))
    assert frozen.replace(standard["Base"]("a"), name="b") == standard["Base"]("b")
    assert one.shout() == "A"


@pytest.mark.parametrize(("ours", "standard"), WORLDS, ids=["slots", "dict"])
def test_nothing_changes_them(ours: dict[str, Any], standard: dict[str, Any]) -> None:
    del standard
    one = ours["Base"]("a")
    for name in ("name", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(one, name, 1)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(one, name)
    assert copy.copy(one) == copy.deepcopy(one) == one
    twins = ours["Below"]("a"), ours["Below"]("a")
    assert twins[0].more is not twins[1].more
    for wrong in ((), ("a", 1, 2)):
        with pytest.raises(TypeError):
            ours["Base"](*wrong)
    with pytest.raises(TypeError):
        ours["Base"](name="a", unheard=1)


@pytest.mark.parametrize("slots", [True, False])
def test_a_field_may_be_called_self(slots: bool) -> None:
    made: Callable[..., Any] = frozen.dataclass

    @made(frozen=True, slots=slots)
    class Own:
        self: int
        cls: int = 2

    kind: Any = Own
    assert kind(self=1) == kind(1) != kind(self=1, cls=3)


@pytest.mark.parametrize("slots", [True, False])
def test_several_threads_make_the_first_one_at_once(slots: bool) -> None:
    for _ in range(20):
        below = _classes(frozen.dataclass, lazy_field, slots)["Below"]
        start = threading.Barrier(4)

        def make(kind: Any = below, start: threading.Barrier = start) -> tuple[Any, int, tuple[str, ...]]:
            start.wait()
            one = kind("a", 1, last=(2,))
            return one, hash(one), tuple(field.name for field in dataclasses.fields(kind))

        with ThreadPoolExecutor(4) as pool:
            made = [waiting.result() for waiting in [pool.submit(make) for _ in range(4)]]
        assert all(one == made[0] for one in made)


def test_super_finds_the_class_that_has_a_dictionary() -> None:
    @frozen.dataclass(frozen=True)
    class Base:
        one: int = 1

        def told(self) -> str:
            return f"one is {self.one}"

    @frozen.dataclass(frozen=True)
    class Below(Base):
        other: int = 2

        def told(self) -> str:
            return f"{super().told()}, other is {self.other}"

    assert Below().told() == "one is 1, other is 2"


def test_a_value_of_the_engine_survives_pickling() -> None:
    from xhs_kb.model.schema import Name, Period

    one = Name("x", "en", Period(None, None))
    assert pickle.loads(pickle.dumps(one)) == one


def test_what_cannot_be_frozen_is_refused() -> None:
    with pytest.raises(TypeError):
        frozen.dataclass(frozen=False)(type("Open", (), {}))

    @frozen.dataclass(frozen=True)
    class Wrong:
        one: int = 1
        other: str  # type: ignore[misc]

    with pytest.raises(TypeError, match="follows default"):
        Wrong("x")  # type: ignore[call-arg,arg-type]
