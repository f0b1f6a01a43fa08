"""Dates worked by hand, and the laws that date arithmetic keeps."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.model.calendar import (
    add,
    add_months,
    add_working_days,
    bank_holidays,
    days_between,
    deadline,
    is_working_day,
    months_between,
    subtract,
    working_days_between,
    years_between,
)
from govrules.model.duration import Duration
from govrules.model.policy import Deadline

dates = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),  # February 2026 has 28 days
        ("2024-01-31", 1, "2024-02-29"),  # 2024 is a leap year
        ("2026-01-28", 1, "2026-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-06-01", 0, "2026-06-01"),
    ],
)
def test_months_end_at_month_ends(start: str, months: int, end: str) -> None:
    assert add_months(on(start), months) == on(end)


def test_months_are_added_before_days() -> None:
    """31 January and a month is 28 February; three days on, 3 March."""
    assert add(on("2026-01-31"), Duration(months=1, days=3)) == on("2026-03-03")
    assert subtract(on("2026-03-31"), Duration(months=1, days=3)) == on("2026-02-25")


def test_clear_days_leave_both_ends_out() -> None:
    """Five clear days after Monday the 1st: the 2nd to the 6th lie between, so it is the 7th."""
    assert add(on("2026-06-01"), Duration(clear_days=5)) == on("2026-06-07")
    assert subtract(on("2026-06-07"), Duration(clear_days=5)) == on("2026-06-01")


@pytest.mark.parametrize(
    ("start", "count", "end", "reason"),
    [
        ("2026-07-03", 1, "2026-07-06", "a Friday, so the Monday after"),
        ("2026-07-04", 1, "2026-07-06", "a Saturday"),
        ("2026-07-03", 10, "2026-07-17", "two whole weeks without a holiday"),
        ("2026-12-24", 1, "2026-12-29", "25 Friday, 26 Saturday; Monday 28 is the substitute day"),
        ("2026-12-24", 2, "2026-12-30", ""),
        ("2026-04-02", 1, "2026-04-07", "Good Friday is 3 April, Easter Monday 6 April"),
        ("2026-05-01", 1, "2026-05-05", "4 May is the early May bank holiday"),
        ("2022-09-16", 1, "2022-09-20", "19 September 2022 was the Queen's funeral"),
        ("2023-05-05", 1, "2023-05-09", "8 May 2023 was for the coronation"),
        ("2027-12-24", 1, "2027-12-29", "25 and 26 at the weekend, so 27 and 28 stand for them"),
        ("2026-12-29", -1, "2026-12-24", "backwards over the same holidays"),
        ("2026-07-06", -1, "2026-07-03", ""),
        ("2026-07-05", -1, "2026-07-03", "from a Sunday"),
        ("2026-07-05", 0, "2026-07-05", "no days from a Sunday is that Sunday"),
    ],
)
def test_working_days_in_england(start: str, count: int, end: str, reason: str) -> None:
    assert add_working_days(on(start), count) == on(end), reason


def test_st_andrews_day_is_a_working_day_here() -> None:
    assert is_working_day(on("2026-11-30"))
    assert not is_working_day(on("2026-08-31")), "the summer bank holiday of England"


def test_bank_holidays_end_where_the_package_does() -> None:
    assert len(bank_holidays(2100)) >= 8
    assert bank_holidays(2101) == bank_holidays(1871) == frozenset()


@pytest.mark.parametrize(
    ("start", "end", "months", "years"),
    [
        ("2026-01-31", "2026-02-27", 0, 0),
        ("2026-01-31", "2026-02-28", 1, 0),  # a month from 31 January ends on 28 February
        ("2026-01-15", "2026-02-14", 0, 0),
        ("2026-01-15", "2026-02-15", 1, 0),
        ("2026-01-15", "2027-01-14", 11, 0),
        ("2026-01-15", "2027-01-15", 12, 1),
        ("2024-02-29", "2025-02-28", 12, 1),
        ("2026-02-15", "2026-01-15", -1, 0),
        ("2027-01-15", "2026-01-15", -12, -1),
        ("2026-02-28", "2026-01-31", -1, 0),  # the month between 31 January and 28 February
        ("2026-06-01", "2026-06-01", 0, 0),
    ],
)
def test_months_and_years_between(start: str, end: str, months: int, years: int) -> None:
    assert months_between(on(start), on(end)) == months
    assert years_between(on(start), on(end)) == years


def test_working_days_between_leave_the_start_out_and_take_the_end_in() -> None:
    """Friday 3 July to Friday 10 July 2026: the five days of the week after."""
    assert working_days_between(on("2026-07-03"), on("2026-07-10")) == 5
    assert working_days_between(on("2026-07-10"), on("2026-07-03")) == -5
    assert working_days_between(on("2026-07-03"), on("2026-07-05")) == 0
    assert working_days_between(on("2026-12-24"), on("2026-12-29")) == 1
    assert days_between(on("2026-07-10"), on("2026-07-03")) == -7


@pytest.mark.parametrize(
    ("limit", "direction", "day"),
    [
        (Deadline(2, "working day"), "after", "2026-07-07"),  # from Friday: Monday, Tuesday
        (Deadline(12, "week"), "before", "2026-04-10"),  # 84 days: 3 of July, 30, 31, 20 of April
        (Deadline(28, "day"), "after", "2026-07-31"),
        (Deadline(6, "month"), "after", "2027-01-03"),
        (Deadline(4, "year"), "before", "2022-07-03"),
        (Deadline(5, "clear day"), "before", "2026-06-27"),  # 28 June to 2 July lie between
    ],
)
def test_deadlines_from_3_july_2026(
    limit: Deadline, direction: Literal["before", "after"], day: str
) -> None:
    assert deadline(on("2026-07-03"), limit, direction) == on(day)


def test_what_falls_outside_the_calendar_is_not_known() -> None:
    first, last = dt.date.min, dt.date.max
    assert add(last, Duration(days=1)) is None
    assert add(last, Duration(months=1)) is None
    assert add(last, Duration(clear_days=1)) is None
    assert add(last, Duration(working_days=1)) is None
    assert subtract(first, Duration(days=1)) is None
    assert subtract(first, Duration(months=1)) is None
    assert subtract(first, Duration(working_days=1)) is None
    assert deadline(first, Deadline(10**9, "day"), "after") is None


def test_a_deadline_of_thousands_of_years_is_found_too() -> None:
    far = add(on("2026-01-01"), Duration(working_days=999_999))
    assert far is not None
    assert working_days_between(on("2026-01-01"), far) == 999_999
    assert is_working_day(far)


@settings(deadline=None)  # the first bank holidays take a while to load
@given(dates, st.integers(0, 1200), st.integers(0, 40))
def test_months_between_is_the_greatest_number_not_past_the_end(
    start: dt.date, months: int, days: int
) -> None:
    end = add(start, Duration(months, days))
    assert end is not None
    found = months_between(start, end)
    reached, next_one = add_months(start, found), add_months(start, found + 1)
    assert reached is not None and next_one is not None
    assert reached <= end < next_one
    assert months_between(end, start) == -found


@settings(deadline=None)  # the first bank holidays take a while to load
@given(dates, dates)
def test_years_between_is_the_greatest_number_not_past_the_end(a: dt.date, b: dt.date) -> None:
    start, end = min(a, b), max(a, b)
    years = years_between(start, end)
    reached, next_one = add_months(start, 12 * years), add_months(start, 12 * (years + 1))
    assert reached is not None and next_one is not None
    assert reached <= end < next_one


@settings(deadline=None)  # the first bank holidays take a while to load
@given(dates, st.integers(1, 400))
def test_the_nth_working_day_is_found_by_counting_days(start: dt.date, count: int) -> None:
    for sign in (1, -1):
        day, left = start, count
        while left:
            day += dt.timedelta(days=sign)
            left -= is_working_day(day)
        assert add_working_days(start, sign * count) == day


@settings(deadline=None)  # the first bank holidays take a while to load
@given(dates, st.integers(0, 900))
def test_working_days_between_counts_days_one_by_one(start: dt.date, length: int) -> None:
    days = [start + dt.timedelta(days=n) for n in range(1, length + 1)]
    end = days[-1] if days else start
    assert working_days_between(start, end) == sum(map(is_working_day, days))
