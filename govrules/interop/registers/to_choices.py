"""Turn the rows of a register into choices by a mapping file: each is imported, or set aside.

Nothing is dropped in silence: what is set aside has its row number and its reason, and the sums of
what was imported and what was not are told, so that they can be held against the council's total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from govrules.errors import ChoiceError
from govrules.interop.choices.given import fault
from govrules.interop.opened import READ_FAULTS, Opened, why_unreadable
from govrules.interop.registers.cells import CellError, amount_of
from govrules.interop.registers.mapping import CsvMap, FactColumn
from govrules.interop.registers.rows import MOST_COLUMNS, Row, rows_of
from govrules.model.diagnostic import ChoiceFault
from govrules.model.near import did_you_mean
from govrules.model.unreadable import printable

_FIRST = 5
"""How many row numbers are kept for each reason."""


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A row as a choice."""

    row: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowAside:
    """A row that is no choice. `wrong` says that it could not be read, and not that the mapping
    file sets such rows aside."""

    row: int
    because: str
    cells: tuple[str, ...]
    wrong: bool


@dataclass(slots=True)
class Count:
    """How often something happened, and in which rows first."""

    times: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        self.times += 1
        if len(self.rows) < _FIRST:
            self.rows.append(row)


@dataclass(slots=True)
class Tally:
    """What became of the rows. `left_out` counts facts that were left out of choices."""

    rows: int = 0
    choices: int = 0
    set_aside: dict[str, Count] = field(default_factory=dict)
    left_out: dict[str, Count] = field(default_factory=dict)
    imported_total: Decimal = Decimal(0)
    aside_total: Decimal = Decimal(0)
    without_amount: int = 0
    wrong: bool = False


class CsvImport:
    """One run over a register. `tally` is complete when the rows have been read."""

    def __init__(self, csv_map: CsvMap, opened: Opened) -> None:
        self.map = csv_map
        self.tally = Tally()
        self._opened = opened
        self._readers = [(fact, fact.reader()) for fact in csv_map.facts]
        self._seen: dict[str, int] = {}

    def __iter__(self) -> Iterator[RowChoice | RowAside | ChoiceFault]:
        """Raises ChoiceError when the header does not have the columns of the mapping file."""
        name = self._opened.name
        number = 0
        try:
            rows = rows_of(self._opened.stream, self.map.encoding, self.map.delimiter)
            places, width = self._header(rows)
            for row in rows:
                number = row.number
                yield self._counted(row, self._of(row, places, width), places)
        except READ_FAULTS as error:
            self.tally.wrong = True
            message = f"cannot be read: {why_unreadable(error)}; it was read up to row {number}"
            yield ChoiceFault("", message, name)

    def _header(self, rows: Iterator[Row]) -> tuple[dict[str, int], int]:
        """Where each column of the mapping file stands, and how many there are."""
        name = self._opened.name
        header: Row | None = None
        for header in rows:
            if header.number > self.map.skip_rows:
                break
        if header is None or not any(header.cells):
            why = header.fault if header is not None else ""
            raise fault(name, f"has no header{f': the row {why}' if why else ''}")
        if header.fault:
            raise fault(f"{name} row {header.number}", header.fault)
        if len(header.cells) > MOST_COLUMNS:
            raise fault(name, f"has more than {MOST_COLUMNS:,} columns")
        wanted = self.map.columns()
        missing = [column for column in wanted if column not in header.cells]
        repeated = [column for column in wanted if header.cells.count(column) > 1]
        place = f"{name} row {header.number}"
        faults = [
            ChoiceFault(printable(column), _not_there(column, header.cells), place)
            for column in missing
        ]
        faults += [ChoiceFault(printable(column), "is there twice", place) for column in repeated]
        if faults:
            raise ChoiceError(faults)
        return {column: header.cells.index(column) for column in wanted}, len(header.cells)

    def _of(self, row: Row, places: Mapping[str, int], width: int) -> RowChoice | RowAside:
        if row.fault:
            return RowAside(row.number, row.fault, tuple(row.cells), True)
        cells = row.cells
        if not any(cells):
            return RowAside(row.number, "is blank", (), False)
        if len(cells) != width:
            why = f"has {len(cells):,} cells, but the header has {width:,}"
            return RowAside(row.number, why, tuple(cells), True)
        for aside in self.map.asides:
            if aside.fits(cells[places[aside.column]]):
                return RowAside(row.number, aside.because, tuple(cells), False)
        if (first := self._first_of(row, places)) is not None:
            why = f"repeats the {self.map.unique} of an earlier row"
            return RowAside(row.number, why, (*cells, f"row {first}"), False)
        data: dict[str, Any] = dict(self.map.constants)
        for fact, read in self._readers:
            value, why = _read(fact, read, cells, places)
            if value is not None:
                data[fact.key] = value
            elif fact.required:
                why = f"{fact.key} {why}" if why else f"has no {fact.key}"
                return RowAside(row.number, why, tuple(cells), True)
            elif why:
                _count(self.tally.left_out, f"{fact.key} {why}", row.number)
        return RowChoice(row.number, data)

    def _first_of(self, row: Row, places: Mapping[str, int]) -> int | None:
        """The earlier row with the same value in the column that tells rows apart."""
        if not self.map.unique:
            return None
        first = self._seen.setdefault(row.cells[places[self.map.unique]], row.number)
        return None if first == row.number else first

    def _counted(
        self, row: Row, found: RowChoice | RowAside, places: Mapping[str, int]
    ) -> RowChoice | RowAside:
        tally = self.tally
        tally.rows += 1
        imported = isinstance(found, RowChoice)
        if isinstance(found, RowChoice):
            tally.choices += 1
        else:
            tally.wrong = tally.wrong or found.wrong
            _count(tally.set_aside, found.because, row.number)
        if self.map.total:
            try:
                amount = amount_of(row.cells[places[self.map.total]])
            except (CellError, IndexError):
                tally.without_amount += 1
            else:
                tally.imported_total += amount if imported else 0
                tally.aside_total += 0 if imported else amount
        return found


def _read(
    fact: FactColumn, read: Callable[[str], Any], cells: list[str], places: Mapping[str, int]
) -> tuple[Any, str]:
    """The value of a fact from the first column that gives one, or why none does."""
    why = ""
    for column in fact.columns:
        cell = cells[places[column]]
        if not cell or cell.casefold() in fact.not_given:
            continue
        try:
            return read(cell), ""
        except CellError as error:
            why = why or f"({column}) {error}"
    return None, why


def _count(counts: dict[str, Count], reason: str, row: int) -> None:
    counts.setdefault(reason, Count()).add(row)


def _not_there(column: str, header: list[str]) -> str:
    near = did_you_mean(column, [cell for cell in header if cell])
    listed = ", ".join(f'"{printable(cell)}"' for cell in header[:20])
    return f"is not a column of the file{near or f'; its columns are {listed}'}"
