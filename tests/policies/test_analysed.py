"""Every policy that comes with govrules is analysed, by the solver too: what is found, it accepts
with a reason. `make analyse` tells it all."""

from __future__ import annotations

from govrules.library import load
from tests.policies.catalogue import POLICIES


def test_each_policy_is_free_of_findings_but_for_those_it_accepts() -> None:
    report = load(POLICIES, cache=False).analyse(seconds=20, in_all=3600, each=True)
    assert [f"{found.place} {found.code} {found.message}" for found in report.findings] == []
    assert report.unsettled == ()
    assert report.is_whole


def test_some_findings_are_accepted_so_that_the_looking_is_not_in_vain() -> None:
    accepted = load(POLICIES, cache=False).analyse(solver=False, each=True).accepted
    assert {"A203", "A304"} <= {each.finding.code for each in accepted}
    assert all(len(each.because) > 20 for each in accepted)
