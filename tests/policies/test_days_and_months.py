"""The time limits of the law on dates worked by hand: each line says how it was reckoned."""

from __future__ import annotations

import datetime as dt

import pytest

from govrules.model.calendar import add
from govrules.model.duration import Duration
from tests.policies.catalogue import POLICIES, answer, evaluation

ENGLAND = POLICIES / "england"


def on(day: str) -> dt.date:
    return dt.date.fromisoformat(day)


def the_day_before(day: str) -> str:
    return str(on(day) - dt.timedelta(days=1))


# --- 28 clear days, and 5: neither the day of the notice nor that of the decision counts --------

TWENTY_EIGHT = [
    # 2 to 29 June lie between: 28 days
    ("2026-06-01", "2026-06-30"),
    # 1 to 28 February lie between, and there is a 29th
    ("2028-01-31", "2028-02-29"),
    # 1 to 28 February lie between, and there is no 29th
    ("2026-01-31", "2026-03-01"),
    # 16 to 29 February are 14, 1 to 14 March are 14
    ("2028-02-15", "2028-03-15"),
    # 16 to 28 February are 13, 1 to 15 March are 15
    ("2026-02-15", "2026-03-16"),
    # 11 to 31 December are 21, 1 to 7 January are 7
    ("2026-12-10", "2027-01-08"),
    # only 30 April, then 1 to 27 May: bank holidays count like any other day
    ("2026-04-29", "2026-05-28"),
]


@pytest.mark.parametrize(("published", "first"), TWENTY_EIGHT)
def test_the_first_day_after_28_clear_days(published: str, first: str) -> None:
    assert add(on(published), Duration(clear_days=28)) == on(first)
    for day, met in ((first, True), (the_day_before(first), False)):
        found = answer(
            ENGLAND, "notice_period_met",
            is_key_decision=True, notice_published=published, decision_date=day,
        )  # fmt: skip
        assert found is met


FIVE_CLEAR = [
    # 2, 3, 4, 5, 6 June lie between
    ("2026-06-01", "2026-06-07"),
    # 31 December, 1, 2, 3, 4 January
    ("2026-12-30", "2027-01-05"),
    # 27, 28, 29 February, 1, 2 March
    ("2028-02-26", "2028-03-03"),
    # 27, 28 February, 1, 2, 3 March
    ("2026-02-26", "2026-03-04"),
]


@pytest.mark.parametrize(("published", "first"), FIVE_CLEAR)
def test_the_first_day_after_five_clear_days(published: str, first: str) -> None:
    assert add(on(published), Duration(clear_days=5)) == on(first)
    for day, may in ((first, True), (the_day_before(first), False)):
        found = answer(
            ENGLAND, "may_decide",
            is_key_decision=True, notice_published=published, decision_date=day,
            urgency_agreed_by_scrutiny_chair=False,
        )  # fmt: skip
        assert found is may


# --- five working days: the day of publication does not count, the fifth is still in the period --

FIVE_WORKING = [
    # Tuesday: Wed 4, Thu 5, Fri 6, Mon 9, Tue 10 March
    ("2026-03-03", "2026-03-10"),
    # Saturday: Mon 9 to Fri 13 March
    ("2026-03-07", "2026-03-13"),
    # Maundy Thursday: Good Friday 3 and Easter Monday 6 April do not count;
    # Tue 7, Wed 8, Thu 9, Fri 10, Mon 13
    ("2026-04-02", "2026-04-13"),
    # Easter of 2025, Good Friday 18 and Monday 21 April: Thu 17, Tue 22, Wed 23, Thu 24, Fri 25
    ("2025-04-16", "2025-04-25"),
    # Friday before the early May bank holiday, Monday 4: Tue 5, Wed 6, Thu 7, Fri 8, Mon 11
    ("2026-05-01", "2026-05-11"),
    # Christmas Eve 2026: Fri 25, substitute day Mon 28, New Year's Day Fri 1 do not count;
    # Tue 29, Wed 30, Thu 31, Mon 4, Tue 5 January
    ("2026-12-24", "2027-01-05"),
    # Christmas 2025 falls within the week: Wed 24, Mon 29, Tue 30, Wed 31, Fri 2 January
    ("2025-12-23", "2026-01-02"),
    # Christmas Day 2027 is a Saturday: Mon 27 and Tue 28 stand in for both days. New Year's Day
    # 2028 is a Saturday: Mon 3 stands in for it. Wed 29, Thu 30, Fri 31, Tue 4, Wed 5 January
    ("2027-12-24", "2028-01-05"),
    # the Jubilee: Thursday 2 and Friday 3 June 2022 were bank holidays; Mon 6 to Fri 10
    ("2022-06-01", "2022-06-10"),
    # the summer bank holiday, Monday 31 August: Tue 1, Wed 2, Thu 3, Fri 4, Mon 7 September
    ("2026-08-28", "2026-09-07"),
]


