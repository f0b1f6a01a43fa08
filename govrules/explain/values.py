"""Say canonical values in plain words: £420,000, 12.5%, 4 years, 3 July 2026, yes, "some text"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.engine.notes import plain_date
from govrules.engine.reference.values import UNKNOWN
from govrules.explain.safe import shortened
from govrules.model.facts import NONE
from govrules.model.numbers import money_text, number_text, percentage_text
from govrules.model.types import MoneyType, PercentageType, TextType, Type

NOT_GIVEN = "not given"
NOT_KNOWN = "not known"
_LONGEST_TEXT = 300
_MOST_NAMES = 20
_MOST_DIGITS = 60


def say(value: Any, kind: Type | None = None) -> str:
    """The value in words; UNKNOWN is "not known" and NONE "none"."""
    if value is UNKNOWN or value is None:
        return NOT_KNOWN
    if value is NONE:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, Decimal, Fraction)):
        return _number(value, kind)
    if isinstance(value, dt.date):
        return plain_date(value)
    if isinstance(value, str):
        return say_text(value) if isinstance(kind, TextType) else shortened(value, _LONGEST_TEXT)
    if isinstance(value, frozenset):
        return _names(sorted(value)) if value else "none of them"
    if isinstance(value, Mapping):
        return _names(list(value)) if value else "no names"
    if isinstance(value, tuple):
        return f"{len(value):,} {'entry' if len(value) == 1 else 'entries'}"
    return shortened(str(value), _LONGEST_TEXT)


def say_text(text: str) -> str:
    return f"“{shortened(text, _LONGEST_TEXT)}”"


def _number(value: int | Decimal | Fraction, kind: Type | None) -> str:
    try:
        if isinstance(kind, MoneyType):
            text = money_text(value)
        elif isinstance(kind, PercentageType):
            text = percentage_text(value)
        else:
            text = number_text(value)
    except (ValueError, ArithmeticError):
        return "a number too long to show"
    return text if len(text) <= _MOST_DIGITS else "a number too long to show"


def _names(names: list[str]) -> str:
    shown = ", ".join(shortened(name, _LONGEST_TEXT) for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {more:,} more" if more > 0 else shown
