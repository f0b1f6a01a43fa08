"""Hold the options against one another: points, gaps, and who may come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from govrules.engine.comparing.deciding import Decided
from govrules.engine.comparing.scales import Scale
from govrules.engine.comparing.scoring import (
    Valued,
    possibles,
    ranks_of,
    scales_of,
    shares,
    valued,
)
from govrules.engine.comparing.sensitivity import Moved, moved
from govrules.engine.comparing.standing import Field, Gaps
from govrules.engine.comparing.weights import Weighing
from govrules.model.comparison import Outcome
from govrules.model.policy import Criterion, OptionComparison


@dataclass(frozen=True)
class Race:
    """Options that comply or may yet do so, by name, and all that is worked out of them.

    `complying` holds the places of those that are compared; their points are worked out among
    themselves. Who may come first is worked out with those that may yet come in.
    """

    criteria: tuple[Criterion, ...]
    weighing: Weighing
    options: tuple[Decided, ...]
    valued: tuple[Valued, ...]
    field: Field
    shown: Field
    """The field of those that comply alone, as if all of them stayed."""
    scales: tuple[Scale, ...]
    """Among those that comply."""
    complying: tuple[int, ...]

    @cached_property
    def moves(self) -> tuple[Moved, ...]:
        """By priority, heaviest first."""
        return tuple(
            moved(self.field, self.weighing, place) for place in range(len(self.weighing.titles))
        )

    @cached_property
    def may_be_first(self) -> frozenset[int]:
        return self.moves[0].now if self.options else frozenset()

    @cached_property
    def outcome(self) -> Outcome:
        first = self.may_be_first
        if not first:
            return "none"
        if not all(self.options[one].complies and self.options[one].sure for one in first):
            return "open"
        if len(first) == 1:
            return "first"
        return "tie" if all(self._level(one, other) for one in first for other in first) else "open"

    def _level(self, one: int, other: int) -> bool:
        """Whether two options certainly have the same points and the same rank."""
        if one == other:
            return True
        ranks = self.field.ranks
        level = ranks[one].known and ranks[one] == ranks[other]
        parts = self.weighing.parts
        widest = self.field.gaps.widest
        return level and widest(one, other, parts) == 0 == widest(other, one, parts)

    def gap(self, one: int, other: int) -> tuple[Fraction, Fraction]:
        """The fewest and the most points that one option compared has more than another."""
        places = self.complying.index(one), self.complying.index(other)
        widest, parts = self.shown.gaps.widest, self.weighing.parts
        return -widest(places[1], places[0], parts), widest(*places, parts)

    def points(self, criterion: int, option: int) -> tuple[Fraction, Fraction]:
        """The fewest and the most points of an option compared by one criterion."""
        place = self.complying.index(option)
        scale = self.scales[criterion]
        return scale.lowest(place), scale.highest(place)

    @cached_property
    def parts(self) -> tuple[Fraction, ...]:
        """The part that each criterion has in the total."""
        return tuple(
            self.weighing.parts[place] * part
            for place, part in shares(self.criteria, self.weighing)
        )

    def total(self, option: int) -> tuple[Fraction, Fraction]:
        ranges = [self.points(n, option) for n in range(len(self.criteria))]
        low = sum(
            (part * one[0] for part, one in zip(self.parts, ranges, strict=True)), Fraction(0)
        )
        high = sum(
            (part * one[1] for part, one in zip(self.parts, ranges, strict=True)), Fraction(0)
        )
        return low, high


def race(
    comparison: OptionComparison,
    weighing: Weighing,
    criteria: tuple[Criterion, ...],
    options: Sequence[Decided],
) -> Race:
    """Everything about options that comply or may yet do so."""
    preference = comparison.preference
    points = None if preference is None else Fraction(preference.points)
    read = [valued(option, criteria, preference) for option in options]
    complying = tuple(n for n, option in enumerate(options) if option.complies)
    possible = possibles(read, criteria)

    def field(places: Sequence[int], sure: Sequence[bool]) -> tuple[Field, list[Scale]]:
        found = [[values[n] for n in places] for values in possible]
        scales = scales_of(criteria, found, sure)
        parts = shares(criteria, weighing)
        each = [(place, part, scale) for (place, part), scale in zip(parts, scales, strict=True)]
        gaps = Gaps(each, len(weighing.titles), len(places))
        ranks = ranks_of([read[n] for n in places], preference)
        return Field(gaps, ranks, tuple(sure), points), scales

    shown, scales = field(complying, [True] * len(complying))
    sure = [option.sure for option in options]
    whole = shown if all(sure) else field(range(len(options)), sure)[0]
    return Race(
        criteria=criteria,
        weighing=weighing,
        options=tuple(options),
        valued=tuple(read),
        field=whole,
        shown=shown,
        scales=tuple(scales),
        complying=complying,
    )