@pytest.mark.parametrize(("published", "fifth"), FIVE_WORKING)
def test_the_fifth_working_day_after_publication(published: str, fifth: str) -> None:
    assert add(on(published), Duration(working_days=5)) == on(fifth)
    next_day = str(on(fifth) + dt.timedelta(days=1))
    for day, lawful in ((fifth, False), (next_day, True)):
        found = answer(
            ENGLAND, "implementation_lawful", decision_published=published, implemented_date=day
        )
        assert found is lawful


# --- weeks are days, months end at month ends ----------------------------------------------------

SIX_WEEKS = [
    # 42 days: 29 left of March, and 13 of April
    ("2026-03-02", "2026-04-13"),
    # 29 days to 1 March in a leap year, and 13 more
    ("2028-02-01", "2028-03-14"),
    # 28 days to 1 March, and 14 more
    ("2026-02-01", "2026-03-15"),
    # 10 left of November, 31 of December, and 1 of January
    ("2026-11-20", "2027-01-01"),
]


def sold(notified: str, asked: str | None, day: str) -> bool | None:
    return answer(
        ENGLAND, "sale_permitted",
        decision_kind="dispose_asset", acv_listed=True, acv_notified=notified,
        community_request=asked, disposal_date=day,
    )  # fmt: skip


@pytest.mark.parametrize(("notified", "first"), SIX_WEEKS)
def test_the_first_day_after_six_weeks(notified: str, first: str) -> None:
    assert add(on(notified), Duration(days=42)) == on(first)
    assert sold(notified, None, first) is True
    assert sold(notified, None, the_day_before(first)) is False


SIX_MONTHS = [
    # the same day of the month
    ("2026-03-02", "2026-09-02"),
    # there is no 31 February: the last day of it
    ("2025-08-31", "2026-02-28"),
    # and in a leap year that is the 29th
    ("2027-08-31", "2028-02-29"),
    ("2025-08-30", "2026-02-28"),
    ("2025-08-29", "2026-02-28"),
    ("2025-08-28", "2026-02-28"),
    # there is no 31 September
    ("2026-03-31", "2026-09-30"),
    # the last day of a short month is the same day and not the last of a long one
    ("2026-02-28", "2026-08-28"),
]


@pytest.mark.parametrize(("notified", "first"), SIX_MONTHS)
def test_the_first_day_after_six_months(notified: str, first: str) -> None:
    assert add(on(notified), Duration(months=6)) == on(first)
    assert sold(notified, notified, first) is True
    assert sold(notified, notified, the_day_before(first)) is False


EIGHTEEN_MONTHS = [
    ("2026-03-02", "2027-09-02"),
    # 31 August and a year is 31 August; six months more end on 28 February
    ("2025-08-31", "2027-02-28"),
    # the same, into a leap year
    ("2026-08-31", "2028-02-29"),
]


@pytest.mark.parametrize(("notified", "over"), EIGHTEEN_MONTHS)
def test_the_protected_period_ends_the_day_before(notified: str, over: str) -> None:
    assert add(on(notified), Duration(months=18)) == on(over)
    assert sold(notified, None, the_day_before(over)) is True
    assert sold(notified, None, over) is False


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        # there is no 30 February
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-11-28", 3, "2027-02-28"),
        ("2026-11-27", 3, "2027-02-27"),
        # there is no 31 November
        ("2026-08-31", 3, "2026-11-30"),
        # a listing of five years that was entered on 29 February
        ("2024-02-29", 60, "2029-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
    ],
)
def test_months_by_hand(start: str, months: int, end: str) -> None:
    assert add(on(start), Duration(months=months)) == on(end)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        # 1 July minus 28 days: 1 day to 30 June, and 27 more
        ("2026-07-01", "2026-06-03"),
        # 1 March 2028 minus 28 days: 29 February is 1, so 2 February
        ("2028-03-01", "2028-02-02"),
        # 1 March 2026 minus 28 days: the whole of February, so 1 February
        ("2026-03-01", "2026-02-01"),
    ],
)
def test_the_last_day_28_days_before_a_transfer(start: str, last: str) -> None:
    """These are no clear days: the day of the transfer is 28 days after the last day."""
    facts = {
        "decision_kind": "outsource", "organised_grouping": True, "staff_in_scope": 4,
        "subject": "services", "start_date": start, "acts": [],
    }  # fmt: skip
    late = str(on(last) + dt.timedelta(days=1))
    for given, status in ((last, "met"), (late, "breached")):
        found = evaluation(ENGLAND, facts | {"liability_information_date": given})
        assert found.rule("TUPE2").status == status
