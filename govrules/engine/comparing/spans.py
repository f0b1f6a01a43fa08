"""Stretches of a weight from 0 to 1, with their ends in or out, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Edge = tuple[Fraction, int]
"""A place on the line: just before (-1), at (0) or just after (1) a weight."""
FIRST: Edge = (Fraction(0), 0)
LAST: Edge = (Fraction(1), 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A bound that goes straight from `start` at weight 0 to `end` at weight 1.

    What it bounds reaches it there only where `start_reached` and `end_reached`, and in between
    only where both are.
    """

    start: Fraction
    end: Fraction
    start_reached: bool = True
    end_reached: bool = True

    def __neg__(self) -> Line:
        return Line(-self.start, -self.end, self.start_reached, self.end_reached)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """All places from `low` to `high`, both of them included."""

    low: Edge
    high: Edge

    def holds(self, edge: Edge) -> bool:
        return self.low <= edge <= self.high


EVERYWHERE = Span(FIRST, LAST)


def after(edge: Edge) -> Edge:
    """The next place: past "just after" there is none, so it stays."""
    return (edge[0], min(edge[1] + 1, 1))


def before(edge: Edge) -> Edge:
    return (edge[0], max(edge[1] - 1, -1))


def where_above(line: Line, bound: Fraction, *, or_equal: bool) -> Span | None:
    """Where all that a line bounds from below is above a bound, or at it."""
    if or_equal or (line.start_reached and line.end_reached):
        return _above(line, bound, or_equal=or_equal)
    # what never comes down to the line is above the bound where the line itself is at it
    span = _above(line, bound, or_equal=True)
    if line.start_reached and line.start <= bound:
        span = intersection(span, Span((FIRST[0], 1), LAST))
    if line.end_reached and line.end <= bound:
        span = intersection(span, Span(FIRST, (LAST[0], -1)))
    return span


def _above(line: Line, bound: Fraction, *, or_equal: bool) -> Span | None:
    start, end = line.start - bound, line.end - bound
    at_start = start > 0 or (or_equal and start == 0)
    at_end = end > 0 or (or_equal and end == 0)
    if at_start and at_end:
        return EVERYWHERE
    if start == end or not (at_start or at_end):
        return None
    crossing = start / (start - end)
    if at_start:
        return Span(FIRST, (crossing, 0 if or_equal else -1))
    return Span((crossing, 0 if or_equal else 1), LAST)


def intersection(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None:
        return None
    low, high = max(one.low, other.low), min(one.high, other.high)
    return Span(low, high) if low <= high else None


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same places in as few spans as can be, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.low <= after(found[-1].high):
            found[-1] = Span(found[-1].low, max(found[-1].high, span.high))
        else:
            found.append(span)
    return tuple(found)


def parted(sets: Sequence[Sequence[Span]]) -> tuple[tuple[Span, frozenset[int]], ...]:
    """The line from 0 to 1 in spans, each with the places of those `sets` that hold all of it."""
    joined = [united(spans) for spans in sets]
    cuts = {FIRST}
    for spans in joined:
        for span in spans:
            cuts.add(span.low)
            beyond = after(span.high)
            if beyond != span.high and beyond <= LAST:
                cuts.add(beyond)
    ordered = sorted(cuts)
    pieces: list[tuple[Span, frozenset[int]]] = []
    for number, low in enumerate(ordered):
        last = number + 1 == len(ordered)
        span = Span(low, LAST if last else before(ordered[number + 1]))
        holding = frozenset(
            n for n, spans in enumerate(joined) if any(one.holds(low) for one in spans)
        )
        if pieces and pieces[-1][1] == holding:
            pieces[-1] = (Span(pieces[-1][0].low, span.high), holding)
        else:
            pieces.append((span, holding))
    return tuple(pieces)
