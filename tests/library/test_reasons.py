"""Reasons are only given for a decision that this rulebook made on this very choice."""

from __future__ import annotations

import datetime as dt

import pytest

import govrules

POLICY = """Policy "Libraries" version {version}
  authority: council policy

Vocabulary
  annual value is money

Rule L1: small contracts only
  annual value must be at most £100
"""
ON = dt.date(2026, 7, 3)


def test_the_decision_of_another_choice_is_not_explained() -> None:
    rulebook = govrules.loads(POLICY.format(version=1), cache=False)
    decision = rulebook.check({"annual_value": 100}, ON)
    assert rulebook.reasons({"annual_value": "100.00"}, decision).verdict == "complies"
    with pytest.raises(govrules.UsageError, match="not made on this choice"):
        rulebook.reasons({"annual_value": "100.01"}, decision)


def test_the_decision_of_another_rulebook_is_not_explained() -> None:
    first, second = (govrules.loads(POLICY.format(version=n), cache=False) for n in (1, 2))
    decision = first.check({"annual_value": 100}, ON)
    with pytest.raises(govrules.UsageError, match="another rulebook"):
        second.reasons({"annual_value": 100}, decision)


def test_a_copy_of_a_decision_is_a_value_of_its_own() -> None:
    decision = govrules.loads(POLICY.format(version=1), cache=False).check({"annual_value": 1}, ON)
    before = decision.to_json()
    copy = decision.model_copy(update={"notes": ("read by the auditor",)})
    assert (copy.notes, copy.verdict) == (("read by the auditor",), "complies")
    assert decision.to_json() == before != copy.to_json()
