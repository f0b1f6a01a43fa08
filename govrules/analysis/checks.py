"""All checks of an analysis, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from govrules.analysis.finding import Found
from govrules.analysis.subject import Budget, Subject

Run = Callable[[Subject, Budget], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it looks for, as a phrase for the progress line, and the codes it gives.

    A check that needs the solver imports z3 only when it is made.
    """

    what: str
    codes: tuple[str, ...]
    run: Run
    needs_solver: bool = False


def all_checks() -> tuple[Check, ...]:
    """Every check; those that need no solver come first, because they are quick."""
    from govrules.analysis.solver_checks import SOLVER_CHECKS
    from govrules.analysis.tables import gaps, idle, overlaps

    return (
        Check("cases that no row of a table speaks to", (gaps.CODE,), gaps.gaps),
        Check("rows of a table that apply together", (overlaps.CODE,), overlaps.overlaps),
        Check("rows of a table without effect", idle.CODES, idle.idle_rows),
        *SOLVER_CHECKS,
    )


def checks_for(codes: frozenset[str] | None, *, solver: bool) -> tuple[Check, ...]:
    """The checks that give one of the codes, or any."""
    return tuple(
        check
        for check in all_checks()
        if (solver or not check.needs_solver)
        and (codes is None or not codes.isdisjoint(check.codes))
    )


def has_solver() -> bool:
    """Whether z3 is installed; to look does not load it."""
    return find_spec("z3") is not None
