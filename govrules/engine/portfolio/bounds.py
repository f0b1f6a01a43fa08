"""Bounds of a measure: the least and the most that it can be, whatever the unknown facts are.

An end that is open is approached but never reached: with an amount of which nothing is known among
the others, a share can come as near to 0% as one likes and never be it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.model.expression import Relation
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth
from govrules.model.policy import Term
from govrules.model.types import MoneyType, NumberType, PercentageType, Type

Amount = int | Fraction | float
"""A number; `float` only for the two infinities, which stand for "without end"."""

INFINITE = math.inf


@dataclass(frozen=True, slots=True)
class Bounds:
    """`low` and `high` are of one kind (numbers, dates); infinite where there is no end."""

    low: Any
    high: Any
    low_open: bool = False
    high_open: bool = False

    @property
    def certain(self) -> bool:
        return bool(self.low == self.high)


@dataclass(frozen=True, slots=True)
class Range:
    """What an amount that is not given may be."""

    least: Amount
    most: Amount


def range_of_term(term: Term) -> Range:
    """What the term adds where it is not given; one that may be none may add nothing."""
    found = range_of(term.type)
    if not term.or_none:
        return found
    return Range(min(0, found.least), max(0, found.most))


def range_of(kind: Type) -> Range:
    """Money is never less than nothing; a number is within the bounds of its type, if it has any.

    Beside the numbers stand kinds that are only put in order, of which nothing is known.
    """
    if isinstance(kind, MoneyType):
        return Range(0, INFINITE)
    if isinstance(kind, NumberType | PercentageType):
        return Range(
            -INFINITE if kind.low is None else exact(kind.low),
            INFINITE if kind.high is None else exact(kind.high),
        )
    return Range(-INFINITE, INFINITE)


def exact(number: int | Decimal | Fraction) -> int | Fraction:
    """The number in a form that mixes exactly with every other."""
    return number if isinstance(number, int) else Fraction(number)


def times(count: int, amount: Amount) -> Amount:
    """So many times an amount, also an infinite one: none of it is nothing."""
    return count * amount if count else 0


def holds(relation: Relation, bounds: Bounds | None, limit: Any) -> Truth:
    """Whether the measure stands in the relation to the limit: certain, impossible, or open.

    A measure that has no value, and a limit that is not known, leave it open.
    """
    if bounds is None or limit is None:
        return UNKNOWN
    low, high = bounds.low, bounds.high
    below = high < limit or (high == limit and bounds.high_open)
    above = low > limit or (low == limit and bounds.low_open)
    match relation:
        case "<":
            return _either(below, low >= limit)
        case "<=":
            return _either(below or high == limit, above)
        case ">":
            return _either(above, high <= limit)
        case ">=":
            return _either(above or low == limit, below)
        case "=":
            return _either(low == limit == high, below or above)
        case "!=":
            return _either(below or above, low == limit == high)


def _either(true: bool, false: bool) -> Truth:
    return TRUE if true else FALSE if false else UNKNOWN
