"""Numbers as a decision gives them: every digit of those that end, twelve places of the others."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from govrules.engine.json_values import json_value
from tests.engine.test_agreement import decider_of


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(2, 3), "0.666666666667"),
        (Fraction(7, 2), "3.5"),
        (Fraction(6, 3), "2"),
        (Fraction(10**18 - 1, 2 * 10**16), "49.99999999999999995"),
        (Decimal("49.99999999999999995"), "49.99999999999999995"),
    ],
)
def test_all_digits_of_a_number_that_ends(number: Fraction | Decimal, text: str) -> None:
    assert json_value(number) == text


def test_a_quotient_of_many_digits_is_decided_and_not_taken_for_a_fault() -> None:
    decider = decider_of(
        'Policy "P" version 1\nVocabulary\n  amount is money\n  size is a number\n'
        "Define per head as amount divided by size\nRule R1: r\n  per head must be at least £50\n"
    )
    choice = {"amount": 10**18 - 1, "size": 2 * 10**16}
    decision = decider.decide(choice, dt.date(2026, 7, 1))
    assert decision.terms["per_head"] == "49.99999999999999995"
    assert decision.verdict == "does not comply"
