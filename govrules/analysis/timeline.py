"""Tell what a figure is from a day on: spans of days, each with its value."""

from __future__ import annotations

import datetime as dt
from typing import Any

from govrules.model.policy import DatedValue, Figure

_DAY = dt.timedelta(days=1)
Timeline = tuple[str, str, tuple[tuple[dt.date | None, Any], ...]]


def timeline(figure: Figure, day: dt.date) -> Timeline:
    """Its type, the date that it is as at, and the first day of each span with the value of that
    span; None for the first day of all, and for a value that is not there.

    A figure as at some other date is told from the earliest day, as that date may be any.
    """
    first = day if figure.as_at is None else dt.date.min
    days = {first}
    for each in figure.values:
        start, end = each.in_force.start, each.in_force.end
        if start is not None and start > first:
            days.add(start)
        if end is not None and first <= end < dt.date.max:
            days.add(end + _DAY)
    spans: list[tuple[dt.date | None, Any]] = []
    for start in sorted(days):
        value = _value_on(figure, start)
        if not spans or spans[-1][1] != value:
            spans.append((start if spans else None, value))
    as_at = "" if figure.as_at is None else figure.as_at.term.key
    return str(figure.type), as_at, tuple(spans)


def _value_on(figure: Figure, day: dt.date) -> Any:
    """As `engine.reference` has it: of several in force, the latest counts."""
    in_force = [each for each in figure.values if each.in_force.on(day)]
    return max(in_force, key=_start).value.value if in_force else None


def _start(value: DatedValue) -> dt.date:
    return value.in_force.start or dt.date.min
