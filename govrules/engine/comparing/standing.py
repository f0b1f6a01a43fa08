"""Who may come first, whatever the facts turn out to be that are not known.

Every option is held against every other. One is ruled out only where some other certainly beats
it, so no option that could come first is ever missed; where all is known, what is left is exactly
the option that comes first, or those that tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from govrules.engine.comparing.scales import Gap, Scale
from govrules.engine.comparing.spans import EVERYWHERE, Line, Span, intersection, where_above

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Ranks:
    """The places in the policy's order of preference that an option may have, best first."""

    best: int = 0
    worst: int = 0

    @property
    def known(self) -> bool:
        return self.best == self.worst


class Gaps:
    """The most points that each option may have more than each other, by priority."""

    def __init__(
        self, scales: Sequence[tuple[int, Fraction, Scale]], priorities: int, options: int
    ):
        """`scales` are a priority, the criterion's part of it, and the scale."""
        self.options = options
        self._by_priority = {
            (one, other): _sums(scales, priorities, one, other)
            for one in range(options)
            for other in range(options)
            if one != other
        }

    def widest(self, one: int, other: int, weights: Sequence[Fraction]) -> Fraction:
        gaps = self._by_priority[one, other]
        return sum((weight * gap.points for weight, gap in zip(weights, gaps, strict=True)), ZERO)

    def line(self, one: int, other: int, priority: int, others: Sequence[Fraction]) -> Line:
        """The widest gap as the priority's weight moves and the others share the rest."""
        gaps = self._by_priority[one, other]
        weighed = zip(others, gaps, strict=True)
        beside = all(gap.reached for weight, gap in weighed if weight)
        own = gaps[priority]
        return Line(self.widest(one, other, others), own.points, beside, own.reached)


def _sums(
    scales: Sequence[tuple[int, Fraction, Scale]], priorities: int, one: int, other: int
) -> tuple[Gap, ...]:
    sums = [Gap(ZERO)] * priorities
    for priority, part, scale in scales:
        old, gap = sums[priority], scale.widest_gap(one, other)
        sums[priority] = Gap(old.points + part * gap.points, old.reached and gap.reached)
    return tuple(sums)


@dataclass(frozen=True, slots=True)
class Field:
    """The options that run: their gaps, their ranks, which are certainly compared, and within how
    many points of the leader the preference counts (None: there is none)."""

    gaps: Gaps
    ranks: tuple[Ranks, ...]
    sure: tuple[bool, ...]
    points: Fraction | None

    def ruled_out(self, priority: int, others: Sequence[Fraction]) -> tuple[tuple[Span, ...], ...]:
        """For each option, the weights of one priority at which it cannot come first."""
        lines = {
            (one, other): self.gaps.line(one, other, priority, others)
            for one in range(self.gaps.options)
            for other in range(self.gaps.options)
            if one != other
        }
        found: list[list[Span]] = [[] for _ in range(self.gaps.options)]
        for winner in range(self.gaps.options):
            if self.sure[winner]:
                near = self._always_near(winner, lines)
                for loser in range(self.gaps.options):
                    if loser != winner:
                        found[loser] += self._beaten(winner, loser, lines, near)
        return tuple(tuple(spans) for spans in found)

    def _always_near(self, option: int, lines: dict[tuple[int, int], Line]) -> tuple[Span, ...]:
        """Where the option is certainly within the points of whoever leads."""
        if self.points is None:
            return ()
        within: Span | None = EVERYWHERE
        for other in range(self.gaps.options):
            if other != option:
                ahead = -lines[other, option]
                within = intersection(within, where_above(ahead, -self.points, or_equal=True))
        return () if within is None else (within,)

    def _beaten(
        self,
        winner: int,
        loser: int,
        lines: dict[tuple[int, int], Line],
        near: tuple[Span, ...],
    ) -> list[Span]:
        """Where the winner certainly comes before the loser, who then cannot come first."""
        ahead = -lines[loser, winner]  # the fewest points that the winner has more
        one, other = self.ranks[winner], self.ranks[loser]
        spans = [where_above(ahead, self.points or ZERO, or_equal=False)]
        if one.worst < other.best:
            # whenever the loser is near the leader, the winner is, and is preferred
            spans.append(where_above(ahead, ZERO, or_equal=True))
            spans += near
        elif one.worst <= other.best:
            spans.append(where_above(ahead, ZERO, or_equal=False))
        return [span for span in spans if span is not None]
