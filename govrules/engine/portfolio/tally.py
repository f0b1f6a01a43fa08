"""Add up contracts as they come, keeping no more than what the measures need.

A contract belongs to the portfolio for certain or possibly, and counts for the norm for certain,
possibly or not: six classes, in each of which contracts are counted and amounts added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from govrules.engine.portfolio.bounds import Amount, exact
from govrules.model.facts import NONE
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth
from govrules.model.types import NUMERIC, DurationType, Type


@dataclass(slots=True)
class Cell:
    """The contracts of one class: how many, and what is known of their values.

    `unknown` counts those whose value is not given, `gains` and `losses` add up the known amounts
    above and below nothing, `values` has the different values where these are wanted.
    """

    count: int = 0
    unknown: int = 0
    gains: Any = 0
    losses: Any = 0
    values: set[Any] = field(default_factory=set)

    def take(self, other: Cell) -> None:
        self.count += other.count
        self.unknown += other.unknown
        self.gains += other.gains
        self.losses += other.losses
        self.values |= other.values

    @property
    def known(self) -> Any:
        return self.gains + self.losses


@dataclass(slots=True)
class Tally:
    """The contracts of one group, for one norm.

    `adds` where amounts are added up; `keeps` where different values are counted or put in order.
    Of values that have an order, only the ends are kept, as no other can be highest or lowest.
    """

    adds: bool
    keeps: bool
    ordered: bool
    cells: dict[tuple[Truth, Truth], Cell] = field(default_factory=dict)

    @classmethod
    def of(cls, measure: str, kind: Type | None) -> Tally:
        keeps = measure in ("number of different", "highest", "lowest")
        ordered = measure in ("highest", "lowest") and not _is_length(kind)
        return cls(
            adds=measure in ("share", "total") and isinstance(kind, NUMERIC),
            keeps=keeps,
            ordered=ordered,
        )

    def cell(self, member: Truth, counts: Truth) -> Cell:
        found = self.cells.get((member, counts))
        return Cell() if found is None else found

    def add(self, member: Truth, counts: Truth, value: Any) -> None:
        """A contract that is, or may be, in the portfolio; its value is None where unknown."""
        if member == FALSE:
            return
        cell = self.cells.setdefault((member, counts), Cell())
        cell.count += 1
        if value is None:
            cell.unknown += 1
        elif value is not NONE:
            if self.adds:
                self._add_amount(cell, exact(value))
            if self.keeps:
                self._keep(cell, value)

    def _add_amount(self, cell: Cell, amount: Amount) -> None:
        if amount > 0:
            cell.gains += amount
        else:
            cell.losses += amount

    def _keep(self, cell: Cell, value: Any) -> None:
        if isinstance(value, frozenset):
            cell.values |= value
            return
        cell.values.add(exact(value) if isinstance(value, Decimal) else value)
        if self.ordered and len(cell.values) > 2:
            cell.values = {min(cell.values), max(cell.values)}

    def with_possible(self, others: Tally) -> Tally:
        """This tally with others, all of them of contracts that may belong to the same group."""
        joined = Tally(self.adds, self.keeps, self.ordered)
        for tally in (self, others):
            for key, cell in tally.cells.items():
                joined.cells.setdefault(key, Cell()).take(cell)
        return joined

    # --- which classes -------------------------------------------------------------------------

    @property
    def certain(self) -> Cell:
        """Those that count for certain."""
        return self.cell(TRUE, TRUE)

    def possible(self) -> Iterator[Cell]:
        """Those that count or may count."""
        for (_, counts), cell in self.cells.items():
            if counts != FALSE:
                yield cell

    @property
    def certain_members(self) -> int:
        """How many contracts are in the portfolio for certain."""
        return sum(cell.count for (member, _), cell in self.cells.items() if member == TRUE)

    @property
    def possible_members(self) -> int:
        """How many are in it or may be."""
        return sum(cell.count for cell in self.cells.values())

    @property
    def members(self) -> Truth:
        """Whether there is any contract in the portfolio."""
        if self.certain_members:
            return TRUE
        return UNKNOWN if self.possible_members else FALSE


def _is_length(kind: Type | None) -> bool:
    return isinstance(kind, DurationType)
