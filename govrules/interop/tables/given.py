"""One batch of a file, as a table, and the rows of it that are no choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import polars as pl


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row that was not made a row of the table; `amount` where it is known."""

    row: int
    key: str
    because: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GivenTable:
    """`frame` has the choices, `numbers` says which row of the file each is, the first being 1."""

    frame: pl.DataFrame
    numbers: pl.Series
    faults: tuple[RowFault, ...] = ()


class Source(Protocol):
    """A file that is read as tables: the same ones each time that it is read with as many rows."""

    name: str

    def tables(self, rows: int) -> Iterator[GivenTable]:
        """The tables, of at most so many rows. Raises ChoiceError where no more can be read."""

    def done(self) -> tuple[int, int | None]:
        """How much has been read, and of how much, where that is known."""


def frame_of(choices: list[dict[str, Any]]) -> pl.DataFrame:
    """Choices as a table, each column in the plainest kind that holds all its cells exactly."""
    keys = dict.fromkeys(key for choice in choices for key in choice)
    if not keys:
        return pl.DataFrame({"acts": pl.Series([None] * len(choices), dtype=pl.Null)})
    return pl.DataFrame([series_of(key, [choice.get(key) for choice in choices]) for key in keys])


def series_of(key: str, cells: list[Any]) -> pl.Series:
    kinds = {type(cell) for cell in cells} - {type(None)}
    if kinds <= {str}:
        return pl.Series(key, cells, dtype=pl.String)
    if kinds <= {bool}:
        return pl.Series(key, cells, dtype=pl.Boolean)
    if kinds <= {int} and all(cell is None or -(2**63) < cell < 2**63 for cell in cells):
        return pl.Series(key, cells, dtype=pl.Int64)
    return pl.Series(key, cells, dtype=pl.Object)
