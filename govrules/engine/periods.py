"""Cut time into periods with the same rules in force and the same figures."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator

from govrules.compiler.from_policy import PolicyLogic
from govrules.model.kleene import FALSE, TRUE
from govrules.model.policy import InForce, PolicySet

_DAY = dt.timedelta(days=1)


class Periods:
    """The periods of a policy set, numbered in order of time."""

    def __init__(self, policy_set: PolicySet) -> None:
        starts = {
            date
            for in_force in _dates(policy_set)
            for date in (in_force.start, _day_after(in_force.end))
            if date is not None
        }
        self._starts = sorted(starts)

    @property
    def starts(self) -> tuple[dt.date, ...]:
        """The first day of each period but the earliest."""
        return tuple(self._starts)

    def number(self, date: dt.date) -> int:
        """The period that a date is in."""
        return bisect_right(self._starts, date)

    def day_in(self, number: int) -> dt.date:
        """A day of the period."""
        return self._starts[number - 1] if number else dt.date.min


def _day_after(end: dt.date | None) -> dt.date | None:
    return None if end is None or end == dt.date.max else end + _DAY


def _dates(policy_set: PolicySet) -> Iterator[InForce]:
    for policy in policy_set.policies:
        yield policy.in_force
        yield from (rule.in_force for rule in policy.rules)
        for figure in policy.figures:
            if figure.as_at is None:
                yield from (value.in_force for value in figure.values)


def records_in_force(logic: PolicyLogic, date: dt.date) -> dict[str, int]:
    """The records that tell whether rules and policies are in force on a date."""
    settled = {
        logic_of.in_force: TRUE
        if logic_of.policy.in_force.on(date) and logic_of.rule.in_force.on(date)
        else FALSE
        for logic_of in logic.rules
    }
    for policy in logic.policy_set.policies:
        settled[f"in force policy {policy.title}"] = TRUE if policy.in_force.on(date) else FALSE
    return settled
