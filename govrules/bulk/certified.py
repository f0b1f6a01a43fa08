"""Use a formula over bits for a node only where durable-rules gave the same for every input.

A node reads few inputs, so all combinations of them are a small table. durable-rules fills it, and
the formula is worked out over all of it, with unknown inputs and without; where one value differs,
or there are too many combinations to ask for, the node is looked up in the table instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from govrules.bulk.bits import bits_of, column_of, truths_of
from govrules.compiler.program import Formula
from govrules.engine.durable.memory import NodeTables, values_at
from govrules.model.kleene import UNKNOWN, Truth

_MOST_FREE = 8
_TRUTHS = pl.Series([False, None, True], dtype=pl.Boolean)


@dataclass(frozen=True, slots=True)
class Looked:
    """A node that is looked up: its inputs in order, and which of them are the same in all rows."""

    name: str
    free: tuple[str, ...]
    fixed: Mapping[str, Truth]


@dataclass(slots=True)
class CertifiedNodes:
    """The formulas of the nodes of one rulebook; each is tried once for its settled inputs."""

    tables: NodeTables
    certified: int = 0
    combinations: int = 0
    formulas: dict[str, Formula] = field(default_factory=dict)
    _known: dict[tuple[str, tuple[tuple[str, Truth], ...]], Formula | Truth | Looked] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        self.formulas = {node.name: node.formula for node in self.tables.program.nodes}

    def node(self, name: str, settled: Mapping[str, Truth]) -> Formula | Truth | Looked:
        """Its formula where it is certified, its one truth, or how it is looked up."""
        inputs = self.tables.inputs(name)
        fixed = {each: settled[each] for each in inputs if each in settled}
        key = name, tuple(fixed.items())
        if key not in self._known:
            free = tuple(each for each in inputs if each not in settled)
            self._known[key] = self._tried(name, free, fixed)
        return self._known[key]

    def _tried(
        self, name: str, free: tuple[str, ...], fixed: Mapping[str, Truth]
    ) -> Formula | Truth | Looked:
        looked = Looked(name, free, fixed)
        if len(free) > _MOST_FREE:
            return looked
        combinations = [values_at(index, len(free)) for index in range(3 ** len(free))]
        decided = [self.look_up(looked, values) for values in combinations]
        if len(set(decided)) == 1:
            return decided[0]
        formula = self.formulas[name]
        three = list(zip(combinations, decided, strict=True))
        two = [(values, truth) for values, truth in three if UNKNOWN not in values]
        if not all(_gives(formula, free, fixed, asked) for asked in (three, two)):
            return looked
        self.certified += 1
        self.combinations += len(combinations)
        return formula

    def look_up(self, looked: Looked, values: tuple[Truth, ...]) -> Truth:
        """What durable-rules decided for the values of the free inputs."""
        table = self.tables.table(looked.name)
        given = dict(zip(looked.free, values, strict=True)) | dict(looked.fixed)
        return table[
            sum(
                given[name] * 3**place for place, name in enumerate(self.tables.inputs(looked.name))
            )
        ]


def _gives(
    formula: Formula,
    free: tuple[str, ...],
    fixed: Mapping[str, Truth],
    asked: Sequence[tuple[tuple[Truth, ...], Truth]],
) -> bool:
    """Whether a formula over bits gives these truths for these values of its free inputs."""
    columns = zip(*(values for values, _ in asked), strict=True)
    given = {
        name: bits_of(_TRUTHS.gather(list(column)))
        for name, column in zip(free, columns, strict=True)
    }
    found = column_of(truths_of(formula, {**fixed, **given}), len(asked))
    return found.equals(_TRUTHS.gather([truth for _, truth in asked]))
