"""Look-up tables for cells: what the nodes inside a cell give, composed from what is learned.

Every entry is put together from the tables of single nodes, which durable-rules filled; the cell
only saves walking through them again.
"""

from __future__ import annotations

from collections.abc import Mapping

from govrules.compiler.cells import Cell, pack
from govrules.engine.durable.memory import NodeTables, values_at

_NONE_FIXED: Mapping[str, int] = {}
_MOST_ENTRIES = 8_192
"""Kept per cell; what is not kept is put together anew each time."""


class CellTable(dict[int, int]):
    """From the packed index of a cell's free inputs to the packed values of its outputs."""

    __slots__ = ("_fixed", "_free", "_outputs", "_steps")

    def __init__(self, cell: Cell, fixed: Mapping[str, int], tables: NodeTables) -> None:
        super().__init__()
        self._fixed = dict(fixed)
        self._free = tuple(name for name in cell.inputs if name not in fixed)
        self._outputs = cell.outputs
        self._steps = tuple((name, tables.table(name), tables.inputs(name)) for name in cell.nodes)

    def __missing__(self, index: int) -> int:
        values = dict(zip(self._free, values_at(index, len(self._free)), strict=True))
        values |= self._fixed
        for name, table, inputs in self._steps:
            values[name] = table[sum(values[item] * 3**n for n, item in enumerate(inputs))]
        packed = pack(values, self._outputs)
        if len(self) < _MOST_ENTRIES:
            self[index] = packed
        return packed


class CellTables:
    """One table for each distinct cell and its fixed inputs, shared by all decision dates."""

    def __init__(self, tables: NodeTables) -> None:
        self._tables = tables
        self._known: dict[tuple[Cell, tuple[tuple[str, int], ...]], CellTable] = {}

    def table(self, cell: Cell, fixed: Mapping[str, int] = _NONE_FIXED) -> CellTable:
        """The table of a cell, some of whose inputs always have the same value."""
        key = (cell, tuple(fixed.items()))
        found = self._known.get(key)
        if found is None:
            found = self._known.setdefault(key, CellTable(cell, fixed, self._tables))
        return found
