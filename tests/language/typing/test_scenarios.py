"""Scenarios: the choice that they give, as JSON would, and what they expect."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from govrules.model.scenario import (
    ExpectedDecider,
    ExpectedDuty,
    ExpectedSignOff,
    ExpectedStatus,
    ExpectedTerm,
    ExpectedVerdict,
    Scenario,
)
from tests.language.typing.policy_texts import DEPARTURES, VOCABULARY, codes, load, policy

RULES = (
    VOCABULARY
    + """\
Vocabulary
  monitoring is one of: light touch, enhanced
Define contested if bidders is at least 2
Define value per bidder as net value divided by bidders
Rule C1: contested
  bidders should be at least 3
Rule C2: urgent
  if the Cabinet is satisfied that "it cannot wait"
  then the council may award the contract
Table T1: how closely
  first row that applies
  | risk || monitoring  |
  | low  || light touch |
  | any  || enhanced    |
Duties D1: after a decision to award the contract
  the director must publish "the decision" within 2 working days
  the director must tell "the bidders" within 1 week
"""
)


def scenario(*lines: str) -> Scenario:
    text = RULES + 'Scenario "S"\n' + "".join(f"  {line}\n" for line in lines) + DEPARTURES
    (typed,) = policy(text).scenarios
    return typed


def codes_of(*lines: str) -> list[str]:
    text = RULES + 'Scenario "S"\n' + "".join(f"  {line}\n" for line in lines) + DEPARTURES
    return [code for code in codes(load(text)) if not code.startswith("P5")]


def given(*facts: str) -> dict[str, Any]:
    first, *others = facts
    return scenario(f"given {first}", *(f"and {fact}" for fact in others), "expect complies").choice


@pytest.mark.parametrize(
    ("fact", "key", "value"),
    [
        ("net value is £420,000", "net_value", "420000.00"),
        ("net value is £1,234.56", "net_value", "1234.56"),
        ("net value is £1.5 million", "net_value", "1500000.00"),
        ("bidders is 3", "bidders", "3"),
        ("score is 62.5", "score", "62.5"),
        ("discount is 12.5%", "discount", "12.5"),
        ("contract length is 4 years", "contract_length", "4 years"),
        ("contract length is 1 month", "contract_length", "1 month"),
        ("start is 3 July 2026", "start", "2026-07-03"),
        ("local is yes", "local", True),
        ("local is no", "local", False),
        ("provider form is in-house team", "provider_form", "in-house team"),
        ('service area is "adult social care"', "service_area", "adult social care"),
        ("last contract is none", "last_contract", None),
        ("reserved for is small firms", "reserved_for", ["small firms"]),
        ("reserved for is none", "reserved_for", []),
        ("weights is none", "weights", {}),
        ('weights for "price" is 60%', "weights", {"price": "60"}),
    ],
)
def test_facts_are_given_as_json_would(fact: str, key: str, value: object) -> None:
    assert given(fact) == {key: value}


def test_entries_of_a_table_come_together() -> None:
    choice = given('weights for "price" is 60%', 'weights for "quality" is 40%')
    assert choice == {"weights": {"price": "60", "quality": "40"}}


def test_a_list_is_a_table_of_its_fields() -> None:
    typed = scenario(
        "given bids are",
        "  | bidder   | price   | is local  |",
        '  | "Acorn"  | £5,000  | yes       |',
        '  | "Beech"  | £6,500  | not given |',
        "expect complies",
    )
    assert typed.choice == {
        "bids": [
            {"bidder": "Acorn", "price": "5000.00", "is_local": True},
            {"bidder": "Beech", "price": "6500.00"},
        ]
    }


def test_what_is_proposed_judged_and_recorded() -> None:
    choice = given(
        "the council proposes to award the contract",
        'the Cabinet is satisfied that "it cannot wait"',
        'the Cabinet departs from C1 because "there is one bidder"',
        'reasons are recorded for C1: "there is one bidder"',
        "the director has signed off",
        "duty D1 is done",
    )
    assert choice == {
        "acts": ["award the contract"],
        "judgements": {"it cannot wait": {"value": True, "by": "Cabinet"}},
        "departures": [{"rule": "C1", "by": "Cabinet", "reasons": "there is one bidder"}],
        "reasons": {"C1": "there is one bidder"},
        "sign_offs": ["director"],
        "duties_done": ["D1"],
    }


def test_proposing_nothing_is_not_the_same_as_not_saying() -> None:
    assert given("the council proposes no act") == {"acts": []}


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("net value is 420000", "P317"),
        ("net value is £5 including VAT", "P317"),
        ("score is 101", "P316"),
        ("score is -1", "P316"),
        ("provider form is charity", "P204"),
        ("start is none", "P307"),
        ("bider is 3", "P203"),
        ("monitoring is enhanced", "P320"),
        ("contested is yes", "P320"),
        ('the Cabinet is satisfied that "it can not wait"', "P207"),
        ("the council proposes to award a contract", "P205"),
        ('reasons are recorded for C9: "none"', "P208"),
        ('the Cabinet departs from C9 because "x"', "P208"),
        ("duty D9 is done", "P208"),
        ('bidders for "price" is 3', "P312"),
        ("bids is 3", "P317"),
    ],
)
def test_facts_that_cannot_be_given(fact: str, code: str) -> None:
    assert codes_of(f"given {fact}", "expect complies") == [code]


@pytest.mark.parametrize(("score", "fits"), [("0", True), ("100", True), ("100.01", False)])
def test_the_bounds_themselves_may_be_given(score: str, fits: bool) -> None:
    assert codes_of(f"given score is {score}", "expect complies") == ([] if fits else ["P316"])


def test_a_fact_is_given_once() -> None:
    assert codes_of("given bidders is 3", "and bidders is 4", "expect complies") == ["P222"]


def test_everything_that_can_be_expected() -> None:
    typed = scenario(
        "on 3 July 2026",
        "given bidders is 3",
        "expect cannot be decided without risk",
        "expect C1 met",
        "expect C1 displaced by C2",
        "expect contested is yes",
        "expect value per bidder is £4.20",
        "expect monitoring cannot be decided without risk",
        "expect the Cabinet decides",
        "expect sign-off by the director",
        "expect duty D1.2 by 7 July 2026",
    )
    assert typed.on == dt.date(2026, 7, 3)
    verdict, met, displaced, yes, value, undecided, decider, sign_off, duty = typed.expect
    assert isinstance(verdict, ExpectedVerdict)
    assert (verdict.verdict, verdict.without) == ("cannot be decided", ("risk",))
    assert isinstance(met, ExpectedStatus)
    assert (met.rule, met.status, met.by) == ("C1", "met", None)
    assert isinstance(displaced, ExpectedStatus)
    assert displaced.by == "C2"
    assert isinstance(yes, ExpectedTerm)
    assert yes.value is not None
    assert (yes.key, yes.value.value) == ("contested", True)
    assert isinstance(value, ExpectedTerm)
    assert value.value is not None
    assert (value.key, str(value.value.value)) == ("value_per_bidder", "4.20")
    assert isinstance(undecided, ExpectedTerm)
    assert (undecided.key, undecided.value, undecided.without) == ("monitoring", None, ("risk",))
    assert isinstance(decider, ExpectedDecider)
    assert isinstance(sign_off, ExpectedSignOff)
    assert (decider.role, sign_off.role) == ("Cabinet", "director")
    assert isinstance(duty, ExpectedDuty)
    assert (duty.label, duty.by) == ("D1.2", dt.date(2026, 7, 7))


@pytest.mark.parametrize(
    ("expectation", "code"),
    [
        ("C9 met", "P208"),
        ("C1 displaced by C9", "P208"),
        ("bidders is 3", "P332"),
        ("contested is 3", "P317"),
        ("monitoring is lax", "P204"),
        ("monitoring cannot be decided without rsk", "P203"),
        ("duty D1.3", "P208"),
        ("contestd is yes", "P203"),
    ],
)
def test_expectations_that_cannot_be_met(expectation: str, code: str) -> None:
    assert codes_of("given bidders is 3", f"expect {expectation}") == [code]
