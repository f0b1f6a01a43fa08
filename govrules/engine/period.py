"""The functions that decide choices in one period of decision dates, with their tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from govrules.compiler.generated import QuickFunction
from govrules.engine.lane_table import LaneTable
from govrules.engine.made_once import made_once
from govrules.engine.prepared import Prepared

Outcome = tuple[bytes, tuple[int, ...], tuple[Any, ...]]
"""Packed cells, truths of atoms, derived values: what the generated function returns."""


PLAIN_CHOICES = 2
"""So many are decided in full at first; a command that gives reasons decides one choice twice."""


class Period:
    """The generated functions for the decision dates of one period."""

    def __init__(
        self,
        found: Prepared,
        decide: Callable[..., Outcome],
        lanes: LaneTable,
        quick: Callable[[], QuickFunction | None],
        *,
        is_plain: bool,
    ) -> None:
        self.generated, self.settled, self.counting = found.generated, found.settled, found.counting
        self.decide = decide
        self.lanes = lanes
        self._quick = quick
        self._waited = 0
        self.is_plain = is_plain
        """Whether no figure that counts is without a value, which would have to be noted."""

    @made_once
    def quick(self) -> QuickFunction | None:
        """The quick way, if there is one."""
        return self._quick()

    def is_new(self) -> bool:
        """Whether so few plain choices were decided that it does not pay to prepare a quick way."""
        self._waited += 1
        return self._waited <= PLAIN_CHOICES
