"""Number the values of a fact that has an order: by pence, by days, by the finest digit in use.

On its grid each value is a whole number, so that the place where a comparison changes lies between
two neighbours and can be found by halving.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from govrules.engine.reference.values import canonical
from govrules.model.numbers import DIGITS_AFTER, LIMIT
from govrules.model.types import DateType, MoneyType, NumberType, PercentageType, Type

GRIDDED = (MoneyType, NumberType, PercentageType, DateType)
_PENCE = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """`digits` after the point for a number; a date is numbered by its days. Both ends count."""

    is_date: bool
    digits: int
    least: int
    most: int

    def place(self, value: Any) -> Fraction:
        """Where a value lies; a whole number for every value on the grid."""
        if self.is_date:
            return Fraction(value.toordinal())
        return Fraction(value) * Fraction(10**self.digits)

    def value(self, place: int) -> Any:
        """The canonical value at a place."""
        if self.is_date:
            return dt.date.fromordinal(place)
        return canonical(Fraction(place, 10**self.digits))

    def within(self, place: int) -> bool:
        return self.least <= place <= self.most


def grid_of(kind: Type, values: Iterable[Any], *, finer: bool = False) -> Grid:
    """The grid on which all these values lie; with `finer` a number has one digit more, so that
    there is a place between any two of them."""
    if isinstance(kind, DateType):
        return Grid(True, 0, dt.date.min.toordinal(), dt.date.max.toordinal())
    digits = max([_digits(value) for value in values], default=0)
    if isinstance(kind, MoneyType):
        digits = max(digits, _PENCE)
    elif finer:
        digits = min(digits + 1, DIGITS_AFTER)
    assert isinstance(kind, MoneyType | NumberType | PercentageType)
    least, most = -LIMIT + 1, LIMIT - 1
    low = None if isinstance(kind, MoneyType) else kind.low
    high = None if isinstance(kind, MoneyType) else kind.high
    scale = 10**digits
    return Grid(
        False,
        digits,
        least * scale if low is None else ceil(Fraction(low) * scale),
        most * scale if high is None else floor(Fraction(high) * scale),
    )


def _digits(value: Any) -> int:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return min(DIGITS_AFTER, -exponent) if isinstance(exponent, int) and exponent < 0 else 0
