"""Find duties that cannot be done in time: they last longer than the time there is for them."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.analysis.finding import Finding, Found
from govrules.analysis.subject import Budget, Subject
from govrules.model.policy import Deadline, Duty, Policy

CODE = "A205"
_LEAST = {"day": 1, "clear day": 1, "week": 7, "month": 28, "year": 365, "working day": 1}
_MOST = {"day": 1, "week": 7, "month": 31, "year": 366}
"""So many days each has at least, and at most. Working and clear days may take any number more,
so that nothing is said of a deadline that counts them."""


def duties_out_of_time(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Each duty that must last longer than its own deadline, or than its policy is in force."""
    for policy in subject.policies():
        for duty in policy.duties:
            found = _of_duty(policy, duty)
            if found is not None:
                yield found


def _of_duty(policy: Policy, duty: Duty) -> Finding | None:
    lasting = duty.lasting
    if lasting is None:
        return None
    least = _LEAST[lasting.unit] * lasting.count
    most = None if duty.within is None else _days(duty.within)
    if most is not None and least > most:
        why = f"it must last {lasting}, and be done within {duty.within}"
        return _finding(duty, why, "shorten what it asks for, or give it more time")
    start, end = policy.in_force.start, policy.in_force.end
    if duty.timing == "before" and start is not None and end is not None:
        days = (end - start).days
        if least > days:
            why = f'it must last {lasting} before a decision, and "{policy.title}" is in force for'
            return _finding(duty, f"{why} {days} days", "check the dates of the policy")
    return None


def _days(within: Deadline) -> int | None:
    return _MOST[within.unit] * within.count if within.unit in _MOST else None


def _finding(duty: Duty, why: str, suggestion: str) -> Finding:
    return Finding(
        CODE,
        f"duty {duty.label} cannot be done in time: {why}",
        duty.place,
        (duty.label,),
        suggestion=suggestion,
    )
