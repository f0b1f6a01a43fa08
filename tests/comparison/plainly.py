"""Who comes first where every value is known, worked out in the plainest way there is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Ends = tuple[Fraction, Fraction] | None


def points(values: Sequence[Fraction | None], ends: Ends) -> list[Fraction | None]:
    """Points from 0 to 100, higher is better; None for an option without a value."""
    given = [value for value in values if value is not None]
    low, high = ends or (min(given, default=Fraction(0)), max(given, default=Fraction(0)))
    found: list[Fraction | None] = []
    for value in values:
        if value is None:
            found.append(None)
        elif low == high:
            found.append(Fraction(100))
        else:
            found.append(100 * (min(max(value, low), high) - low) / (high - low))
    return found


def totals(
    by_criterion: Sequence[Sequence[Fraction]], weights: Sequence[Fraction]
) -> list[Fraction]:
    return [
        sum((w * points[n] for w, points in zip(weights, by_criterion, strict=True)), Fraction(0))
        for n in range(len(by_criterion[0]))
    ]


def first(
    total: Sequence[Fraction], ranks: Sequence[int], within: Fraction | None
) -> frozenset[int]:
    """The places of those that come first."""
    near = [n for n, one in enumerate(total) if max(total) - one <= (within or 0)]
    if within is not None:
        best = min(ranks[n] for n in near)
        near = [n for n in near if ranks[n] == best]
    most = max(total[n] for n in near)
    return frozenset(n for n in near if total[n] == most)
