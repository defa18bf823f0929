"""Frozen dataclasses that cost nothing until they are used.

`dataclasses.dataclass` writes and compiles six functions for each class when its module is imported; with some two
hundred classes on the way to an answer that was the largest part of a cold start (docs/performance.md). Here `__init__`
is compiled when the first instance is made, and the other functions are shared. `dataclasses.fields`, `replace` and
`is_dataclass` work on the classes as on any other, and type checkers see the standard decorator.

Only frozen classes are made here; mutable ones take the standard decorator.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

__all__ = ["dataclass", "field", "fields_of", "is_frozen", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace

    def is_frozen(cls: type) -> bool: ...
    def fields_of(cls: type) -> tuple[str, ...]: ...
else:
    _NOTHING = object()

    class field:  # noqa: N801 - the name that the standard module gives it
        """How a field that needs more than a type and a default is written."""

        __slots__ = ("compare", "default", "default_factory", "repr")

        def __init__(self, *, default=_NOTHING, default_factory=_NOTHING, repr=True, compare=True):
            self.default, self.default_factory, self.repr, self.compare = default, default_factory, repr, compare

    _PLAIN = field()

    def dataclass(cls=None, /, *, frozen=True, slots=False, eq=True, order=False):
        """The class with the functions of a frozen dataclass."""
        if not frozen:
            raise TypeError("a class that changes is made with dataclasses.dataclass")
        if cls is None:
            return lambda cls: _made(cls, slots, eq, order)
        return _made(cls, slots, eq, order)

    def is_frozen(cls):
        """Whether a class was made here."""
        return "_frozen_fields_" in cls.__dict__

    def fields_of(cls):
        """The names of the fields of a class that was made here, in their order."""
        return cls.__match_args__

    def replace(instance, /, **changes):
        """A copy of an instance with other values in some fields."""
        cls = type(instance)
        if not hasattr(cls, "_frozen_fields_"):
            from dataclasses import replace as standard

            return standard(instance, **changes)
        for name in cls.__match_args__:
            if name not in changes:
                changes[name] = getattr(instance, name)
        return cls(**changes)

    def _made(cls, slots, eq, order):
        inherited = {}
        for base in cls.__mro__[-1:0:-1]:
            inherited.update(base.__dict__.get("_frozen_fields_", ()))
        own = {name: _field(cls, name) for name in _annotated(cls)}
        every = inherited | own
        body = dict(cls.__dict__)
        for name, said in own.items():
            if slots or said.default is _NOTHING:
                body.pop(name, None)
            else:
                body[name] = said.default
        names = tuple(every)
        body.update(_frozen_fields_=every, __match_args__=names, __setattr__=_refuse_set, __delattr__=_refuse_delete)
        body.setdefault("__repr__", _repr)
        if eq:
            body.setdefault("__eq__", _eq)
            if body.get("__hash__") is None:
                body["__hash__"] = _hash
        if order:
            body.update(
                __lt__=_order("__lt__"), __le__=_order("__le__"), __gt__=_order("__gt__"), __ge__=_order("__ge__")
            )
        if slots:
            taken = {name for base in cls.__mro__[1:-1] for name in base.__dict__.get("__slots__", ())}
            body["__slots__"] = tuple(name for name in names if name not in taken)
            body.update(__getstate__=_get_state, __setstate__=_set_state)
        made = _slotted(cls, body) if slots else _altered(cls, body)
        made.__init__ = _first_init(made)
        made.__dataclass_fields__ = _Standard(made, "__dataclass_fields__")
        made.__dataclass_params__ = _Standard(made, "__dataclass_params__")
        return made

    def _slotted(cls, body):
        """Another class: slots cannot be added to one that is there, so that `super()` needs its arguments in it."""
        body.pop("__dict__", None)
        body.pop("__weakref__", None)
        made = type(cls)(cls.__name__, cls.__bases__, body)
        made.__qualname__ = cls.__qualname__
        return made

    def _altered(cls, body):
        before = dict(cls.__dict__)
        for name, value in body.items():
            if before.get(name, _NOTHING) is not value:
                setattr(cls, name, value)
        for name in before.keys() - body.keys():
            delattr(cls, name)
        return cls

    def _field(cls, name):
        said = cls.__dict__.get(name, _NOTHING)
        if said is _NOTHING:
            return _PLAIN
        return said if type(said) is field else field(default=said)

    def _first_init(made):
        """An `__init__` that is replaced by the real one when it is called first."""

        def __init__(self, /, *positional, **named):  # noqa: N807
            made.__init__ = init = _init(made)
            init(self, *positional, **named)

        return __init__

    def _init(made):
        """The compiled `__init__`: it sets slots through their descriptors, and other fields past the refusal."""
        space, parameters, lines, optional = {"_set": object.__setattr__, "_nothing": _NOTHING}, [], [], False
        for name, said in made._frozen_fields_.items():
            default = f"_d_{name}"
            if said.default is not _NOTHING:
                space[default] = said.default
            elif said.default_factory is not _NOTHING:
                space[default] = _NOTHING
                space[f"_f_{name}"] = said.default_factory
                lines.append(f"if {name} is _nothing: {name} = _f_{name}()")
            elif optional:
                raise TypeError(f"non-default argument {name!r} follows default argument")
            optional = optional or default in space
            parameters.append(f"{name}={default}" if default in space else name)
            place = getattr(made, name, None)
            if type(place) is _MEMBER:
                space[f"_s_{name}"] = place.__set__
                lines.append(f"_s_{name}(_self, {name})")
            else:
                lines.append(f"_set(_self, {name!r}, {name})")
        if hasattr(made, "__post_init__"):
            lines.append("_self.__post_init__()")
        exec(f"def __init__({', '.join(['_self', *parameters])}):\n " + "\n ".join(lines or ["pass"]), space)
        init = space["__init__"]
        init.__qualname__ = f"{made.__qualname__}.__init__"
        return init

    class _Slotted:
        __slots__ = ("one",)

    _MEMBER = type(_Slotted.one)

    class _Standard:
        """What the standard module keeps on a class, made when it asks for it."""

        __slots__ = ("made", "name")

        def __init__(self, made, name):
            self.made, self.name = made, name

        def __get__(self, instance, owner):
            made = self.made
            twin = _twin(made)
            made.__dataclass_fields__, made.__dataclass_params__ = twin.__dataclass_fields__, twin.__dataclass_params__
            return getattr(made, self.name)

    def _twin(made):
        """A standard dataclass with the same fields."""
        import dataclasses

        made_here = filter(is_frozen, reversed(made.__mro__))
        types = {name: kind for base in made_here for name, kind in _annotated(base).items()}
        listed = []
        for name, said in made._frozen_fields_.items():
            how = {"repr": said.repr, "compare": said.compare}
            if said.default is not _NOTHING:
                how["default"] = said.default
            if said.default_factory is not _NOTHING:
                how["default_factory"] = said.default_factory
            listed.append((name, types[name], dataclasses.field(**how)))
        return dataclasses.make_dataclass(made.__name__, listed, frozen=True)

    def _annotated(cls):
        return cls.__dict__.get("__annotations__", {})  # noqa: RUF063 - as written; that module takes as long as all this

    def _compared(cls):
        """What two instances are compared by, as a function that gives a tuple; kept on the class."""
        names = [name for name, said in cls._frozen_fields_.items() if said.compare]
        if len(names) > 1:
            found = attrgetter(*names)
        elif names:
            one = attrgetter(names[0])
            found = lambda instance: (one(instance),)  # noqa: E731
        else:
            found = lambda instance: ()  # noqa: E731
        cls._frozen_compared_ = (cls, found)
        return found

    def _key(cls):
        """The function of exactly this class: one of a base would leave out what the class adds."""
        kept = getattr(cls, "_frozen_compared_", None)
        return kept[1] if kept is not None and kept[0] is cls else _compared(cls)

    def _eq(self, other):
        cls = type(self)
        if type(other) is not cls:
            return NotImplemented
        key = _key(cls)
        return key(self) == key(other)

    def _hash(self):
        return hash(_key(type(self))(self))

    def _order(name):
        def compare(self, other):
            cls = type(self)
            if type(other) is not cls:
                return NotImplemented
            key = _key(cls)
            return getattr(key(self), name)(key(other))

        return compare

    def _repr(self):
        cls = type(self)
        told = (f"{name}={getattr(self, name)!r}" for name, said in cls._frozen_fields_.items() if said.repr)
        return f"{cls.__qualname__}({', '.join(told)})"

    def _refuse_set(self, name, value):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_delete(self, name):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _get_state(self):
        return [getattr(self, name) for name in type(self).__match_args__]

    def _set_state(self, state):
        for name, value in zip(type(self).__match_args__, state, strict=True):
            object.__setattr__(self, name, value)
