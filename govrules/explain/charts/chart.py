"""What a chart of horizontal bars shows, before it is drawn.

Numbers are exact; every text is written by the caller and may come from anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Series:
    """What the pieces of one look stand for; `unknown` draws an open, dashed box."""

    name: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar from `start` to `end`; `series` is its place in the chart's series."""

    series: int
    start: Fraction
    end: Fraction
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar under its name; `note` stands at the right, `mark` is a line across this bar."""

    label: str
    segments: tuple[Segment, ...]
    note: str = ""
    mark: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis, or a limit drawn through all bars, with its words."""

    at: Fraction
    label: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars on one axis from `low` to `high`.

    `title` says what is shown in a few words and `description` what it comes to, for those who
    cannot see it. `mark_name` explains the marks in the legend.
    """

    title: str
    description: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(100)
    limits: tuple[Tick, ...] = ()
    mark_name: str = ""


def stacked(amounts: Sequence[tuple[int, Fraction, str]]) -> tuple[Segment, ...]:
    """Segments one after the other, of (series, amount, label); amounts of 0 are left out."""
    segments, start = [], Fraction(0)
    for series, amount, label in amounts:
        if amount > 0:
            segments.append(Segment(series, start, start + amount, label))
            start += amount
    return tuple(segments)


def ticks_between(
    low: Fraction, high: Fraction, say: Callable[[Fraction], str]
) -> tuple[Tick, ...]:
    """Some four to eleven places at round numbers, both ends among them where they are round."""
    step = _step(high - low)
    at = -(-low // step) * step
    found = []
    while at <= high:
        found.append(Tick(at, say(at)))
        at += step
    return tuple(found)


def _step(length: Fraction) -> Fraction:
    """The largest of 1, 2, 2.5 and 5 times a power of ten that parts the length in at least 4."""
    if length <= 0:
        return Fraction(1)
    power = Fraction(1)
    while power * 10 <= length:
        power *= 10
    while power > length:
        power /= 10
    return next(
        power * part
        for part in (Fraction(5, 2), Fraction(2), Fraction(1), Fraction(1, 2), Fraction(1, 4))
        if power * part * 4 <= length
    )
