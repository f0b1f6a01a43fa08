"""Find a choice in a box that shows what is said of a table, and let the engine confirm it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, product

from govrules.analysis.cutting.axis import CannotRealiseError
from govrules.analysis.cutting.boxes import Box
from govrules.analysis.cutting.realise import realised
from govrules.analysis.finding import Witness
from govrules.analysis.subject import Subject
from govrules.analysis.tables.rows import Rows
from govrules.analysis.witness import confirmed, decided
from govrules.engine.reference import Evaluation
from govrules.model.decision import Decision

_TRIES = 24

Holds = Callable[[Decision, Evaluation], bool]


def shown(subject: Subject, rows: Rows, box: Box, shows: str, holds: Holds) -> Witness | None:
    """A choice in the box of which `holds` is true; None where none was found.

    It says what the box names. Where that leaves a cell of a row open, such as one that nothing can
    meet, it says all that the rows ask about; and where each of that is given on its own, such a
    choice must show it: AnalysisFault otherwise.
    """
    everything = {number: axis.all for number, axis in enumerate(rows.axes)} | dict(box)
    sure = all(axis.is_given for axis in rows.axes)
    return _shown(subject, rows, box, shows, holds, sure=sure and box == everything) or (
        _shown(subject, rows, everything, shows, holds, sure=sure) if box != everything else None
    )


def _shown(
    subject: Subject, rows: Rows, box: Box, shows: str, holds: Holds, *, sure: bool
) -> Witness | None:
    for classes in islice(_picks(rows, box), _TRIES):
        try:
            choice = realised(subject.policy_set, rows.on, rows.axes, classes)
        except CannotRealiseError:
            continue

        def so(decision: Decision) -> bool:
            facts = subject.decider.facts_of(choice)  # noqa: B023 - called before the next turn
            return holds(decision, Evaluation(subject.policy_set, facts, rows.on))

        if sure or ((decision := decided(subject, choice, rows.on)) and so(decision)):
            return confirmed(subject, choice, rows.on, shows, so)
    return None


def _picks(rows: Rows, box: Box) -> Iterator[dict[int, int]]:
    """One class for each axis that the box names, in every way; the larger amounts first."""
    axes = sorted(box)
    members = [
        [n for n in reversed(range(len(rows.axes[axis].classes))) if box[axis] >> n & 1]
        for axis in axes
    ]
    for picked in product(*members):
        yield dict(zip(axes, picked, strict=True))
