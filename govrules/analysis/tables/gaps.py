"""Find the cases of a decision table that no row speaks to."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.analysis.cutting.axis import NotCutError
from govrules.analysis.cutting.boxes import Box, widest
from govrules.analysis.cutting.from_conditions import has_definitions
from govrules.analysis.finding import Finding, Found, Unsettled
from govrules.analysis.subject import Budget, Subject
from govrules.analysis.tables.rows import Rows, rows_on_each_day
from govrules.analysis.tables.showing import shown
from govrules.engine.reference import Evaluation
from govrules.explain.paper.phrases import listed
from govrules.model.decision import Decision
from govrules.model.kleene import FALSE
from govrules.model.policy import Policy, Table

CODE = "A300"
_MOST = 5
"""Gaps told of one table: nobody would read more, and to close the first may close others."""


def gaps(subject: Subject, budget: Budget) -> Iterator[Found]:
    """The gaps of every table that is to give one result: told by the fewest facts."""
    for policy in subject.policies():
        for table in policy.tables:
            if table.hit == "every row that applies":
                continue  # where none applies, the result is that there is none
            try:
                yield from _of_table(subject, policy, table)
            except NotCutError as error:
                what = f"whether {table.label} has a row for every case"
                yield Unsettled(CODE, what, str(error), (table.label,), table.place)


def _of_table(subject: Subject, policy: Policy, table: Table) -> Iterator[Found]:
    conditions = [row.condition for row in table.rows]
    told: set[str] = set()

    def days(*, deep: bool) -> Iterator[Rows]:
        return rows_on_each_day(subject, policy, conditions, plausible=True, deep=deep)

    if has_definitions(conditions) and not any(rows.left for rows in days(deep=False)):
        return  # no gap, whatever the definitions come to
    for rows in days(deep=True):
        found, whole = widest(rows.left, rows.taken, rows.axes, _MOST)
        for box in found:
            words = rows.words(box)
            if words not in told:
                told.add(words)
                more = "" if whole or box is not found[-1] else "; there are more such cases"
                yield _gap(subject, table, rows, box, f"{words}{more}")


def _gap(subject: Subject, table: Table, rows: Rows, box: Box, words: str) -> Found:
    outputs = listed([term.name for term in table.outputs])

    def holds(decision: Decision, evaluation: Evaluation) -> bool:
        unknown = all(decision.terms[term.key] is None for term in table.outputs)
        return unknown and set(evaluation.row_matches(table)) == {FALSE}

    witness = shown(subject, rows, box, f"{outputs} cannot be decided: no row applies", holds)
    if witness is None:
        what = f"whether a choice can come to the case that {words}, for which {table.label}"
        why = "what the table asks about is worked out from several facts"
        return Unsettled(CODE, f"{what} has no row", why, (table.label,), table.place)
    return Finding(
        CODE,
        f"{table.label} has no row for the case that {words}",
        table.place,
        (table.label,),
        witness=witness,
        suggestion='add a row for it, or a last row of "any" that says what holds otherwise',
    )
