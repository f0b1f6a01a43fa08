"""Exact numbers: what a number, an amount of money or a percentage stands for, and its printing.

A number is an `int` when it is whole, else a `Decimal` without idle zeros. It has at most 18 digits
before the point and 12 after it. A binary float counts as the shortest decimal that stands for it
(`0.1` is one tenth), since that is what its writer wrote.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any

from govrules.model.unreadable import UnreadableError, shown

Exact = int | Decimal

DIGITS_BEFORE = 18
DIGITS_AFTER = 12
LIMIT = 10**DIGITS_BEFORE
_MOST_DIGITS = 1000
_MOST_BITS = 4096
"""Of the whole numbers of a fraction: some 1,200 digits."""
_WIDE = Context(prec=_MOST_DIGITS)
_PENCE = Context(prec=100, rounding=ROUND_HALF_UP)

_PLAIN = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?"
_SCALES = {
    "": 1,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
}
_NUMBER = re.compile(rf"([-−]?)({_PLAIN})(?:\s+(thousand|million|billion))?", re.IGNORECASE)
_POUNDS = re.compile(
    rf"([-−]?)£\s?([-−]?)({_PLAIN})(?:\s*(thousand|million|billion|k|m|bn))?", re.IGNORECASE
)
_PERCENT = re.compile(rf"([-−]?)({_PLAIN})\s*(?:%|per\s?cent)", re.IGNORECASE)
_LONGEST = 60


def exact(value: int | float | Decimal) -> Exact:
    """The number in its one canonical form. Raises UnreadableError if not finite or too long."""
    if isinstance(value, bool):
        raise UnreadableError(f"{shown(value)} is not a number")
    if isinstance(value, int):
        if -LIMIT < value < LIMIT:
            return int(value)
        raise UnreadableError(f"a number may have at most {DIGITS_BEFORE} digits before the point")
    number = Decimal(repr(float(value))) if isinstance(value, float) else value
    if not number.is_finite():
        raise UnreadableError(f"{shown(value)} is not a number")
    if not number:
        return 0
    if number.adjusted() >= DIGITS_BEFORE:
        raise UnreadableError(f"a number may have at most {DIGITS_BEFORE} digits before the point")
    return _within_digits(number)


def _within_digits(number: Decimal) -> Exact:
    """The canonical form of a finite number other than 0 that is not too large."""
    if number.adjusted() < -DIGITS_AFTER or len(number.as_tuple().digits) > _MOST_DIGITS:
        raise UnreadableError(f"a number may have at most {DIGITS_AFTER} digits after the point")
    trimmed = _WIDE.normalize(number)
    exponent = trimmed.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DIGITS_AFTER:
        raise UnreadableError(f"a number may have at most {DIGITS_AFTER} digits after the point")
    return int(trimmed) if trimmed == trimmed.to_integral_value() else trimmed


def is_too_long(number: int | Decimal | Fraction) -> bool:
    """Whether a result has more digits than anybody could read or wait for."""
    if isinstance(number, int):
        return number.bit_length() > _MOST_BITS
    top, bottom = number.as_integer_ratio()
    return top.bit_length() > _MOST_BITS or bottom.bit_length() > _MOST_BITS


def read_number(value: Any) -> Exact:
    """A plain number: 420000, 420000.00, "420,000", "2.5 million". Raises UnreadableError."""
    if isinstance(value, str):
        text = _tidy(value)
        if match := _NUMBER.fullmatch(text):
            sign, digits, scale = match.groups()
            return _number_from(sign, digits, scale)
        raise UnreadableError(_why_not_number(text, "a number", "420000 or 0.25"))
    return _bare(value, "a number")


def read_money(value: Any) -> Exact:
    """An amount in pounds: 420000, "£420,000", "£5 million", "£1.5m". Raises UnreadableError."""
    if isinstance(value, str):
        text = _tidy(value)
        if match := _NUMBER.fullmatch(text):
            sign, digits, scale = match.groups()
            return _number_from(sign, digits, scale)
        match = _POUNDS.fullmatch(text)
        if match and not match[4] and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", match[3]):
            instead = f"£{match[3].replace('.', ',')}"
            raise UnreadableError(
                f'{shown(text)} may be thousands or parts of a penny; write "{instead}", or a '
                "number without quotes"
            )
        if match and not (match[1] and match[2]):
            return _number_from(match[1] or match[2], match[3], match[4])
        raise UnreadableError(_why_not_number(text, "an amount in pounds", '420000 or "£420,000"'))
    return _bare(value, "an amount in pounds")


def read_percentage(value: Any) -> Exact:
    """Per cent: 12, "12" and "12%" all stand for 12%. Raises UnreadableError."""
    if isinstance(value, str):
        text = _tidy(value)
        if match := _PERCENT.fullmatch(text):
            return _number_from(match[1], match[2], None)
        if match := _NUMBER.fullmatch(text):
            return _number_from(match[1], match[2], match[3])
        raise UnreadableError(_why_not_number(text, "a percentage", '12 or "12%"'))
    return _bare(value, "a percentage")


def _bare(value: Any, wanted: str) -> Exact:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return exact(value)
    raise UnreadableError(f"{shown(value)} is not {wanted}")


def _tidy(text: str) -> str:
    if len(text) > _LONGEST:
        raise UnreadableError(f"{shown(text)} is too long for a number")
    return text.strip()


def _number_from(sign: str, digits: str, scale: str | None) -> Exact:
    number = Decimal(digits.replace(",", ""))
    scaled = _PENCE.multiply(number, Decimal(_SCALES[(scale or "").lower()]))
    return exact(scaled.copy_negate() if sign else scaled)


def _why_not_number(text: str, wanted: str, example: str) -> str:
    if text and re.fullmatch(r"[-−]?£?[0-9][0-9,.]*", text) and "," in text:
        return f"the commas of {shown(text)} do not part off thousands; write {example}"
    if re.fullmatch(r"[-−]?£?[0-9.]+[eE][-+]?[0-9]+", text):
        return f"{shown(text)} may have lost digits; write it out, such as {example}"
    return f"{shown(text)} is not {wanted}; write it as {example}"


def number_text(value: int | Decimal | Fraction) -> str:
    """The number as a policy writes it: `1,234.5`; a fraction without end is cut, with "…"."""
    if isinstance(value, Fraction):
        return _fraction_text(value)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{_PENCE.normalize(value):,f}"


def _fraction_text(value: Fraction) -> str:
    number = _PENCE.divide(Decimal(value.numerator), Decimal(value.denominator))
    if Fraction(number) == value:
        return number_text(number)
    cut = number.quantize(Decimal("0.000001"), context=_PENCE)
    return f"{cut:,f}…"


def money_text(value: int | Decimal | Fraction) -> str:
    """The amount as `£1,234.56` or, in whole pounds, `£1,234`; parts of a penny are kept."""
    sign = "-" if value < 0 else ""
    # the sign is taken off the text, as turning a Decimal's sign would round it to 28 digits
    whole, point, part = number_text(value).removeprefix("-").partition(".")
    # three digits after the point would be taken for thousands
    width = 4 if len(part) == 3 and whole != "0" and len(whole) <= 3 else 2
    return f"{sign}£{whole}{point}{part.ljust(width, '0') if point else ''}"


def percentage_text(value: int | Decimal | Fraction) -> str:
    """The percentage as `12.5%`."""
    return f"{number_text(value)}%"
