"""Parquet files as tables: any part can be read on its own, so that many may read at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from govrules.errors import ChoiceError, UsageError
from govrules.interop.choices.given import fault
from govrules.interop.opened import open_file, printable_path
from govrules.interop.tables.given import GivenTable
from govrules.model.diagnostic import ChoiceFault
from govrules.model.unreadable import printable


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of one row group of a file. `first` is the number of its first row in all files."""

    path: str
    group: int
    start: int
    rows: int
    first: int


class ParquetSource:
    """A Parquet file, or a folder of them in the order of their names."""

    def __init__(self, path: Path) -> None:
        self.name = printable_path(path)
        self.paths = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
        if not self.paths:
            raise UsageError(f'there is no Parquet file in the folder "{self.name}"')
        self._read = 0
        self._rows = 0

    def slices(self, rows: int) -> list[Slice]:
        """The parts to read, each of at most so many rows. Raises ChoiceError."""
        found: list[Slice] = []
        first = 1
        for path in self.paths:
            metadata = _file(path).metadata
            for group in range(metadata.num_row_groups):
                size = metadata.row_group(group).num_rows
                for start in range(0, size, rows):
                    count = min(rows, size - start)
                    found.append(Slice(str(path), group, start, count, first + start))
                first += size
        self._rows = first - 1
        if not found:
            raise fault(self.name, "holds no choice")
        return found

    def tables(self, rows: int) -> Iterator[GivenTable]:
        for part in self.slices(rows):
            table = read_slice(part)
            self._read += part.rows
            yield table

    def done(self) -> tuple[int, int | None]:
        return self._read, self._rows or None


def read_slice(part: Slice) -> GivenTable:
    """The rows of a slice as a table. Raises ChoiceError when they cannot be read."""
    path = Path(part.path)
    try:
        group = _file(path).read_row_group(part.group).slice(part.start, part.rows)
        frame = pl.from_arrow(group)
    except ChoiceError:
        raise
    except Exception as error:  # whatever pyarrow and polars raise for a broken file
        raise _broken(path, error) from None
    assert isinstance(frame, pl.DataFrame)
    numbers = pl.int_range(part.first, part.first + frame.height, dtype=pl.UInt32, eager=True)
    return GivenTable(frame, numbers)


def _file(path: Path) -> Any:
    import pyarrow.parquet as pq

    open_file(path).close()  # which tells plainly when it cannot be opened
    try:
        opened = pq.ParquetFile(path)
        names = Counter(opened.schema_arrow.names)
    except Exception as error:  # pyarrow raises many kinds for a file that is not Parquet
        raise _broken(path, error) from None
    repeated = [name for name, count in names.items() if count > 1]
    if repeated:
        name = printable_path(path)
        faults = [ChoiceFault(printable(each), "is there twice", name) for each in repeated]
        raise ChoiceError(faults)
    return opened


def _broken(path: Path, error: Exception) -> ChoiceError:
    if isinstance(error, MemoryError):
        raise error
    why = printable(str(error).split("\n")[0])[:200]
    return fault(printable_path(path), f"cannot be read as Parquet: {why}")
