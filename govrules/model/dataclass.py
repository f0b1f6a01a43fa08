"""Dataclasses that are defined sooner, and behave as those of Python itself.

Python's own `dataclass` writes six methods for each class and compiles them one by one when the
class is defined. For the classes of a check that was the largest part of its start. Here Python
finds the fields, and all methods but one are shared; `__init__` is compiled when it is first
called, which for most classes never happens in a process that reads a rulebook from the cache.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass  # what a type checker may rely on is the same
else:

    def dataclass(*, slots, frozen=False, order=False):
        """A class with slots, as `dataclasses.dataclass` makes it."""
        if not slots:
            raise TypeError("only classes with slots are made here")
        return lambda cls: _made(cls, frozen, order)


__all__ = ["dataclass"]

_Get = Callable[[Any], tuple[Any, ...]]


def _made(cls: type, frozen: bool, order: bool) -> type:
    written = set(vars(cls))
    if vars(cls).get("__hash__") is None:  # Python's mark of a class with an `__eq__` of its own
        written.discard("__hash__")
    cls.__doc__ = cls.__doc__ or cls.__name__  # else Python writes out a signature for it
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    methods: dict[str, Any] = {
        "__init__": _init_when_called(made, fields),
        "__repr__": _repr(fields),
        **_comparing(fields, order),
        **_state(made, [field.name for field in fields]),
    }
    methods |= _FROZEN if frozen else {"__hash__": None}
    for name, method in methods.items():
        if name not in written:
            setattr(made, name, method)
    return made


def _values(names: Iterable[str]) -> _Get:
    """A function that gives the values of these fields."""
    match tuple(names):
        case ():
            return lambda self: ()
        case (name,):
            get_one = attrgetter(name)
            return lambda self: (get_one(self),)
        case several:
            return attrgetter(*several)


def _init_when_called(cls: type, fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    def init(self: Any, /, *given: Any, **named: Any) -> None:
        compiled = _compiled_init(cls, fields)
        cls.__init__ = compiled  # type: ignore[misc]
        compiled(self, *given, **named)

    return init


def _compiled_init(cls: type, fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    scope: dict[str, Any] = {"_unset": MISSING}
    given: list[str] = []
    named: list[str] = []
    lines: list[str] = []
    for field in fields:
        name = field.name
        scope[f"_set_{name}"] = getattr(cls, name).__set__
        scope[f"_default_{name}"] = field.default
        scope[f"_make_{name}"] = field.default_factory
        value, parameter = name, name
        if field.default is not MISSING:
            parameter = f"{name}=_default_{name}"
        elif field.default_factory is not MISSING:
            parameter = f"{name}=_unset"
            value = f"_make_{name}() if {name} is _unset else {name}"
        (named if field.kw_only else given).append(parameter)
        lines.append(f" _set_{name}(_self, {value})\n")
    if hasattr(cls, "__post_init__"):
        lines.append(" _self.__post_init__()\n")
    parameters = ["_self", *given, *(["*", *named] if named else [])]
    exec(f"def __init__({', '.join(parameters)}):\n{''.join(lines) or ' pass'}", scope)
    compiled: Callable[..., None] = scope["__init__"]
    compiled.__qualname__ = f"{cls.__qualname__}.__init__"
    return compiled


def _repr(fields: tuple[Field[Any], ...]) -> Callable[[Any], str]:
    names = tuple(field.name for field in fields if field.repr)

    def shown(self: Any) -> str:
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({parts})"

    return shown


def _comparing(fields: tuple[Field[Any], ...], order: bool) -> dict[str, Callable[..., Any]]:
    values = _values(field.name for field in fields if field.compare)
    hashed = _values(f.name for f in fields if (f.compare if f.hash is None else f.hash))

    def equals(self: Any, other: object) -> Any:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def hash_of(self: Any) -> int:
        return hash(hashed(self))

    methods: dict[str, Callable[..., Any]] = {"__eq__": equals, "__hash__": hash_of}
    if order:
        methods |= {f"__{how.__name__}__": _ordered(values, how) for how in (lt, le, gt, ge)}
    return methods


def _ordered(values: _Get, how: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def compared(self: Any, other: object) -> Any:
        return how(values(self), values(other)) if type(other) is type(self) else NotImplemented

    return compared


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_FROZEN = {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}


def _state(cls: type, names: list[str]) -> dict[str, Callable[..., Any]]:
    """How values go into a pickle and come out of it: as the values of their fields, in order."""
    values = _values(names)
    setters = [getattr(cls, name).__set__ for name in names]

    def keep(self: Any) -> tuple[Any, ...]:
        return values(self)

    def restore(self: Any, state: tuple[Any, ...]) -> None:
        for put, value in zip(setters, state, strict=True):
            put(self, value)

    return {"__getstate__": keep, "__setstate__": restore}
