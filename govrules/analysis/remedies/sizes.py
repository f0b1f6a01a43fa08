"""Say how large the change of a fact is, so that changes of different facts can be put in order.

An amount changes by its share of the larger of the two, a date by its share of a year, a set or a
list by how many names or entries come or go; any other change counts as one.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.model.duration import Duration

_WHOLE = Fraction(1)
_DAYS_OF_A_MONTH = Fraction(146097, 4800)
"""The mean over the four hundred years after which the calendar repeats."""


def size(before: Any, after: Any) -> Fraction:
    """How large a change is; 1 where one of the values is known to be none."""
    if before == after:
        return Fraction(0)
    if isinstance(before, bool) or isinstance(after, bool):
        return _WHOLE
    if _is_number(before) and _is_number(after):
        return _share(Fraction(before), Fraction(after))
    if isinstance(before, dt.date) and isinstance(after, dt.date):
        return Fraction(abs((after - before).days), 365)
    if isinstance(before, Duration) and isinstance(after, Duration):
        return _share(_days(before), _days(after))
    if isinstance(before, frozenset) and isinstance(after, frozenset):
        return Fraction(len(before ^ after))
    if isinstance(before, tuple) and isinstance(after, tuple):
        return Fraction(max(1, abs(len(before) - len(after))))
    return _WHOLE


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal)


def _share(before: Fraction, after: Fraction) -> Fraction:
    largest = max(abs(before), abs(after))
    return abs(after - before) / largest if largest else Fraction(0)


def _days(length: Duration) -> Fraction:
    return length.months * _DAYS_OF_A_MONTH + length.days
