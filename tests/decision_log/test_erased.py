"""What is decided without what was erased is as it was with it, or it is said to be needed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import govrules
from govrules.decision_log.erased import asked_if_known, needed, without_erased
from govrules.decision_log.impact import Case, Impact, impact
from govrules.decision_log.personal import commitment, commitments_in
from govrules.errors import ChoiceError
from govrules.model.decision import Decision, Verdict
from govrules.model.facts import RESERVED
from tests.engine.test_agreement import decider_of
from tests.strategies.sound import choices, decision_dates, policy_texts

ON = dt.date(2026, 7, 3)
ERASED = commitment(b"salt", "value")
POLICY = """Policy "Direct payments" version 1
  authority: council policy

Vocabulary
  date of birth is a date, held as personal data
  income is money, held as personal data
  savings is money, held as personal data
  phone is text, held as personal data
  weekly amount is money
  acts: make the payment

{defined}
Rule B1: large payments
  if weekly amount is at least £500
  then the council must not make the payment

{rule}
Departures
  council policy may be departed from by the Cabinet
  council policy may be departed from by the mayor
"""
SMALL: dict[str, Any] = {"weekly_amount": 100, "acts": ["make the payment"]}
LARGE: dict[str, Any] = {"weekly_amount": 600, "acts": ["make the payment"]}
PENSION = "Rule B2: pensions\n  if date of birth is before 1 January 1960\n"
STRICT = PENSION + "  then the council must not make the payment\n"


def under(choice: dict[str, Any], rule: str = "", defined: str = "") -> Impact:
    draft = govrules.loads(POLICY.format(rule=rule, defined=defined), cache=False)
    case = Case("entry 0", choice, ON, {"verdict": "complies", "findings": []})
    return impact([case], draft.check, policies=draft.policy_set)


def verdict(choice: dict[str, Any], rule: str = "", defined: str = "") -> str | None:
    """The one verdict; None where the choice is left out."""
    found = under(choice, rule, defined)
    assert found.decided.count + len(found.not_decided) == 1
    return next((after for _, after in found.verdicts), None)


def test_a_fact_that_the_draft_does_not_read_is_not_missed() -> None:
    assert verdict(SMALL | {"phone": ERASED}) == Verdict.OUTSIDE
    assert verdict(LARGE | {"phone": ERASED}) == Verdict.DOES_NOT_COMPLY


def test_a_fact_that_decides_is_needed() -> None:
    found = under(SMALL | {"date_of_birth": ERASED, "phone": ERASED}, STRICT)
    (left_out,) = found.not_decided
    assert left_out.reason == "personal values of the choice were erased: date_of_birth"
    assert verdict(SMALL | {"date_of_birth": "1950-01-01"}, STRICT) == Verdict.DOES_NOT_COMPLY


def test_a_fact_that_the_figures_worked_out_of_it_wait_for_alone_is_not_needed() -> None:
    defined = "Define yearly income as income times 52\n"
    assert verdict(LARGE | {"income": ERASED}, "", defined) == Verdict.DOES_NOT_COMPLY


@pytest.mark.parametrize(
    "defined",
    [
        "Define means as first known of income, savings\n",
        "Define told if income is known\nDefine means as savings\n",
        "Define all income as income plus £1\nDefine means as first known of all income, savings\n",
        "Assume income is £5 if not given\nDefine means as income\n",
    ],
)
def test_a_draft_that_asks_whether_it_is_known_needs_it(defined: str) -> None:
    rule = "Rule B2: means\n  if means is more than £100\n"
    rule += "  then the council must not make the payment\n"
    choice = SMALL | {"savings": 50, "income": ERASED}
    assert verdict(choice, rule, defined) is None
    assert verdict(choice | {"income": 20}, rule, defined) is not None


def test_who_departed_is_needed_and_why_is_not() -> None:
    departure = {"rule": "B1", "by": "the Cabinet", "reasons": ERASED}
    assert verdict(LARGE | {"departures": [departure]}) == Verdict.COMPLIES
    assert verdict(LARGE | {"departures": [departure | {"by": ERASED}]}) is None


def test_without_the_policies_nothing_is_guessed() -> None:
    draft = govrules.loads(POLICY.format(rule="", defined=""), cache=False)
    case = Case("entry 0", LARGE | {"phone": ERASED}, ON, {"verdict": "complies", "findings": []})
    assert [each.name for each in impact([case], draft.check).not_decided] == ["entry 0"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)  # fmt: skip
@given(policy_texts(), st.lists(choices, min_size=4, max_size=8), decision_dates, st.randoms())
def test_what_is_not_needed_changes_no_verdict_and_no_breach(
    text: str, drawn: list[dict[str, Any]], on: str, chosen: Any
) -> None:
    decider = decider_of(text)
    asked, date = asked_if_known(decider.policy_set), dt.date.fromisoformat(on)
    for choice in drawn:
        facts = sorted(set(choice) - RESERVED)
        gone = chosen.sample(facts, min(len(facts), chosen.randint(1, 3)))
        erased = choice | dict.fromkeys(gone, ERASED)
        try:
            true = decider.decide(choice, date)
        except ChoiceError:
            continue
        again = decider.decide(without_erased(erased), date)
        if not needed(again, commitments_in(erased), asked):
            assert again.verdict == true.verdict
            assert decisive(again) == decisive(true)


def decisive(decision: Decision) -> list[str]:
    """What became of each rule; one that is met whether it applies or not needs no fact for it."""
    either = ("met", "not applicable", "displaced")
    return ["met" if f.status in either else str(f.status) for f in decision.findings]
