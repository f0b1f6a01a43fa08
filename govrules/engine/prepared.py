"""What is generated from a rulebook when it is first needed, and found again where it was kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from govrules.compiler.generated import Generated, Quick
from govrules.engine.telling.counting import Counting
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Prepared:
    """What decides choices in one period of decision dates, but for the tables.

    `settled` has the records that are the same for all dates of the period.
    """

    generated: Generated
    quick: Quick | None
    settled: dict[str, int]
    counting: Counting


class Keeper(Protocol):
    """Gives what was kept under a name, else makes it."""

    def __call__(self, name: str, make: Callable[[], Prepared], /) -> Prepared: ...


def not_kept(_name: str, make: Callable[[], Prepared], /) -> Prepared:
    """A keeper that keeps nothing."""
    return make()
