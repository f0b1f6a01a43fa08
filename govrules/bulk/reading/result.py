"""What came of reading a table: columns of facts, and what is wrong with rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from govrules.compiler.to_polars.columns import FactColumn
from govrules.model.diagnostic import ChoiceFault


@dataclass(slots=True)
class Reading:
    """What came of reading a table.

    `columns` are those of `frame`, by key. `faults` has what is wrong, by row; such rows are not
    decided. `alone` are rows with what only single choices can have.
    """

    columns: dict[str, FactColumn] = field(default_factory=dict)
    series: list[pl.Series] = field(default_factory=list)
    faults: dict[int, list[ChoiceFault]] = field(default_factory=dict)
    alone: set[int] = field(default_factory=set)
    dates: pl.Series | None = None
    """The decision dates that the rows give, as numbers of days."""

    def frame(self, height: int) -> pl.DataFrame:
        if not self.series:
            return pl.DataFrame({"": pl.Series([0], dtype=pl.UInt8).new_from_index(0, height)})
        return pl.DataFrame(self.series)

    def add(self, column: FactColumn, values: pl.Series, none: pl.Series | None = None) -> None:
        self.columns[column.name] = column
        self.series.append(values.alias(column.name))
        if column.has_none and none is not None:
            self.series.append(none.alias(column.none))
