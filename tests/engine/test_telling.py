"""Decisions are told from what durable-rules decided; the reference is hardly ever needed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import govrules
from govrules.engine.decider import Decider
from govrules.model.decision import Decision

POLICIES = Path(__file__).parents[2] / "policies"
POLICY = """Policy "Told" version 1
  authority: council policy
  adopted by Full Council on 1 April 2026
Vocabulary
  amount is money
  size is a number
  fee is money
  urgent is yes or no
  bids is a list with: price (money)
  options is a number
  assume options is 3 if not given
  assume fee is £5 if not given
  acts: award the contract, end the service
  roles: the council, the Cabinet, the corporate director, the monitoring officer
Figure limit
  £100 from 1 April 2024
Define each as amount divided by size
Rule R1: a ceiling
  if urgent
  then amount must be at most the limit
Rule R2, despite R1: a way out
  if options is at least 3
  then the council may award the contract for at most 6 months
  with sign-off by the monitoring officer
Rule R3: compare
  if each is more than £10
  then number of bids should be at least 2
Departures
  council policy may be departed from by the Cabinet with recorded reasons
Duties D1: after a decision to award the contract
  the monitoring officer must publish "the record" within 2 working days
Who decides
  the Cabinet if amount is at least £150
  otherwise the corporate director
  the monitoring officer signs off if any bids where price is more than fee
"""
ON = dt.date(2026, 7, 3)


@pytest.fixture(scope="module")
def decider() -> Decider:
    return govrules.loads(POLICY, cache=False)._decider


def told_without_reference(
    decider: Decider, choice: dict[str, Any], on: dt.date, monkeypatch: pytest.MonkeyPatch
) -> Decision | None:
    """The decision; None where the reference evaluator had to tell it."""

    class AskedError(Exception):
        pass

    def asked(*_: object) -> Decision:
        raise AskedError

    expected = decider.decide_by_reference(decider.facts_of(choice), on)
    with monkeypatch.context() as patch:
        patch.setattr(decider, "_told_by_reference", asked)
        try:
            decision = decider.decide(choice, on)
        except AskedError:
            return None
    assert decision.to_json() == expected.to_json()
    return decision


COMPLETE = {"amount": 90, "size": 1, "urgent": True, "fee": 5, "bids": [{"price": 1}]}
DEPARTURE = {"rule": "R1", "by": "the Cabinet", "reasons": "x"}


@pytest.mark.parametrize(
    ("choice", "what"),
    [
        ({"fee": 5}, "needs"),
        (COMPLETE, "conditions"),
        ({**COMPLETE, "acts": ["award the contract"]}, "duties"),
        ({**COMPLETE, "amount": 150}, "decided_by"),
        (COMPLETE, "assumptions"),
        (
            {**COMPLETE, "departures": [DEPARTURE]},
            "terms",
        ),
        ({**COMPLETE, "departures": [{"rule": "R1", "by": "somebody"}]}, "notes"),
        ({**COMPLETE, "sign_offs": ["monitoring officer"], "duties_done": ["D1"]}, "sign_offs"),
        ({**COMPLETE, "reasons": {"R3": "only one came"}}, "conditions"),
    ],
)
def test_all_that_a_decision_can_hold_is_told(
    decider: Decider, choice: dict[str, Any], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = told_without_reference(decider, choice, ON, monkeypatch)
    assert decision is not None
    assert getattr(decision, what)


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param({**COMPLETE, "size": 0}, id="a division by zero is noted"),
        pytest.param(
            {key: COMPLETE[key] for key in ("amount", "bids")},
            id="a default is used only if there are bids",
        ),
    ],
)
def test_what_depends_on_how_values_were_come_by_is_told_by_the_reference(
    decider: Decider, choice: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told_without_reference(decider, choice, ON, monkeypatch) is None
    assert decider.decide(choice, ON).verdict


def test_a_figure_without_a_value_on_the_day_is_told_as_the_reference_does(
    decider: Decider, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = told_without_reference(decider, COMPLETE, dt.date(2024, 3, 31), monkeypatch)
    assert decision is not None
    assert decision.notes == ('"limit" has no value in force on 31 March 2024',)


@pytest.mark.parametrize("folder", ["councils/norwich", "systems/easy-council"])
def test_the_scenarios_of_shipped_policies_hardly_need_the_reference(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    decider = govrules.load(POLICIES / folder)._decider
    scenarios = [
        scenario
        for policy in decider.policy_set.policies
        for scenario in policy.scenarios
        if not scenario.options and scenario.contracts is None
    ][::7]
    told = [
        told_without_reference(decider, dict(each.choice), each.on or ON, monkeypatch)
        for each in scenarios
    ]
    assert len(told) > 10
    assert told.count(None) <= len(told) // 10  # a figure had no value yet on a date that was given
