"""Lengths of time: how they are read, and when one is for certain shorter than another."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.model.calendar import add, days_between
from govrules.model.duration import Duration, compare, holds, of_unit, read_duration, span_in_days
from govrules.model.unreadable import UnreadableError

lengths = st.builds(Duration, st.integers(0, 600), st.integers(0, 2000))
dates = st.dates(dt.date(1600, 1, 1), dt.date(2400, 1, 1))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("4 years", Duration(months=48)),
        ("18 months", Duration(months=18)),
        ("1 month", Duration(months=1)),
        ("28 days", Duration(days=28)),
        ("2 weeks", Duration(days=14)),
        ("10 working days", Duration(working_days=10)),
        ("28 clear days", Duration(clear_days=28)),
        ("1 year 6 months", Duration(months=18)),
        ("1 year and 6 months", Duration(months=18)),
        ("1 Year, 6 Months and 3 days", Duration(months=18, days=3)),
        ("  0 days ", Duration()),
        ("P4Y", Duration(months=48)),
        ("P1Y6M", Duration(months=18)),
        ("P28D", Duration(days=28)),
        ("P2W", Duration(days=14)),
        ("P1Y6M2W3D", Duration(months=18, days=17)),
    ],
)
def test_a_length_of_time_is_read(text: str, length: Duration) -> None:
    assert read_duration(text) == length


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a length of time"),
        ("P", "is not a length of time"),
        ("PT5H", "is not a length of time"),
        ("4years", "is not a length of time"),
        ("4", "lacks a unit of time"),
        ("1.5 years", "is not in whole units"),
        ("-3 days", "is not a length of time"),
        ("4 years old", "is not a length of time"),
        ("4 years,", "is not a length of time"),
        ("1 year 2 years", "names a unit of time twice"),
        ("1 month 3 working days", "mixes working or clear days"),
        ("3 working days 2 clear days", "mixes working or clear days"),
        ("1000000 days", "is not a length of time"),
        ("٣ days", "is not a length of time"),
        ("1 day " * 1000, "is not a length of time"),
    ],
)
def test_what_is_not_a_length_of_time_is_refused(text: str, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_duration(text)


def test_a_unit_is_named_in_the_singular_or_the_plural() -> None:
    assert of_unit(2, "weeks") == of_unit(2, "week") == Duration(days=14)
    assert of_unit(999_999, "days").days == 999_999
    for count, unit in ((1_000_000, "days"), (-1, "days"), (1, "fortnight")):
        with pytest.raises(UnreadableError):
            of_unit(count, unit)


@given(lengths)
def test_a_length_reads_back_as_it_is_written(length: Duration) -> None:
    assert read_duration(str(length)) == length


def test_a_length_below_nothing_keeps_its_sign() -> None:
    """As taking a year from six months gives."""
    assert str(Duration(months=-18, days=-1)) == "-1 year -6 months -1 day"
    assert compare(Duration(months=-1), Duration()) == -1
    assert span_in_days(Duration(months=-1)) == (-31, -28)


def test_the_days_that_months_can_span() -> None:
    """Worked by hand: February to March is 28 days; July and August are 31 each.

    Two months are least from 31 December to 28 February, 31 + 28 = 59, and most 31 + 31 = 62.
    Four years have a leap day, but for 1897 to 1901, which pass 1900.
    """
    assert span_in_days(Duration(months=1)) == (28, 31)
    assert span_in_days(Duration(months=2)) == (59, 62)
    assert span_in_days(Duration(months=12)) == (365, 366)
    assert span_in_days(Duration(months=48)) == (1460, 1461)
    assert span_in_days(Duration(months=4800, days=1)) == (146_098, 146_098)


@given(dates, lengths)
def test_no_start_gives_fewer_or_more_days_than_the_span(start: dt.date, length: Duration) -> None:
    end = add(start, length)
    assert end is not None
    least, most = span_in_days(length)
    assert least <= days_between(start, end) <= most


@pytest.mark.parametrize("months", [1, 2, 3, 5, 6, 11, 13, 25])
def test_some_start_gives_the_least_days_and_some_the_most(months: int) -> None:
    """Every day of eight years that hold a leap year stands for those of the 400 with one."""
    first = dt.date(2001, 1, 1).toordinal()
    found = set()
    for ordinal in range(first, first + 8 * 365 + 2):
        start = dt.date.fromordinal(ordinal)
        end = add(start, Duration(months=months))
        assert end is not None
        found.add(days_between(start, end))
    assert (min(found), max(found)) == span_in_days(Duration(months=months))


def days(count: int) -> Duration:
    return Duration(days=count)


def months(count: int) -> Duration:
    return Duration(months=count)


def test_days_against_months() -> None:
    assert compare(days(60), months(3)) == -1
    assert compare(days(58), months(2)) == -1
    for unsure in (59, 60, 62):
        assert compare(days(unsure), months(2)) is None
    assert compare(days(63), months(2)) == 1


def test_the_same_months_compare_by_their_days() -> None:
    assert compare(months(12), of_unit(1, "year")) == 0
    assert compare(months(12), Duration(12, 1)) == -1
    assert compare(Duration(12, 1), months(12)) == 1


def test_whole_cycles_of_the_calendar_are_days_too() -> None:
    assert compare(months(4800), days(146_097)) == 0
    assert compare(months(4800), days(146_098)) == -1


def test_working_days_and_clear_days_are_never_compared() -> None:
    for one in (Duration(working_days=10), Duration(clear_days=10)):
        assert compare(one, days(1)) is None
        assert compare(one, one) is None
        assert holds(">=", days(1000), one) is None


def test_a_month_is_at_most_31_days_whichever_month_it_is() -> None:
    assert holds("<=", months(1), days(31)) is True
    assert holds("<=", months(1), days(30)) is None
    assert holds("<=", months(1), days(28)) is None
    assert holds("<=", months(1), days(27)) is False
    assert holds(">=", days(31), months(1)) is True
    assert holds("<", months(1), days(31)) is None
    assert holds("<", months(1), days(32)) is True
    assert holds(">", months(1), days(31)) is False
    assert holds("=", months(1), days(31)) is None
    assert holds("=", months(1), days(32)) is False
    assert holds("!=", months(1), days(32)) is True
    assert holds("=", months(12), months(12)) is True


OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "="}
TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}


@given(lengths, lengths, st.sampled_from(sorted(OPPOSITE)))
def test_relations_have_their_opposites_and_turn_round(
    a: Duration, b: Duration, relation: str
) -> None:
    answer = holds(relation, a, b)  # type: ignore[arg-type]
    opposite = holds(OPPOSITE[relation], a, b)  # type: ignore[arg-type]
    assert opposite is (None if answer is None else not answer)
    assert holds(TURNED[relation], b, a) is answer  # type: ignore[arg-type]


@given(lengths, lengths)
def test_an_order_turns_round_and_agrees_with_the_relations(a: Duration, b: Duration) -> None:
    order = compare(a, b)
    turned = compare(b, a)
    assert turned == (None if order is None else -order)
    if order is not None:
        assert holds("<", a, b) is (order < 0)
        assert holds("=", a, b) is (order == 0)
        assert holds(">", a, b) is (order > 0)


@given(dates, lengths, lengths)
def test_a_certain_order_holds_from_every_start(start: dt.date, a: Duration, b: Duration) -> None:
    order = compare(a, b)
    end_a, end_b = add(start, a), add(start, b)
    assert end_a is not None and end_b is not None
    if order is not None:
        assert (end_a > end_b) - (end_a < end_b) == order
