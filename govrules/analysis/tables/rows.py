"""The rows of a table as boxes, on each day on which they may differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from govrules.analysis.cutting.axis import Axis
from govrules.analysis.cutting.boxes import Box, meet, remainder
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
    def left(self) -> list[Box]:
        """The cases in which no row matches."""
        return remainder([{}], self.taken, self.axes)

    @property
    def taken(self) -> list[Box]:
        """The cases in which some row matches."""
        return [box for boxes in self.boxes for box in boxes]

    def both(self, one: int, other: int) -> list[Box]:
        """The cases in which two rows match."""
        pairs = product(self.boxes[one], self.boxes[other])
        return [both for pair in pairs if (both := meet(*pair)) is not None]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The rows that match together in some case."""
        numbers = range(len(self.boxes))
        return [pair for pair in combinations(numbers, 2) if self.both(*pair)]


def rows_on_each_day(
    subject: Subject,
    policy: Policy,
    conditions: Sequence[Condition | None],
    *,
    plausible: bool,
    deep: bool,
) -> Iterator[Rows]:
    """The rows with these conditions, the latest day first; days that differ in nothing once.

    For `plausible` and `deep` see `Cut`.

    Raises NotCutError.
    """
    seen = set()
    for on in days_of(subject.policy_set, policy):
        cut = Cut(subject.policy_set, conditions, on, plausible=plausible, deep=deep)
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
