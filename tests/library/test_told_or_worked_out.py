"""An answer may be told as a fact under the key of the definition that would work it out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import govrules

POLICY = """Policy "Key decisions" version 1
  authority: council policy

Vocabulary
  recorded as a key decision is yes or no, written is_key_decision
  annual value is money
  wards affected is a list of names
  acts: award the contract

Define key decision, written is_key_decision
  if any of these
    - all of these
      - recorded as a key decision is known
      - recorded as a key decision
    - all of these
      - recorded as a key decision is not known
      - any of these
        - annual value is at least £500,000
        - number of wards affected is at least 2
        - wards affected includes "Abbey"

Rule K1: a key decision is not taken here
  if key decision
  then the council must not award the contract
"""
ON = dt.date(2026, 7, 3)
AWARD = {"acts": ["award the contract"]}


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"is_key_decision": True}, True),
        ({"is_key_decision": False, "annual_value": 500_000}, False),
        ({"annual_value": 500_000}, True),
        ({"annual_value": "499999.99", "wards_affected": ["Castle"]}, False),
        ({"annual_value": "499999.99", "wards_affected": ["Abbey"]}, True),
        ({"annual_value": 1, "wards_affected": ["Castle", "Northgate"]}, True),
        ({"annual_value": 1}, None),
        ({}, None),
    ],
)
def test_what_is_told_comes_first(facts: dict[str, Any], answer: bool | None) -> None:
    decision = govrules.loads(POLICY, cache=False).check({**facts, **AWARD}, ON)
    assert decision.terms == {"is_key_decision": answer}
    verdicts = {True: "does not comply", False: "outside this policy", None: "cannot be decided"}
    assert decision.verdict == verdicts[answer]


def test_another_key_is_still_worked_out_and_never_given() -> None:
    text = POLICY.replace("Define key decision, written is_key_decision", "Define key decision")
    rulebook = govrules.loads(text, cache=False)
    with pytest.raises(govrules.ChoiceError, match="worked out by the definition"):
        rulebook.check({"key_decision": True}, ON)
