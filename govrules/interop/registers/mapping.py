"""How the columns of a register become the facts of choices: a mapping file, as frozen values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from govrules.interop.ocds.values import doubt_of, plain
from govrules.interop.registers.cells import (
    CellError,
    amount_of,
    authority_type_of,
    date_reader,
    nation_of,
    number_of,
    text_of,
    yes_no_of,
)

KINDS: Final = (
    "text", "money", "number", "date", "yes or no", "authority type", "nation of authority",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactColumn:
    """Where one fact stands. Of several columns the first that gives something counts.

    `values` translate cells, in capitals or not. `not_given` are cells that say nothing. With
    `contract_value` a sum that looks like a placeholder is not believed. A row without a `required`
    fact is set aside.
    """

    key: str
    columns: tuple[str, ...]
    kind: str = "text"
    form: str = ""
    values: Mapping[str, Any] | None = None
    not_given: frozenset[str] = frozenset()
    required: bool = False
    contract_value: bool = False

    def reader(self) -> Callable[[str], Any]:
        """What reads a cell. It raises CellError."""
        if self.values is not None:
            return self._translated
        if self.kind == "date":
            return date_reader(self.form)
        if self.kind == "money":
            return self._money
        return _READERS[self.kind]

    def _translated(self, cell: str) -> Any:
        assert self.values is not None
        try:
            return self.values[cell.casefold()]
        except KeyError:
            raise CellError("is not among the values of the mapping file") from None

    def _money(self, cell: str) -> Any:
        amount = amount_of(cell)
        if self.contract_value and (doubt := doubt_of(amount)):
            # without the sum itself, so that rows with the same fault are counted together
            raise CellError(f"is not believed: the sum {doubt.partition(' ')[2]}")
        return plain(amount)


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "text": text_of,
    "number": number_of,
    "yes or no": yes_no_of,
    "authority type": authority_type_of,
    "nation of authority": nation_of,
}


@dataclass(frozen=True, slots=True)
class Aside:
    """Which rows are set aside: those whose cell is one of these, or less than an amount."""

    column: str
    because: str
    cells: frozenset[str] | None = None
    less_than: Decimal | None = None

    def fits(self, cell: str) -> bool:
        if self.cells is not None and cell.casefold() in self.cells:
            return True
        if self.less_than is None or not cell:
            return False
        try:
            return amount_of(cell) < self.less_than
        except CellError:
            return False


@dataclass(frozen=True, slots=True)
class CsvMap:
    """A mapping file. `total` is the column whose sum is told, `unique` the one that tells rows
    apart."""

    name: str
    about: str
    row: str
    facts: tuple[FactColumn, ...]
    constants: Mapping[str, Any]
    asides: tuple[Aside, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    skip_rows: int = 0
    total: str = ""
    unique: str = ""

    def columns(self) -> tuple[str, ...]:
        """Every column that the file must have."""
        named = [column for fact in self.facts for column in fact.columns]
        named += [aside.column for aside in self.asides]
        named += [column for column in (self.total, self.unique) if column]
        return tuple(dict.fromkeys(named))
