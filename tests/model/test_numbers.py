"""Numbers are read exactly or refused, and printed as people write them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.model.numbers import (
    exact,
    money_text,
    number_text,
    percentage_text,
    read_money,
    read_number,
    read_percentage,
)
from govrules.model.unreadable import UnreadableError

short_decimals = st.decimals(
    min_value=-(10**17), max_value=10**17, places=12, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (420000, 420000),
        (420000.5, Decimal("420000.5")),
        (0.1, Decimal("0.1")),
        (1e16, 10**16),
        (Decimal("420000.00"), 420000),
        (Decimal("4.2E+5"), 420000),
        (Decimal("-0.0"), 0),
        ("420000.00", 420000),
        ("£420,000", 420000),
        ("£ 420,000.50", Decimal("420000.5")),
        ("£5 million", 5_000_000),
        ("5 million", 5_000_000),
        ("£1.5m", 1_500_000),
        ("£250k", 250_000),
        ("£2bn", 2_000_000_000),
        ("-£5", -5),
        ("£-5", -5),
        ("−5", -5),
        ("0.2", Decimal("0.2")),
        (" 7 ", 7),
        (10**18 - 1, 10**18 - 1),
        ("0.000000000001", Decimal("1E-12")),
    ],
)
def test_money_is_read_exactly(written: Any, amount: int | Decimal) -> None:
    read = read_money(written)
    assert read == amount
    assert type(read) is type(amount)


@pytest.mark.parametrize(
    "written",
    [
        True,
        None,
        [],
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        10**18,
        1e300,
        "1,23",
        "1,2345",
        ",5",
        "1.",
        ".5",
        "1.2.3",
        "",
        "£",
        "--5",
        "-£-5",
        "12%",
        "4.2E+05",
        "0x10",
        "١٢",
        "1" * 19,
        "0." + "1" * 13,
        "9" * 100_000,
        "NaN",
        "£1000000000000000 million",
        "£150.000",
        "-£1.250",
        "5 m",
    ],
)
def test_what_is_not_an_amount_is_refused(written: Any) -> None:
    with pytest.raises(UnreadableError):
        read_money(written)


@pytest.mark.parametrize(
    ("written", "percent"),
    [(12, 12), ("12", 12), ("12%", 12), ("12.50 %", Decimal("12.5")), ("12 per cent", 12)],
)
def test_a_percentage_is_in_hundredths(written: Any, percent: int | Decimal) -> None:
    assert read_percentage(written) == percent


def test_kinds_of_numbers_do_not_stand_for_one_another() -> None:
    for read, written in ((read_percentage, "£12"), (read_number, "£12"), (read_number, "12%")):
        with pytest.raises(UnreadableError):
            read(written)


def test_a_spreadsheets_short_form_may_have_lost_digits() -> None:
    with pytest.raises(UnreadableError, match="may have lost digits"):
        read_money("4.2E+05")


@given(short_decimals)
def test_every_way_to_write_a_number_reads_the_same(number: Decimal) -> None:
    assert exact(number) == number
    assert read_number(f"{number:f}") == read_number(f"{number:,f}") == read_number(number)
    assert exact(exact(number)) == exact(number)


@given(st.floats(-1e6, 1e6).map(lambda number: round(number, 4)))
def test_a_float_counts_as_the_decimal_that_python_prints(number: float) -> None:
    assert exact(number) == Decimal(repr(number))


@given(short_decimals)
def test_money_reads_back_as_it_is_printed(amount: Decimal) -> None:
    assert read_money(money_text(exact(amount))) == amount


def test_numbers_are_printed_as_people_write_them() -> None:
    assert money_text(1234) == "£1,234"
    assert money_text(Decimal("1234.5")) == "£1,234.50"
    assert money_text(Decimal("1234.56")) == "£1,234.56"
    assert money_text(-5) == "-£5"
    assert money_text(Decimal("0.125")) == "£0.125"
    assert number_text(1234567) == "1,234,567"
    assert number_text(Decimal("0.25")) == "0.25"
    assert number_text(Fraction(1, 4)) == "0.25"
    assert number_text(Fraction(2, 3)) == "0.666667…"
    assert percentage_text(Decimal("12.5")) == "12.5%"


def test_a_number_of_thousands_of_digits_is_refused_in_few_words() -> None:
    with pytest.raises(UnreadableError) as refused:
        read_money(10**5000)
    assert len(str(refused.value)) < 100
