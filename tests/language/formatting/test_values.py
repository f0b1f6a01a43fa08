"""How amounts, dates and values are put into words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from govrules.language import syntax as s
from govrules.language.to_text import words


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "£0"),
        ("999", "£999"),
        ("1000", "£1,000"),
        ("1234.56", "£1,234.56"),
        ("1234.5", "£1,234.50"),
        ("1234.00", "£1,234"),
        ("0.125", "£0.125"),
        ("12.345", "£12.3450"),
        ("1234.567", "£1,234.567"),
        ("999999", "£999,999"),
        ("1000000", "£1 million"),
        ("1000001", "£1,000,001"),
        ("1500000.00", "£1.5 million"),
        ("1550000", "£1,550,000"),
        ("5372609", "£5,372,609"),
        ("2E+7", "£20 million"),
        ("1200000000", "£1,200 million"),
        ("123456789012345678901234567890123.10", "£123,456,789,012,345,678,901,234,567,890,123.10"),
        ("-250", "-£250"),
    ],
)
def test_money_is_written_as_a_council_writes_it(amount: str, text: str) -> None:
    """Pence only when there are any; millions in words only when they are round."""
    assert words(s.Money(Decimal(amount))) == text


def test_the_vat_basis_follows_the_amount() -> None:
    assert words(s.Money(Decimal(250_000), "excluding")) == "£250,000 excluding VAT"
    assert words(s.Money(Decimal(250_000), "including")) == "£250,000 including VAT"


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        (s.Number(Decimal("12.50")), "12.5"),
        (s.Number(Decimal("2E+3")), "2000"),
        (s.Number(Decimal("9999")), "9999"),
        (s.Number(Decimal("10000")), "10,000"),
        (s.Number(Decimal("-12500.5")), "-12,500.5"),
        (s.Text('the "old" library'), '“the "old" library”'),
        (s.Percentage(Decimal("17.5")), "17.5%"),
        (s.Percentage(Decimal("100")), "100%"),
        (s.Duration(1, "month"), "1 month"),
        (s.Duration(2, "month"), "2 months"),
        (s.Duration(0, "day"), "0 days"),
        (s.Duration(28, "clear day"), "28 clear days"),
        (s.Duration(1, "working day"), "1 working day"),
        (s.Date(dt.date(2026, 6, 1)), "1 June 2026"),
        (s.Date(dt.date(2026, 12, 31)), "31 December 2026"),
        (s.Text("the library"), '"the library"'),
        (s.YesNo(True), "yes"),
        (s.YesNo(False), "no"),
    ],
)
def test_other_literals(literal: s.Literal, text: str) -> None:
    assert words(literal) == text


A, B, C = s.Name("capital cost"), s.Name("running cost"), s.Name("grant")


def _sum(operator: str, left: s.Value, right: s.Value) -> s.Arithmetic:
    return s.Arithmetic(operator, left, right)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (_sum("plus", _sum("times", A, B), C), "capital cost times running cost plus grant"),
        (_sum("times", _sum("plus", A, B), C), "(capital cost plus running cost) times grant"),
        (_sum("times", A, _sum("plus", B, C)), "capital cost times (running cost plus grant)"),
        (_sum("minus", _sum("minus", A, B), C), "capital cost minus running cost minus grant"),
        (_sum("minus", A, _sum("minus", B, C)), "capital cost minus (running cost minus grant)"),
        (_sum("divided by", A, _sum("times", B, C)),
         "capital cost divided by (running cost times grant)"),
    ],
)  # fmt: skip
def test_brackets_stand_only_where_they_change_the_sum(value: s.Value, text: str) -> None:
    assert words(value) == text


def test_a_figure_keeps_its_article() -> None:
    figure = s.Name("small contract limit", article=True)
    assert words(s.Comparison(A, "less than", figure)) == (
        "capital cost is less than the small contract limit"
    )


BIDS = s.Name("bids")
LOCAL_BIDS = s.Aggregate("number", BIDS, where=s.Holds(s.Name("is local")))
WAIT = s.Elapsed("days", s.Name("opening"), s.Name("closing"))
THREE = s.Number(Decimal(3))
CHEAP_BIDS = s.Aggregate("number", BIDS, where=s.Comparison(s.Name("price"), "at most", THREE))


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (s.Aggregate("total", BIDS, s.Name("price")), "total of price of bids"),
        (s.Aggregate("highest", BIDS, s.Name("price")), "highest price of bids"),
        (LOCAL_BIDS, "number of bids where is local"),
        (s.Comparison(LOCAL_BIDS, "at least", THREE),
         "number of bids where is local is at least 3"),
        (s.Comparison(CHEAP_BIDS, "at least", THREE),
         "(number of bids where price is at most 3) is at least 3"),
        (s.Comparison(THREE, "at most", LOCAL_BIDS), "3 is at most number of bids where is local"),
        (s.TermNorm("must", s.Comparison(LOCAL_BIDS, "at least", THREE)),
         "number of bids where is local must be at least 3"),
        (_sum("plus", A, LOCAL_BIDS), "capital cost plus number of bids where is local"),
        (s.Comparison(_sum("plus", A, LOCAL_BIDS), "at least", THREE),
         "capital cost plus (number of bids where is local) is at least 3"),
        (s.Comparison(WAIT, "at least", THREE), "days between opening and closing is at least 3"),
        (_sum("plus", WAIT, THREE), "days between opening and closing plus 3"),
        (s.Elapsed("days", _sum("plus", A, B), _sum("plus", B, C)),
         "days between capital cost plus running cost and (running cost plus grant)"),
        (_sum("plus", THREE, WAIT), "3 plus days between opening and closing"),
        (_sum("plus", A, s.FirstKnown((B, C))),
         "capital cost plus (first known of running cost, grant)"),
        (s.Lookup(s.Name("criteria weights"), s.Text("price")), 'criteria weights for "price"'),
    ],
)  # fmt: skip
def test_brackets_keep_a_value_from_drawing_in_what_follows(node: s.Node, text: str) -> None:
    assert words(node) == text
