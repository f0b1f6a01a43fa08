"""Arithmetic is exact, and what is not known stays not known."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.engine.reference import UNKNOWN
from govrules.engine.reference.values import canonical
from govrules.model.duration import Duration
from govrules.model.facts import NONE
from tests.reference.policies import definition_of, evaluate, worked_out


@pytest.mark.parametrize(
    ("words", "choice", "expected"),
    [
        ("value plus cost", {"value": 1, "cost": "0.1"}, Decimal("1.1")),
        ("value minus cost", {"value": 1, "cost": "0.9"}, Decimal("0.1")),
        ("value times rate", {"value": 200, "rate": 12}, 24),
        ("value divided by rate", {"value": 24, "rate": 12}, 200),
        ("value divided by cost", {"value": 1, "cost": 3}, Fraction(1, 3)),
        ("value divided by users", {"value": 1, "users": 8}, Decimal("0.125")),
        ("rate times rate", {"rate": 50}, 25),
        ("rate divided by rate", {"rate": 50}, 1),
        ("rate times users", {"rate": 50, "users": 3}, 150),
        ("rate divided by users", {"rate": 50, "users": 4}, Decimal("12.5")),
        ("rate plus rate", {"rate": "12.5"}, 25),
        ("value times users", {"value": "0.1", "users": 3}, Decimal("0.3")),
    ],
)
def test_arithmetic(words: str, choice: dict[str, Any], expected: Any) -> None:
    found = worked_out(words, **choice)
    assert found == expected
    assert type(found) is type(expected)
    for missing in choice:
        rest = {key: value for key, value in choice.items() if key != missing}
        assert worked_out(words, **rest) is UNKNOWN


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("net is money excluding VAT\nDefine result as net with VAT at rate", 120),
        ("net is money excluding VAT\nDefine result as net with VAT at 0.2", 120),
        ("net is money including VAT\nDefine result as net without VAT at rate", Fraction(250, 3)),
    ],
)
def test_vat_by_a_percentage_or_a_number(body: str, expected: Any) -> None:
    evaluation = evaluate(f"Vocabulary\n  {body}\n", {"net": 100, "rate": 20})
    assert evaluation.definition(definition_of(evaluation, "result")) == expected


def test_a_division_by_zero_is_not_known_and_noted_once() -> None:
    evaluation = evaluate("Define result as value divided by users\n", {"value": 1, "users": 0})
    assert evaluation.definition(definition_of(evaluation, "result")) is UNKNOWN
    assert evaluation.notes == ('"value divided by users" divides by zero, so it is not known',)


def test_the_first_known_value_counts() -> None:
    assert worked_out("first known of value, cost", value=1, cost=2) == 1
    assert worked_out("first known of value, cost", cost=2) == 2
    assert worked_out("first known of value, cost") is UNKNOWN


def test_none_is_known_but_nothing_can_be_reckoned_with_it() -> None:
    assert (
        worked_out("first known of last contract, start", last_contract=None, start="2026-01-01")
        is NONE
    )
    assert worked_out("last contract plus 3 months", last_contract=None) is UNKNOWN
    assert (
        worked_out("days between last contract and start", last_contract=None, start="2026-01-01")
        is UNKNOWN
    )


@pytest.mark.parametrize(
    ("words", "start", "expected"),
    [
        ("start plus 1 month", "2026-01-31", dt.date(2026, 2, 28)),
        ("start plus 1 month", "2028-01-31", dt.date(2028, 2, 29)),
        ("start minus 1 month", "2026-03-31", dt.date(2026, 2, 28)),
        ("start plus 28 days", "2026-07-03", dt.date(2026, 7, 31)),
        ("start plus 2 working days", "2026-07-03", dt.date(2026, 7, 7)),
        ("start plus 1 working day", "2026-12-24", dt.date(2026, 12, 29)),
        ("start minus 1 working day", "2026-07-06", dt.date(2026, 7, 3)),
        ("start plus 5 clear days", "2026-07-03", dt.date(2026, 7, 9)),
        ("start minus 5 clear days", "2026-07-09", dt.date(2026, 7, 3)),
    ],
)
def test_dates_and_lengths_of_time(words: str, start: str, expected: dt.date) -> None:
    """28 December 2026 is a bank holiday, as Boxing Day falls on a Saturday."""
    assert worked_out(words, start=start) == expected


def test_a_date_beyond_the_calendar_is_not_known_and_noted() -> None:
    evaluation = evaluate("Define result as start plus 12 months\n", {"start": "9999-06-01"})
    assert evaluation.definition(definition_of(evaluation, "result")) is UNKNOWN
    assert evaluation.notes == (
        '"start plus 12 months" gives a date that no calendar holds, so it is not known',
    )


@pytest.mark.parametrize(
    ("unit", "start", "finish", "expected"),
    [
        ("days", "2026-07-01", "2026-07-03", 2),
        ("days", "2026-07-03", "2026-07-01", -2),
        ("months", "2026-01-31", "2026-02-27", 0),
        ("months", "2026-01-31", "2026-02-28", 1),
        ("years", "2024-02-29", "2025-02-28", 1),
        ("years", "2024-02-29", "2025-02-27", 0),
        ("working days", "2026-07-03", "2026-07-06", 1),
    ],
)
def test_time_between_two_dates(unit: str, start: str, finish: str, expected: int) -> None:
    assert worked_out(f"{unit} between start and finish", start=start, finish=finish) == expected


A = {"bidder": "A", "price": 10, "is_local": True}
B = {"bidder": "B", "price": 30, "is_local": False}
NO_PRICE = {"bidder": "C", "is_local": False}
NOT_SAID = {"bidder": "D", "price": 60}


@pytest.mark.parametrize(
    ("words", "bids", "expected"),
    [
        ("number of bids", [], 0),
        ("number of bids", [A, B, NO_PRICE], 3),
        ("number of bids where is local", [A, B], 1),
        ("number of bids where is local", [A, NOT_SAID], UNKNOWN),
        ("total of price of bids", [], 0),
        ("total of price of bids", [A, B], 40),
        ("total of price of bids", [A, NO_PRICE], UNKNOWN),
        ("total of price of bids where is local", [A, NO_PRICE], 10),
        ("highest price of bids", [A, B], 30),
        ("lowest price of bids", [A, B], 10),
        ("highest price of bids", [], UNKNOWN),
        ("share of price of bids where is local", [A, B], 25),
        ("share of price of bids where is local", [A, NO_PRICE], UNKNOWN),
        ("share of price of bids where is local", [], UNKNOWN),
    ],
)
def test_lists(words: str, bids: list[dict[str, Any]], expected: Any) -> None:
    assert worked_out(words, bids=bids) == expected
    assert worked_out(words) is UNKNOWN


def test_names_of_a_table_and_of_several_of() -> None:
    assert worked_out("number of weights", weights={"price": 60, "quality": 40}) == 2
    assert worked_out("number of reservation", reservation=["local area"]) == 1
    assert worked_out('weights for "price"', weights={"price": 60}) == 60
    assert worked_out('weights for "price"', weights={"quality": 60}) is UNKNOWN
    assert worked_out('weights for "price"', weights=["price"]) is UNKNOWN


@pytest.mark.parametrize(("given", "expected"), [({}, 5), ({"cost": 0}, 0), ({"cost": 7}, 7)])
def test_an_assumption_stands_in_only_when_nothing_is_given(
    given: dict[str, int], expected: int
) -> None:
    body = "Assume cost is £5 if not given\nDefine result as cost plus £0\n"
    evaluation = evaluate(body, given)
    assert evaluation.definition(definition_of(evaluation, "result")) == expected
    assert [term.name for term in evaluation.assumptions] == ([] if given else ["cost"])


FIGURES = """Figure limit
  £100 from 1 June 2026 until 31 December 2026 [CON 1]
  £120 from 1 January 2027 until 31 December 2027 [CON 1]
