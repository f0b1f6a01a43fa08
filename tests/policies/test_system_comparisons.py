"""The comparisons of the article's systems against a plain reckoning."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies.catalogue import POLICIES, rulebook

SYSTEMS = POLICIES / "systems"
MIXED = SYSTEMS / "mixed-economy"
BUDGET = 2_100_000

# Weights and ends as the policy states them, and the order within two points.
OUTCOMES, COST, VOICE, RESILIENCE = (Fraction(n, 100) for n in (40, 25, 20, 15))
ORDER = ("in_house", "mutual", "social_enterprise", "private")
SCORE = st.integers(0, 100)
OPTION = st.fixed_dictionaries(
    {
        "outcomes_for_residents_score": SCORE,
        "voice_of_staff_and_users_score": SCORE,
        "resilience_of_supply_score": SCORE,
        "whole_life_cost_of_the_supply": st.integers(1_000_000, 3_000_000),
    }
)


def option_named(form: str) -> dict[str, Any]:
    path = MIXED / "examples" / "options" / f"{form.replace('_', '-')}.json"
    choice: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return choice


def points(option: dict[str, Any]) -> Fraction:
    share = Fraction(option["whole_life_cost_of_the_supply"], BUDGET)
    for_cost = (Fraction(11, 10) - share) / Fraction(4, 10) * 100
    return (
        OUTCOMES * option["outcomes_for_residents_score"]
        + COST * min(max(for_cost, Fraction(0)), Fraction(100))
        + VOICE * option["voice_of_staff_and_users_score"]
        + RESILIENCE * option["resilience_of_supply_score"]
    )


@settings(max_examples=30, deadline=None)
@given(options=st.fixed_dictionaries(dict.fromkeys(ORDER, OPTION)))
def test_the_supply_within_two_points_that_stands_first_in_the_order(
    options: dict[str, dict[str, int]],
) -> None:
    given_options = {form: option_named(form) | options[form] for form in ORDER}
    totals = {form: points(option) for form, option in given_options.items()}
    most = max(totals.values())
    expected = next(form for form in ORDER if totals[form] >= most - 2)
    found = rulebook(MIXED).compare(given_options, comparison="MEO1")
    assert found.first == (expected,)
    for option in found.options:
        assert abs(Fraction(option.total.low) - totals[option.name]) < Fraction(1, 10**9)


@pytest.mark.parametrize(
    ("folder", "comparison", "first"),
    [
        ("mixed-economy", "MEO1", "mutual"),
        ("easy-council", "ESO1", "shared-company"),
        ("local-market-making", "LVO1", "co-operative"),
    ],
)
def test_the_options_of_a_system_compared(folder: str, comparison: str, first: str) -> None:
    paths = sorted((SYSTEMS / folder / "examples" / "options").glob("*.json"))
    options = {path.stem: json.loads(path.read_text("utf-8")) for path in paths}
    found = rulebook(SYSTEMS / folder).compare(options, comparison=comparison)
    assert found.first == (first,)
    assert len(found.set_aside) == 1
