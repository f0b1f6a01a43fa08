"""How far the weight of each priority must move for others to come first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from govrules.engine.comparing.spans import Edge, Span, parted
from govrules.engine.comparing.standing import Field
from govrules.engine.comparing.weights import Weighing

Options = frozenset[int]
Piece = tuple[Span, Options]
"""A stretch of weights and the options that may come first there."""


@dataclass(frozen=True, slots=True)
class Change:
    """The nearest weight at which others may come first: exactly there, and just past it."""

    weight: Fraction
    at: Options
    beyond: Options


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of the first place as one priority's weight moves from 0 to 1."""

    priority: int
    weight: Fraction
    pieces: tuple[Piece, ...]

    @property
    def now(self) -> Options:
        return self.pieces[self._here][1]

    @property
    def _here(self) -> int:
        edge = (self.weight, 0)
        return next(n for n, (span, _) in enumerate(self.pieces) if span.holds(edge))

    @property
    def up(self) -> Change | None:
        if self._here + 1 == len(self.pieces):
            return None
        weight = self.pieces[self._here + 1][0].low[0]
        return Change(weight, self._at((weight, 0)), self._at((weight, 1)))

    @property
    def down(self) -> Change | None:
        if self._here == 0:
            return None
        weight = self.pieces[self._here - 1][0].high[0]
        return Change(weight, self._at((weight, 0)), self._at((weight, -1)))

    def _at(self, edge: Edge) -> Options:
        return next((first for span, first in self.pieces if span.holds(edge)), frozenset())


def moved(field: Field, weighing: Weighing, priority: int) -> Moved:
    """The options that may come first at every weight of a priority."""
    everybody = frozenset(range(field.gaps.options))
    out = field.ruled_out(priority, weighing.others(priority))
    pieces = tuple((span, everybody - held) for span, held in parted(out))
    return Moved(priority, weighing.parts[priority], pieces)
