"""Date arithmetic: months that end at month ends, working days in England, clear days.

A date that falls outside the calendar (before the year 1 or after 9999) is not known: the answer is
None, as a division by zero is not known.

Bank holidays are those of England and Wales. The `holidays` package knows them from 1872 to 2100:
one-off holidays (a coronation) and moved ones as far ahead as they had been proclaimed when the
package was released, which is two or three years; after that it goes by the standing rules. Outside
those years working days are Monday to Friday.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from calendar import monthrange
from functools import lru_cache
from typing import Literal

from govrules.model.duration import Duration, of_unit
from govrules.model.policy import Deadline
from govrules.model.unreadable import UnreadableError

_FIRST_YEAR, _LAST_YEAR = 1872, 2100
_SATURDAY = 5
_LAST_ORDINAL = dt.date.max.toordinal()


# --- dates and durations -----------------------------------------------------------------------


def add(date: dt.date, duration: Duration) -> dt.date | None:
    """The date so much later: first the months, then the days."""
    return _move(date, duration, 1)


def subtract(date: dt.date, duration: Duration) -> dt.date | None:
    """The date so much earlier: first the months, then the days."""
    return _move(date, duration, -1)


def _move(date: dt.date, duration: Duration, sign: int) -> dt.date | None:
    moved = add_months(date, sign * duration.months)
    if moved is not None:
        moved = _add_days(moved, sign * duration.days)
    if moved is not None and duration.clear_days:
        # N whole days lie between, so the day counted is the next one
        moved = _add_days(moved, sign * (duration.clear_days + 1))
    if moved is not None and duration.working_days:
        moved = add_working_days(moved, sign * duration.working_days)
    return moved


def add_months(date: dt.date, months: int) -> dt.date | None:
    """The same day so many months later (or earlier), or the last day of a month without it."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, min(date.day, monthrange(year, month + 1)[1]))


def _add_days(date: dt.date, days: int) -> dt.date | None:
    ordinal = date.toordinal() + days
    return dt.date.fromordinal(ordinal) if 1 <= ordinal <= _LAST_ORDINAL else None


def deadline(
    date: dt.date, limit: Deadline, direction: Literal["before", "after"]
) -> dt.date | None:
    """The day so long before or after a date: the last day to begin, or to do, a duty."""
    try:
        duration = of_unit(limit.count, limit.unit)
    except UnreadableError:
        return None  # so many units reach past the calendar
    return add(date, duration) if direction == "after" else subtract(date, duration)


# --- counting between two dates ----------------------------------------------------------------


def days_between(start: dt.date, end: dt.date) -> int:
    """The end minus the start; negative when the end is earlier."""
    return end.toordinal() - start.toordinal()


def months_between(start: dt.date, end: dt.date) -> int:
    """The greatest n with start plus n months not after the end; negative if that is earlier."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    reached = add_months(start, months)
    return months if reached is not None and reached <= end else months - 1


def years_between(start: dt.date, end: dt.date) -> int:
    """The greatest n with start plus n years not after the end; negative if that is earlier."""
    months = months_between(start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def working_days_between(start: dt.date, end: dt.date) -> int:
    """The working days after the start up to and including the end; negative when it is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return _working_days(start.toordinal() + 1, end.toordinal())


# --- working days ------------------------------------------------------------------------------


def is_working_day(date: dt.date) -> bool:
    """Monday to Friday, and not a bank holiday in England."""
    return date.weekday() < _SATURDAY and date not in bank_holidays(date.year)


def add_working_days(date: dt.date, count: int) -> dt.date | None:
    """The count-th working day after the date, or before it for a negative count."""
    day, wanted = date.toordinal(), abs(count)
    # twice the days and a month more are always enough, whatever the holidays
    reach = min(2 * wanted + 30, _LAST_ORDINAL - day if count > 0 else day - 1)

    def passed(distance: int) -> int:
        if count > 0:
            return _working_days(day + 1, day + distance)
        return _working_days(day - distance, day - 1)

    distance = bisect_left(range(reach + 1), wanted, key=passed)
    if distance > reach:
        return None
    return dt.date.fromordinal(day + distance if count > 0 else day - distance)


def _working_days(first: int, last: int) -> int:
    """The working days from one day to another, both included, by their ordinals."""
    if last < first:
        return 0
    weekdays = _weekdays_up_to(last) - _weekdays_up_to(first - 1)
    start, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    years = range(max(start.year, _FIRST_YEAR), min(end.year, _LAST_YEAR) + 1)
    return weekdays - sum(_holidays_within(year, start, end) for year in years)


def _weekdays_up_to(ordinal: int) -> int:
    """Mondays to Fridays since 1 January of the year 1, which was a Monday."""
    weeks, days = divmod(ordinal, 7)
    return weeks * 5 + min(days, 5)


def _holidays_within(year: int, start: dt.date, end: dt.date) -> int:
    days = _weekday_holidays(year)
    return bisect_right(days, end) - bisect_left(days, start)


@lru_cache(maxsize=_LAST_YEAR - _FIRST_YEAR + 1)
def _weekday_holidays(year: int) -> tuple[dt.date, ...]:
    return tuple(sorted(day for day in bank_holidays(year) if day.weekday() < _SATURDAY))


@lru_cache(maxsize=_LAST_YEAR - _FIRST_YEAR + 1)
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The bank holidays of England and Wales in a year, substitute days included."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return frozenset()
    from holidays import country_holidays  # imported here as it takes a tenth of a second

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
