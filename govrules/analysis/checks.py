"""All checks of an analysis, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from govrules.analysis.accepting import GONE
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
    from govrules.analysis.tables import deciders, gaps, idle, overlaps
    from govrules.analysis.words import bounds, duties, figures, near, unused

    return (
        Check("cases that no row of a table speaks to", (gaps.CODE,), gaps.gaps),
        Check("rows of a table that apply together", (overlaps.CODE,), overlaps.overlaps),
        Check("rows of a table without effect", idle.CODES, idle.idle_rows),
        Check("definitions that nothing uses", (unused.CODE,), unused.unused_definitions),
        Check("figures without a value", (figures.CODE,), figures.figures_without_value),
        Check("boundaries that differ by a hair", (near.CODE,), near.near_boundaries),
        Check("comparisons that bounds settle", (bounds.CODE,), bounds.settled_by_bounds),
        Check("duties that cannot be done in time", (duties.CODE,), duties.duties_out_of_time),
        Check("lines of who decides without effect", (deciders.CODE,), deciders.idle_deciders),
        *SOLVER_CHECKS,
    )


def checks_for(codes: frozenset[str] | None, *, solver: bool) -> tuple[Check, ...]:
    """The checks that give one of the codes, or any.

    All are made where it is asked which accepted findings no longer occur.
    """
    if codes is not None and GONE in codes:
        codes = None
    return tuple(
        check
        for check in all_checks()
        if (solver or not check.needs_solver)
        and (codes is None or not codes.isdisjoint(check.codes))
    )


def has_solver() -> bool:
    """Whether z3 is installed; to look does not load it."""
    return find_spec("z3") is not None
