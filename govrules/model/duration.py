"""Lengths of time, exact as far as the calendar lets them be.

A month is 28 to 31 days, so "2 months" and "60 days" cannot always be put in order. A comparison
here answers None where it depends on which months they are.
"""

from __future__ import annotations

from dataclasses import dataclass


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
        years, months = divmod(self.months, 12)
        for count, unit in ((years, "year"), (months, "month"), (self.days, "day"), (self.working_days, "working day"), (self.clear_days, "clear day")):
            if count:
                parts.append(f"{count} {unit}" + ("" if count == 1 else "s"))
        return " ".join(parts) or "0 days"
