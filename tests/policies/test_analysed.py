"""Every policy that comes with govrules is analysed: what is found, it accepts with a reason.

The solver looks at a few of them here; `make analyse` lets it look at all.
"""

from __future__ import annotations

from functools import cache

import pytest

from govrules.analysis.analyse import Report
from govrules.library import load
from tests.policies.catalogue import NORWICH, POLICIES

SYSTEMS = POLICIES / "systems"
BY_SOLVER = (
    NORWICH,
    POLICIES / "councils" / "lambeth" / "contract-rules.policy",
    SYSTEMS / "commissioning-function" / "who-commissions.policy",
)


@cache
def without_solver() -> Report:
    return load(POLICIES, cache=False).analyse(solver=False, each=True)


def test_each_policy_is_free_of_findings_but_for_those_it_accepts() -> None:
    report = without_solver()
    assert [f"{found.place} {found.code} {found.message}" for found in report.findings] == []
    assert report.unsettled == ()
    assert report.is_whole


def test_some_findings_are_accepted_so_that_the_looking_is_not_in_vain() -> None:
    accepted = without_solver().accepted
    assert {"A203", "A304"} <= {each.finding.code for each in accepted}
    assert all(len(each.because) > 20 for each in accepted)


@pytest.mark.parametrize("file", BY_SOLVER, ids=lambda file: file.stem)
def test_the_solver_finds_nothing_else_in_some(file: object) -> None:
    rulebook = load(str(file), search=[POLICIES / "england"], cache=False)
    report = rulebook.analyse(rulebook.titles_in([str(file)]), seconds=5)
    assert [f"{found.place} {found.code} {found.message}" for found in report.findings] == []
    assert report.is_whole
