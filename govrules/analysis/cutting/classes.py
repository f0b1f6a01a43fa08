"""Cut the values of a type at the constants that they are compared with.

Between two constants lies a class of values that no comparison tells apart; one of them stands for
all, an everyday one where there is one. Amounts go by pennies and percentages by hundredths of a
per cent, dates by days. A number goes by ones where it is only compared with whole numbers. Values
below zero, and shares above 100%, are not plausible unless the policy speaks of such.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.analysis.cutting.axis import NotCutError
from govrules.engine.reference.values import canonical
from govrules.model.duration import Duration
from govrules.model.facts import NONE
from govrules.model.types import (
    DateType,
    DurationType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    TextType,
    Type,
    YesNoType,
)

_PENNY = Fraction(1, 100)
_DAY = dt.timedelta(days=1)


def classes_of(
    kind: Type, constants: Iterable[Any], *, or_none: bool = False, plausible: bool = True
) -> tuple[Any, ...]:
    """One value for each class, in order; NONE last where it may be none. Raises NotCutError."""
    at = [each for each in dict.fromkeys(constants) if each is not NONE]
    match kind:
        case MoneyType() | NumberType() | PercentageType():
            found = _numbers(kind, sorted({Fraction(each) for each in at}), plausible)
        case DateType():
            found = _dates(sorted(at))
        case DurationType():
            found = _durations(at)
        case OneOfType(values):
            found = [value.text for value in values]
        case YesNoType():
            found = [True, False]
        case TextType():
            found = [*sorted(at), _another(at)]
        case _:
            raise NotCutError(f"{kind} has no classes of values")
    return (*found, NONE) if or_none else tuple(found)


def _another(texts: Sequence[str]) -> str:
    """A text that is none of these."""
    text = "something else"
    while text in texts:
        text += " again"
    return text


# --- numbers -----------------------------------------------------------------------------------


def _numbers(
    kind: MoneyType | NumberType | PercentageType, at: list[Fraction], plausible: bool
) -> list[Any]:
    low, high = _bounds(kind, at, plausible)
    step = _step(kind, at)
    inside = [each for each in at if low <= each and (high is None or each <= high)]
    found: list[Fraction] = []
    before: Fraction | None = None
    for constant in inside:
        found += _between(low if before is None else before, constant, step, at_low=before is None)
        found.append(constant)
        before = constant
    if before is None:
        found.append(low if high is None else _everyday(low, high, step))
    elif high is None:
        found.append(_above(before, step))
    elif before < high:
        found += [high] if before + step > high else [_everyday(before + step, high, step)]
    return [canonical(each) for each in found]


def _bounds(
    kind: MoneyType | NumberType | PercentageType, at: list[Fraction], plausible: bool
) -> tuple[Fraction, Fraction | None]:
    """The least and the most that a value may be."""
    lowest = min(at, default=Fraction(0))
    low = Fraction(0) if plausible and lowest >= 0 else min(lowest, Fraction(0)) - 1
    high: Fraction | None = None
    if plausible and isinstance(kind, PercentageType) and max(at, default=Fraction(0)) <= 100:
        high = Fraction(100)
    if not isinstance(kind, MoneyType):
        low = low if kind.low is None else Fraction(kind.low)
        high = high if kind.high is None else Fraction(kind.high)
    return low, high


def _step(kind: MoneyType | NumberType | PercentageType, at: list[Fraction]) -> Fraction:
    if isinstance(kind, NumberType) and all(each.denominator == 1 for each in at):
        return Fraction(1)
    finest = max((each.denominator for each in at), default=1)
    return _PENNY if finest <= 100 else Fraction(1, finest * 10)


def _between(start: Fraction, end: Fraction, step: Fraction, *, at_low: bool) -> list[Fraction]:
    """A value from `start` (itself only at the low end) up to, not including, `end`; if any."""
    first = start if at_low else start + step
    last = end - step
    return [_everyday(first, last, step)] if first <= last else []


def _everyday(first: Fraction, last: Fraction, step: Fraction) -> Fraction:
    """The roundest number from first to last, near their middle: £60,000 rather than £57,213.50."""
    middle = (first + last) / 2
    size = Fraction(1)
    while size * 10 <= max(abs(last), step):
        size *= 10
    while size >= step:
        rounded = round(middle / size) * size
        if first <= rounded <= last:
            return rounded
        size /= 10
    return first


def _above(constant: Fraction, step: Fraction) -> Fraction:
    """A plain number above the last constant: £150,000 above £100,000, 4 above 3."""
    if constant < 10:
        return constant + max(step, Fraction(1)) if constant >= 0 else Fraction(1)
    return _everyday(constant + step, constant * 2, step)


# --- dates and lengths of time -----------------------------------------------------------------


def _dates(at: list[dt.date]) -> list[dt.date]:
    if not at:
        return [dt.date(2026, 6, 1)]
    found: list[dt.date] = []
    if at[0] > dt.date.min:
        found.append(max(dt.date.min, at[0] - 30 * _DAY) if at[0].year > 1 else dt.date.min)
    for constant, following in zip(at, [*at[1:], None], strict=True):
        found.append(constant)
        if following is None:
            if constant < dt.date.max:
                found.append(constant + 30 * _DAY if constant.year < 9999 else dt.date.max)
        elif following - constant > _DAY:
            found.append(constant + (following - constant) // 2)
    return found


def _durations(at: list[Duration]) -> list[Duration]:
    """In the unit that the constants have; where they mix months and days, there is no order."""
    if any(not each.comparable for each in at):
        raise NotCutError("working days and clear days are no length of their own")
    if any(each.months for each in at) and any(each.days for each in at):
        raise NotCutError("months and days cannot always be told apart")
    in_days = any(each.days for each in at)
    counts = sorted({each.days if in_days else each.months for each in at})

    def of(count: int) -> Duration:
        return Duration(days=count) if in_days else Duration(months=count)

    if not counts:
        return [of(12)]
    found: list[Duration] = []
    if counts[0] > 0:
        found.append(of(counts[0] // 2) if counts[0] > 1 else _shorter(of(counts[0]), in_days))
    for count, following in zip(counts, [*counts[1:], None], strict=True):
        found.append(of(count))
        if following is None:
            found.append(of(count + (12 if count >= 12 and not in_days else 1)))
        elif following - count > 1:
            found.append(of((count + following) // 2))
        elif not in_days:  # 6 months and a day lies between 6 months and 7
            found.append(Duration(months=count, days=1))
    return found


def _shorter(one: Duration, in_days: bool) -> Duration:
    return Duration() if in_days else Duration(months=one.months, days=-1)


def as_json(value: Any) -> Any:
    """A class's value as a choice gives it."""
    if value is NONE:
        return None
    if isinstance(value, Decimal):
        return float(value) if value == Decimal(str(float(value))) else str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Duration):
        return _duration_json(value)
    return value


def _duration_json(value: Duration) -> Any:
    if value.days < 0 or (value.months and value.days):
        return {"months": value.months, "days": value.days}
    return str(value)
