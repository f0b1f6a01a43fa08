"""Find rows that apply together in tables of which exactly one row may apply."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.analysis.cutting.axis import NotCutError
from govrules.analysis.cutting.from_conditions import has_definitions
from govrules.analysis.finding import Finding, Found, Unsettled
from govrules.analysis.subject import Budget, Subject
from govrules.analysis.tables.rows import Rows, rows_on_each_day
from govrules.analysis.tables.showing import shown
from govrules.engine.reference import Evaluation
from govrules.explain.paper.phrases import listed
from govrules.model.decision import Decision
from govrules.model.diagnostic import Related
from govrules.model.kleene import TRUE
from govrules.model.policy import Policy, Table

CODE = "A301"


def overlaps(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Each pair of rows that apply together, once."""
    for policy in subject.policies():
        for table in policy.tables:
            if table.hit != "exactly one row applies":
                continue
            try:
                yield from _of_table(subject, policy, table)
            except NotCutError as error:
                what = f"whether two rows of {table.label} apply together"
                yield Unsettled(CODE, what, str(error), (table.label,), table.place)


def _of_table(subject: Subject, policy: Policy, table: Table) -> Iterator[Found]:
    conditions = [row.condition for row in table.rows]
    told: set[tuple[int, int]] = set()
    unsure: dict[tuple[int, int], Found] = {}

    def days(*, deep: bool) -> Iterator[Rows]:
        return rows_on_each_day(subject, policy, conditions, plausible=True, deep=deep)

    if has_definitions(conditions) and not any(rows.pairs for rows in days(deep=False)):
        return  # no rows apply together, whatever the definitions come to
    for rows in days(deep=True):
        for pair in (pair for pair in rows.pairs if pair not in told):
            found = _of_pair(subject, table, rows, *pair)
            if isinstance(found, Finding):
                told.add(pair)
                yield found
            else:
                unsure[pair] = found
    yield from (found for pair, found in unsure.items() if pair not in told)


def _of_pair(subject: Subject, table: Table, rows: Rows, one: int, other: int) -> Found:
    outputs = listed([term.name for term in table.outputs])
    shows = f"{outputs} cannot be decided: rows {one + 1} and {other + 1} both apply"

    def holds(decision: Decision, evaluation: Evaluation) -> bool:
        matches = evaluation.row_matches(table)
        unknown = all(decision.terms[term.key] is None for term in table.outputs)
        return unknown and matches[one] == matches[other] == TRUE

    for box in rows.both(one, other):
        witness = shown(subject, rows, box, shows, holds)
        if witness is not None:
            return Finding(
                CODE,
                f"rows {one + 1} and {other + 1} of {table.label} both apply when "
                f"{rows.words(box)}, and only one may",
                table.rows[one].place,
                (table.label,),
                (Related(table.rows[other].place, "is the other row"),),
                witness,
                'part the two, or say "first row that applies"',
            )
    what = f"whether rows {one + 1} and {other + 1} of {table.label} ever apply together"
    why = "what the table asks about is worked out from several facts"
    return Unsettled(CODE, what, why, (table.label,), table.place)
