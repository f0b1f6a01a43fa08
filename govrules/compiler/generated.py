"""Generated Python as it is kept and used; `to_python` and `to_quick` write it.

What stands here is all that a process needs which finds the code of a rulebook in the cache.
"""

from __future__ import annotations

import marshal
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from importlib.util import MAGIC_NUMBER
from operator import getitem
from struct import Struct
from types import CodeType
from typing import Any

from govrules.compiler.cells import Cell
from govrules.model.dataclass import dataclass


class Code:
    """The compiled text of one function. It goes into a pickle, which plain code cannot.

    In a pickle that another version of Python wrote only the text counts.
    """

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str, compiled: CodeType | None = None) -> None:
        self.source = source
        self._compiled = compiled or compile(source, "<generated from policies>", "exec")

    def function(self, name: str, scope: Mapping[str, Any]) -> Callable[..., Any]:
        """The function of this name, with all that its text calls by name."""
        names = dict(scope)
        exec(self._compiled, names)
        function: Callable[..., Any] = names[name]
        return function

    def __reduce__(self) -> tuple[Callable[..., Code], tuple[str, bytes, bytes]]:
        return _unpickled, (self.source, MAGIC_NUMBER, marshal.dumps(self._compiled))


def _unpickled(source: str, magic: bytes, compiled: bytes) -> Code:
    return Code(source, marshal.loads(compiled) if magic == MAGIC_NUMBER else None)


@dataclass(frozen=True, slots=True)
class Generated:
    """The code of `decide(facts, acts, judged, records, notes)` and how to read what it returns.

    It returns `(cells, atoms, values)`: the packed cell of each entry of `cells`, the truths of
    `atoms` and the derived values of `values`, in order. `cells` lists the look-up tables it
    expects as `t0, t1, …`.
    """

    code: Code
    constants: dict[str, Any]
    atoms: tuple[str, ...]
    cells: tuple[Cell, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quick:
    """The code of `quick(choice)`; it expects the table of each of `cells` in `tables`.

    `fixed` has the inputs of each cell that are the same for every plain choice, and so have no
    place in its index; `layout` is how `struct` unpacks the indexes.
    """

    code: Code
    constants: dict[str, object]
    cells: tuple[Cell, ...]
    fixed: tuple[dict[str, int], ...]
    layout: str

    def free_inputs(self) -> list[int]:
        """How many inputs of each cell have a place in its index."""
        pairs = zip(self.cells, self.fixed, strict=True)
        return [len(cell.inputs) - len(fixed) for cell, fixed in pairs]


QuickFunction = Callable[[Mapping[str, Any]], "bytes | None"]

_MOST_KEPT = 8
"""So many inputs make an array of 6,561 bytes; there is one for each cell and period."""
UNKNOWN_ENTRY = 255
"""Stands in a cell's array where nothing was looked up yet; no packed outcome is so large."""


def quick_function(quick: Quick, tables: Sequence[Mapping[int, int]]) -> QuickFunction:
    """The function itself, given the table of each cell.

    What it looks up is kept in an array of bytes for each cell that reads few enough inputs; that
    is quicker to read than the table behind it and takes less room.
    """
    arrays = [
        bytearray([UNKNOWN_ENTRY]) * 3**free if free <= _MOST_KEPT else table
        for free, table in zip(quick.free_inputs(), tables, strict=True)
    ]

    def look_up(number: int, index: int) -> int:
        value, array = tables[number][index], arrays[number]
        if isinstance(array, bytearray):
            array[index] = value
        return value

    def look_up_all(indexes: Sequence[int]) -> bytes:
        return bytes(look_up(number, index) for number, index in enumerate(indexes))

    scope: dict[str, Any] = quick.constants | {
        "arrays": tuple(arrays),
        "bisect_right": bisect_right,
        "getitem": getitem,
        "look_up": look_up,
        "look_up_all": look_up_all,
        "unpack": Struct(quick.layout).unpack,
    }
    return quick.code.function("quick", scope)
