"""Lengths of time, exact as far as the calendar lets them be.

A month is 28 to 31 days, so "2 months" and "60 days" cannot always be put in order. A comparison
here answers None where it depends on which months they are.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import Literal

from govrules.model.dataclass import dataclass
from govrules.model.unreadable import UnreadableError, shown

Relation = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Duration:
    """So many months and so many days; weeks and years are turned into these.

    Working days and clear days only count from a date, so they are never compared, and stand alone.
    """

    months: int = 0
    days: int = 0
    working_days: int = 0
    clear_days: int = 0

    def __str__(self) -> str:
        parts = []
        years, months = divmod(abs(self.months), 12)
        if self.months < 0:
            years, months = -years, -months
        for count, unit in (
            (years, "year"),
            (months, "month"),
            (self.days, "day"),
            (self.working_days, "working day"),
            (self.clear_days, "clear day"),
        ):
            if count:
                parts.append(f"{count} {unit}" + ("" if abs(count) == 1 else "s"))
        return " ".join(parts) or "0 days"

    @property
    def comparable(self) -> bool:
        """Whether it has a length of its own, which working days and clear days have not."""
        return not (self.working_days or self.clear_days)


# --- reading -----------------------------------------------------------------------------------

UNITS = {
    "year": Duration(months=12),
    "month": Duration(months=1),
    "week": Duration(days=7),
    "day": Duration(days=1),
    "working day": Duration(working_days=1),
    "clear day": Duration(clear_days=1),
}
MOST = 999_999
"""The most of any unit that may be written."""

_PART = re.compile(
    r"([0-9]{1,6})\s+(year|month|week|working\s+day|clear\s+day|day)s?", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:\s*,\s*(?:and\s+)?|\s+(?:and\s+)?)", re.IGNORECASE)
_ISO = re.compile(
    r"P(?=[0-9])(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
)
_LONGEST = 120


def of_unit(count: int, unit: str) -> Duration:
    """So many of a unit, named in the singular ("month") or the plural. Raises UnreadableError."""
    one = UNITS.get(unit) or UNITS.get(unit.removesuffix("s"))
    if one is None:
        raise UnreadableError(f"{shown(unit)} is not a unit of time; use {', '.join(UNITS)}")
    if not 0 <= count <= MOST:
        raise UnreadableError(f"a length of time is from 0 to {MOST:,} {unit.removesuffix('s')}s")
    return _times(one, count)


def read_duration(text: str) -> Duration:
    """The length of time of a text: "4 years", "1 year 6 months", "10 working days", "P1Y6M".

    Raises UnreadableError when it gives none.
    """
    trimmed = text.strip() if len(text) <= _LONGEST else ""
    if match := _ISO.fullmatch(trimmed):
        return _sum([of_unit(int(n or 0), u) for n, u in zip(match.groups(), UNITS, strict=False)])
    parts = _parts(trimmed)
    if not parts:
        raise UnreadableError(_why_not_duration(text, trimmed))
    units = [unit for _, unit in parts]
    if len(set(units)) < len(units):
        raise UnreadableError(f"{shown(text)} names a unit of time twice")
    if len(parts) > 1 and {"working day", "clear day"} & set(units):
        raise UnreadableError(f"{shown(text)} mixes working or clear days with other units of time")
    return _sum([of_unit(count, unit) for count, unit in parts])


def _parts(text: str) -> list[tuple[int, str]]:
    """Counts and units in order; none when any part of the text is something else."""
    parts: list[tuple[int, str]] = []
    at = 0
    while match := _PART.match(text, at):
        parts.append((int(match[1]), " ".join(match[2].lower().split())))
        at = match.end()
        if at == len(text):
            return parts
        if not (gap := _BETWEEN.match(text, at)):
            return []
        at = gap.end()
    return []


def _why_not_duration(text: str, trimmed: str) -> str:
    if re.match(r"[0-9]+\.[0-9]+\s", trimmed):
        return f'{shown(text)} is not in whole units; write "18 months" rather than "1.5 years"'
    if re.fullmatch(r"[0-9]+", trimmed):
        return f'{shown(text)} lacks a unit of time; write "4 years", "18 months" or "28 days"'
    return f'{shown(text)} is not a length of time; write "4 years", "18 months" or "28 days"'


def _times(one: Duration, count: int) -> Duration:
    return Duration(
        one.months * count, one.days * count, one.working_days * count, one.clear_days * count
    )


def _sum(parts: list[Duration]) -> Duration:
    return Duration(
        sum(part.months for part in parts),
        sum(part.days for part in parts),
        sum(part.working_days for part in parts),
        sum(part.clear_days for part in parts),
    )


# --- comparing ---------------------------------------------------------------------------------

_CYCLE_MONTHS = 4800
_CYCLE_DAYS = 146_097
"""The Gregorian calendar repeats after 400 years, which is a whole number of weeks too."""


def span_in_days(duration: Duration) -> tuple[int, int]:
    """The least and the most days that it can span, over every day it might start on."""
    least, most = _span_of_months(abs(duration.months))
    if duration.months < 0:
        least, most = -most, -least
    return least + duration.days, most + duration.days


def _span_of_months(months: int) -> tuple[int, int]:
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    least, most = _span_within_cycle(rest)
    return least + cycles * _CYCLE_DAYS, most + cycles * _CYCLE_DAYS


@lru_cache(maxsize=_CYCLE_MONTHS)
def _span_within_cycle(months: int) -> tuple[int, int]:
    """Least and most days from a day to the same day `months` later, or that month's last day."""
    lengths, starts = _cycle()
    spans_least, spans_most = [], []
    for start in range(_CYCLE_MONTHS):
        over, end = divmod(start + months, _CYCLE_MONTHS)
        between_firsts = starts[end] + over * _CYCLE_DAYS - starts[start]
        # from the 31st to a month of 30 days, one day is lost
        lost = max(0, lengths[start] - lengths[end])
        spans_least.append(between_firsts - lost)
        spans_most.append(between_firsts)
    return min(spans_least), max(spans_most)


