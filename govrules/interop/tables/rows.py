"""CSV, JSON lines, registers and OCDS as tables: read row by row, gathered into batches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from govrules.errors import ChoiceError
from govrules.interop.choices.csv_text import JSON_CELL, header_of, read_cell
from govrules.interop.choices.given import FaultyRow, fault
from govrules.interop.choices.json_text import json_line_rows
from govrules.interop.opened import READ_FAULTS, Opened, opened, why_unreadable
from govrules.interop.registers.mapping import CsvMap
from govrules.interop.registers.rows import Row, rows_of
from govrules.interop.registers.to_choices import CsvImport, RowChoice
from govrules.interop.tables.given import GivenTable, RowFault, frame_of, series_of
from govrules.model.diagnostic import ChoiceFault
from govrules.model.facts import NONE


class _Rows(ABC):
    """A file that is read from its beginning to its end."""

    def __init__(self, path: Path) -> None:
        self._opened: Opened = opened(str(path))
        self.name = self._opened.name

    def done(self) -> tuple[int, int | None]:
        return self._opened.position(), self._opened.size

    def tables(self, rows: int) -> Iterator[GivenTable]:
        with self._opened.stream:
            try:
                yield from self._tables(rows)
            except READ_FAULTS as error:
                raise fault(self.name, f"cannot be read: {why_unreadable(error)}") from None

    @abstractmethod
    def _tables(self, rows: int) -> Iterator[GivenTable]: ...


class CsvSource(_Rows):
    """CSV with a header of keys; an empty cell is a fact not given."""

    def _tables(self, rows: int) -> Iterator[GivenTable]:
        lines = rows_of(self._opened.stream, "utf-8", ",")
        first = next(lines, Row(1, 1, []))
        if first.fault:
            raise fault(f"{self.name} row 1", first.fault)
        header = header_of(first.cells, self.name)
        found = False
        for batch in _batches(lines, rows):
            found = True
            yield _csv_table(header, batch)
        if not found:
            raise fault(self.name, "holds no choice")


def _csv_table(header: list[str], batch: list[Row]) -> GivenTable:
    faults: list[RowFault] = []
    kept: list[Row] = []
    for row in batch:
        if row.fault:
            faults.append(RowFault(row.number, "", row.fault))
        elif not any(row.cells):
            continue
        elif len(row.cells) != len(header):
            why = f"has {len(row.cells):,} cells, but the header has {len(header):,}"
            faults.append(RowFault(row.number, "", why))
        else:
            kept.append(row)
    columns = list(zip(*(row.cells for row in kept), strict=True)) or [()] * len(header)
    numbers = [row.number for row in kept]
    wrong: set[int] = set()
    made: list[pl.Series] = []
    for key, cells in zip(header, columns, strict=True):
        if not key and not any(cells):
            continue
        made.append(_csv_column(key, list(cells), numbers, faults, wrong))
    frame = pl.DataFrame(made)
    places = pl.Series(numbers, dtype=pl.UInt32)
    if wrong:
        sound = ~places.is_in(list(wrong))
        frame, places = frame.filter(sound), places.filter(sound)
    return GivenTable(frame, places, tuple(faults))


def _csv_column(
    key: str, cells: list[str], numbers: list[int], faults: list[RowFault], wrong: set[int]
) -> pl.Series:
    """Text, or what a cell holds as JSON; an empty cell is nothing."""
    given: list[Any] = [cell or None for cell in cells]
    if not key:
        for number, cell in zip(numbers, cells, strict=True):
            if cell:
                faults.append(RowFault(number, "", "has a cell in a column without a name"))
                wrong.add(number)
    for place, cell in enumerate(cells):
        if cell[:1] in ("[", "{") and JSON_CELL.match(cell):
            try:
                given[place] = read_cell(cell, key, "")
            except ChoiceError as error:
                faults.append(RowFault(numbers[place], key, error.faults[0].message))
                wrong.add(numbers[place])
    return series_of(key, given)


class JsonLinesSource(_Rows):
    """A choice on each line, as JSON. `or_none` are the keys for which null says "none"."""

    def __init__(self, path: Path, or_none: frozenset[str]) -> None:
        super().__init__(path)
        self._or_none = or_none

    def _tables(self, rows: int) -> Iterator[GivenTable]:
        def entries() -> Iterator[tuple[int, Any]]:
            for row in json_line_rows(self._opened.stream, self.name):
                number = int(row.name.rpartition(" ")[2])
                if isinstance(row, FaultyRow):
                    yield number, row.error
                else:
                    yield number, {key: self._cell(key, cell) for key, cell in row.data.items()}

        yield from _choice_tables(entries(), rows)

    def _cell(self, key: str, cell: Any) -> Any:
        return NONE if cell is None and key in self._or_none else cell


class RegisterSource(_Rows):
    """A register with the columns of a mapping file."""

    def __init__(self, path: Path, csv_map: CsvMap) -> None:
        super().__init__(path)
        self._map = csv_map

    def _tables(self, rows: int) -> Iterator[GivenTable]:
        run = CsvImport(self._map, self._opened)

        def entries() -> Iterator[tuple[int, Any]]:
            counted = Decimal(0)
            for item in run:
                if isinstance(item, ChoiceFault):
                    raise ChoiceError([item])
                if isinstance(item, RowChoice):
                    yield item.row, item.data
                elif item.cells or item.wrong:
                    # what was counted since the row before is the amount of this one
                    amount = run.tally.aside_total - counted
                    yield item.row, RowFault(item.row, "", item.because, amount)
                counted = run.tally.aside_total

        yield from _choice_tables(entries(), rows)


class OcdsSource(_Rows):
    """The releases of a package of notices, in the order that they stand in."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._path = path

    def _tables(self, rows: int) -> Iterator[GivenTable]:
        from govrules.interop.ocds.to_choices import choices_in

        def entries() -> Iterator[tuple[int, Any]]:
            for number, item in enumerate(choices_in(self._opened, str(self._path)), 1):
                yield number, ChoiceError([item]) if isinstance(item, ChoiceFault) else item.data

        yield from _choice_tables(entries(), rows)


def _choice_tables(entries: Iterable[tuple[int, Any]], rows: int) -> Iterator[GivenTable]:
    """Tables of choices; an entry is a choice, or what says why it is none."""
    for batch in _batches(entries, rows):
        sound = [(number, each) for number, each in batch if isinstance(each, dict)]
        faults = tuple(one for number, each in batch for one in _faults(number, each))
        numbers = pl.Series([number for number, _ in sound], dtype=pl.UInt32)
        yield GivenTable(frame_of([each for _, each in sound]), numbers, faults)


def _faults(number: int, entry: Any) -> list[RowFault]:
    if isinstance(entry, RowFault):
        return [entry]
    if isinstance(entry, ChoiceError):
        return [RowFault(number, one.key, one.message) for one in entry.faults]
    return []


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
