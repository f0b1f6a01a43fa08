"""How the facts of many choices stand in columns, and how to read one of them back.

No binary float ever does: an amount is a whole number of parts (`scale` digits after the point), a
date the number of its day, a word the number of its place among `words`, and yes or no is a
Boolean. What has no such form (a duration, a list, a table) is the number of a canonical value in
`objects`. An empty place is a fact not given; one that is known to be none is empty as well, and
true in a column of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from govrules.model.facts import NONE

Kind = Literal["number", "day", "word", "yes or no", "text", "object"]
EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class FactColumn:
    """One fact: its column's name, what stands in it, and which bound its numbers keep.

    `most` is the largest amount of parts in it, without its sign. `objects` has the canonical
    value for each number of a word or of an object.
    """

    name: str
    kind: Kind
    scale: int = 0
    most: int = 0
    objects: tuple[Any, ...] = ()
    has_none: bool = False

    @property
    def none(self) -> str:
        """The column that is true where the fact is known to be none."""
        return f"{self.name} is none"

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.name, self.none) if self.has_none else (self.name,)

    def reader(self) -> Callable[[Any], Any]:
        """From what stands in the column to the canonical value."""
        if self.kind == "number":
            return _number_reader(10**self.scale, self.scale)
        if self.kind == "day":
            return lambda day: dt.date.fromordinal(day + EPOCH)
        if self.kind in ("word", "object"):
            return self.objects.__getitem__
        return lambda value: value

    def canonical(self, cells: tuple[Any, ...]) -> Any:
        """The canonical value of a row's `columns`: None where the fact is not given."""
        if self.has_none and cells[1]:
            return NONE
        return None if cells[0] is None else self.reader()(cells[0])


def _number_reader(unit: int, scale: int) -> Callable[[int], Any]:
    def read(parts: int) -> Any:
        whole, rest = divmod(parts, unit)
        return whole if not rest else Decimal(parts).scaleb(-scale).normalize()

    return read


def day_number(date: dt.date) -> int:
    return date.toordinal() - EPOCH