@lru_cache(maxsize=1)
def _cycle() -> tuple[list[int], list[int]]:
    """For each month of 400 years its length, and how many days after the first it starts."""
    lengths = [monthrange(2000 + month // 12, month % 12 + 1)[1] for month in range(_CYCLE_MONTHS)]
    starts = [0]
    for length in lengths[:-1]:
        starts.append(starts[-1] + length)
    return lengths, starts


def compare(a: Duration, b: Duration) -> int | None:
    """-1, 0 or 1 when `a` is for certain shorter than, as long as or longer than `b`; else None."""
    if not (a.comparable and b.comparable):
        return None
    if a.months == b.months:
        return (a.days > b.days) - (a.days < b.days)
    least_a, most_a = span_in_days(a)
    least_b, most_b = span_in_days(b)
    if most_a < least_b:
        return -1
    if least_a > most_b:
        return 1
    return 0 if least_a == most_a == least_b == most_b else None


def holds(relation: Relation, a: Duration, b: Duration) -> bool | None:
    """Whether `a relation b` is certain to hold (True), certain not to (False), or depends (None).

    Finer than `compare`: 31 days are at least 1 month whichever month it is, though they may be
    as long or longer.
    """
    if not (a.comparable and b.comparable):
        return None
    if a.months == b.months:
        least_a = most_a = a.days
        least_b = most_b = b.days
    else:
        least_a, most_a = span_in_days(a)
        least_b, most_b = span_in_days(b)
    match relation:
        case "<":
            return _answer(most_a < least_b, least_a >= most_b)
        case "<=":
            return _answer(most_a <= least_b, least_a > most_b)
        case ">":
            return _answer(least_a > most_b, most_a <= least_b)
        case ">=":
            return _answer(least_a >= most_b, most_a < least_b)
    apart = most_a < least_b or least_a > most_b
    same = least_a == most_a == least_b == most_b
    return _answer(same, apart) if relation == "=" else _answer(apart, same)


def _answer(surely: bool, surely_not: bool) -> bool | None:
    return True if surely else False if surely_not else None
