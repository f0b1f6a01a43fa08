"""Exact arithmetic and comparison on canonical values, straight from the definition of meaning.

Values are those of `model.facts`, and a `Fraction` where a division does not come out even. NONE is
a fact known to be absent, UNKNOWN one that is not known. Nothing here is quick; all of it is exact.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from govrules.model import calendar, duration, kleene
from govrules.model.duration import Duration
from govrules.model.expression import Relation
from govrules.model.facts import NONE
from govrules.model.kleene import Truth
from govrules.model.numbers import is_too_long
from govrules.model.types import PercentageType, Type


class _UnknownType:
    """A value that is not known."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _UnknownType()


class DivisionByZeroError(Exception):
    """A policy's arithmetic divided by zero; the value is unknown and a note says so."""


class DateOutOfRangeError(Exception):
    """A policy's arithmetic left the calendar; the date is unknown and a note says so."""


class TooLongError(Exception):
    """A policy's arithmetic gave a number of too many digits; it is unknown and a note says so."""


class NotFromADateError(Exception):
    """Working or clear days were added to a length of time; they only count from a date."""


def is_number(value: object) -> bool:
    return isinstance(value, (int, Decimal, Fraction)) and not isinstance(value, bool)


def canonical(number: Fraction) -> int | Decimal | Fraction:
    """A whole number as `int`, a finite decimal as `Decimal`, and any other left a fraction."""
    if number.denominator == 1:
        return number.numerator
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return number
    places = max(twos, fives)
    digits = number.numerator * 10**places // number.denominator
    # by way of a whole Decimal, since Python will not print an integer of thousands of digits
    return Decimal((int(digits < 0), Decimal(abs(digits)).as_tuple().digits, -places))


def in_units(value: Any, kind: Type) -> Fraction:
    """The number meant: a percentage counts as hundredths."""
    number = Fraction(value)
    return number / 100 if isinstance(kind, PercentageType) else number


def as_kind(number: Fraction, kind: Type) -> int | Decimal | Fraction:
    """The reverse of `in_units`."""
    return canonical(number * 100 if isinstance(kind, PercentageType) else number)


def arithmetic(operator: str, left: Any, right: Any, kinds: tuple[Type, Type, Type]) -> Any:
    """The result of one operation on two known values; `kinds` are of left, right and result.

    Raises DivisionByZeroError, DateOutOfRangeError, NotFromADateError and TooLongError.
    """
    if isinstance(left, Duration) and isinstance(right, dt.date):
        left, right = right, left
    if isinstance(left, dt.date) and isinstance(right, Duration):
        moved = (calendar.add if operator == "plus" else calendar.subtract)(left, right)
        if moved is None:
            raise DateOutOfRangeError
        return moved
    if isinstance(left, Duration) or isinstance(right, Duration):
        return _duration_arithmetic(operator, left, right)
    if not (is_number(left) and is_number(right)):
        return UNKNOWN
    a, b = in_units(left, kinds[0]), in_units(right, kinds[1])
    result = as_kind(_number_arithmetic(operator, a, b), kinds[2])
    if is_too_long(result):
        raise TooLongError
    return result


def _number_arithmetic(operator: str, a: Fraction, b: Fraction) -> Fraction:
    match operator:
        case "plus":
            return a + b
        case "minus":
            return a - b
        case "times":
            return a * b
        case "with VAT at":
            return a * (1 + b)
        case "without VAT at":
            return _divided(a, 1 + b)
        case _:
            return _divided(a, b)


def _divided(a: Fraction, b: Fraction) -> Fraction:
    if b == 0:
        raise DivisionByZeroError
    return a / b


def _duration_arithmetic(operator: str, left: Any, right: Any) -> Any:
    if isinstance(left, Duration) and isinstance(right, Duration):
        if operator not in ("plus", "minus"):
            return UNKNOWN
        if not (left.comparable and right.comparable):
            raise NotFromADateError
        return _summed(left, right, 1 if operator == "plus" else -1)
    length, number = (left, right) if isinstance(left, Duration) else (right, left)
    if operator != "times" or not is_number(number) or Fraction(number).denominator != 1:
        return UNKNOWN
    return _summed(Duration(), length, int(number))


def _summed(first: Duration, second: Duration, sign: int) -> Duration:
    return Duration(
        months=first.months + sign * second.months,
        days=first.days + sign * second.days,
        working_days=first.working_days + sign * second.working_days,
        clear_days=first.clear_days + sign * second.clear_days,
    )


def total(values: list[Any]) -> Any:
    """The sum of known values of one kind; 0 when there are none."""
    if any(isinstance(value, Duration) for value in values):
        result = Duration()
        for value in values:
            result = _summed(result, value, 1)
        return result
    return canonical(sum((Fraction(value) for value in values), Fraction(0)))


def extreme(values: list[Any], *, highest: bool) -> Any:
    """The highest or lowest of known values, UNKNOWN when there are none or they have no order."""
    wanted: Relation = ">=" if highest else "<="
    for candidate in values:
        if all(compared(wanted, candidate, other) == kleene.TRUE for other in values):
            return candidate
    return UNKNOWN


def elapsed(unit: str, start: dt.date, end: dt.date) -> int:
    match unit:
        case "days":
            return calendar.days_between(start, end)
        case "working days":
            return calendar.working_days_between(start, end)
        case "months":
            return calendar.months_between(start, end)
        case _:
            return calendar.years_between(start, end)


def compared(relation: Relation, left: Any, right: Any) -> Truth:
    """Whether two values of one kind, each perhaps NONE or UNKNOWN, stand in a relation."""
    if left is UNKNOWN or right is UNKNOWN:
        return kleene.UNKNOWN
    if left is NONE or right is NONE:
        return kleene.TRUE if relation == "!=" else kleene.FALSE
    if isinstance(left, Duration) and isinstance(right, Duration):
        return kleene.truth_of(duration.holds(relation, left, right))
    order = _order(left, right)
    return kleene.truth_of(
        {
            "=": order == 0,
            "!=": order != 0,
            "<": order < 0,
            "<=": order <= 0,
            ">": order > 0,
            ">=": order >= 0,
        }[relation]
    )


def _order(left: Any, right: Any) -> int:
    """-1, 0 or 1. For values that have no order, such as text, only 0 has a meaning."""
    if is_number(left) and is_number(right):
        left, right = Fraction(left), Fraction(right)
    elif not (isinstance(left, dt.date) and isinstance(right, dt.date)):
        return 0 if left == right else 1
    return 0 if left == right else -1 if left < right else 1
