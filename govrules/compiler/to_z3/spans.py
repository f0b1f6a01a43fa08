"""Lengths of time and dates in Z3, within bounds; what the bounds leave open is made exact later.

Months have 28 to 31 days and working days depend on holidays. Such a result is a variable kept
within bounds that always hold, and is remembered as an estimate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import z3

from govrules.compiler.runtime import HOLDS
from govrules.compiler.to_z3.estimates import LAST_DAY, Estimate
from govrules.compiler.to_z3.rails import Bool, Rails, both, either, every, no
from govrules.compiler.to_z3.values import Length, Number, Shared
from govrules.model import calendar, duration
from govrules.model.duration import Duration
from govrules.model.expression import Relation

MONTH = z3.Q(146_097, 4_800)
"""Days of a month on average over 400 years; no run of months is more than 5 days off."""
_MONTH = 146_097 / 4_800
_OFF = 5
_MEAN = {"months": MONTH, "years": MONTH * 12}


@dataclass(slots=True)
class Spans:
    """Makes the variables for what is only estimated, each with its bounds."""

    domain: list[Bool]
    shared: Shared
    estimates: list[Estimate] = field(default_factory=list)

    def _fresh(self) -> Number:
        return z3.FreshInt("span")

    # --- dates ---------------------------------------------------------------------------------

    def moved(self, date: Number, length: Duration, sign: int) -> tuple[Number, Bool]:
        """The date so much later (earlier), and whether it is within the calendar."""
        if not (length.months or length.working_days):
            days = length.days + (length.clear_days + 1 if length.clear_days else 0)
            result = date + sign * days
            return result, both(result >= 1, result <= LAST_DAY)
        return self.shared.once(
            lambda: self._moved(date, length, sign), "moved", date, length, sign
        )

    def _moved(self, date: Number, length: Duration, sign: int) -> tuple[Number, Bool]:
        result, known = self._fresh(), z3.FreshBool("within")
        least, most = _reach(length)
        if sign < 0:
            least, most = -most - _OFF, -least + _OFF
        self.domain += [
            result >= date + least,
            result <= date + most,
            z3.Implies(known, both(result >= 1, result <= LAST_DAY)),
            z3.Implies(no(known), either(date + least < 1, date + most > LAST_DAY)),
        ]

        def exactly(day: int) -> tuple[int | bool, ...] | None:
            if not 1 <= day <= LAST_DAY:
                return None
            move = calendar.add if sign > 0 else calendar.subtract
            found = move(dt.date.fromordinal(day), length)
            return None if found is None else (found.toordinal(), True)

        self.estimates.append(Estimate((date,), (result, known), exactly))
        return result, known

    def elapsed(self, unit: str, start: Number, end: Number) -> Number:
        """Whole units from one date to another."""
        days = end - start
        if unit == "days":
            return days
        return self.shared.once(lambda: self._elapsed(unit, start, end), unit, start, end)

    def _elapsed(self, unit: str, start: Number, end: Number) -> Number:
        days, result = end - start, self._fresh()
        if unit == "working days":
            self.domain += [
                z3.Implies(days >= 0, both(result >= 0, result <= days)),
                z3.Implies(days <= 0, both(result <= 0, result >= days)),
                # at most some thirty holidays and weekend days are lost over any short time
                z3.Implies(days >= 0, result * 2 >= days - 30),
                z3.Implies(days <= 0, result * 2 <= days + 30),
            ]
        else:
            mean = _MEAN[unit]
            self.domain += [
                z3.Implies(days >= 0, result >= 0),
                z3.Implies(days <= 0, result <= 0),
                days >= mean * (result - 1) - _OFF,
                days <= mean * (result + 1) + _OFF,
            ]
        between: dict[str, Callable[[dt.date, dt.date], int]] = {
            "months": calendar.months_between,
            "years": calendar.years_between,
            "working days": calendar.working_days_between,
        }

        def exactly(first: int, last: int) -> tuple[int | bool, ...] | None:
            if not (1 <= first <= LAST_DAY and 1 <= last <= LAST_DAY):
                return None
            return (between[unit](dt.date.fromordinal(first), dt.date.fromordinal(last)),)

        self.estimates.append(Estimate((start, end), (result,), exactly, steps=True))
        return result

    # --- lengths -------------------------------------------------------------------------------

    def compared(self, relation: Relation, left: Length, right: Length) -> Rails:
        """Whether two known lengths stand in a relation; unknown where it depends on the months."""
        known = both(no(left.counted), no(right.counted))
        same_months = left.months == right.months
        by_days = compared_numbers(relation, left.days, right.days)
        if z3.is_false(z3.simplify(same_months)):
            other = self._apart(relation, left, right)
        elif z3.is_true(z3.simplify(same_months)):
            other = Rails(by_days, by_days)
        else:
            apart = self._apart(relation, left, right)
            other = Rails(
                either(both(same_months, by_days), both(no(same_months), apart.true)),
                either(both(same_months, by_days), both(no(same_months), apart.possible)),
            )
        return Rails(both(known, other.true), either(no(known), other.possible))

    def _apart(self, relation: Relation, left: Length, right: Length) -> Rails:
        """The relation of lengths that have different months."""
        of = (left.months, left.days, right.months, right.days)
        return self.shared.once(lambda: self._estimate_apart(relation, left, right), relation, *of)

    def _estimate_apart(self, relation: Relation, left: Length, right: Length) -> Rails:
        true, possible = z3.FreshBool("surely"), z3.FreshBool("maybe")
        low_left, high_left = _estimated(left)
        low_right, high_right = _estimated(right)
        below, above = high_left < low_right, low_left > high_right
        self.domain.append(z3.Implies(true, possible))
        if relation in ("<", "<="):
            self.domain += [z3.Implies(below, true), z3.Implies(above, no(possible))]
        elif relation in (">", ">="):
            self.domain += [z3.Implies(above, true), z3.Implies(below, no(possible))]
        else:
            apart = either(below, above)
            self.domain.append(z3.Implies(apart, no(possible) if relation == "=" else true))
        if right.exact is not None and right.exact.comparable:
            self._exact_when_pure(relation, left, right.exact, Rails(true, possible))

        def exactly(*values: int) -> tuple[int | bool, ...] | None:
            one, other = Duration(values[0], values[1]), Duration(values[2], values[3])
            found = duration.holds(relation, one, other)
            return (found is True, found is not False)

        inputs = (left.months, left.days, right.months, right.days)
        self.estimates.append(Estimate(inputs, (true, possible), exactly))
        return Rails(true, possible)

    def _exact_when_pure(
        self, relation: Relation, left: Length, right: Duration, rails: Rails
    ) -> None:
        """Say exactly what holds of whole months and of whole days: the lengths that people use."""
        for number, other, unit in (
            (left.months, left.days, "months"),
            (left.days, left.months, "days"),
        ):
            exact = _by_number(relation, number, unit, right)
            self.domain += [
                z3.Implies(other == 0, rails.true == exact.true),
                z3.Implies(other == 0, rails.possible == exact.possible),
            ]


def _by_number(relation: Relation, number: Number, unit: str, right: Duration) -> Rails:
    """The relation of so many months (or days) to a constant, by where the answer changes."""
    true, possible = [], []
    for first, last, found in _runs(relation, unit, right):
        ends = [number >= first] if first is not None else []
        ends += [number <= last] if last is not None else []
        within = every(ends)
        if found is True:
            true.append(within)
        if found is not False:
            possible.append(within)
    return Rails(either(*true), either(*possible))


def _runs(
    relation: Relation, unit: str, right: Duration
) -> list[tuple[int | None, int | None, bool | None]]:
    """The runs of counts with one answer. It only changes near the length compared with; outside
    the first and the last counts looked at, it stays as it is there."""
    least, most = duration.span_in_days(right)
    if unit == "months":
        low, high = int(least / _MONTH) - 2, int(most / _MONTH) + 2
    else:
        low, high = least - 2, most + 2
    counts = range(max(0, low), max(0, high) + 1)
    answers = [duration.holds(relation, Duration(**{unit: count}), right) for count in counts]
    runs = []
    start = 0
    for place in range(1, len(counts) + 1):
        if place == len(counts) or answers[place] != answers[start]:
            first = None if start == 0 else counts[start]
            last = None if place == len(counts) else counts[place - 1]
            runs.append((first, last, answers[start]))
            start = place
    return runs


def _reach(length: Duration) -> tuple[int, int]:
    """The least and the most days that a length can move a date."""
    least, most = duration.span_in_days(Duration(length.months, length.days))
    if length.working_days:
        return least + length.working_days, most + 2 * length.working_days + 30
    return least, most


def _estimated(length: Length) -> tuple[Number, Number]:
    """Bounds of the days that a length has, whichever months it is."""
    if length.exact is not None and length.exact.comparable:
        least, most = duration.span_in_days(length.exact)
        return z3.IntVal(least), z3.IntVal(most)
    mean = MONTH * length.months + length.days
    return mean - _OFF, mean + _OFF


def compared_numbers(relation: Relation, left: Number, right: Number) -> Bool:
    found: Bool = HOLDS[relation](left, right)
    return found
