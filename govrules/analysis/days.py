"""Choose the days on which a policy is looked at: one for each period with the same figures."""

from __future__ import annotations

import datetime as dt

from govrules.model.policy import InForce, Policy, PolicySet

_DAY = dt.timedelta(days=1)
_PLAIN = dt.date(2026, 6, 1)
"""The day for policies that name none, so that the same is told every time."""


def days_of(policy_set: PolicySet, policy: Policy) -> tuple[dt.date, ...]:
    """A day of each period while the policy is in force, the latest first.

    A period begins where a rule, a policy or a value of a figure begins or has ended.
    """
    starts = {start for each in _spans(policy_set) for start in _starts(each)}
    within = sorted((day for day in starts if policy.in_force.on(day)), reverse=True)
    if not within:
        return (policy.in_force.start or policy.in_force.end or _PLAIN,)
    before = within[-1] - _DAY if within[-1] > dt.date.min else within[-1]
    return (*within, before) if policy.in_force.on(before) and before not in within else (*within,)


def _spans(policy_set: PolicySet) -> list[InForce]:
    found: list[InForce] = []
    for policy in policy_set.policies:
        found.append(policy.in_force)
        found += [rule.in_force for rule in policy.rules]
        for figure in policy.figures:
            found += [value.in_force for value in figure.values]
    return found


def _starts(span: InForce) -> list[dt.date]:
    found = [] if span.start is None else [span.start]
    if span.end is not None and span.end < dt.date.max:
        found.append(span.end + _DAY)
    return found
