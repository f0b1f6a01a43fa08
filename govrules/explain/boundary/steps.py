"""Name the values just below and just above a limit: a penny, a day, the next number.

A number that counts something goes by ones; so does one compared with a whole number. Any other
number goes by one digit more than its limit has, a percentage by a hundredth at most.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.engine.reference.values import as_kind, canonical, in_units
from govrules.explain.values import say
from govrules.model.duration import Duration
from govrules.model.expression import Aggregate, Value
from govrules.model.numbers import DIGITS_AFTER
from govrules.model.types import (
    DateType,
    DurationType,
    MoneyType,
    NumberType,
    PercentageType,
    Type,
)

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Values of the subject; None where there is none, such as a count below 0."""

    below: Any
    at: Any
    above: Any


def neighbours(limit: Any, limit_type: Type, subject: Value) -> Neighbours:
    """The values on both sides of a known limit, as values of the subject."""
    kind = subject.type
    if isinstance(limit, dt.date) and isinstance(kind, DateType):
        return Neighbours(
            limit - _DAY if limit > dt.date.min else None,
            limit,
            limit + _DAY if limit < dt.date.max else None,
        )
    if isinstance(limit, Duration) and isinstance(kind, DurationType):
        if not limit.comparable:
            return Neighbours(None, None, None)
        below, above = (Duration(limit.months, limit.days + one) for one in (-1, 1))
        return Neighbours(below if limit != Duration() else None, limit, above)
    if isinstance(limit, (int, Decimal, Fraction)) and isinstance(
        kind, (MoneyType, NumberType, PercentageType)
    ):
        near = _numbers(Fraction(as_kind(in_units(limit, limit_type), kind)), kind)
        counts = isinstance(subject, Aggregate) and subject.kind == "number"
        return replace(near, below=None) if counts and _is_negative(near.below) else near
    return Neighbours(None, None, None)


def _is_negative(value: Any) -> bool:
    return value is not None and value < 0


def _numbers(limit: Fraction, kind: MoneyType | NumberType | PercentageType) -> Neighbours:
    step = _step(limit, kind)
    steps = limit / step
    below, above = (-(-steps // 1) - 1) * step, (steps // 1 + 1) * step
    at = canonical(limit)
    return Neighbours(
        _within(canonical(below), kind),
        None if isinstance(at, Fraction) else _within(at, kind),
        _within(canonical(above), kind),
    )


def _step(limit: Fraction, kind: MoneyType | NumberType | PercentageType) -> Fraction:
    if isinstance(kind, MoneyType):
        return Fraction(1, 100)
    number = canonical(limit)
    if isinstance(kind, NumberType) and isinstance(number, int):
        return Fraction(1)
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    places = -exponent if isinstance(exponent, int) else 0
    if isinstance(number, Fraction):
        places = 2
    finer = max(2, places + 1) if isinstance(kind, PercentageType) else places + 1
    return Fraction(1, 10 ** min(finer, DIGITS_AFTER))


def _within(value: Any, kind: Type) -> Any:
    """The value, where the type lets a choice give it."""
    if not isinstance(kind, (NumberType, PercentageType)):
        return value
    if kind.low is not None and value < kind.low:
        return None
    return None if kind.high is not None and value > kind.high else value


def value_words(value: Any, kind: Type) -> str:
    """£24,999.99, 31 May 2026, 6 months less 1 day."""
    if isinstance(value, Duration) and value.months and value.days:
        days = f"{abs(value.days)} day" + ("" if abs(value.days) == 1 else "s")
        joined = "less" if value.days < 0 else "and"
        return f"{Duration(months=value.months)} {joined} {days}"
    return say(value, kind)