Figure threshold, as at start
  £10 from 1 January 2020 until 31 December 2020 [CON 1]
  £20 from 1 January 2021 [CON 1]
Define result as limit plus £0
Define other as threshold plus £0
"""


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2026, 5, 31), UNKNOWN),
        (dt.date(2026, 6, 1), 100),
        (dt.date(2026, 12, 31), 100),
        (dt.date(2027, 1, 1), 120),
        (dt.date(2028, 1, 1), UNKNOWN),
    ],
)
def test_a_figure_takes_the_value_in_force_on_the_decision_date(on: dt.date, expected: Any) -> None:
    evaluation = evaluate(FIGURES, {"start": "2021-01-01"}, on)
    assert evaluation.definition(definition_of(evaluation, "result")) == expected
    assert any("no value in force" in note for note in evaluation.notes) is (expected is UNKNOWN)


@pytest.mark.parametrize(
    ("start", "expected"), [("2019-12-31", UNKNOWN), ("2020-12-31", 10), ("2021-01-01", 20)]
)
def test_a_figure_as_at_another_date(start: str, expected: Any) -> None:
    evaluation = evaluate(FIGURES, {"start": start})
    assert evaluation.definition(definition_of(evaluation, "other")) == expected


def test_a_figure_as_at_a_date_that_is_missing_waits_for_it() -> None:
    evaluation = evaluate(FIGURES, {})
    other = definition_of(evaluation, "other")
    assert other.value is not None
    assert evaluation.definition(other) is UNKNOWN
    assert evaluation.value_needs(other.value) == ("start",)
    assert evaluation.notes == ()


@given(st.fractions())
def test_a_canonical_number_is_the_same_number(number: Fraction) -> None:
    found = canonical(number)
    assert found == number
    assert isinstance(found, int) == (number.denominator == 1)


def test_canonical_numbers_of_thousands_of_digits() -> None:
    huge = Fraction(10**5000 + 1, 2)
    assert canonical(huge) == huge


@given(st.integers(0, 40), st.integers(0, 2000))
def test_lengths_added_to_a_date_one_way_or_the_other(months: int, days: int) -> None:
    """A month and some days added in one step or as the sum of two lengths."""
    choice = {"start": "2026-01-31", "length": f"{months} months {days} days"}
    assert worked_out("start plus length", **choice) is not UNKNOWN
    assert worked_out("length plus length", **choice) == Duration(2 * months, 2 * days)
