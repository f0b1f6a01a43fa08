"""Results that Z3 only has within bounds, and what is exactly right for the values of a model.

So a model with a wrong result is ruled out, and another one asked for.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import z3

from govrules.compiler.to_z3.rails import Bool

LAST_DAY = dt.date.max.toordinal()
_FAR = 40_000
"""Days on either side of a date within which steps are looked for: more than a hundred years."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Outputs that depend on the inputs alone, and are only kept within bounds.

    `exactly` gives the outputs for the values of the inputs; None where they are of no use then.
    Where the one output never falls as the second input grows, `steps` is set.
    """

    inputs: tuple[Any, ...]
    outputs: tuple[Any, ...]
    exactly: Callable[..., tuple[int | bool, ...] | None]
    steps: bool = False

    def corrected(self, inputs: Sequence[Any], exact: Sequence[Any], wrong: Sequence[Any]) -> Bool:
        """What holds of the outputs for these inputs, and more than that where it is known."""
        right = z3.Implies(equal(self.inputs, inputs), equal(self.outputs, exact))
        if not self.steps:
            return right
        (start, end), (result,) = self.inputs, self.outputs
        counts = {each + more for each in (exact[0], wrong[0]) for more in (0, 1)}
        steps = [
            (result >= count) == (end >= first)
            for count in counts
            if (first := self._first(inputs[0], count)) is not None
        ]
        return z3.And(right, z3.Implies(start == inputs[0], z3.And(steps)))

    def pins(self, inputs: Sequence[Any]) -> Bool:
        """The inputs of a model that have to stay for a correction to be of use."""
        return equal(self.inputs[:1], inputs[:1]) if self.steps else equal(self.inputs, inputs)

    def _first(self, start: int, count: int) -> int | None:
        """The first value of the second input with an output of at least so much."""
        ends = range(max(1, start - _FAR), min(LAST_DAY, start + _FAR))

        def output(end: int) -> int:
            return int((self.exactly(start, end) or (0,))[0])

        place = bisect_left(ends, count, key=output)
        return ends[place] if 0 < place < len(ends) else None


def equal(names: Sequence[Any], values: Sequence[Any]) -> Bool:
    return z3.And([name == value for name, value in zip(names, values, strict=True)])
