"""Who decides, who signs off, what duties fall due and by when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from govrules.model.decision import Verdict
from tests.reference.policies import evaluate

RULE = """Rule C1: ready
  ready must be yes
  [CON 1]
"""
WHO = (
    RULE
    + """
Who decides
  the Cabinet if value is at least £500
  the committee if users is more than 100
  otherwise the director
  the section 151 officer signs off if cost is more than £50
"""
)


@pytest.mark.parametrize(
    ("choice", "who"),
    [
        ({"value": 500}, "Cabinet"),
        ({"value": "499.99", "users": 101}, "committee"),
        ({"value": 1, "users": 100}, "director"),
        ({"users": 101}, None),
        ({"value": 1}, None),
        ({"value": 500, "users": 101}, "Cabinet"),
    ],
)
def test_the_first_whose_condition_holds_decides(choice: dict[str, Any], who: str | None) -> None:
    assert evaluate(WHO, choice).who_decides == who


def test_nobody_decides_once_the_policy_has_ended() -> None:
    assert evaluate(WHO, {"value": 500}, dt.date(2031, 1, 1)).who_decides is None


@pytest.mark.parametrize(
    ("choice", "status", "verdict"),
    [
        ({"cost": 50}, None, Verdict.COMPLIES),
        ({"cost": "50.01"}, "owed", Verdict.CONDITIONS),
        ({"cost": 51, "sign_offs": ["the section 151 officer"]}, "given", Verdict.COMPLIES),
        ({}, "unsure", Verdict.CONDITIONS),
        ({"sign_offs": ["the section 151 officer"]}, "given", Verdict.COMPLIES),
    ],
)
def test_sign_offs(choice: dict[str, Any], status: str | None, verdict: Verdict) -> None:
    found = evaluate(WHO, choice | {"ready": True, "value": 1})
    assert [one.status for one in found.sign_offs] == ([status] if status else [])
    assert found.verdict == verdict


PERMISSION = """Rule C1: in need
  if ready
  then the director may award the contract for at most 6 months
  with sign-off by the monitoring officer
  [CON 1]
"""


def test_the_limit_and_the_sign_off_of_a_permission_are_owed_while_it_is_or_may_be_in_play() -> (
    None
):
    assert evaluate(PERMISSION, {"ready": True}).conditions == (
        "sign-off by the monitoring officer is required (C1)",
        "award the contract only for at most 6 months (C1)",
    )
    assert evaluate(PERMISSION, {}).conditions == (
        "sign-off by the monitoring officer may be required (C1)",
        "if permitted, award the contract only for at most 6 months (C1)",
    )
    assert evaluate(PERMISSION, {"ready": False}).conditions == ()
    assert evaluate(PERMISSION, {"ready": False}).verdict == Verdict.OUTSIDE


DUTIES = (
    RULE
    + """
Duties D1: before a decision to discontinue the service
  the director must consult "residents" for at least 12 weeks
Duties D2: after a decision to award the contract
  if value is at least £500
  the monitoring officer must publish "the record" within 2 working days
  [CON 9]
"""
)


@pytest.mark.parametrize(
    ("acts", "value", "expected"),
    [
        (["award the contract"], 500, [("D2", "owed", dt.date(2026, 7, 7))]),
        (["award the contract"], 499, []),
        (["award the contract"], None, [("D2", "unsure", dt.date(2026, 7, 7))]),
        (["discontinue the service"], 500, [("D1", "owed", dt.date(2026, 4, 10))]),
        ([], 500, []),
        (None, 499, [("D1", "unsure", dt.date(2026, 4, 10))]),
    ],
)
def test_duties_and_their_last_days(acts: Any, value: Any, expected: list[Any]) -> None:
    """3 July 2026 is a Friday; 12 weeks before it is 10 April."""
    choice = {key: given for key, given in (("acts", acts), ("value", value)) if given is not None}
    found = evaluate(DUTIES, choice | {"ready": True})
    assert [(one.duty, one.status, one.by) for one in found.duties] == expected
    assert found.verdict == (Verdict.CONDITIONS if expected else Verdict.COMPLIES)


def test_a_duty_that_is_done_is_told_but_not_owed() -> None:
    choice = {"ready": True, "acts": ["award the contract"], "value": 500, "duties_done": ["D2"]}
    found = evaluate(DUTIES, choice)
    assert [one.status for one in found.duties] == ["done"]
    assert found.verdict == Verdict.COMPLIES
