"""The rows of a table as boxes, on each day on which they may differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from govrules.analysis.cutting.axis import Axis
from govrules.analysis.cutting.boxes import Box
from govrules.analysis.cutting.from_conditions import Cut
from govrules.analysis.cutting.in_words import box_words
from govrules.analysis.days import days_of
from govrules.analysis.subject import Subject
from govrules.model.expression import Condition
from govrules.model.policy import Policy


@dataclass(frozen=True, slots=True)
class Rows:
    """`boxes` has for each row the boxes in which it matches, on the day `on`."""

    on: dt.date
    axes: tuple[Axis, ...]
    boxes: tuple[tuple[Box, ...], ...]
    fixed: tuple[tuple[Any, ...], ...]

    def words(self, box: Box) -> str:
        return box_words(box, self.axes, self.fixed)

    @property
    def all_given(self) -> bool:
        """Whether every box must have a choice in it."""
        return all(axis.is_given for axis in self.axes)


def rows_on_each_day(
    subject: Subject, policy: Policy, conditions: Sequence[Condition | None], *, plausible: bool
) -> Iterator[Rows]:
    """The rows with these conditions, the latest day first; days that differ in nothing once.

    `plausible` leaves aside values that hardly any choice has (see `Cut`).

    Raises NotCutError.
    """
    seen = set()
    for on in days_of(subject.policy_set, policy):
        cut = Cut(subject.policy_set, conditions, on, plausible=plausible)
        rows = Rows(
            on,
            cut.axes,
            tuple(tuple(cut.holds(condition)) for condition in conditions),
            cut.fixed,
        )
        same = repr((rows.axes, rows.boxes))
        if same not in seen:
            seen.add(same)
            yield rows
