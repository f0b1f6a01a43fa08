"""What a criterion's value may yet be: one number, any within bounds, or no value at all.

Values are turned so that higher is always better.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from govrules.engine.reference.values import UNKNOWN, in_units
from govrules.model.expression import TermValue
from govrules.model.facts import NONE
from govrules.model.policy import Criterion
from govrules.model.types import NumberType, PercentageType

Number = Fraction | float
"""Exact, or one of the two infinities."""
INFINITE = math.inf


@dataclass(frozen=True, slots=True)
class Possible:
    """All numbers from `low` to `high`; with `may_lack`, perhaps no value; with `lacks`, none."""

    low: Number
    high: Number
    may_lack: bool = False
    lacks: bool = False

    @property
    def known(self) -> bool:
        return self.low == self.high and not self.may_lack


LACKING = Possible(-INFINITE, INFINITE, may_lack=True, lacks=True)


def possible(value: Any, criterion: Criterion) -> Possible:
    """What a canonical value, NONE or UNKNOWN leaves possible for a criterion."""
    if value is NONE:
        return LACKING
    if value is UNKNOWN:
        found = _within_type(criterion)
    else:
        number = in_units(value, criterion.value.type)
        found = Possible(number, number)
    return found if criterion.higher_is_better else turned(found)


def turned(values: Possible) -> Possible:
    return Possible(-values.high, -values.low, values.may_lack, values.lacks)


def _within_type(criterion: Criterion) -> Possible:
    """The bounds that a term's type declares; what is worked out has none."""
    value = criterion.value
    if not isinstance(value, TermValue) or value.term.worked_out_by is not None:
        # what a definition gives may also be none, where it is the first known of several
        return Possible(-INFINITE, INFINITE, may_lack=True)
    low: Number = -INFINITE
    high: Number = INFINITE
    kind = value.term.type
    if isinstance(kind, NumberType | PercentageType):
        low = low if kind.low is None else in_units(kind.low, kind)
        high = high if kind.high is None else in_units(kind.high, kind)
    return Possible(low, high, may_lack=value.term.or_none)
