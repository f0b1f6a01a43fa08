"""What arithmetic may join, what comes out, and on which VAT basis."""

from __future__ import annotations

import pytest

from govrules.model.expression import Aggregate, Arithmetic, Elapsed, FirstKnown, Lookup
from govrules.model.types import (
    DateType,
    DurationType,
    MoneyType,
    NumberType,
    PercentageType,
    Type,
)
from tests.language.typing.policy_texts import VOCABULARY, faults, faults_of_value, policy, value

NET, GROSS, BARE = MoneyType("excluding"), MoneyType("including"), MoneyType()
PLUS, TIMES, DIVIDED = (f'"{sign}" cannot join' for sign in ("plus", "times", "divided by"))
NUMBER, PERCENT = NumberType(), PercentageType()


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("net value plus net value", NET),
        ("net value minus £5", NET),
        ("£5 plus net value", NET),
        ("bidders plus score", NUMBER),
        ("discount plus 5%", PERCENT),
        ("contract length plus 6 months", DurationType()),
        ("start plus 6 months", DateType()),
        ("start minus 10 working days", DateType()),
        ("net value times 3", NET),
        ("3 times net value", NET),
        ("net value times 12%", NET),
        ("12% times net value", NET),
        ("bidders times 3", NUMBER),
        ("bidders times discount", NUMBER),
        ("discount times bidders", PERCENT),
        ("discount times discount", PERCENT),
        ("net value divided by bidders", NET),
        ("net value divided by 20%", NET),
        ("net value divided by net value", NUMBER),
        ("net value divided by £5", NUMBER),
        ("bidders divided by 3", NUMBER),
        ("bidders divided by discount", NUMBER),
        ("discount divided by 3", PERCENT),
        ("discount divided by discount", NUMBER),
        ("net value with VAT at 20%", GROSS),
        ("gross value without VAT at 0.2", NET),
        ("£5 with VAT at 20%", GROSS),
        ("£5 plus £6", BARE),
        ("£5 plus £6 including VAT", GROSS),
    ],
)
def test_what_comes_out(text: str, type_: Type) -> None:
    typed = value(text)
    assert isinstance(typed, Arithmetic)
    assert typed.type == type_


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("net value times net value", f"{TIMES} money excluding VAT and money excluding VAT"),
        ("bidders divided by net value", f"{DIVIDED} a number and money excluding VAT"),
        ("discount divided by net value", f"{DIVIDED} a percentage and money excluding VAT"),
        ("bidders plus discount", f"{PLUS} a number and a percentage"),
        ("start minus start", '"minus" cannot join a date and a date; use "days between A and B"'),
        ("contract length plus start", f"{PLUS} a duration and a date; write the date first"),
        ("contract length times 2", f"{TIMES} a duration and a number"),
        ("5 working days plus 2 days", f"{PLUS} a duration and a duration"),
        ("start plus 3", f"{PLUS} a date and a number"),
        ("risk plus 3", f'{PLUS} one of "low", "medium", "high" and a number'),
    ],
)
def test_sums_that_mean_nothing(text: str, message: str) -> None:
    assert faults_of_value(text) == [f"P309 {message}"]


@pytest.mark.parametrize(
    "text",
    ["net value plus gross value", "grant plus net value", "net value divided by gross value"],
)
def test_vat_bases_never_mix_in_a_sum(text: str) -> None:
    assert [fault.split()[0] for fault in faults_of_value(text)] == ["P301"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("gross value with VAT at 20%", "P313"),
        ("grant with VAT at 20%", "P313"),
        ("net value without VAT at 20%", "P313"),
        ("net value with VAT at £20", "P313"),
        ("total of bidder of bids", "P310"),
        ("highest of is local of bids", "P310"),
        ("total of cost of bids", "P206"),
        ("number of bidders", "P310"),
        ("days between start and bidders", "P311"),
        ('discount for "price"', "P312"),
        ("first known of bidders, start", "P324"),
        ("first known of net value, gross value", "P324"),
    ],
)
def test_other_values_that_do_not_fit(text: str, code: str) -> None:
    assert [fault.split()[0] for fault in faults_of_value(text)] == [code]


def test_totals_shares_and_extremes() -> None:
    for text, type_ in (
        ("total of price of bids", NET),
        ("share of price of bids where is local", PERCENT),
        ("highest quality of bids", NUMBER),
        ("lowest price of bids", NET),
        ("number of bids where quality is at least 60", NUMBER),
    ):
        typed = value(text)
        assert isinstance(typed, Aggregate)
        assert typed.type == type_


def test_time_between_dates_is_a_number() -> None:
    typed = value("working days between start and last contract")
    assert isinstance(typed, Elapsed)
    assert (typed.unit, typed.type) == ("working days", NUMBER)


def test_the_entry_of_a_table() -> None:
    typed = value('weights for "price"')
    assert isinstance(typed, Lookup)
    assert (typed.key, typed.type) == ("price", PERCENT)


def test_first_known_has_one_basis() -> None:
    typed = value("first known of £5, gross value")
    assert isinstance(typed, FirstKnown)
    assert typed.type == GROSS
    assert [item.type for item in typed.items] == [GROSS, GROSS]


def test_figures_and_definitions_in_plain_pounds_take_any_basis() -> None:
    text = (
        VOCABULARY + "Figure small limit\n  £100,000 from 1 April 2024\n"
        "Define double limit as small limit times 2\n"
        "Define small net if net value is less than double limit\n"
        "Define small gross if gross value is less than double limit\n"
        "Define small grant if grant is less than double limit\n"
    )
    assert faults(text) == []


def test_a_figure_with_a_basis_keeps_it() -> None:
    text = (
        VOCABULARY + "Figure small limit\n  £100,000 including VAT from 1 April 2024\n"
        "Define small net if net value is less than small limit\n"
    )
    assert [fault.split()[0] for fault in faults(text)] == ["P301"]


def test_bare_money_is_not_plain_pounds() -> None:
    text = VOCABULARY + "Define subsidy as grant\nDefine small if net value is at least subsidy\n"
    assert [fault.split()[0] for fault in faults(text)] == ["P301"]


def test_a_definition_with_if_has_no_amount() -> None:
    text = VOCABULARY + "Define large if bidders is at least 3\nDefine sum as large plus 1\n"
    assert [fault.split()[0] for fault in faults(text)] == ["P314"]


def test_constants_are_whole_numbers_when_they_can_be() -> None:
    typed = policy(VOCABULARY + "assume score is 50.00 if not given\n")
    assumed = next(term.assumed for term in typed.terms if term.name == "score")
    assert assumed is not None
    assert assumed.value == 50
    assert type(assumed.value) is int
