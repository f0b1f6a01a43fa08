"""Remedies held against every change that could be made, tried one after another."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from govrules.analysis.remedies.find import find_remedies
from govrules.analysis.remedies.sizes import size
from govrules.engine.decider import Decider
from govrules.engine.reference import Evaluation
from govrules.model.decision import Verdict
from tests.analysis.remedies.drawn import VALUES, choices, other_choices, policies
from tests.engine.test_agreement import decider_of

ON = dt.date(2026, 7, 1)
COMPLYING = (Verdict.COMPLIES, Verdict.CONDITIONS)
NOTHING_TO_MEND = (*COMPLYING, Verdict.OUTSIDE)
few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


Measure = tuple[int, Fraction]


def smallest(decider: Decider, choice: dict[str, Any], *, around: bool = False) -> Measure | None:
    """The fewest facts, and then the least size, of all changes that comply, by trying.

    With `around`, of those alone that never take the choice outside the policy, in whatever order
    the facts are changed.
    """

    def verdict(values: dict[str, Any]) -> Verdict:
        return decider.outline(decider.facts_of(values), ON).verdict

    def goes_outside(other: dict[str, Any]) -> bool:
        changed = [key for key in VALUES if other[key] != choice[key]]
        return any(
            verdict(choice | {key: other[key] for key in some}) == Verdict.OUTSIDE
            for count in range(1, len(changed))
            for some in combinations(changed, count)
        )

    for count in range(1, len(VALUES) + 1):
        sizes = [
            sum((size(choice[key], other[key]) for key in VALUES), Fraction(0))
            for other in other_choices(choice, count)
            if verdict(other) in COMPLYING and not (around and goes_outside(other))
        ]
        if sizes:
            return count, min(sizes)
    return None


def measured(choice: dict[str, Any], changes: Any) -> Measure:
    return len(changes), sum((size(each.before, each.after) for each in changes), Fraction(0))


@few
@given(policies(together=False), choices)
def test_no_smaller_change_would_do_and_each_remedy_does(text: str, choice: dict[str, Any]) -> None:
    decider = decider_of(text)
    remedies = find_remedies(decider, choice, ON)
    if remedies.decision.verdict in NOTHING_TO_MEND:
        assert (remedies.found, remedies.nearest) == ((), None)
        return
    assert remedies.settled, remedies.why
    least, around = (smallest(decider, choice, around=each) for each in (False, True))
    for remedy in remedies.found:
        facts = decider.facts_of(remedy.choice)
        assert Evaluation(decider.policy_set, facts, ON).verdict in COMPLYING
        assert all(remedy.choice[each.key] == each.after for each in remedy.changes)
    if not remedies.found:
        assert around is None
    else:
        assert least is not None
        assert least <= measured(choice, remedies.found[0].changes) <= (around or (9, Fraction(0)))
        sizes = [measured(choice, remedy.changes) for remedy in remedies.found]
        assert sizes == sorted(sizes)


@few
@given(policies(together=True), choices)
def test_with_facts_that_are_weighed_against_each_other(text: str, choice: dict[str, Any]) -> None:
    """One fact is then still changed by the least; for several the search says what it tried."""
    decider = decider_of(text)
    remedies = find_remedies(decider, choice, ON)
    if remedies.decision.verdict in NOTHING_TO_MEND:
        return
    least, around = (smallest(decider, choice, around=each) for each in (False, True))
    if remedies.found:
        assert least is not None
        found = measured(choice, remedies.found[0].changes)
        assert found >= least
        if around is not None and (remedies.settled or around[0] == 1):
            assert found <= around
    elif remedies.settled:
        assert around is None


@few
@given(policies(together=False), choices)
def test_what_comes_nearest_is_better_than_the_choice(text: str, choice: dict[str, Any]) -> None:
    decider = decider_of(text)
    remedies = find_remedies(decider, choice, ON)
    if remedies.nearest is None:
        return
    assert not remedies.found
    now, then = remedies.decision, remedies.nearest.decision
    breached = [sum(f.status == "breached" for f in each.findings) for each in (now, then)]
    assert then.verdict != now.verdict or breached[1] < breached[0]
