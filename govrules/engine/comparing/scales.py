"""The points that options may have by one criterion, and the gaps between them.

With what is not known left open, an option's points are highest when its own value is as good and
all others are as bad as may be, and lowest the other way round: on a best-to-worst scale points
never fall when the own value grows, and never grow when another's does. So the ranges are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from heapq import nlargest, nsmallest
from typing import NamedTuple, Protocol

from govrules.engine.comparing.values import INFINITE, Number, Possible

FULL = Fraction(100)
NOTHING = Fraction(0)


class Gap(NamedTuple):
    """The most points that one option may have more than another; `reached` is false where they
    only come nearer and nearer to that many."""

    points: Fraction
    reached: bool = True


class Scale(Protocol):
    """Points from 0 to 100, for the options by their places."""

    def highest(self, option: int) -> Fraction: ...

    def lowest(self, option: int) -> Fraction: ...

    def widest_gap(self, one: int, other: int) -> Gap:
        """From the first to the other; negative where it has fewer at best."""
        ...


class FixedScale:
    """Between ends that the policy names; a value beyond an end counts as that end."""

    def __init__(self, values: Sequence[Possible], low: Fraction, high: Fraction) -> None:
        self._values = values
        self._low, self._high = low, high

    def highest(self, option: int) -> Fraction:
        value = self._values[option]
        return FULL if value.may_lack else self._points(value.high)

    def lowest(self, option: int) -> Fraction:
        value = self._values[option]
        return NOTHING if value.may_lack else self._points(value.low)

    def widest_gap(self, one: int, other: int) -> Gap:
        return Gap(self.highest(one) - self.lowest(other))

    def _points(self, value: Number) -> Fraction:
        within = min(max(value, self._low), self._high)
        return FULL * Fraction(within - self._low) / (self._high - self._low)


class BestToWorst:
    """Between the best and the worst value among the options; all equal have full points.

    `sure` tells which options are certainly compared; others may drop out.
    """

    def __init__(self, values: Sequence[Possible], sure: Sequence[bool]) -> None:
        self._values = values
        self._valued = [n for n, value in enumerate(values) if not value.lacks]
        self._firm = [n for n in self._valued if sure[n] and not values[n].may_lack]

    def highest(self, option: int) -> Fraction:
        own = self._values[option]
        if own.may_lack or own.high == INFINITE:
            return FULL
        worst = _least([own.high], self._lows, option)
        best = _most([own.high], self._firm_lows, option)
        return self._part(own.high, worst, best, at_infinity=FULL)

    def lowest(self, option: int) -> Fraction:
        own = self._values[option]
        if own.may_lack:
            return NOTHING
        best = _most([own.low], self._highs, option)
        worst = _least([own.low], self._firm_highs, option)
        if own.low == -INFINITE:
            return FULL if self._valued == [option] else NOTHING
        return self._part(own.low, worst, best, at_infinity=NOTHING)

    def widest_gap(self, one: int, other: int) -> Gap:
        first, second = self._values[one], self._values[other]
        if first.may_lack or second.may_lack:
            return Gap(self.highest(one) - self.lowest(other))
        high, low = first.high, second.low
        if high >= low:
            if high == INFINITE or low == -INFINITE:
                return Gap(FULL)
            best = _most([high], self._firm_lows, one, other)
            worst = _least([low], self._firm_highs, one, other)
            if best == worst:  # all are equal
                return Gap(NOTHING)
        else:  # one is behind at best, and least so on the widest scale
            best = _most([low], self._highs, one, other)
            worst = _least([high], self._lows, one, other)
            if best == INFINITE or worst == -INFINITE:
                return Gap(NOTHING, reached=False)
        return Gap(FULL * Fraction(high - low) / Fraction(best - worst))

    def _part(
        self, value: Number, worst: Number, best: Number, *, at_infinity: Fraction
    ) -> Fraction:
        if worst == -INFINITE or best == INFINITE:
            return at_infinity
        if worst == best:
            return FULL
        return FULL * Fraction(value - worst) / Fraction(best - worst)

    # the three that lie farthest out are enough, since at most two options are left out

    @cached_property
    def _lows(self) -> list[tuple[Number, int]]:
        return nsmallest(3, ((self._values[n].low, n) for n in self._valued))

    @cached_property
    def _highs(self) -> list[tuple[Number, int]]:
        return nlargest(3, ((self._values[n].high, n) for n in self._valued))

    @cached_property
    def _firm_lows(self) -> list[tuple[Number, int]]:
        return nlargest(3, ((self._values[n].low, n) for n in self._firm))

    @cached_property
    def _firm_highs(self) -> list[tuple[Number, int]]:
        return nsmallest(3, ((self._values[n].high, n) for n in self._firm))


def _most(own: list[Number], others: Iterable[tuple[Number, int]], *leave_out: int) -> Number:
    return max(own + [value for value, option in others if option not in leave_out])


def _least(own: list[Number], others: Iterable[tuple[Number, int]], *leave_out: int) -> Number:
    return min(own + [value for value, option in others if option not in leave_out])
