"""What is generated from a rulebook when it is first needed, and found again where it was kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from govrules.compiler.generated import Generated
from govrules.engine.telling.counting import Counting
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Prepared:
    """What decides choices in one period of decision dates, but for the tables.

    `settled` has the records that are the same for all dates of the period.
    """

    generated: Generated
    settled: dict[str, int]
    counting: Counting


Kind = TypeVar("Kind")
Made = TypeVar("Made")


class Keeper(Protocol):
    """Gives what was kept under a name, if it is of this kind, else makes it."""

    def __call__(self, name: str, kind: type[Kind], make: Callable[[], Made], /) -> Kind | Made: ...


def not_kept(_name: str, _kind: type[Kind], make: Callable[[], Made], /) -> Kind | Made:
    """A keeper that keeps nothing."""
    return make()
