"""Tell by when a duty is to be done, or begun."""

from __future__ import annotations

import datetime as dt

from govrules.model import calendar
from govrules.model.policy import Duty


def time_of(duty: Duty) -> str | None:
    """In words, how long it lasts or within what time it is due."""
    if duty.lasting is not None:
        return f"for at least {duty.lasting}"
    return None if duty.within is None else f"within {duty.within}"


def last_day(duty: Duty, date: dt.date) -> dt.date | None:
    """The last day to do it; for a duty that must last a while before, the last day to begin."""
    if duty.timing == "before":
        return None if duty.lasting is None else calendar.deadline(date, duty.lasting, "before")
    return None if duty.within is None else calendar.deadline(date, duty.within, "after")
