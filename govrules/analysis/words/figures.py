"""Find figures that have no value on days on which the policy that reads them is in force.

A hole between two values validation tells already; here it is about the days before the first and
after the last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from govrules.analysis.finding import Finding, Found
from govrules.analysis.subject import Budget, Subject
from govrules.engine.notes import plain_date
from govrules.language.checking.names import quoted
from govrules.model.policy import Figure, InForce, Policy

CODE = "A202"
_DAY = dt.timedelta(days=1)


def figures_without_value(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Each figure whose values leave a time before the first, or after the last, without any."""
    for policy in subject.policies():
        for figure in policy.figures:
            if figure.values:
                yield from _before(policy, figure)
                yield from _after(policy, figure)


def _before(policy: Policy, figure: Figure) -> Iterator[Finding]:
    """A figure as at a date of the choice may look back to before the policy, so is left aside."""
    first, start = figure.values[0].in_force.start, policy.in_force.start
    if figure.as_at is None and first is not None and start is not None and start < first:
        yield _finding(figure, InForce(start, first - _DAY), policy, 0)


def _after(policy: Policy, figure: Figure) -> Iterator[Finding]:
    last, end = figure.values[-1].in_force.end, policy.in_force.end
    if last is not None and last < dt.date.max and (end is None or last < end):
        yield _finding(figure, InForce(last + _DAY, end), policy, -1)


def _finding(figure: Figure, span: InForce, policy: Policy, value: int) -> Finding:
    assert span.start is not None
    until = "on" if span.end is None else f"until {plain_date(span.end)}"
    return Finding(
        CODE,
        f"{quoted(figure.name)} has no value from {plain_date(span.start)} {until}, "
        f"while {quoted(policy.title)} is in force",
        figure.values[value].place,
        (figure.name,),
        suggestion="add the value for that time, or end the policy with it",
    )
