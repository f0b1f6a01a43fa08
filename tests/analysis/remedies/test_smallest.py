"""Remedies held against every change that could be made, tried one after another."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
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
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def smallest(decider: Decider, choice: dict[str, Any]) -> tuple[int, Fraction] | None:
    """The fewest facts, and then the least size, of all changes that comply, by trying."""
    for count in range(1, len(VALUES) + 1):
        sizes = [
            sum((size(choice[key], other[key]) for key in VALUES), Fraction(0))
            for other in other_choices(choice, count)
            if decider.outline(decider.facts_of(other), ON).verdict in COMPLYING
        ]
        if sizes:
            return count, min(sizes)
    return None


def measured(choice: dict[str, Any], changes: Any) -> tuple[int, Fraction]:
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
    wanted = smallest(decider, choice)
    assert bool(remedies.found) == (wanted is not None)
    for remedy in remedies.found:
        facts = decider.facts_of(remedy.choice)
        assert Evaluation(decider.policy_set, facts, ON).verdict in COMPLYING
        assert all(remedy.choice[each.key] == each.after for each in remedy.changes)
    if wanted is not None:
        assert measured(choice, remedies.found[0].changes) == wanted
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
    wanted = smallest(decider, choice)
    if remedies.found:
        assert wanted is not None
        found = measured(choice, remedies.found[0].changes)
        assert found >= wanted
        if remedies.settled or wanted[0] == 1:
            assert found == wanted
    elif remedies.settled:
        assert wanted is None


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
