"""Say points, weights and values of a comparison, rounded only here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from govrules.explain.values import say
from govrules.model.comparison import CriterionScale, Range
from govrules.model.types import MoneyType, NumberType, PercentageType, Type

_KINDS: dict[str, Type] = {
    "pounds": MoneyType(),
    "per cent": PercentageType(),
    "number": NumberType(),
}


def points(number: Fraction) -> str:
    """To one decimal place: 78.0; a smaller difference than that keeps two digits: 0.0024."""
    places = 1
    while number and abs(number) < Fraction(1, 10**places) and places < 12:
        places += 1
    if places == 1:
        return _rounded(number, places)
    return _rounded(number, places + 1).rstrip("0").rstrip(".")


def some_points(number: Fraction) -> str:
    """In a sentence: 2 points, 1 point, 0.5 points."""
    text = points(number).removesuffix(".0")
    return f"{text} point" if text == "1" else f"{text} points"


def ranged(ends: Range) -> str:
    """`78.0`, or `60.0 to 70.0` where it is not known."""
    low, high = exact(ends)
    return points(low) if low == high else f"{points(low)} to {points(high)}"


def exact(ends: Range) -> tuple[Fraction, Fraction]:
    return Fraction(ends.low), Fraction(ends.high)


def is_known(ends: Range) -> bool:
    return ends.low == ends.high


def percent(text: str) -> str:
    """To one decimal place, without an idle zero: 60%, 74.3%."""
    return f"{_rounded(Fraction(text), 1).removesuffix('.0')}%"


def percentage_points(text: str) -> str:
    return f"{_rounded(Fraction(text), 1).removesuffix('.0')} percentage points"


def _rounded(number: Fraction, places: int) -> str:
    """Half to even; nothing that is rounded to zero has a sign."""
    whole = round(number * 10**places)
    digits = f"{abs(whole):0{places + 1}}"
    return f"{'-' if whole < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def valued(text: str | None, criterion: CriterionScale) -> str:
    """A criterion's value as the policy would write it: £420,000, 12%, 80."""
    if text is None:
        return "not known"
    number = Decimal(text)
    whole = number == number.to_integral_value()
    return say(int(number) if whole else number, _KINDS[criterion.unit])


def listed(names: Sequence[str], joint: str = "and") -> str:
    """`A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"
