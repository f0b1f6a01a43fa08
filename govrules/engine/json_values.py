"""Canonical values as JSON writes them: numbers as text, so that no digit is lost."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

from govrules.engine.reference.values import canonical
from govrules.model.duration import Duration
from govrules.model.facts import NONE

_PLACES = 12
"""A fraction that no decimal ends is written to so many decimal places."""


def json_value(value: Any) -> Any:
    """The value for JSON; None for unknown and for known to be none."""
    if value is None or value is NONE:
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal | Fraction):
        return number_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Duration):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dict):
        return {key: json_value(entry) for key, entry in value.items()}
    return [json_value(entry) for entry in value]


def number_text(number: int | Decimal | Fraction) -> str:
    """All digits of a number; a fraction without end is rounded to twelve decimal places."""
    if isinstance(number, Fraction):
        number = canonical(number)  # however many digits it has, one that ends is written in full
    if isinstance(number, int):
        return str(number)
    if isinstance(number, Fraction):
        digits = len(str(abs(number.numerator) // number.denominator)) + _PLACES + 20
        context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
        exact = context.divide(Decimal(number.numerator), Decimal(number.denominator))
        number = exact.quantize(Decimal(1).scaleb(-_PLACES), context=context)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
