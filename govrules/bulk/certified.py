"""Use a formula over bits for a node only where durable-rules gave the same for every input.

A node reads few inputs, so all combinations of them are a small table. durable-rules fills it, and
the formula is worked out over all of it, with unknown inputs and without; where one value differs,
or there are too many combinations to ask for, the node is looked up in the table instead. Nodes of
one shape are tried once, as they have one table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from govrules.bulk.bits import Bits, Known, Plane, truths_of
from govrules.compiler.program import Formula, Node
from govrules.compiler.shapes import Shape, shape_of
from govrules.engine.durable.memory import NodeTables, index_of, values_at
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth

_MOST_FREE = 8
_HOLDS, _DIFFERS = "holds", "differs"
_Key = tuple[Shape, tuple[Truth | None, ...], bytes]
_Truths = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True, slots=True)
class Looked:
    """A node that is looked up: its inputs in order, and which of them are the same in all rows."""

    name: str
    free: tuple[str, ...]
    fixed: Mapping[str, Truth]


@dataclass(slots=True)
class CertifiedNodes:
    """The formulas of the nodes of one rulebook; each shape is tried once for settled inputs."""

    tables: NodeTables
    formulas: dict[str, Formula] = field(default_factory=dict)
    _nodes: dict[str, Node] = field(default_factory=dict)
    _known: dict[_Key, Truth | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._nodes = {node.name: node for node in self.tables.program.nodes}
        self.formulas = {name: node.formula for name, node in self._nodes.items()}

    def node(self, name: str, settled: Mapping[str, Truth]) -> Formula | Truth | Looked:
        """Its formula where it is certified, its one truth, or how it is looked up."""
        inputs = self.tables.inputs(name)
        fixed = {each: settled[each] for each in inputs if each in settled}
        looked = Looked(name, tuple(each for each in inputs if each not in settled), fixed)
        if len(looked.free) > _MOST_FREE:
            return looked
        found = self._found(looked)
        if isinstance(found, int):
            return found
        return self.formulas[name] if found == _HOLDS else looked

    def _found(self, looked: Looked) -> Truth | str:
        table = self.tables.table(looked.name)
        if not isinstance(table, bytes):  # of this node alone, and still being filled
            return self._tried(looked)
        inputs = self.tables.inputs(looked.name)
        places = tuple(looked.fixed.get(each) for each in inputs)
        key = shape_of(self._nodes[looked.name]), places, table
        if key not in self._known:
            self._known[key] = self._tried(looked)
        return self._known[key]

    def _tried(self, looked: Looked) -> Truth | str:
        """The one truth for all combinations, or whether the formula gives what was decided."""
        every = _combinations(len(looked.free))
        decided = np.array([self.look_up(looked, values) for values in every], dtype=np.uint8)
        if (decided == decided[0]).all():
            return int(decided[0])
        formula = self.formulas[looked.name]
        sure = np.array([UNKNOWN not in values for values in every])
        same = all(
            _gives(formula, looked, np.array(every, dtype=np.uint8)[chosen], decided[chosen])
            for chosen in (np.ones_like(sure), sure)
        )
        return _HOLDS if same else _DIFFERS

    def look_up(self, looked: Looked, values: tuple[Truth, ...]) -> Truth:
        """What durable-rules decided for the values of the free inputs."""
        given = dict(zip(looked.free, values, strict=True)) | dict(looked.fixed)
        inputs = self.tables.inputs(looked.name)
        return self.tables.table(looked.name)[index_of([given[name] for name in inputs])]


@lru_cache(maxsize=_MOST_FREE + 1)
def _combinations(inputs: int) -> Sequence[tuple[Truth, ...]]:
    return [values_at(index, inputs) for index in range(3**inputs)]


def _gives(formula: Formula, looked: Looked, values: _Truths, decided: _Truths) -> bool:
    """Whether a formula over bits gives these truths for these values of its free inputs."""
    inputs: dict[str, Known] = dict(looked.fixed)
    for place, name in enumerate(looked.free):
        inputs[name] = _bits(values[:, place])
    found = truths_of(formula, inputs)
    if not isinstance(found, Bits):
        return bool((decided == found).all())
    planes = np.unpackbits(
        np.array([found.yes, found.otherwise]).view(np.uint8), axis=1, bitorder="little"
    )[:, : len(decided)]
    return bool((planes[0] == (decided == TRUE)).all() and (planes[1] == (decided == FALSE)).all())


def _bits(truths: _Truths) -> Bits:
    """Truths of rows as bits; one plane where none is unknown."""
    yes = _plane(truths == TRUE)
    return Bits(yes, _plane(truths == FALSE) if (truths == UNKNOWN).any() else None)


def _plane(rows: np.ndarray[Any, np.dtype[np.bool_]]) -> Plane:
    packed = np.packbits(rows, bitorder="little")
    return np.pad(packed, (0, -len(packed) % 8)).view(np.uint64)
